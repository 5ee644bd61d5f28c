"""`dissent themes suggest` and `accept`, from a tagged corpus to rules in the theme file."""

import csv
import sys
from random import Random

import numpy as np
import pytest
from scipy import sparse
from tests.making import table_of, write
from tests.tagged_project import make_tagged_project

from dissent.cli import main
from dissent.suggesting.keyed import Beside, keyness_of
from dissent.suggesting.vocabulary import vocabulary_of

THEME = """\
theme: war
categories:
  fighting:
    - war      # the noun
    - battle
  people:
    - soldier
"""
OTHER = "theme: trade\ncategories:\n  goods: [market, cotton]\n"
FIGHTING = ("war", "battle", "siege", "combat")
TRADING = ("market", "cotton", "price", "tariff")


def made_text(seed):
    """Sentences about fighting and about trade, in which words of each kind can change places."""
    random = Random(seed)
    sentences = []
    for _ in range(120):
        word = random.choice(FIGHTING)
        end = random.choice(("bloody/bloody/ADJ", "long/long/ADJ"))
        sentences.append(f"the/the/DET {word} was/be/AUX {end} for/for/ADP every/every/DET soldier")
        good = random.choice(TRADING)
        end = random.choice(("cheap/cheap/ADJ", "dear/dear/ADJ"))
        sentences.append(f"a/a/DET {good} seemed/seem/VERB {end} to/to/ADP our/our/PRON merchant")
    sentences += ["Lenin/lenin/PROPN saw/see/VERB every/every/DET soldier"] * 8
    sentences += ["a/a/DET warship left/leave/VERB", "a/a/DET ship left/leave/VERB"]
    return " | ".join(sentences)


@pytest.fixture
def project(tmp_path):
    folder = make_tagged_project(
        tmp_path / "project", {f"text-{n}": made_text(n) for n in range(3)}, shards=2
    )
    write(folder / "config" / "themes" / "war.yaml", THEME)
    write(folder / "config" / "themes" / "trade.yaml", OTHER)
    return folder


@pytest.fixture
def run(project, monkeypatch, capsys):
    def run(*words, answers=""):
        monkeypatch.setattr(sys, "argv", ["dissent", "themes", *words, "-d", str(project)])
        given = iter(answers)

        def answer(*_args, **_options):
            try:
                return next(given)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out + printed.err

    return run


def rows(project):
    with (project / "suggestions" / "war.csv").open(encoding="utf-8") as stream:
        return {row["term"]: row for row in csv.DictReader(stream)}


def decide(project, **decisions):
    path = project / "suggestions" / "war.csv"
    changed = rows(project)
    for term, decision in decisions.items():
        changed[term]["decision"] = decision
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(next(iter(changed.values()))))
        writer.writeheader()
        writer.writerows(changed.values())


def theme_text(project):
    return (project / "config" / "themes" / "war.yaml").read_text(encoding="utf-8")


def test_words_used_like_the_themes_own_come_first(project, run):
    code, printed = run("suggest", "war")
    assert code == 0, printed
    found = rows(project)
    assert {"siege", "combat"} <= set(list(found)[:3])
    siege = found["siege"]
    assert siege["category"] == "fighting"
    assert "alike" in siege["sources"].split()
    assert set(siege["like"].split()) == {"war", "battle"}
    assert int(siege["documents"]) == 3
    assert int(siege["hits_beside"]) >= int(siege["count"])
    assert "[siege]" in siege["line_1"]
    assert {siege[f"line_{n}"].rpartition("(")[2] for n in (1, 2, 3)} == {
        "text-0)", "text-1)", "text-2)"}  # fmt: skip


def test_words_beside_hits_are_key_and_relatives_are_found(project, run):
    run("suggest", "war")
    found = rows(project)
    assert "key" in found["bloody"]["sources"].split()
    assert float(found["bloody"]["lrc"]) > 0
    assert found["warship"]["relative_of"] == "war"


def test_listed_words_those_of_other_themes_function_words_and_names_are_left_out(project, run):
    run("suggest", "war")
    found = rows(project)
    assert not {"war", "battle", "soldier", "market", "cotton", "the", "every", "lenin"} & set(
        found
    )
    run("suggest", "war", "--names")
    assert "lenin" in rows(project)


def test_words_that_are_too_rare_are_left_out_and_relatives_need_two(project, run):
    run("suggest", "war", "--min-count", "1000")
    assert set(rows(project)) == {"warship"}


