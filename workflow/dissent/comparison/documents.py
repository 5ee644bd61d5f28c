"""The table of documents: catalogue, size and lexical diversity."""

import math
from collections.abc import Hashable, Mapping

import pandas as pd

from dissent.comparison.corpus import Corpus

MEASURES = (
    "tokens",
    "words",
    "sentences",
    "types",
    "lemmas",
    "ttr",
    "mattr",
    "mtld",
    "hdd",
    "yule_k",
)
NOT_CARRIED = ("sha256", "note")


def documents_table(corpus: Corpus, *, sha256: Mapping[str, str]) -> pd.DataFrame:
    """Make `documents.csv`.

    Parameters
    ----------
    corpus
        The corpus.
    sha256
        Checksum of each document's file, by doc_id.

    Returns
    -------
    pandas.DataFrame
        One row per document, in date order, the catalogue's columns after `date`.
    """
    rows = []
    for document, measured in zip(
        corpus.documents, corpus.measures.to_dict("records"), strict=True
    ):
        own = {key: value for key, value in document.columns.items() if key not in NOT_CARRIED}
        rows.append(
            {
                **own,
                "doc_id": document.doc_id,
                "title": document.title,
                "date": document.date,
                **{name: measured[name] for name in MEASURES},
                "sha256": sha256[document.doc_id],
                "status": "read",
                "note": _note(document.columns.get("note", ""), measured),
            }
        )
    return pd.DataFrame(rows)


def _note(given: str, measured: Mapping[Hashable, float]) -> str:
    """Add to the catalogue's note what the measures could not say."""
    notes = [given] if given else []
    if math.isnan(measured["hdd"]):
        notes.append("shorter than 42 words: no HD-D, no MATTR")
    elif math.isnan(measured["mattr"]):
        notes.append("shorter than 100 words: no MATTR")
    if math.isnan(measured["mtld"]):
        notes.append("no word comes twice: no MTLD")
    return "; ".join(notes)
