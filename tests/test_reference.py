"""What the setting `reference` names: told by the first row of its file."""

from pathlib import Path

import pytest
from tests.making import write

from dissent.errors import DissentError
from dissent.reference import reference_kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("doc_id,title,file", "catalogue"),
        ("\ufefffile,word,title,doc_id,count", "catalogue"),
        ("doc_id;title;file", "catalogue"),
        ("doc_id,author", "catalogue"),
        ("word,count", "list"),
        ("Lemma\tFREQ", "list"),
        ("word,rank", "list"),
    ],
)
def test_the_first_row_tells_a_catalogue_from_a_frequency_list(
    tmp_path: Path, header: str, kind: str
) -> None:
    assert reference_kind(str(write(tmp_path / "file", header + "\n"))) == kind


def test_rest_is_no_file() -> None:
    assert reference_kind("rest") == "rest"


def test_a_missing_file_says_what_can_stand_there() -> None:
    with pytest.raises(DissentError) as caught:
        reference_kind("lists/bnc.csv")
    assert str(caught.value) == (
        "setting `reference`: there is no file `lists/bnc.csv`; write `rest`, or the path of a "
        "catalogue or of a frequency list, relative to the project's folder"
    )


@pytest.mark.parametrize("text", ["", "the 6187267\n", "name,author\n", 'a"b",c\n'])
def test_any_other_file_says_what_the_first_row_has_to_name(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "other.csv", text)
    with pytest.raises(DissentError) as caught:
        reference_kind(str(path))
    assert str(caught.value) == (
        f"setting `reference`: `{path}` is neither a catalogue, whose first row names at least "
        "`doc_id`, `title`, `file`, nor a frequency list, whose first row names `lemma` or `word`, "
        f"and `count`; its first row is `{text.strip()}`"
    )


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(DissentError, match="not UTF-8; save it as “CSV UTF-8”"):
        reference_kind(str(path))
