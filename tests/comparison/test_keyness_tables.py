"""Keyness of groups: whose words, against what, in which order."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.frequency_list import FrequencyList
from dissent.comparison.grouping import group_documents
from dissent.comparison.keyness_tables import keyness_tables
from dissent.settings import Keyness
from dissent.statistics import keyness
from dissent.tables import schemas
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]

OPTIONS = Keyness(
    min_count=1,
    prior_words=100,
    simple_maths_k=100,
    rows=2000,
    sequence_count=2,
    max_groups=20,
    pair_rows=200,
)


@pytest.fixture
def tables(themes: list[Theme]) -> Callable[..., dict[str, pd.DataFrame]]:
    def make(
        corpus: Corpus,
        *,
        group: str = "doc_id",
        reference: Corpus | FrequencyList | None = None,
        **options: int,
    ) -> dict[str, pd.DataFrame]:
        return keyness_tables(
            corpus,
            themes,
            group_documents(corpus.documents, group),
            reference=reference,
            options=replace(OPTIONS, **options),
            level=0.95,
        )

    return make


TablesOf = Callable[..., dict[str, pd.DataFrame]]


def row(table: pd.DataFrame, **wanted: str) -> pd.Series:
    for column, value in wanted.items():
        table = table[table[column] == value]
    assert len(table) == 1, f"{len(table)} rows of {wanted}"
    return table.iloc[0]


def test_each_document_is_compared_with_the_rest(corpus_of: CorpusOf, tables: TablesOf) -> None:
    table = tables(corpus_of("rise rise fall", "fall fall stay stay"))["keyness"]
    rise = row(table, group="a", lemma="rise")
    assert rise[["count", "reference_count", "words", "reference_words"]].tolist() == [2, 0, 3, 4]
    assert rise["rate"] == pytest.approx(2 / 3 * 1000)
    cells = (2, 0, 3, 4)
    assert rise["g2"] == pytest.approx(keyness.log_likelihood(*cells))
    assert rise["g2_williams"] == pytest.approx(keyness.log_likelihood_williams(*cells))
    assert rise["chi_squared"] == pytest.approx(keyness.chi_squared(*cells))
    assert rise["fisher_p"] == pytest.approx(3 / 21)
    assert rise["simple_maths"] == pytest.approx((1e6 * 2 / 3 + 100) / 100)
    assert pd.isna(rise["percent_diff"])
    assert pd.isna(rise["lrc_each"])


@pytest.mark.parametrize("texts", [("rise",), ("rise fall", "fall stay", "stay rise")])
def test_every_table_has_its_columns(
    corpus_of: CorpusOf, tables: TablesOf, texts: tuple[str, ...]
) -> None:
    for name, table in tables(corpus_of(*texts)).items():
        assert list(table.columns) == schemas()[name].names


def test_one_group_has_nothing_to_be_compared_with(corpus_of: CorpusOf, tables: TablesOf) -> None:
    assert all(table.empty for table in tables(corpus_of("rise fall rise fall")).values())


def test_a_group_without_words_is_left_out(corpus_of: CorpusOf, tables: TablesOf) -> None:
    table = tables(corpus_of("rise rise", "", "fall fall"))["keyness"]
    assert table["group"].unique().tolist() == ["a", "c"]


def test_documents_can_be_put_together_by_a_column(corpus_of: CorpusOf, tables: TablesOf) -> None:
    corpus = corpus_of("rise", "rise fall", "stay stay", wing=["left", "left", "right"])
    table = tables(corpus, group="wing")["keyness"]
    assert table["group"].unique().tolist() == ["left", "right"]
    rise = row(table, group="left", lemma="rise")
    assert rise[["count", "documents", "words"]].tolist() == [2, 2, 3]


def test_rare_lemmas_are_left_out_before_anything_is_tested(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    corpus = corpus_of("rise rise rise fall", "rise stay stay")
    assert set(tables(corpus, min_count=3)["keyness"]["lemma"]) == {"rise"}


def test_a_lemma_that_is_absent_where_it_was_to_be_expected_has_a_row(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    table = tables(corpus_of("stay " * 20, "rise " * 20 + "stay " * 20))["keyness"]
    absent = row(table, group="a", lemma="rise")
    assert (absent["count"], absent["documents"], absent["rests_on"]) == (0, 0, "")
    assert absent["g2"] < 0
    assert pd.isna(absent["dp"])


def test_an_absent_lemma_of_which_few_were_to_be_expected_has_none(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    # of 12 in 60 words, 4 were to be expected in 20
    table = tables(corpus_of("stay " * 20, "rise " * 12 + "stay " * 28))["keyness"]
    assert table[(table["group"] == "a") & (table["lemma"] == "rise")].empty


def test_q_takes_in_the_words_that_are_left_out(corpus_of: CorpusOf, tables: TablesOf) -> None:
    corpus = corpus_of("rise " * 30 + "stay " * 30, "stay " * 30 + "fall flee flow fly")
    table = tables(corpus)["keyness"]
    own = table[table["group"] == "a"].set_index("lemma")
    assert set(own.index) == {"rise", "stay"}
    assert own.loc["rise", "q"] == pytest.approx(own.loc["rise", "p"] * 6)
    assert len(tables(corpus, rows=10)["keyness"]) == len(table)
    cut = tables(corpus, rows=1)["keyness"].set_index("group")
    assert cut.loc["a", "q"] == own.loc["rise", "q"]


def spread(word: str, *, every: int, words: int) -> list[str]:
    """A text of different words, with one word at equal distances."""
    return [word if place % every == 0 else f"w{place % 97}" for place in range(words)]


def test_a_word_of_one_passage_is_not_ranked_above_one_that_is_spread_evenly(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    text = spread("steady", every=100, words=4000)
    text[1010:1110:2] = ["outburst"] * 50  # more often, but all in one passage
    rest = " ".join(spread("other", every=100, words=4000))
    table = tables(corpus_of(" ".join(text), rest))["keyness"]
    own = table[table["group"] == "a"]
    outburst, steady = row(own, lemma="outburst"), row(own, lemma="steady")
    assert outburst["g2"] > steady["g2"]
    assert outburst["lrc"] == 0 < steady["lrc"]
    ranked = own["lemma"].tolist()
    assert ranked.index("steady") < ranked.index("outburst")
    assert (outburst["rests_on"], steady["rests_on"]) == ("one passage", "")
    assert outburst["dp"] > 0.9 > 0.3 > steady["dp"]


def test_a_word_that_one_of_several_documents_supplies_is_marked(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    first = " ".join(spread("own", every=50, words=1000))
    second = " ".join(spread("shared", every=50, words=1000))
    third = " ".join(spread("shared", every=50, words=1000))
    corpus = corpus_of(first, second, third, first, wing=["left", "left", "left", "right"])
    table = tables(corpus, group="wing")["keyness"]
    assert row(table, group="left", lemma="own")["rests_on"] == "one document"
    assert row(table, group="left", lemma="shared")["rests_on"] == ""
    assert row(table, group="right", lemma="own")["rests_on"] == "", "the group has only one"


def test_in_a_short_text_nothing_is_said_to_rest_on_a_passage(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    table = tables(corpus_of("rise " * 5 + "stay " * 300, "stay " * 300))["keyness"]
    assert row(table, group="a", lemma="rise")["rests_on"] == ""


def test_the_strongest_stand_first_and_equals_by_name(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    table = tables(corpus_of("rise rise fall arise arise", "fall stay stay stay"))["keyness"]
    own = table[table["group"] == "a"]
    assert own["lemma"].tolist()[:2] == ["arise", "rise"]
    assert own["g2"].abs().is_monotonic_decreasing


def test_a_word_can_differ_from_the_rest_and_not_from_each_of_the_others(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    def text(**every: int) -> str:
        words = spread("stay", every=3, words=3000)
        for word, distance in every.items():
            words[1::distance] = [word] * len(words[1::distance])
        return " ".join(words)

    others = [text(other=every, common=60) for every in (20, 24, 22) * 4]
    table = tables(corpus_of(text(unique=20, common=24), text(common=20), *others))["keyness"]
    unique = row(table, group="a", lemma="unique")
    assert 0 < unique["lrc_each"] < unique["lrc"]
    common = row(table, group="a", lemma="common")
    assert common["lrc"] > 0
    assert common["lrc_each"] == 0
    lacking = row(table, group="b", lemma="other")
    assert lacking["lrc"] < 0
    assert lacking["lrc_each"] == 0, "the first has none either"


def test_what_differs_from_each_has_the_weakest_of_the_single_differences(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    def text(every: int) -> str:
        return " ".join(spread("rise", every=every, words=4000))

    all_three = tables(corpus_of(text(10), text(100), text(40)))["keyness"]
    single = [
        row(tables(corpus_of(text(10), text(other)))["keyness"], group="a", lemma="rise")["lrc"]
        for other in (100, 40)
    ]
    assert row(all_three, group="a", lemma="rise")["lrc_each"] == pytest.approx(min(single))


def uneven(documents: int, seed: int) -> list[str]:
    """Texts of one kind: each takes its words evenly, but some words more than others do."""
    rng = np.random.default_rng(seed)
    words = np.array([f"w{number}" for number in range(80)])
    rates = rng.gamma(1.0, 1.0, (documents, len(words)))
    return [" ".join(rng.choice(words, 1000, p=own / own.sum())) for own in rates]


@pytest.mark.parametrize("left", [3, 10])
def test_documents_dealt_out_at_random_have_no_sure_word(
    corpus_of: CorpusOf, tables: TablesOf, left: int
) -> None:
    texts = uneven(2 * left, seed=left)
    found = []
    for deal in range(5):
        wing = np.random.default_rng(deal).permutation(["left", "right"] * left).tolist()
        table = tables(corpus_of(*texts, wing=wing), group="wing")["keyness"]
        found.append(np.count_nonzero(table["lrc"]))
        # nor do 95 % intervals leave out equal rates much more often than they may
        assert ((table["log_ratio_low"] > 0) | (table["log_ratio_high"] < 0)).mean() < 0.1
    assert found == [0] * 5


def test_a_word_of_one_document_ranks_below_one_that_all_documents_share(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    def text(word: str, every: int) -> str:
        return " ".join(spread(word, every=every, words=2000))

    left = [text("own", 10), *[text("shared", 20)] * 9]
    right = [text("other", 20)] * 10
    table = tables(corpus_of(*left, *right, wing=["left"] * 10 + ["right"] * 10), group="wing")
    own, shared = (row(table["keyness"], group="left", lemma=word) for word in ("own", "shared"))
    assert (own["count"], own["documents"]) == (200, 1)
    assert own["lrc"] == 0 < 2 < shared["lrc"]
    assert own["log_ratio_low"] < 0 < shared["log_ratio_low"]


def test_a_group_of_one_document_is_judged_by_its_passages(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    one = " ".join(spread("own", every=10, words=2000))
    rest = [" ".join(spread("other", every=20, words=2000))] * 10
    assert row(tables(corpus_of(one, *rest))["keyness"], group="a", lemma="own")["lrc"] > 2


class TestMetamorphoses:
    def test_swapping_groups_of_several_documents_flips_every_sign_exactly(
        self, corpus_of: CorpusOf, tables: TablesOf
    ) -> None:
        texts = uneven(6, seed=1)
        wing = ["left", "left", "right", "right", "right", "right"]
        first, second = (
            tables(corpus_of(*texts, wing=names), group="wing")["keyness"].set_index("lemma")
            for names in (wing, ["right" if one == "left" else "left" for one in wing])
        )
        first, second = (table[table["group"] == "left"] for table in (first, second))
        second = second.loc[first.index]
        assert np.count_nonzero(first["lrc"]) == 0
        for column in ("g2", "log_ratio", "lrc"):
            assert first[column].tolist() == (-second[column]).tolist()
        assert first["log_ratio_low"].tolist() == (-second["log_ratio_high"]).tolist()

    def test_swapping_two_groups_flips_every_sign_exactly(
        self, corpus_of: CorpusOf, tables: TablesOf
    ) -> None:
        texts = [" ".join(spread(word, every=7, words=1500)) for word in ("rise", "fall")]
        table = tables(corpus_of(*texts))["keyness"].sort_values("lemma")
        first, second = (
            table[table["group"] == group].set_index("lemma").loc[["w1", "w2", "w50"]]
            for group in ("a", "b")
        )
        for column in ("g2", "g2_two_cell", "chi_squared", "log_ratio", "lrc", "log_odds_z"):
            assert first[column].tolist() == (-second[column]).tolist()
        assert first["log_ratio_low"].tolist() == (-second["log_ratio_high"]).tolist()
        assert first["p"].tolist() == second["p"].tolist()

    def test_doubling_the_corpus_leaves_rates_and_effects_and_narrows_intervals(
        self, corpus_of: CorpusOf, tables: TablesOf
    ) -> None:
        texts = [" ".join(spread(word, every=5, words=2000)) for word in ("rise", "fall")]
        once = tables(corpus_of(*texts))["keyness"]
        wing = ["left", "right", "left", "right"]
        twice = tables(corpus_of(*texts, *texts, wing=wing), group="wing")["keyness"]
        before, after = row(once, group="a", lemma="w7"), row(twice, group="left", lemma="w7")
        for column in ("rate", "reference_rate", "percent_diff", "odds_ratio", "simple_maths"):
            assert after[column] == pytest.approx(before[column])
        assert after["log_ratio"] == pytest.approx(before["log_ratio"], abs=0.02)
        assert after["g2"] == pytest.approx(2 * before["g2"])
        width = [one["log_ratio_high"] - one["log_ratio_low"] for one in (before, after)]
        assert width[1] == pytest.approx(width[0] / np.sqrt(2), rel=0.02)

    def test_the_order_in_which_shards_list_documents_changes_nothing(
        self, corpus_of: CorpusOf, tables: TablesOf
    ) -> None:
        corpus = corpus_of("rise rise fall stay", "fall fall stay stay rise", "stay flee")
        backwards = replace(
            corpus,
            word_counts=corpus.word_counts.take(list(range(len(corpus.word_counts)))[::-1]),
            word_order=corpus.word_order.take([9, 10, 4, 5, 6, 7, 8, 0, 1, 2, 3]),
        )
        for name, table in tables(backwards).items():
            pd.testing.assert_frame_equal(table, tables(corpus)[name])


def test_lemmas_are_told_apart_by_part_of_speech(corpus_of: CorpusOf, tables: TablesOf) -> None:
    corpus = corpus_of("state/state/VERB states/state/NOUN", "state/state/NOUN stay/stay/VERB")
    table = tables(corpus)["keyness_pos"]
    verb = row(table, group="a", lemma="state", pos="VERB")
    assert verb[["count", "reference_count"]].tolist() == [1, 0]
    assert row(table, group="a", lemma="state", pos="NOUN")["reference_count"] == 1


def test_sequences_are_those_of_words_side_by_side(corpus_of: CorpusOf, tables: TablesOf) -> None:
    corpus = corpus_of("The new class rules . The new class , it rules", "a new class | new class")
    table = tables(corpus)["keyness_sequences"]
    pair = row(table, group="a", sequence="new class")
    assert pair[["length", "count", "reference_count"]].tolist() == [2, 2, 2]
    # the new, new class, class rules; the new, new class; it rules
    assert pair[["words", "reference_words"]].tolist() == [6, 3]
    three = row(table, group="a", sequence="the new class")
    assert three[["length", "count", "words", "reference_words"]].tolist() == [3, 2, 3, 1]
    assert "class it" not in set(table["sequence"])
    assert "class rules" not in set(table["sequence"]), "it comes once"
    assert table["length"].tolist() == sorted(table["length"][table["group"] == "a"]) + sorted(
        table["length"][table["group"] == "b"]
    )


def test_terms_are_compared_within_the_talk_of_their_theme(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    first = "worker owner owner stay stay stay stay stay"
    corpus = corpus_of(first, "worker worker worker owner stay")
    table = tables(corpus)["keyness_themes"]
    owner = row(table, group="a", term="owner")
    assert owner["theme"] == "class"
    assert owner[["count", "words", "reference_count", "reference_words"]].tolist() == [2, 3, 1, 4]
    assert owner["log_ratio"] > 0, "although it is not more frequent per word"


def test_pairs_of_groups_are_compared_up_to_a_number_of_groups(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    corpus = corpus_of("rise rise stay", "fall stay", "flee stay")
    table = tables(corpus)["keyness_pairs"]
    pairs = table[["group", "other_group"]].drop_duplicates().to_numpy().tolist()
    assert pairs == [["a", "b"], ["a", "c"], ["b", "c"]]
    stay = row(table, group="a", other_group="b", lemma="stay")
    assert stay[["count", "words", "reference_count", "reference_words"]].tolist() == [1, 3, 1, 2]
    assert tables(corpus, max_groups=2)["keyness_pairs"].empty
    assert len(tables(corpus, pair_rows=1)["keyness_pairs"]) == 3
    # three lemmas stand in one of the two: p is corrected for these, not for all four
    cells = np.array([2, 0, 1]), np.array([0, 1, 1]), 3, 2
    q = keyness.false_discovery(keyness.p_value(keyness.log_likelihood(*cells)))
    rise = row(table, group="a", other_group="b", lemma="rise")
    assert rise["q"] == pytest.approx(q[0])


def listed(unit: str, words: int, **counts: int) -> FrequencyList:
    names = tuple(sorted(counts))
    return FrequencyList(unit, names, np.array([counts[name] for name in names]), words)


def test_a_frequency_list_can_be_the_reference(corpus_of: CorpusOf, tables: TablesOf) -> None:
    corpus = corpus_of("workers/worker rise rise", "rise")
    made = tables(corpus, reference=listed("lemma", 1000, rise=10, worker=4))
    rise = row(made["keyness"], group="a", lemma="rise")
    assert rise[["count", "words", "reference_count", "reference_words"]].tolist() == [
        2,
        3,
        10,
        1000,
    ]
    assert row(made["keyness"], group="a", lemma="worker")["reference_count"] == 4
    assert made["keyness_pos"].empty
    assert made["keyness_sequences"].empty
    pair = row(made["keyness_pairs"], group="a", lemma="rise")
    assert pair["reference_count"] == 1, "pairs are within the corpus"


def test_a_list_of_word_forms_is_compared_with_word_forms(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    corpus = corpus_of("Workers/worker worker/worker rise")
    table = tables(corpus, reference=listed("word", 100, workers=5, other=95))["keyness"]
    assert sorted(table["lemma"]) == ["rise", "worker", "workers"]
    assert row(table, lemma="workers")["reference_count"] == 5
    assert row(table, lemma="rise")["reference_count"] == 0


def test_what_a_list_that_is_cut_off_lacks_is_not_compared(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    corpus = corpus_of("rise rise rise fall fall stay", "rise fall flee flee flee")
    cut = tables(corpus, min_count=2, reference=listed("lemma", 1000, rise=10, other=20))
    whole = tables(corpus, min_count=2, reference=listed("lemma", 1000, rise=10, other=990))
    assert cut["keyness"]["lemma"].unique().tolist() == ["rise"]
    assert cut["keyness_unlisted"].to_numpy().tolist() == [["fall", 3], ["flee", 3]]
    assert tables(corpus, reference=listed("lemma", 9, other=1))["keyness"].empty
    assert row(whole["keyness"], group="a", lemma="fall")["reference_count"] == 0
    assert whole["keyness_unlisted"].empty
    # what is not compared is none of the tests that p is corrected for
    rise = row(cut["keyness"], group="a", lemma="rise")
    assert rise["q"] == rise["p"]
    assert row(whole["keyness"], group="a", lemma="fall")["q"] > 0


def test_a_reference_corpus_is_compared_in_lemmas_tags_and_sequences(
    corpus_of: CorpusOf, tables: TablesOf
) -> None:
    corpus = corpus_of("new/new/ADJ class new class", "rise")
    reference = corpus_of("the new/new/ADJ class", "class stay . new/new/NOUN class")
    made = tables(corpus, reference=reference)
    cells = ["count", "words", "reference_count", "reference_words"]
    assert row(made["keyness"], group="a", lemma="class")[cells].tolist() == [2, 4, 3, 7]
    assert row(made["keyness"], group="b", lemma="rise")[cells].tolist() == [1, 1, 0, 7]
    adjective = row(made["keyness_pos"], group="a", lemma="new", pos="ADJ")
    assert adjective[cells].tolist() == [1, 4, 1, 7]
    pair = row(made["keyness_sequences"], group="a", sequence="new class")
    assert pair[cells].tolist() == [2, 3, 2, 4]
    assert "stay" not in set(made["keyness"]["lemma"]), "what the corpus lacks is not compared"


def test_one_group_can_be_compared_with_a_reference(corpus_of: CorpusOf, tables: TablesOf) -> None:
    table = tables(corpus_of("rise rise"), reference=corpus_of("rise stay"))["keyness"]
    assert table["lemma"].tolist() == ["rise"]
    assert table["lrc_each"].isna().all()
    assert table["log_ratio_low"].notna().all()


def test_the_clumping_of_a_reference_corpus_counts(corpus_of: CorpusOf, tables: TablesOf) -> None:
    even = " ".join(spread("rise", every=20, words=3000))
    clumped = " ".join(["rise"] * 150 + spread("stay", every=20, words=2850))
    own = corpus_of(" ".join(spread("rise", every=100, words=3000)))
    widths = []
    for text in (even, clumped):
        rise = row(tables(own, reference=corpus_of(text))["keyness"], lemma="rise")
        assert rise["reference_count"] == 150
        widths.append(rise["log_ratio_high"] - rise["log_ratio_low"])
    assert widths[1] > 2 * widths[0]
