"""Frequency lists: as people have them, and what is said of those that cannot be read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.making import write

from dissent.comparison.frequency_list import FrequencyList, read_frequency_list
from dissent.errors import DissentError


def listed(folder: Path, text: str, *, name: str = "list.csv") -> FrequencyList:
    return read_frequency_list(write(folder / name, text))


def message(folder: Path, text: str) -> str:
    with pytest.raises(DissentError) as caught:
        listed(folder, text)
    return str(caught.value).replace(f"{folder}/", "")


def test_words_are_sorted_folded_and_added_up(tmp_path: Path) -> None:
    found = listed(tmp_path, "word,count\nthe,7\nBread,3\nDon’t,2\nbread,4\ndon't,1\n")
    assert found.unit == "word"
    assert found.names == ("bread", "don't", "the")
    assert found.counts.tolist() == [7, 3, 7]
    assert found.words == 17


def test_a_row_gives_the_total_where_the_list_is_cut_off(tmp_path: Path) -> None:
    found = listed(tmp_path, "lemma,count\n*,100\nbe,20\nstate,5\n")
    assert found.unit == "lemma"
    assert found.names == ("be", "state")
    assert found.words == 100


def test_punctuation_and_what_never_occurs_make_no_words(tmp_path: Path) -> None:
    found = listed(tmp_path, 'word,count\n",",90\n—,12\nstate,5\n1921,2\n')
    assert found.names == ("1921", "state")
    assert found.words == 7


@pytest.mark.parametrize(
    "text",
    [
        "word,count\nstate,5\nbread,3\n",
        "\ufeffWord,Freq\r\nstate,5\r\nbread,3\r\n",
        "word;count\nstate;5\nbread;3\n",
        "Rank\tWORD\tFrequency\tRange\n1\tstate\t5\t9\n2\tbread\t3\t9\n",
        '"word"\t"count"\n"state"\t"5"\n"bread"\t"3"\n',
        'word\tcount\n"\t700\nstate\t5\nbread\t3\n\n',
    ],
)
def test_lists_as_other_programs_write_them(tmp_path: Path, text: str) -> None:
    found = listed(tmp_path, text)
    assert (found.unit, found.names) == ("word", ("bread", "state"))
    assert found.counts.tolist() == [3, 5]


COUNTS = st.dictionaries(
    st.from_regex(r"[a-z]{1,6}", fullmatch=True), st.integers(1, 10**9), min_size=1
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=COUNTS)
def test_a_written_list_is_read_as_it_was(tmp_path: Path, counts: dict[str, int]) -> None:
    rows = [f"{name},{count}" for name, count in counts.items()]
    found = listed(tmp_path, "\n".join(["lemma,count", *rows]))
    assert dict(zip(found.names, found.counts.tolist(), strict=True)) == counts
    assert found.words == sum(counts.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "list.csv is empty: the first row names the columns"),
        ("word,count\n", "list.csv lists no words that occur: add a row for each"),
        ("word,count\n!,3\nnever,0\n", "list.csv lists no words that occur"),
        (
            "word,rank\nstate,1\n",
            "list.csv: no column `count` says how often each occurs; the first row names "
            "`word`, `rank`: rename the one that does",
        ),
        ("type,freq\nstate,1\n", "list.csv: no column `lemma` or `word` says the words"),
        (
            "Lemma,Word,count\nbe,is,5\n",
            "list.csv: the columns `Lemma` and `Word` could both say the words; take out or "
            "rename the one that shall not count",
        ),
        ("word,count,freq\nis,5,0.2\n", "`count` and `freq` could both say how often each occurs"),
        (
            'word,count\nstate,"1,234"\n',
            "row 2: count `1,234`: write a whole number without separators, as in `1234`",
        ),
        ("word;count\nstate;1 234 567\n", "as in `1234567`"),
        (
            "word,count\nstate,1,234\n",
            "row 2: 3 cells, but the first row has 2; write numbers without separators, and a "
            "cell that contains a comma in quotation marks",
        ),
        (
            "word,count\nstate,12.5\n",
            "row 2: count `12.5` is no whole number: write how often `state` occurs, not a rate "
            "or a share",
        ),
        ("word,count\nstate,-3\n", "row 2: count `-3` is below 0: write how often `state` occurs"),
        ("word,count\nstate,\n", "row 2: `state` has no count: write how often it occurs"),
        ("word,count\n,4\n", "row 2: the word is empty"),
        (
            "word,count\nstate,60\nbe,50\n*,100\n",
            "row 4: the total (`*`) is 100, but the counts add up to 110; write the total of all "
            "words, or take out the row",
        ),
        (
            "word,count\n*,100\nstate,60\n*,90\n",
            "row 4: the total (`*`) stands already in row 2",
        ),
        (
            'word,count\nbe,3\n"state,5\n',
            "after row 2: unexpected end of data; is a quotation mark",
        ),
    ],
)
def test_a_mistake_is_named_with_its_row_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    assert said in message(tmp_path, text)


def test_all_faulty_rows_are_told_at_once(tmp_path: Path) -> None:
    said = message(tmp_path, "word,count\nstate,x\nbe,5\n" + "bread,-1\n" * 30)
    assert said.startswith("list.csv: 31 problems\n  - list.csv, row 2: count `x` is no whole")
    assert "row 4: count `-1` is below 0" in said
    assert said.endswith("… and 11 more")


def test_a_list_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", "word,count\nétat,5\n", encoding="latin-1")
    with pytest.raises(DissentError, match=r"line 2: not UTF-8; save it as “CSV UTF-8”"):
        read_frequency_list(path)
