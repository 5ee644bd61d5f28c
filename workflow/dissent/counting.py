"""Counting a shard's words, segment by segment, and listing them in their order."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dissent.numbered import Numbered
from dissent.tokens import TokenTable, segment_counts, segment_of

Ints = npt.NDArray[np.int64]


def count_words(tokens: TokenTable, *, segment_words: int) -> pa.Table:
    """Count the words of every segment of every document: forms with their lemmas.

    Parameters
    ----------
    tokens
        The shard's token table.
    segment_words
        Words that a segment should have.

    Returns
    -------
    pyarrow.Table
        `doc_id`, `segment` (from 0), `form` (lower-cased), `lemma`, `pos`, `count` (int32): one row
        per form, lemma and part of speech that occur together in a segment, in this order.
    """
    words = tokens.is_word
    doc = tokens.doc[words].astype(np.int64)
    segments = segment_counts(tokens.words, segment_words=segment_words)
    segment = segment_of(tokens.word_rank[words], tokens.words[doc], segments[doc])
    forms, lemmas = tokens.lexicon.forms, tokens.lexicon.lemmas
    pos = Numbered.of(tokens.lexicon.pos)
    # The lexicon tells more apart than is counted here: capitals and finer tags.
    kinds, kind_of_type = np.unique(
        np.stack([forms.number, lemmas.number, pos.number], axis=1), axis=0, return_inverse=True
    )
    kind = kind_of_type.ravel()[tokens.code[words]]
    widest, many = int(segments.max(initial=1)), max(len(kinds), 1)
    cells, counts = np.unique((doc * widest + segment) * many + kind, return_counts=True)
    place, kind = np.divmod(cells, many)
    doc, segment = np.divmod(place, widest)
    return pa.table(
        {
            "doc_id": _named(doc, list(tokens.documents)),
            "segment": segment.astype(np.int32),
            "form": _named(kinds[kind, 0], forms.values),
            "lemma": _named(kinds[kind, 1], lemmas.values),
            "pos": _named(kinds[kind, 2], pos.values),
            "count": counts.astype(np.int32),
        }
    )


def running_words(tokens: TokenTable) -> pa.Table:
    """List the words in their order, from which sequences of words are counted.

    Sequences are counted over the whole corpus, because one that is rare in a shard can be frequent
    in all of them; a shard only lists what they are made of. Nine bytes per word in memory.

    Parameters
    ----------
    tokens
        The shard's token table.

    Returns
    -------
    pyarrow.Table
        One row per word: `doc_id`, `form` (lower-cased), and `follows`, whether it stands right
        after the word before it, in the same sentence and with no other token between them.
    """
    words = tokens.is_word
    place = np.flatnonzero(words)
    same = np.ones(len(place), dtype=bool)
    same[:1] = False
    same[1:] = np.diff(place) == 1
    for boundary in (tokens.doc, tokens.paragraph, tokens.sentence):
        same[1:] &= np.diff(boundary[place]) == 0
    forms = tokens.lexicon.forms
    return pa.table(
        {
            "doc_id": _named(tokens.doc[place], list(tokens.documents)),
            "form": _named(forms.number[tokens.code[place]], forms.values),
            "follows": same,
        }
    )


def _named(codes: npt.NDArray[np.integer], names: list[str]) -> pa.DictionaryArray:
    """Numbers and what they stand for, as one column."""
    return pa.DictionaryArray.from_arrays(codes.astype(np.int32), pa.array(names, pa.string()))
