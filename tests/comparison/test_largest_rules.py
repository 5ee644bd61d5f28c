"""The rate of a theme with its largest rule left out."""

from collections.abc import Callable

import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.largest_rules import largest_rules_table
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]


def test_each_document_has_its_own_largest_rule(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    corpus = corpus_of("worker worker owner x", "owner y", "nothing here")
    table = largest_rules_table(corpus, themes).set_index("doc_id")
    assert table.index.tolist() == ["*", "a", "b"]
    assert table["rule_id"].tolist() == [
        "class.workers.worker",
        "class.workers.worker",
        "class.owners.owner",
    ]
    assert table["hits"].tolist() == [4, 3, 1]
    assert table["hits_without"].tolist() == [2, 1, 0]
    assert table.loc["a", "rate"] == pytest.approx(3 / 4 * 1000)
    assert table.loc["a", "rate_without"] == pytest.approx(1 / 4 * 1000)
    assert table.loc["*", "share"] == pytest.approx(1 / 2)


def test_what_the_largest_rule_had_won_counts_for_others_without_it(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of("working/worker class/class working/worker class/class owner")
    table = largest_rules_table(corpus, themes)
    assert table["rule_id"].tolist() == ["class.workers.working-class"] * 2
    assert table["hits"].tolist() == [3, 3]
    assert table["hits_without"].tolist() == [3, 3]


def test_a_theme_without_a_hit_has_no_row(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    assert largest_rules_table(corpus_of("nothing here"), themes).empty
