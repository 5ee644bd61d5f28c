"""The token table: words, segments, and the text given back exactly."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.making import table_of

from dissent.tokens import read_tokens, segment_counts, segment_of, segment_sizes, write_tokens


def test_a_word_has_a_letter_or_a_digit() -> None:
    table = table_of("In 1917 , – the U.S. 's ’ …")
    words = [
        w for w, is_word in zip(table.lexicon.token, table.lexicon.is_word, strict=True) if is_word
    ]
    assert sorted(words) == sorted(["In", "1917", "the", "U.S.", "'s"])


def test_words_are_counted_document_by_document() -> None:
    table = table_of("one , two", "", ". three")
    assert table.words.tolist() == [2, 0, 1]
    assert table.word_rank.tolist() == [0, 1, 1, 0, 0]
    assert table.bounds.tolist() == [0, 3, 3, 5]


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    table = table_of("The workers/worker/NOUN ’s\n\nturn |", "zwölf “ Räte ”")
    files = {"tokens": tmp_path / "t.parquet", "lexicon": tmp_path / "l.parquet"}
    write_tokens(table, **files)
    again = read_tokens(**files)
    assert again.documents == table.documents
    assert again.lexicon.lemma.tolist() == table.lexicon.lemma.tolist()
    for name in ("code", "doc", "page", "paragraph", "sentence", "ws", "quoted", "region"):
        np.testing.assert_array_equal(getattr(again, name), getattr(table, name))


@given(words=st.integers(0, 5000), segment_words=st.integers(20, 300))
def test_segments_share_out_all_words_evenly(words: int, segment_words: int) -> None:
    counts = segment_counts(np.array([words]), segment_words=segment_words)
    sizes = segment_sizes(words, int(counts[0]))
    assert sizes.sum() == words
    assert sizes.max() - sizes.min() <= 1
    rank = np.arange(words)
    placed = segment_of(rank, np.full(words, words), np.full(words, counts[0]))
    assert np.bincount(placed, minlength=len(sizes)).tolist() == sizes.tolist()
