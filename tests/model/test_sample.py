"""The hand-tagged sample is kept without its words and gets them back from the texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import (
    SampleTextError,
    read_passages,
    tagged_passages,
    with_text,
    write_passages,
)

TEXT = "A heading\n\n“The Soviets were\nSILENT,” he said. Nobody spoke.\n"
TAGGED = """\
# newdoc id = made-up
# newpar id = made-up-1
# file = made_up.txt
1\t“\t"\tPUNCT\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tThe\tthe\tDET\t_\t_\t_\t_\t_\t_
3\tSoviets\tSoviet\tPROPN\t_\t_\t_\t_\t_\t_
4\twere\tbe\tAUX\t_\t_\t_\t_\t_\t_
5\tSILENT\tsilent\tADJ\t_\t_\t_\t_\t_\tSpaceAfter=No
6\t,\t,\tPUNCT\t_\t_\t_\t_\t_\tSpaceAfter=No
7\t”\t"\tPUNCT\t_\t_\t_\t_\t_\t_
8\the\the\tPRON\t_\t_\t_\t_\t_\t_
9\tsaid\tsay\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No
10\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_

1\tNobody\tnobody\tPRON\t_\t_\t_\t_\t_\t_
2\tspoke\tspeak\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_

"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Write the sample without its words, and the text beside it."""
    (tmp_path / "made_up.txt").write_text(TEXT, encoding="utf-8")
    tagged = tmp_path / "made-up.conllu"
    tagged.write_text(TAGGED, encoding="utf-8")
    write_passages(tagged_passages(tagged), tmp_path / "sample.tsv")
    return tmp_path / "sample.tsv"


def test_no_word_of_the_text_is_kept(kept: Path) -> None:
    rows = [line for line in kept.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert rows[1:6] == ['0 1 PUNCT S 0+"', "0 3 DET _ _", "1 7 PROPN _ 6+", "1 4 AUX _ 0+be",
                         "1 6 ADJ _ _"]  # fmt: skip
    assert not any(word in " ".join(rows) for word in ("Soviet", "SILENT", "silent", "obody"))


def test_the_text_gives_the_words_back(kept: Path, tmp_path: Path) -> None:
    [passage] = read_passages(kept)
    lines = [line for line in with_text(passage, tmp_path) if not line.startswith("#")]
    assert lines == [line for line in TAGGED.splitlines() if not line.startswith("#")]


def test_another_text_is_refused(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "made_up.txt").write_text(TEXT.replace("Nobody", "Someone"), encoding="utf-8")
    [passage] = read_passages(kept)
    with pytest.raises(SampleTextError, match=r"made_up\.txt has no longer the paragraph"):
        with_text(passage, tmp_path)
