"""Counting a shard: lemmas in segments, and the size of documents."""

import math

from tests.making import table_of

from dissent.counting import count_lemmas, measure_documents


def test_lemmas_of_words_are_counted_in_their_segments() -> None:
    text = " ".join(["Workers/worker ,"] * 30 + ["rise/rise ."] * 10)
    rows = count_lemmas(table_of(text), segment_words=20).to_pylist()
    assert rows == [
        {"doc_id": "a", "segment": 0, "lemma": "worker", "count": 20},
        {"doc_id": "a", "segment": 1, "lemma": "rise", "count": 10},
        {"doc_id": "a", "segment": 1, "lemma": "worker", "count": 10},
    ]


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
