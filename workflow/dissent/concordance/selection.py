"""Which documents are searched: all, some that are named, or those of a group."""

import difflib
from collections.abc import Sequence

from dissent.catalogue import Document
from dissent.errors import DissentError

NAMED_AT_MOST = 10


def choose_documents(
    documents: Sequence[Document], *, doc_ids: Sequence[str], group: str
) -> list[Document]:
    """Choose the documents that are searched.

    Parameters
    ----------
    documents
        All, in date order.
    doc_ids
        Those wanted; none for all.
    group
        `column=value` of the catalogue, or of `year` or `decade`; empty for all.

    Returns
    -------
    list of Document
        Those that are wanted in both ways, in the same order.

    Raises
    ------
    DissentError
        Where there is no such document, column or value; says which there are.
    """
    known = [document.doc_id for document in documents]
    for doc_id in doc_ids:
        if doc_id not in known:
            raise DissentError(f"--document {doc_id}: no such document; {_near(doc_id, known)}")
    chosen = [document for document in documents if not doc_ids or document.doc_id in doc_ids]
    if group:
        column, value = _read_group(group, documents)
        chosen = [document for document in chosen if document.group(column) == value]
    if not chosen:
        raise DissentError(
            f"no document is both in --document {' '.join(doc_ids)} and in --group {group}"
        )
    return chosen


def _read_group(group: str, documents: Sequence[Document]) -> tuple[str, str]:
    column, sign, value = group.partition("=")
    if not sign:
        raise DissentError(f"--group {group}: write column=value, as in `--group author=Lenin`")
    columns = ["doc_id", *documents[0].columns, "year", "decade"]
    if column not in columns:
        raise DissentError(
            f"--group {group}: the catalogue has no column `{column}`; "
            f"{_near(column, list(dict.fromkeys(columns)))}"
        )
    values = sorted({document.group(column) for document in documents})
    if value not in values:
        raise DissentError(
            f"--group {group}: no document has `{value}` there; {_near(value, values)}"
        )
    return column, value


def _near(written: str, known: Sequence[str]) -> str:
    if near := difflib.get_close_matches(written, known, n=1, cutoff=0.6):
        return f"did you mean `{near[0]}`?"
    more = f" and {len(known) - NAMED_AT_MOST} more" if len(known) > NAMED_AT_MOST else ""
    return f"there are {', '.join(known[:NAMED_AT_MOST])}{more}"
