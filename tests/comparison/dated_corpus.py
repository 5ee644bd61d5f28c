"""Corpora of many documents, given by their dates, lengths and hits."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from dissent.catalogue import UNDATED, Document, in_date_order
from dissent.comparison.corpus import Corpus
from dissent.themes.files import Theme
from dissent.tokens import segment_counts

SPANS = ["doc_id", "theme", "category", "rule_id", "term", "status", "word"]


def themes_of(**categories: str) -> list[Theme]:
    """Make themes of their categories' names."""
    return [
        Theme(theme, theme.title(), "", "", tuple(names.split()), ())
        for theme, names in categories.items()
    ]


def dated_corpus(
    dates: Sequence[str],
    *,
    hits: Sequence[int],
    words: int | Sequence[int] = 1_000,
    theme: str = "class",
    category: str = "workers",
    **columns: Sequence[str],
) -> Corpus:
    """Make documents `d000`, `d001`, … with so many hits each, spread evenly over them."""
    sizes = [words] * len(dates) if isinstance(words, int) else list(words)
    documents = [
        Document(
            row=place + 2,
            doc_id=f"d{place:03}",
            title="",
            file=Path(),
            date=date,
            earliest=date[:7] or UNDATED,
            columns={key: values[place] for key, values in columns.items()},
        )
        for place, date in enumerate(dates)
    ]
    rows = [
        (document.doc_id, theme, category, "rule", "term", "counted", number * size // count)
        for document, count, size in zip(documents, hits, sizes, strict=True)
        for number in range(count)
    ]
    ordered = in_date_order(documents)
    measures = pd.DataFrame({"doc_id": [document.doc_id for document in documents]})
    measures["words"] = sizes
    measures["segments"] = segment_counts(np.array(sizes, dtype=np.int64), segment_words=100)
    return Corpus(
        documents=tuple(ordered),
        measures=measures.set_index("doc_id").loc[[d.doc_id for d in ordered]].reset_index(),
        word_counts=pa.table({}),
        word_order=pa.table({}),
        spans=pd.DataFrame(rows, columns=SPANS),
    )


def rates_of(corpus: Corpus, *, units: int) -> pd.DataFrame:
    """Make a table of rates in which every document and unit has numbers of its own."""
    number = np.arange(len(corpus.documents) * units, dtype=np.float64)
    return pd.DataFrame({"rate": number, "low": number / 2, "high": number + 1})
