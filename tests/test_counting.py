"""Counting a shard: words in segments, words in their order, and the size of documents."""

import math

import numpy as np
from tests.making import table_of

from dissent.counting import count_words, running_words
from dissent.measuring import measure_documents


def test_words_are_counted_in_their_segments_and_punctuation_is_not() -> None:
    text = " ".join(["Workers/worker ,"] * 30 + ["rise/rise/VERB ."] * 10)
    rows = count_words(table_of(text), segment_words=20).to_pylist()
    worker = {"doc_id": "a", "form": "workers", "lemma": "worker", "pos": "NOUN"}
    rise = {"doc_id": "a", "form": "rise", "lemma": "rise", "pos": "VERB"}
    assert rows == [
        worker | {"segment": 0, "count": 20},
        rise | {"segment": 1, "count": 10},
        worker | {"segment": 1, "count": 10},
    ]


def test_forms_are_told_apart_by_lemma_and_part_of_speech_but_not_by_capitals() -> None:
    text = "State/state/NOUN state/state/NOUN states/state/VERB states/state/NOUN saw/saw saw/see"
    rows = count_words(table_of(text), segment_words=100).to_pylist()
    found = [(row["form"], row["lemma"], row["pos"], row["count"]) for row in rows]
    assert found == [
        ("saw", "saw", "NOUN", 1),
        ("saw", "see", "NOUN", 1),
        ("state", "state", "NOUN", 2),
        ("states", "state", "NOUN", 1),
        ("states", "state", "VERB", 1),
    ]


def test_a_shard_without_words_counts_none() -> None:
    for tokens in (table_of(), table_of("", ". , !")):
        assert len(count_words(tokens, segment_words=100)) == 0
        assert len(running_words(tokens)) == 0


def test_running_words_say_which_stand_side_by_side() -> None:
    text = "The/the new class , it/it rules | Here it\n\nends"
    rows = running_words(table_of(text, "Next one")).to_pylist()
    follows = {(row["doc_id"], row["form"]): row["follows"] for row in rows}
    assert [row["form"] for row in rows[:4]] == ["the", "new", "class", "it"]
    assert follows["a", "class"]
    assert not follows["a", "here"], "a new sentence"
    assert not follows["a", "ends"], "a new paragraph"
    assert not rows[3]["follows"], "a comma between"
    assert [row["follows"] for row in rows if row["doc_id"] == "b"] == [False, True]


def test_counts_are_as_many_as_words() -> None:
    tokens = table_of("a b c , a b", "", "b b")
    counts = count_words(tokens, segment_words=2)
    assert np.sum(counts["count"].to_numpy()) == len(running_words(tokens)) == 7


def test_documents_are_measured_one_by_one() -> None:
    table = table_of("Workers/worker rise/rise . | workers/worker fall/fall .", "", "rise/rise")
    first, empty, last = measure_documents(table, segment_words=100).to_pylist()
    assert (first["tokens"], first["words"], first["sentences"]) == (6, 4, 2)
    assert (first["types"], first["lemmas"], first["segments"]) == (3, 3, 1)
    assert first["ttr"] == 0.75
    assert (empty["words"], empty["segments"]) == (0, 1)
    assert math.isnan(empty["ttr"])
    assert (last["doc_id"], last["words"]) == ("c", 1)


def test_measures_that_need_more_text_are_missing() -> None:
    row = measure_documents(table_of("a b c d"), segment_words=100).to_pylist()[0]
    assert math.isnan(row["mattr"])
    assert math.isnan(row["hdd"])
