"""Which document belongs to which group: the groups that the comparison puts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dissent.catalogue import Document


@dataclass(frozen=True)
class Grouping:
    """Groups of documents, by the date of their first document."""

    names: tuple[str, ...]
    of_document: npt.NDArray[np.int64]
    """Number of each document's group, documents in date order: (documents,)."""

    @property
    def single_documents(self) -> bool:
        """Whether every document is its own group."""
        return len(self.names) == len(self.of_document)


def group_documents(documents: Sequence[Document], column: str) -> Grouping:
    """Put documents together by a column of the catalogue.

    Parameters
    ----------
    documents
        In date order.
    column
        `doc_id`, a column of the catalogue, `year` or `decade`.

    Returns
    -------
    Grouping
        A document without a value belongs to the group `(none)`.
    """
    values = [document.group(column) for document in documents]
    names = tuple(dict.fromkeys(values))
    number = {name: place for place, name in enumerate(names)}
    return Grouping(names, np.array([number[value] for value in values], dtype=np.int64))
