"""Counting a shard's tokens: lemmas per segment, and each document's size and diversity."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dissent.statistics import diversity
from dissent.tokens import TokenTable, segment_counts, segment_of


def count_lemmas(tokens: TokenTable, *, segment_words: int) -> pa.Table:
    """Count the lemmas of words in every segment of every document.

    Parameters
    ----------
    tokens
        The shard's token table.
    segment_words
        Words that a segment should have.

    Returns
    -------
    pyarrow.Table
        `doc_id`, `segment` (from 0), `lemma`, `count`: one row per lemma that occurs in a segment,
        in this order.
    """
    words = tokens.is_word
    doc = tokens.doc[words].astype(np.int64)
    segments = segment_counts(tokens.words, segment_words=segment_words)
    segment = segment_of(tokens.word_rank[words], tokens.words[doc], segments[doc])
    lemmas, lemma_of_type = np.unique(tokens.lexicon.lemma.astype(str), return_inverse=True)
    lemma = lemma_of_type[tokens.code[words]]
    widest = int(segments.max(initial=1))
    key = (doc * widest + segment) * max(len(lemmas), 1) + lemma
    cells, counts = np.unique(key, return_counts=True)
    place, lemma = np.divmod(cells, max(len(lemmas), 1))
    doc, segment = np.divmod(place, widest)
    names = pa.array(tokens.documents, pa.string())
    return pa.table(
        {
            "doc_id": pa.DictionaryArray.from_arrays(doc.astype(np.int32), names),
            "segment": segment.astype(np.int32),
            "lemma": pa.DictionaryArray.from_arrays(
                lemma.astype(np.int32), pa.array(lemmas.tolist(), pa.string())
            ),
            "count": counts.astype(np.int32),
        }
    )


def measure_documents(tokens: TokenTable, *, segment_words: int) -> pa.Table:
    """Measure each document: its size, its segments, its lexical diversity.

    Parameters
    ----------
    tokens
        The shard's token table.
    segment_words
        Words that a segment should have.

    Returns
    -------
    pyarrow.Table
        One row per document, in the shard's order: `doc_id`, `tokens`, `words`, `sentences`,
        `types`, `lemmas`, `segments`, and the measures of `statistics.diversity` on lower-cased
        forms.
    """
    _, form_of_type = np.unique(tokens.lexicon.lower.astype(str), return_inverse=True)
    _, lemma_of_type = np.unique(tokens.lexicon.lemma.astype(str), return_inverse=True)
    segments = segment_counts(tokens.words, segment_words=segment_words)
    rows = []
    for place, doc_id in enumerate(tokens.documents):
        inside = slice(int(tokens.bounds[place]), int(tokens.bounds[place + 1]))
        codes = tokens.code[inside][tokens.is_word[inside]]
        forms: npt.NDArray[np.int64] = form_of_type[codes]
        rows.append(
            {
                "doc_id": doc_id,
                "tokens": inside.stop - inside.start,
                "words": len(codes),
                "sentences": int(tokens.sentence[inside].max(initial=0)),
                "types": len(np.unique(forms)),
                "lemmas": len(np.unique(lemma_of_type[codes])),
                "segments": int(segments[place]),
                "ttr": diversity.ttr(forms),
                "mattr": diversity.mattr(forms),
                "mtld": diversity.mtld(forms),
                "hdd": diversity.hdd(forms),
                "yule_k": diversity.yule_k(forms),
            }
        )
    return pa.Table.from_pylist(rows, schema=_MEASURES)


_MEASURES = pa.schema(
    [("doc_id", pa.string())]
    + [(n, pa.int64()) for n in ("tokens", "words", "sentences", "types", "lemmas", "segments")]
    + [(n, pa.float64()) for n in ("ttr", "mattr", "mtld", "hdd", "yule_k")]
)
