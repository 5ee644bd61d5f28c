"""From paragraphs to the token table, with a spaCy pipeline: the expensive step, done once.

The paragraph is what is tagged, and paragraphs are batched document by document, so that a
document's tags depend on nothing but its own text: not on its neighbours, its shard or the number
of cores.
"""

import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

# One thread: shards run side by side. OpenBLAS looks at this once, when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from dissent.errors import DissentError
from dissent.languages import taggers, without_needed
from dissent.pipelines import BY_RULE, NEEDED, Pipeline, read_pipeline
from dissent.progress import Progress, say
from dissent.reading.paragraphs import Paragraph, Region
from dissent.tokens import Lexicon, TokenTable, write_parquet

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_TOKENS = 6_000
NOT_NEEDED = ("ner", "entity_linker", "textcat")
PROBE = "The old party was bankrupt. Its members left."
STRAIGHT, SINGLE_OPENING, SINGLE_CLOSING = '"', "‘", "’"
OPENING = frozenset(["“", "„", "«", "‹", "``", STRAIGHT, SINGLE_OPENING])
CLOSING = frozenset(["”", "»", "›", "''"])
QUOTATION_MARKS = (*sorted(OPENING | CLOSING), SINGLE_CLOSING)


@dataclass(frozen=True)
class Text:
    """A document as read: its name, its language and its paragraphs."""

    doc_id: str
    language: str
    paragraphs: tuple[Paragraph, ...]


def annotate(
    texts: Sequence[Text], *, models: Mapping[str, str], progress: Progress | None = None
) -> TokenTable:
    """Tokenise, tag and lemmatise documents.

    Parameters
    ----------
    texts
        The documents, in the order that the table shall have.
    models
        Language to spaCy package or path, as in the settings.
    progress
        Told of every document that is done.

    Returns
    -------
    TokenTable
        All tokens, with their lexicon. Lemmas are in lower case; a token that the pipeline gives
        no lemma has its form. `tag` is empty where the pipeline has no fine tags.

    Raises
    ------
    DissentError
        Where a pipeline is missing, cannot be loaded or does not give what is needed; before
        anything is tagged.
    """
    pipelines = {
        language: load_pipeline(tagger.pipeline.name)
        for tagger in taggers([text.language for text in texts], models)
        for language in tagger.languages
    }
    parts = []
    for place, text in enumerate(texts):
        parts.append(_annotate_document(pipelines[text.language], text, place))
        if progress:
            progress.advance(tokens=len(parts[-1].rows))
    return _joined(tuple(text.doc_id for text in texts), parts)


@cache
def load_pipeline(name: str) -> "Language":
    """Load a spaCy pipeline, set up for speed, and make sure that it gives all that is needed.

    numpy's matrix product takes the place of thinc's own (BLIS), which falls back to a generic
    kernel on some processors: as fast or faster wherever it was measured, with the same tags
    (see the model's card). One thread: shards run side by side.

    Parameters
    ----------
    name
        `en_dissent`, an installed package or a path.

    Returns
    -------
    spacy.Language
        Without the components that are not needed. One that divides into sentences is switched on
        where none is, or spaCy's `sentencizer` is added where there is none.

    Raises
    ------
    DissentError
        Where it is not installed, cannot be loaded, or gives no parts of speech or lemmas.
    """
    pipeline = read_pipeline(name)
    try:
        nlp = _loaded(pipeline)
        probe = nlp(_sample(pipeline.language))
    # What a pipeline of others' making can raise is not known beforehand.
    except Exception as error:
        said = " ".join(str(error).split())
        raise DissentError(
            f"setting `models`, pipeline `{name}`: spaCy cannot use it; install what it needs, or "
            f"choose another. spaCy says: {said or repr(error)}"
        ) from error
    lacking = [label for label in NEEDED if not probe.has_annotation(label)]
    if lacking:
        problem = without_needed(pipeline, lacking, language=pipeline.language)
        raise DissentError(f"setting `models`, pipeline `{name}`: {problem}")
    if not probe.has_annotation("SENT_START"):
        nlp.add_pipe("sentencizer")
        if not pipeline.divided_by_rule:
            say(f"sentence breaks {BY_RULE}: the pipeline {name} has none")
    return nlp


