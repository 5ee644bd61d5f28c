"""Encodings of dictionaries: what the bytes say, what is guessed, and what is refused."""

import codecs
from pathlib import Path

import pytest
from tests.dictionaries.making import lists
from tests.making import write

from dissent.dictionaries.reading import read_dictionary
from dissent.errors import DissentError

TEXT = "NON-LATIN\n\tŠumava (1)\n\tŽatec (1)\n"
WORDS = {"NON-LATIN": ["Šumava", "Žatec"]}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_unicode_is_known_by_its_bytes(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / "a.cat"
    path.write_bytes(content)
    dictionary = read_dictionary(path)
    assert (lists(dictionary), dictionary.encoding) == (WORDS, name)
    assert not dictionary.content.remarks


def test_an_xml_declaration_names_the_encoding(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="iso-8859-2"?>\n'
        '<dictionary><cnode name="A"><pnode name="Čech"/></cnode></dictionary>'
    )
    dictionary = read_dictionary(write(tmp_path / "a.ykd", text, encoding="iso-8859-2"))
    assert lists(dictionary) == {"A": ["Čech"]}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("café\nnaïve\ndéjà vu\n", "windows-1252"),
        ("государство\nбюрократия\nреволюция\nправящий класс\n", "windows-1251"),
        ("国家\n官僚\n革命\n", "shift-jis"),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_shown(
    tmp_path: Path, text: str, encoding: str
) -> None:
    dictionary = read_dictionary(write(tmp_path / "a.txt", text, encoding=encoding))
    assert lists(dictionary)["a"] == text.splitlines()
    remark = str(dictionary.content.remarks[0])
    assert remark.startswith(f"line 1: the file is not UTF-8; read as {encoding}, a guess")
    assert f"`{text.splitlines()[0]}`" in remark


def test_the_encoding_given_wins_without_a_remark(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Češi\n", encoding="iso-8859-2")
    dictionary = read_dictionary(path, encoding="iso-8859-2")
    assert lists(dictionary) == {"a": ["Češi"]}
    assert not dictionary.content.remarks


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "a.txt, line 2: not utf-8; name another --encoding"),
        ("latin-99", "a.txt: unknown encoding `latin-99`; known are utf-8, utf-16, shift-jis"),
    ],
)
def test_a_wrong_encoding_is_said(tmp_path: Path, encoding: str, said: str) -> None:
    path = write(tmp_path / "a.txt", "state\ncafé\n", encoding="windows-1252")
    with pytest.raises(DissentError) as caught:
        read_dictionary(path, encoding=encoding)
    assert said in str(caught.value)
