"""Hits and rules: every span that counts, and what each rule found and lost."""

from collections.abc import Callable

from dissent.comparison.corpus import Corpus
from dissent.comparison.evidence_tables import hits_table, rules_table
from dissent.themes.files import Theme

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
