"""How long is each document of a shard, and how varied are its words?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dissent.statistics import diversity, jackknife
from dissent.statistics.stretches import Stretches, Text, spread
from dissent.tokens import TokenTable, segment_counts

LENGTHS = (100, 250, 500, 1_000, 2_000, 5_000, 10_000)
"""Words of the samples that make documents of different length comparable."""
SEVERAL_WINDOWS = 250
"""Shortest sample for MATTR, MSTTR and MTLD: 100 words are one window, whose ratio is the plain
one, and hardly one factor."""
READ_IN_WINDOWS = ("mattr", "msttr", "mtld")
IN_DOCUMENTS_TABLE = ("ttr", "mattr", "mtld", "hdd", "yule_k")
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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
    forms = _documents(tokens, tokens.lexicon.forms.number)
    lemmas = _documents(tokens, tokens.lexicon.lemmas.number)
    sentences = np.zeros(len(tokens.documents), dtype=np.int64)
    first = tokens.bounds[:-1][np.diff(tokens.bounds) > 0]
    sentences[np.diff(tokens.bounds) > 0] = np.maximum.reduceat(tokens.sentence, first)
    return pa.table(
        {
            "doc_id": pa.array(tokens.documents, pa.string()),
            "tokens": np.diff(tokens.bounds),
            "words": tokens.words,
            "sentences": sentences,
            "types": forms.types,
            "lemmas": lemmas.types,
            "segments": segment_counts(tokens.words, segment_words=segment_words),
            **{name: diversity.measured(forms, name) for name in IN_DOCUMENTS_TABLE},
        }
    )


def measure_diversity(tokens: TokenTable) -> pa.Table:
    """Measure the lexical diversity of each document, as a whole and in samples of equal length.

    Samples of each of `LENGTHS` follow each other from the document's beginning; what is left at
    its end, shorter than a sample, is not in them.

    Parameters
    ----------
    tokens
        The shard's token table.

    Returns
    -------
    pyarrow.Table
        One row per document, measure and length, on lower-cased forms: `doc_id`, `measure`,
        `words` (of a sample), `samples` (1 for the whole document), `value` (mean of the samples),
        `deviation` (its standard deviation, see `statistics.jackknife`; nan where there is none)
        and `freedom` (degrees of freedom of Student's t for it). There is no row where a measure
        is not defined.
    """
    documents = _documents(tokens, tokens.lexicon.forms.number)
    parts = _of_wholes(documents)
    for length in LENGTHS:
        parts += _of_samples(documents, length)
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}
    order = np.lexsort((columns["words"], columns["measure"], columns["document"]))
    order = order[np.isfinite(columns["value"][order])]
    columns = {name: values[order] for name, values in columns.items()}
    return pa.table(
        {
            "doc_id": pa.array(tokens.documents, pa.string()).take(columns.pop("document")),
            "measure": pa.array(diversity.MEASURES).take(columns.pop("measure")),
            **columns,
        }
    )


@dataclass(frozen=True)
class _Rows:
    """One measure of all documents at one length: arrays of equal length."""

    document: Ints
    measure: Ints
    words: Ints
    samples: Ints
    value: Floats
    deviation: Floats
    freedom: Ints


_COLUMNS = tuple(_Rows.__dataclass_fields__)


def _documents(tokens: TokenTable, type_of_row: npt.NDArray[np.int32]) -> Stretches:
    """The words of each document, as numbers of forms or lemmas by row of the lexicon."""
    ends = np.cumsum(tokens.words)
    text = Text.of(type_of_row[tokens.code[tokens.is_word]])
    return Stretches(text, starts=ends - tokens.words, ends=ends)


def _of_wholes(documents: Stretches) -> list[_Rows]:
    deviations, freedom = jackknife.deviations(
        documents,
        window=diversity.WINDOW,
        threshold=diversity.THRESHOLD,
        sample=diversity.SAMPLE,
    )
    unknown = np.full(documents.words.size, np.nan)
    return [
        _Rows(
            document=np.arange(documents.words.size),
            measure=np.full(documents.words.size, number),
            words=documents.words,
            samples=np.ones_like(documents.words),
            value=diversity.measured(documents, measure),
            deviation=deviations.get(measure, unknown),
            freedom=freedom,
        )
        for number, measure in enumerate(diversity.MEASURES)
    ]


def _of_samples(documents: Stretches, length: int) -> list[_Rows]:
    # a document of just this length is its only sample, and has its row as a whole
    number = np.where(documents.words > length, documents.words // length, 0)
    starts, owner = spread(documents.starts, number, step=length)
    samples = Stretches(documents.text, starts, starts + length)
    blocks = jackknife.blocks_of_samples(documents, number, length=length)
    there = np.flatnonzero(number)
    rows = []
    for place, measure in enumerate(diversity.MEASURES):
        if length < SEVERAL_WINDOWS and measure in READ_IN_WINDOWS:
            continue
        values = diversity.measured(samples, measure)
        total = np.bincount(owner, weights=values, minlength=number.size)
        rows.append(
            _Rows(
                document=there,
                measure=np.full(there.size, place),
                words=np.full(there.size, length),
                samples=number[there],
                value=total[there] / number[there],
                deviation=jackknife.mean_deviation(values, blocks)[there],
                freedom=blocks.freedom[there],
            )
        )
    return rows
