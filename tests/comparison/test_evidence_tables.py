"""Hits, ledger and rules: every span that counts or does not, and what each rule won and lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.making import table_of, theme_of

from dissent.comparison.corpus import Corpus
from dissent.comparison.evidence_tables import hits_table, ledger_table, rules_table
from dissent.themes.files import Theme
from dissent.themes.hits import match_themes

CorpusOf = Callable[..., Corpus]


def test_a_hit_has_a_stable_name_its_place_and_its_line(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = hits_table(corpus_of("the old worker\n\nand the working - class too"), themes)
    assert table["hit_id"].tolist() == ["a:class:2", "a:class:5"]
    second = table.iloc[1]
    assert (second["left"], second["match"], second["right"]) == (
        "and the ", "working - class", " too",
    )  # fmt: skip
    assert (second["paragraph"], second["start"], second["end"]) == (2, 5, 8)


def test_a_hit_inside_quotation_marks_is_flagged(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = hits_table(corpus_of('" working class " owner'), themes)
    assert table["flags"].tolist() == ["quoted", ""]


def test_every_rule_has_a_row_also_without_a_hit(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = rules_table(corpus_of("worker Worker/worker", "Workers/worker"), themes)
    assert table["rule_id"].tolist() == [
        "class.workers.worker",
        "class.workers.working-class",
        "class.owners.owner",
    ]
    assert table["hits"].tolist() == [3, 0, 0]
    assert table["documents"].tolist() == [2, 0, 0]
    assert table["types_matched"].tolist() == [2, 0, 0]
    assert table["share_of_theme"].tolist() == [1, 0, 0]


def test_a_hit_names_the_rules_that_it_beat_and_why(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = hits_table(corpus_of("the working/worker class"), themes)
    assert table["flags"].tolist() == ["over:class.workers.worker(shorter)"]


def test_the_ledger_has_every_span_that_does_not_count(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of("owner", "the working/worker class of workers/worker")
    ledger = ledger_table(corpus, themes)
    columns = ["doc_id", "start", "end", "left", "match", "rule_id", "status", "why", "won_by"]
    assert ledger[columns].to_numpy().tolist() == [
        ["b", 1, 2, "the ", "working", "class.workers.worker", "lost", "shorter",
         "class.workers.working-class"],
    ]  # fmt: skip
    assert len(ledger) + len(hits_table(corpus, themes)) == len(corpus.spans)


def test_a_rule_has_its_forms_its_shares_and_what_it_won_and_lost(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    text = "working/worker class worker Worker/worker Workers/worker owner"
    table = rules_table(corpus_of(text), themes).set_index("rule_id")
    worker, working = table.loc["class.workers.worker"], table.loc["class.workers.working-class"]
    assert worker["types"] == "worker (2); workers (1); working (1)"
    assert worker["lost_to"] == "class.workers.working-class (1)"
    assert (worker["beaten"], working["beaten"]) == (0, 1)
    assert (worker["share_of_category"], worker["share_of_theme"]) == (3 / 4, 3 / 5)


def test_a_rule_does_not_lose_to_itself(corpus_of: CorpusOf, tmp_path: Path) -> None:
    text = "worker worker worker owner"
    theme = theme_of(tmp_path, "theme: runs\ncategories: {c: [{cql: '\"worker\"{1,3}'}]}\n")
    spans = match_themes([theme], table_of(text), context_words=3).to_pandas()
    assert set(spans["status"]) == {"counted", "lost"}
    rule = rules_table(replace(corpus_of(text), spans=spans), [theme]).iloc[0]
    assert (rule["hits"], rule["lost_to"], rule["beaten"]) == (1, "", 0)


def test_a_rule_with_all_its_hits_in_one_of_several_documents_names_it(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = rules_table(corpus_of("worker worker owner", "working class"), themes)
    assert table["only_in"].tolist() == ["a", "", ""]
    alone = rules_table(corpus_of("worker worker"), themes)
    assert alone["only_in"].tolist() == ["", "", ""]