def _loaded(pipeline: Pipeline) -> "Language":
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    from dissent.components import register

    register()
    set_current_ops(NumpyOps(use_blis=False))
    if pipeline.installed:
        nlp = spacy.util.load_model_from_package(pipeline.name, exclude=NOT_NEEDED)
    else:
        nlp = spacy.load(pipeline.folder, exclude=NOT_NEEDED)
    nlp.max_length = 1_000_000_000
    for component in pipeline.sentence_finders:
        nlp.enable_pipe(component)
    return nlp


def _sample(language: str) -> str:
    """A few sentences of the language, from spaCy's examples, or else English ones."""
    try:
        examples = importlib.import_module(f"spacy.lang.{language}.examples")
    except ModuleNotFoundError:
        return PROBE
    return " ".join(examples.sentences)


def read_text(path: Path) -> list[Text]:
    """Read the paragraphs of a shard.

    Parameters
    ----------
    path
        The file that `write_text` wrote.

    Returns
    -------
    list of Text
        In the file's order.
    """
    found: dict[tuple[str, str], list[Paragraph]] = {}
    for row in pq.read_table(path).to_pylist():
        paragraph = Paragraph(row["text"], page=row["page"], region=Region(row["region"]))
        found.setdefault((row["doc_id"], row["language"]), []).append(paragraph)
    return [Text(*names, tuple(paragraphs)) for names, paragraphs in found.items()]


def write_text(texts: Sequence[Text], path: Path) -> None:
    """Write the paragraphs of a shard.

    Parameters
    ----------
    texts
        The documents.
    path
        The Parquet file: `doc_id`, `language`, `page`, `paragraph`, `region`, `text`.
    """
    rows = [
        (text.doc_id, text.language, item.page, number, int(item.region), item.text)
        for text in texts
        for number, item in enumerate(text.paragraphs, start=1)
    ]
    names = ("doc_id", "language", "page", "paragraph", "region", "text")
    kinds = (pa.string(), pa.string(), pa.int32(), pa.int32(), pa.int8(), pa.string())
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    arrays = {
        name: pa.array(values, kind)
        for name, values, kind in zip(names, columns, kinds, strict=True)
    }
    write_parquet(pa.table(arrays), path)


@dataclass(frozen=True)
class _Annotated:
    """One document's tokens: hashes (tokens, 4) of token, lemma, pos, tag, and their places."""

    nlp: "Language"
    rows: npt.NDArray[np.uint64]
    places: dict[str, npt.NDArray[np.int64]]


def _annotate_document(nlp: "Language", text: Text, place: int) -> _Annotated:
    from spacy.attrs import LEMMA, ORTH, POS, SENT_START, SPACY, TAG

    attributes = [ORTH, LEMMA, POS, TAG, SENT_START, SPACY]
    blocks, lengths, quoted = [], [], []
    for doc in _tagged(nlp, text.paragraphs):
        blocks.append(np.asarray(doc.to_array(attributes), dtype=np.uint64))
        lengths.append(len(doc))
        quoted.append(_inside_quotation(blocks[-1][:, 0], nlp))
    array = np.concatenate(blocks) if blocks else np.zeros((0, len(attributes)), dtype=np.uint64)
    number = np.repeat(np.arange(1, len(lengths) + 1), lengths)
    starts = array[:, 4] == 1
    if len(array):
        starts[np.cumsum([0, *lengths[:-1]])[np.array(lengths) > 0]] = True
    paragraphs = text.paragraphs
    places = {
        "doc": np.full(len(array), place),
        "page": np.repeat([item.page for item in paragraphs], lengths),
        "paragraph": number,
        "sentence": np.cumsum(starts),
        "ws": array[:, 5] == 1,
        "quoted": np.concatenate(quoted) if quoted else np.zeros(0, dtype=bool),
        "region": np.repeat([int(item.region) for item in paragraphs], lengths),
    }
    return _Annotated(nlp, array[:, :4], places)


