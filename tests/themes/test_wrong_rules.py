"""Rules that are wrong, each in its own way, and the message that the user gets."""

from pathlib import Path

import pytest
from tests.making import theme_of

from dissent.errors import DissentError

FILE = """\
theme: t
categories:
  c:
    - proletariat
    - RULE
"""
# What is wrong; the rule, in line 5 of the file; the whole message behind file and line.
WRONG = [
    (
        "a key that is none",
        "{trem: class}",
        "unknown key `trem`; did you mean `term`?",
    ),
    (
        "a term and a query",
        "{term: class, cql: '[lemma=\"class\"]'}",
        "a rule has a `term` or a `cql`, not both; make two rules of it",
    ),
    (
        "neither of them",
        "{note: x}",
        "a rule needs a `term` or a `cql`",
    ),
    (
        "nothing",
        "''",
        "the term is empty",
    ),
    (
        "a number",
        "1917",
        "`1917` is no term; write a word, or a number in quotation marks",
    ),
    (
        "a star without quotation marks",
        "*ocracy",
        "a term that begins with `*` needs quotation marks: '*ocracy'",
    ),
    (
        "a star in a mapping",
        "{term: *ocracy, note: x}",
        "a term that begins with `*` needs quotation marks: '*ocracy'",
    ),
    (
        "another sign of YAML",
        "@party",
        "a term that begins with `@` needs quotation marks: '@party'",
    ),
    (
        "a sign that YAML passes over",
        "&party",
        "a term that begins with `&` needs quotation marks: '&party'",
    ),
    (
        "a list for a term",
        "[state, party]",
        "a term that begins with `[` needs quotation marks: '[state, party]'",
    ),
    (
        "quotation marks around one word of two",
        '"state" party',
        "put all of it in one pair of quotation marks: 'state party'",
    ),
    (
        "a query as a term",
        "'[lemma=\"class\"]'",
        "a query is written {cql: '[lemma=\"class\"]'}",
    ),
    (
        "a query without quotation marks",
        '[lemma="new"] [lemma="class"]',
        'a query is written {cql: \'[lemma="new"] [lemma="class"]\'}',
    ),
    (
        "a query as a context",
        "{term: class, not: {before: '[lemma=\"first\"]'}}",
        "a query is written {cql: '[lemma=\"first\"]'}",
    ),
    (
        "an empty item",
        "",
        "an empty item; delete the line or write a term",
    ),
    (
        "a wildcard for everything",
        "'*'",
        "`*`: `*` takes in nearly every word; write more of it",
    ),
    (
        "punctuation in a term",
        "class (ruling)",
        "`class (ruling)`: no word contains `()`; groups are CQL, as in "
        '("old" | "new") [lemma="class"]',
    ),
    (
        "a part of speech that is none",
        "class_NUON",
        "`class_NUON`: `NUON` is no part of speech; did you mean `NOUN`?",
    ),
    (
        "a wildcard in a query",
        "{cql: 'bureaucra* [pos=\"NOUN\"]'}",
        "column 1: `bureaucra*` is a term, not CQL, where any characters are `.*`, as "
        'in "re.*"; write it as `term:`\n'
        '    bureaucra* [pos="NOUN"]\n'
        "    ^",
    ),
    (
        "a bracket that is not closed",
        '{cql: \'[lemma="new" [pos="NOUN"]\'}',
        "column 14: `[` cannot stand within `[`; close that one first, or group "
        "with parentheses\n"
        '    [lemma="new" [pos="NOUN"]\n'
        "                 ^",
    ),
    (
        "a bracket that is not closed before `within`",
        "{cql: '[word=\"a\" within s'}",
        'column 1: `[` is not closed; put `]` where it ends\n    [word="a" within s\n    ^',
    ),
    (
        "the end missing",
        '{cql: \'([lemma="new"] | [lemma="old"]\'}',
        "column 1: `(` is not closed; put `)` where it ends\n"
        '    ([lemma="new"] | [lemma="old"]\n'
        "    ^",
    ),
    (
        "a quotation mark that is not closed",
        '{cql: \'[lemma="new] [pos="NOUN"]\'}',
        'column 8: the quotation mark is not closed\n    [lemma="new] [pos="NOUN"]\n           ^',
    ),
    (
        "no quotation marks",
        "{cql: '[lemma=new]'}",
        'column 8: put `new` in quotation marks: "new"\n    [lemma=new]\n           ^',
    ),
    (
        "an attribute that is none",
        "{cql: '[lema=\"new\"]'}",
        'column 2: unknown attribute `lema`; did you mean `lemma`?\n    [lema="new"]\n     ^',
    ),
    (
        "a tag for a part of speech",
        "{cql: '[pos=\"NN\"]'}",
        'column 6: `NN` is no part of speech; did you mean `NOUN`?\n    [pos="NN"]\n         ^',
    ),
    (
        "repetition without an end",
        '{cql: \'"new" []* "class"\'}',
        "column 9: `*` has no end; say how often at most, as in `{0,5}`\n"
        '    "new" []* "class"\n'
        "            ^",
    ),
    (
        "repetition from a number on",
        '{cql: \'"new" []{2,} "class"\'}',
        "column 9: `{2,}` has no end; say how often at most, as in `{0,5}`\n"
        '    "new" []{2,} "class"\n'
        "            ^",
    ),
    (
        "repetition the wrong way round",
        '{cql: \'"new" []{3,1} "class"\'}',
        "column 9: `{3,1}` goes from more to less; write `{1,3}`\n"
        '    "new" []{3,1} "class"\n'
        "            ^",
    ),
    (
        "too much repetition",
        '{cql: \'"new" []{0,9999} "class"\'}',
        '`"new" []{0,9999} "class"`: a pattern has room for 63 tokens, and this one '
        'needs 9,999; repeat less, or say alternatives within one token: [lemma="a|b"]',
    ),
    (
        "only any tokens",
        "{cql: '[]{2}'}",
        "`[]{2}`: `[]` alone fits every token; add a token with a condition",
    ),
    (
        "nothing required",
        '{cql: \'"new"? "class"?\'}',
        '`"new"? "class"?`: every part of it may be left out, so it would find nothing '
        "at every place; make at least one token required",
    ),
    (
        "a contradiction",
        '{cql: \'[pos="NOUN" & pos="VERB"]\'}',
        'column 1: no token can fit all of this at once\n    [pos="NOUN" & pos="VERB"]\n    ^',
    ),
    (
        "capitals in a lemma",
        "{cql: '[lemma=\"Soviet\"]'}",
        "column 8: `lemma` has small letters only; write `soviet`, or %c behind the value\n"
        '    [lemma="Soviet"]\n'
        "           ^",
    ),
    (
        "two words in a token",
        "{cql: '[word=\"ruling class\"]'}",
        "column 7: a token contains no space; write a token for each word, as in "
        '"state" "power"\n'
        '    [word="ruling class"]\n'
        "          ^",
    ),
    (
        "a regular expression with a loose end",
        "{cql: '[word=\"(new\"]'}",
        "column 7: the regular expression `(new`: `(` is not closed\n"
        '    [word="(new"]\n'
        "          ^",
    ),
    (
        "look-around",
        "{cql: '[word=\"(?!un).*ed\"]'}",
        "column 7: the regular expression `(?!un).*ed`: it looks around (`(?=`, `(?!`, "
        '`(?<`), which is not supported; ask for two things with &, as in [word="a.*" '
        '& word!="ab.*"]\n'
        '    [word="(?!un).*ed"]\n'
        "          ^",
    ),
    (
        "what other tools have",
        "{cql: 'a:[] \"and\" b:[] :: a.word = b.word'}",
        "column 1: `a:` (a label) is not supported; leave it out\n"
        '    a:[] "and" b:[] :: a.word = b.word\n'
        "    ^",
    ),
    (
        "a unit that is none",
        '{cql: \'"new" "class" within chapter\'}',
        "column 22: `within chapter` is not supported; write `within s` (sentence) or "
        "`within p` (paragraph)\n"
        '    "new" "class" within chapter\n'
        "                         ^",
    ),
    (
        "contexts without a place",
        "{term: class, not: first}",
        "`not` needs `before:`, `after:` or `inside:`, as in {before: first}",
    ),
    (
        "a place that is none",
        "{term: class, not: {behind: first}}",
        "unknown key `behind`; known are before, after, inside",
    ),
    (
        "a context that is no term",
        "{term: class, not: {before: [first, 2]}}",
        "`2` is no term; write a word, or a number in quotation marks",
    ),
    (
        "a context that is only a part of speech",
        "{term: class, not: {before: '*_NOUN'}}",
        "`*_NOUN` names no word; write {cql: '[pos=\"NOUN\"]'}",
    ),
    (
        "a context in wrong CQL",
        "{term: class, not: {inside: {cql: '[lemma=first]'}}}",
        'column 8: put `first` in quotation marks: "first"\n    [lemma=first]\n           ^',
    ),
    (
        "an example that is no text",
        "{term: class, example: 3}",
        "`example` has to be a sentence, or a list of them",
    ),
    (
        "an example that is empty",
        "{term: class, counterexample: ['']}",
        "`counterexample` has to be a sentence, or a list of them",
    ),
    (
        "an id that is none",
        "{term: class, id: the class}",
        "id `the class`: only letters, digits, hyphens and _",
    ),
    (
        "the same rule again",
        "proletariat",
        "`proletariat` stands already in line 4",
    ),
    (
        "the same name for another rule",
        "{term: proletariat, not: {after: x}}",
        "the rule id `t.c.proletariat` is that of line 4; add an `id:`",
    ),
]


@pytest.mark.parametrize(("wrong", "rule", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_a_wrong_rule_gets_one_message_that_says_what_to_write(
    tmp_path: Path, wrong: str, rule: str, said: str
) -> None:
    with pytest.raises(DissentError) as caught:
        theme_of(tmp_path, FILE.replace("RULE", rule))
    assert str(caught.value) == f"{tmp_path / 'theme.yaml'}, line 5: {said}"
