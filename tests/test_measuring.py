"""Measuring a shard's documents: their size, and the diversity of their words at equal lengths."""

import math

import numpy as np
import pandas as pd
import pytest
from tests.making import table_of

from dissent.measuring import measure_diversity, measure_documents
from dissent.statistics import diversity


def words(number: int, *, seed: int = 1) -> list[str]:
    return [f"w{rank}" for rank in np.random.default_rng(seed).zipf(1.4, number) % 300]


def diversity_of(*texts: str) -> pd.DataFrame:
    return measure_diversity(table_of(*texts)).to_pandas()


def test_documents_are_measured_one_by_one() -> None:
    table = table_of("Workers/worker rise/rise . | workers/worker fall/fall .", "", "rise/rise")
    first, empty, last = measure_documents(table, segment_words=100).to_pylist()
    assert (first["tokens"], first["words"], first["sentences"]) == (6, 4, 2)
    assert (first["types"], first["lemmas"], first["segments"]) == (3, 3, 1)
    assert first["ttr"] == 0.75
    assert (empty["words"], empty["sentences"], empty["segments"]) == (0, 0, 1)
    assert math.isnan(empty["ttr"])
    assert (last["doc_id"], last["words"], last["sentences"]) == ("c", 1, 1)


def test_a_document_has_the_measures_of_its_own_words_only() -> None:
    texts = [words(700, seed=1), words(45, seed=2), words(900, seed=3)]
    rows = measure_documents(table_of(*map(" ".join, texts)), segment_words=100).to_pylist()
    for row, text in zip(rows, texts, strict=True):
        codes = np.unique(text, return_inverse=True)[1]
        for name in ("ttr", "mattr", "mtld", "hdd", "yule_k"):
            expected = getattr(diversity, name)(codes)
            assert row[name] == pytest.approx(expected, nan_ok=True), name


def test_a_shard_without_a_word_is_measured() -> None:
    assert measure_documents(table_of("", ""), segment_words=100)["words"].to_pylist() == [0, 0]
    assert measure_diversity(table_of("", "")).num_rows == 0


def test_each_measure_stands_at_equal_lengths_and_for_the_whole_text() -> None:
    table = diversity_of(" ".join(words(1_130)))
    lengths = table.groupby("measure", sort=False)["words"].agg(list).to_dict()
    assert list(lengths) == list(diversity.MEASURES)
    assert lengths["ttr"] == [100, 250, 500, 1_000, 1_130]
    # a hundred words are one window only
    assert lengths["mattr"] == lengths["mtld"] == [250, 500, 1_000, 1_130]
    samples = table[table["measure"] == "hdd"]["samples"]
    assert samples.tolist() == [11, 4, 2, 1, 1]


@pytest.mark.parametrize("measure", diversity.MEASURES)
def test_a_value_is_the_mean_of_samples_from_the_beginning(measure: str) -> None:
    text = words(1_130)
    codes = np.unique(text, return_inverse=True)[1]
    of_one_text = getattr(diversity, measure)
    table = diversity_of(" ".join(words(320, seed=2)), " ".join(text)).query("doc_id == 'b'")
    values = table[table["measure"] == measure].set_index("words")["value"]
    assert values[1_130] == pytest.approx(of_one_text(codes))
    samples = [of_one_text(codes[start : start + 500]) for start in (0, 500)]
    assert values[500] == pytest.approx(np.mean(samples))


def test_only_words_count_and_capitals_do_not_matter() -> None:
    plain = words(260)
    adorned = " , ".join(word.upper() for word in plain)
    pd.testing.assert_frame_equal(diversity_of(" ".join(plain)), diversity_of(adorned))


def test_what_a_text_is_too_short_for_has_no_row() -> None:
    short = diversity_of(" ".join(words(41)))
    assert short["measure"].tolist() == [
        "ttr", "root_ttr", "corrected_ttr", "maas", "mtld", "yule_k",
    ]  # fmt: skip
    assert diversity_of("one two three")["measure"].tolist() == [
        "ttr", "root_ttr", "corrected_ttr", "maas", "yule_k",
    ]  # fmt: skip


def test_a_text_of_just_one_sample_has_one_row_for_it() -> None:
    table = diversity_of(" ".join(words(500)))
    assert table[table["measure"] == "ttr"]["words"].tolist() == [100, 250, 500]


def test_few_samples_and_measures_that_change_with_length_have_no_deviation() -> None:
    table = diversity_of(" ".join(words(2_100))).set_index(["measure", "words"])
    known = table["deviation"].notna()
    assert known["ttr"].tolist() == [True, True, False, False, False, False]
    assert known["mattr", 2_100]
    assert known["yule_k", 2_100]
    assert not known["hdd", 1_000]
    assert (table["freedom"] > 0).loc[known].all()


def test_a_document_more_changes_no_other_documents_rows() -> None:
    one, other = " ".join(words(1_500)), " ".join(words(1_200, seed=2))
    both = diversity_of(one, other)
    pd.testing.assert_frame_equal(both[both["doc_id"] == "a"], diversity_of(one))