def _tagged(nlp: "Language", paragraphs: Sequence[Paragraph]) -> Iterator["Doc"]:
    """Tag paragraphs in batches counted in tokens: many short ones, or one long one, at a time."""
    batch: list[Doc] = []
    size = 0
    for paragraph in paragraphs:
        batch.append(nlp.make_doc(paragraph.text))
        size += len(batch[-1])
        if size >= BATCH_TOKENS:
            yield from nlp.pipe(batch, batch_size=len(batch))
            batch, size = [], 0
    if batch:
        yield from nlp.pipe(batch, batch_size=len(batch))


def _inside_quotation(orth: npt.NDArray[np.uint64], nlp: "Language") -> npt.NDArray[np.bool_]:
    """Mark the tokens of a paragraph between quotation marks, the marks included.

    A quotation that the paragraph does not close goes on to its end (the next paragraph opens it
    again, as printers do), except after a single mark, which is as often an apostrophe.
    """
    inside = np.zeros(len(orth), dtype=bool)
    opened, kind = -1, ""
    marks = np.array([nlp.vocab.strings[mark] for mark in QUOTATION_MARKS], dtype=np.uint64)
    for place in np.flatnonzero(np.isin(orth, marks)).tolist():
        mark = nlp.vocab.strings[int(orth[place])]
        if opened < 0:
            if mark in OPENING:
                opened, kind = place, mark
        elif _closes(mark, kind):
            inside[opened : place + 1] = True
            opened = -1
    if opened >= 0 and kind != SINGLE_OPENING:
        inside[opened:] = True
    return inside


def _closes(mark: str, kind: str) -> bool:
    if kind == STRAIGHT:
        return mark == STRAIGHT
    if kind == SINGLE_OPENING:
        return mark == SINGLE_CLOSING
    return mark in CLOSING or (kind == "„" and mark == "“")


def _joined(documents: tuple[str, ...], parts: Sequence[_Annotated]) -> TokenTable:
    """Put documents together, giving every distinct type one number in a sorted lexicon."""
    types: list[tuple[str, str, str, str]] = []
    codes: list[npt.NDArray[np.int64]] = []
    for part in parts:
        found, inverse = _distinct(part.rows)
        strings = part.nlp.vocab.strings
        types += [
            (strings[orth], strings[lemma or orth].lower(), strings[pos], strings[tag])
            for orth, lemma, pos, tag in found.tolist()
        ]
        codes.append(inverse + len(types) - len(found))
    ordered = sorted(set(types))
    number = {entry: place for place, entry in enumerate(ordered)}
    renumbered = np.array([number[entry] for entry in types], dtype=np.int32)
    places = {
        name: _stacked([part.places[name] for part in parts])
        for name in ("doc", "page", "paragraph", "sentence", "ws", "quoted", "region")
    }
    return TokenTable(
        documents=documents,
        lexicon=Lexicon.of(ordered),
        code=renumbered[_stacked(codes)],
        ws=places.pop("ws").astype(bool),
        quoted=places.pop("quoted").astype(bool),
        region=places.pop("region").astype(np.int8),
        **{name: values.astype(np.int32) for name, values in places.items()},
    )


def _distinct(
    rows: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Find the distinct rows, and for each row which of them it is."""
    combined = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        values, inverse = np.unique(column, return_inverse=True)
        _, combined = np.unique(combined * len(values) + inverse, return_inverse=True)
    first = np.zeros(combined.max(initial=-1) + 1, dtype=np.int64)
    first[combined] = np.arange(len(rows))
    return rows[first], combined


def _stacked(arrays: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