def test_the_same_corpus_gives_the_same_bytes(project, run):
    path = project / "suggestions" / "war.csv"
    run("suggest", "war")
    first = path.read_bytes()
    run("suggest", "war")
    assert path.read_bytes() == first


def test_accepted_words_are_written_and_neither_they_nor_rejected_ones_offered_again(project, run):
    run("suggest", "war")
    decide(project, siege="accept", bloody="r")
    code, printed = run("accept", "war")
    assert code == 0, printed
    assert "1 rule written" in printed
    added = theme_text(project).removeprefix(THEME.partition("  people")[0])
    assert added.startswith("    - term: siege\n      note: 'Suggested: used like ")
    assert "  people:\n    - soldier\n" in added
    run("suggest", "war")
    found = rows(project)
    assert found["siege"]["decision"] == "accepted"
    assert found["bloody"]["decision"] == "rejected"
    assert set(list(found)[-2:]) == {"siege", "bloody"}
    before = theme_text(project)
    code, printed = run("accept", "war")
    assert "0 rules written" in printed
    assert theme_text(project) == before


def test_undecided_words_are_offered_again_and_decisions_not_yet_carried_out_are_kept(project, run):
    run("suggest", "war")
    decide(project, siege="accept")
    run("suggest", "war")
    assert rows(project)["siege"]["decision"] == "accept"
    assert rows(project)["combat"]["decision"] == ""


def test_questions_are_answered_one_by_one(project, run):
    code, printed = run("suggest", "war", "--ask", answers="asrq")
    assert code == 0, printed
    decided = [row["decision"] for row in rows(project).values()][:3]
    assert sorted(decided) == ["", "accept", "reject"]
    assert "2 decided" in printed


def test_an_end_of_input_keeps_what_was_answered(project, run):
    run("suggest", "war", "--ask", answers="r")
    assert [row["decision"] for row in rows(project).values()].count("reject") == 1


def test_a_theme_without_hits_is_told_and_still_gets_suggestions(project, run):
    rules = "theme: war\ncategories:\n  fighting:\n    - {term: battle, not: {after: be}}\n"
    write(project / "config" / "themes" / "war.yaml", rules)
    code, printed = run("suggest", "war")
    assert code == 0
    assert "No rule of `war` finds anything" in printed
    found = rows(project)
    assert {"war", "siege", "combat"} <= set(found)
    assert all(not row["lrc"] for row in found.values())


def test_an_unknown_theme_is_answered_with_the_nearest(run):
    code, printed = run("suggest", "wars")
    assert code == 2
    assert "there is no theme `wars`; did you mean `war`?" in printed


def test_a_mistake_in_the_sheet_stops_everything(project, run):
    run("suggest", "war")
    decide(project, siege="accept", combat="perhaps")
    code, printed = run("accept", "war")
    assert code == 2
    assert "decision `perhaps` of `combat`" in printed
    assert theme_text(project) == THEME


def test_accepting_without_a_sheet_says_how_to_make_one(run):
    code, printed = run("accept", "war")
    assert code == 2
    assert "dissent themes suggest war" in printed


def test_a_lemma_used_as_noun_and_verb_is_two_words_and_stray_tags_are_none():
    text = "fear/fear/NOUN " * 6 + "feared/fear/VERB " * 6 + "state/state/NOUN " * 19
    vocabulary = vocabulary_of([table_of(text + "State/state/PROPN state/state/VERB")])
    words = dict(zip(vocabulary.term, vocabulary.count.tolist(), strict=True))
    assert words == {"fear_NOUN": 6, "fear_VERB": 6, "state": 21}


def test_a_word_often_written_as_a_name_is_no_name_where_it_is_also_a_common_noun():
    text = "Navy/navy/PROPN " * 5 + "navies/navy/NOUN " * 3
    text += "Turkey/turkey/PROPN " * 19 + "turkey/turkey/NOUN"
    vocabulary = vocabulary_of([table_of(text)])
    names = dict(zip(vocabulary.term, vocabulary.is_name.tolist(), strict=True))
    assert names == {"navy": False, "turkey": True}


def test_a_word_that_one_document_alone_has_is_less_key_than_one_that_all_have():
    near = sparse.csr_array(np.array([[30.0, 10], [0, 10], [0, 10]]))
    far = sparse.csr_array(np.array([[3.0, 3], [3, 3], [3, 3]]))
    sizes = np.full(3, 1000.0)
    key = keyness_of(Beside(near, sizes, far, sizes * 3))
    assert key.g2[0] == pytest.approx(key.g2[1])
    assert key.lrc[0] < key.lrc[1]
