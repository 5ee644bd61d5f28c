"""Dictionary files of every kind: what they give, what is reported, and the line of a mistake."""

from pathlib import Path

import pytest
from tests.dictionaries.making import lists, read_text
from tests.making import write

from dissent.dictionaries.model import Format
from dissent.dictionaries.reading import read_dictionary
from dissent.errors import DissentError

LIWC = """\
%
1\tfeeling
\t2\tjoy
3  time
else
\t40\tother
%
happ*\t1\t02
now\t3
soon      03   9
kind of\t1
like\t(02 3)1/40\t3
kind\t<of>1/2\t40
now\t3
lost
"""
WORDSTAT = """\
CULTURE
\tART
\t\tGALLER* (1)
\t\tFINE_ARTS (1)
\t\tKITSCH (-2)
\t\t@NEARBY [ART NEAR HISTORY] (1)
\tPEOPLE (1)
WAR
\tARMY (1)
"""
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805" patternengine="substring">
<cnode name="Dictionary"><cnode name="pos">
  <cnode name="A" desc=""><pnode name="a word"/></cnode>
  <cnode name="B"><pnode name="b_word"/></cnode>
</cnode></cnode>
</dictionary>
"""
YAML = """\
# a comment
ECONOMY:
  TRADE: [tariff*, 'no', 1917, NA]
  MONEY:
    - bank rate
    - COIN: gold
ANSWERS: {'': ['yes'], }
"""


def remarks(folder: Path, name: str, text: str) -> list[str]:
    return [str(remark) for remark in read_text(folder, name, text).content.remarks]


def test_liwc_words_stand_in_every_category_that_their_numbers_name(tmp_path: Path) -> None:
    assert lists(read_text(tmp_path, "a.dic", LIWC)) == {
        "feeling": ["happ*", "kind of"],
        "feeling > joy": ["happ*"],
        "time": ["now", "soon", "like", "now"],
        "else > other": ["kind"],
    }


def test_liwc_codes_that_have_no_counterpart_are_reported_with_their_lines(tmp_path: Path) -> None:
    said = remarks(tmp_path, "a.dic", LIWC)
    assert [remark.split(";")[0] for remark in said] == [
        "line 10: `soon`: there is no category 9",
        "line 12: `like`: `(02 3)1/40` depends on the word before",
        "line 13: `kind`: `<of>1/2` depends on the word that follows",
        "line 15: `lost` stands in no category",
    ]


def test_line_ends_of_old_macintoshes_and_windows_end_lines(tmp_path: Path) -> None:
    wanted = lists(read_text(tmp_path, "a.dic", LIWC))
    for end in ("\r", "\r\n"):
        path = tmp_path / "b.dic"
        path.write_bytes(LIWC.replace("\n", end).encode())
        assert lists(read_dictionary(path)) == wanted


def test_zeros_before_a_number_do_not_matter(tmp_path: Path) -> None:
    assert lists(read_text(tmp_path, "a.dic", "%\n01\tA\n2\tB\n%\nx\t1\ny\t002\n")) == {
        "A": ["x"],
        "B": ["y"],
    }


def test_wordstat_entries_belong_to_the_category_above_their_indent(tmp_path: Path) -> None:
    dictionary = read_text(tmp_path, "a.cat", WORDSTAT)
    assert lists(dictionary) == {
        "CULTURE > ART": ["GALLER*", "FINE ARTS", "KITSCH"],
        "CULTURE": ["PEOPLE"],
        "WAR": ["ARMY"],
    }
    assert [entry.note for entry in dictionary.content.entries if entry.note] == ["weight -2"]


def test_wordstat_weights_and_rules_are_reported(tmp_path: Path) -> None:
    assert remarks(tmp_path, "a.cat", WORDSTAT) == [
        "line 5: `KITSCH`: a theme counts and does not weigh; weight -2 is a note",
        "line 6: `@NEARBY [ART NEAR HISTORY] (1)` is a rule of WordStat; not carried over",
    ]


@pytest.mark.parametrize("name", ["a.ykd", "a.lcd"])
def test_xml_categories_are_nested_and_underscores_are_blanks(tmp_path: Path, name: str) -> None:
    assert lists(read_text(tmp_path, name, XML)) == {
        "Dictionary > pos > A": ["a word"],
        "Dictionary > pos > B": ["b word"],
    }


def test_lexicoder_blanks_end_words_and_half_of_them_is_reported(tmp_path: Path) -> None:
    text = "+NEGATIVE\n a lie \n abandon*\n+POSITIVE\n ardor \n"
    assert lists(read_text(tmp_path, "a.lc3", text)) == {
        "NEGATIVE": ["a lie", "abandon*"],
        "POSITIVE": ["ardor"],
    }
    assert "line 3: ` abandon*` has a blank on one side" in remarks(tmp_path, "a.lc3", text)[0]


def test_quanteda_names_nest_and_values_are_words_as_written(tmp_path: Path) -> None:
    assert lists(read_text(tmp_path, "a.yml", YAML)) == {
        "ECONOMY > TRADE": ["tariff*", "no", "1917", "NA"],
        "ECONOMY > MONEY": ["bank rate"],
        "ECONOMY > MONEY > COIN": ["gold"],
        "ANSWERS": ["yes"],
    }


def test_a_list_of_words_is_one_category_named_by_the_file(tmp_path: Path) -> None:
    text = "# my words\nstate\n\nruling class\nbureaucra*\n"
    assert lists(read_text(tmp_path, "power.txt", text)) == {
        "power": ["state", "ruling class", "bureaucra*"]
    }


@pytest.mark.parametrize(
    "text",
    [
        "term,category\nwar,conflict\nbank,money\n",
        "war;conflict\nbank;money\n",
        "war\tconflict\nbank\tmoney\n",
        'id,category,word\n1,conflict,"war"\n2,money,bank\n',
    ],
)
def test_a_table_gives_each_word_its_category(tmp_path: Path, text: str) -> None:
    assert lists(read_text(tmp_path, "a.csv", text)) == {"conflict": ["war"], "money": ["bank"]}


def test_scores_become_three_categories_and_notes(tmp_path: Path) -> None:
    text = "good\t3\nso so\t0\nbad\t-3\nawful\t-4.5\n"
    dictionary = read_text(tmp_path, "scores.txt", text)
    assert lists(dictionary) == {
        "positive": ["good"],
        "neutral": ["so so"],
        "negative": ["bad", "awful"],
    }
    assert dictionary.content.entries[3].note == "score -4.5"
    assert "a theme counts and does not weigh" in str(dictionary.content.remarks[0])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.dic", "1\tA\n", "a.dic, line 1: a LIWC dictionary has its categories between two"),
        ("a.dic", "\n%\n1\tA\n", "a.dic, line 2: a LIWC dictionary has its categories between"),
        ("a.dic", "A\n%\n1\tA\n%\n", "a.dic, line 1: only blank lines may precede the first `%`"),
        ("a.dic", "%\n1\n%\nx\t1\n", "a.dic, line 2: category `1` has no name"),
        ("a.dic", "%\n1\tA\n01\tB\n%\n", "a.dic, line 3: the number 01 is already that of `A`"),
        ("a.dic", "%\n1\tA\n%\n", "a.dic holds no word that could be carried over"),
        ("a.cat", "\tX (1)\n", "a.cat, line 1: `X (1)` is indented, but no category is above"),
        ("a.cat", "A\n\t\tX (1)\n", "a.cat, line 2: `X (1)` is indented by 2 tabs, but the cat"),
        ("a.cat", "A\nX (1)\n", "a.cat, line 2: `X (1)` stands in no category"),
        ("a.cat", "A\n  X (1)\n", "a.cat, line 2: indented by blanks; WordStat writes tabs"),
        ("a.ykd", "<dictionary>\n<cnode>\n", "a.ykd, line 2: a <cnode> without a name"),
        ("a.ykd", "<dictionary>\n</cnode>", "a.ykd, line 2: not XML: mismatched tag"),
        ("a.ykd", "<dictionary><pnode name='x'/>", "line 1: a <pnode> that stands in no <cnode>"),
        ("a.ykd", "<html/>", "line 1: <html>: the file has to begin with <dictionary>"),
        ("a.lc3", " lie \n", "a.lc3, line 1: `lie` stands before the first `+CATEGORY`"),
        ("a.lc3", "+\n", "a.lc3, line 1: a category without a name"),
        ("a.yml", "a: [b\n", "a.yml, line 2: not YAML: "),
        ("a.yml", "a: [b, *elit]\n", "line 1: not YAML: found undefined alias 'elit'; put a pat"),
        ("a.yml", "a: &x [b]\nc: *x\n", "a.yml, line 1: an alias (`*name`) repeats a part"),
        ("a.yml", "a: &x [b, *x]\n", "a.yml, line 1: an alias (`*name`) repeats a part"),
        ("a.yml", f"a:\n  - {'[' * 2000}\n", "a.yml, line 2: not YAML: more than 50 lists within"),
        ("a.yml", "- b\n", "a.yml, line 1: a dictionary has names, each with a list"),
        ("a.yml", "'': [b]\n", "a.yml, line 1: a category has no name"),
        ("a.yml", "[a]: [b]\n", "a.yml, line 1: the name of a category has to be a text"),
        ("a.yml", "theme: a\ncategories: {}\n", "a.yml is a theme file already"),
        ("a.csv", "war,conflict\nbank\n", "a.csv, line 2: a word and its category are wanted"),
        ("a.csv", "war,\n", "a.csv, line 1: a word and its category are wanted, not `war | `"),
        ("a.csv", "a,b,c\n", "a.csv, line 1: 3 columns; two are wanted"),
        ("a.csv", 'a,b\n"c,d\n', "a.csv, line 2: not a table: unexpected end of data"),
        ("a.txt", "\n", "a.txt holds no word"),
        ("a.xyz", "war\n", "a.xyz: what kind of dictionary is it? Say --format liwc|wordstat"),
        ("a.txt", "war\nbo\0mb\n", "a.txt, line 2: a control character (U+0000)"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(DissentError) as caught:
        read_text(tmp_path, name, text)
    assert said in str(caught.value)


def test_a_document_type_is_refused_before_any_entity_is_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "secret")
    text = (
        f'<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'
        '<dictionary><cnode name="A"><pnode name="&x;"/></cnode></dictionary>'
    )
    with pytest.raises(DissentError, match=r"line 2: a document type .* has no place"):
        read_text(tmp_path, "a.ykd", text)


def test_a_format_given_wins_over_the_files_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "power.dic", "state\n")
    assert lists(read_dictionary(path, kind=Format.LIST)) == {"power": ["state"]}
    assert lists(read_text(tmp_path, "words.txt", "%\n1\tA\n%\nx\t1\n")) == {"A": ["x"]}
