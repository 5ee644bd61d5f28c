"""Turn CoNLL-U treebank files into spaCy's training format, with the text spaced as it was written.

A piece is ten sentences of one treebank document, so the sentence finder sees sentences in their
running text and never learns from a border between two documents. Each piece remembers in its
`user_data` which treebank, genre and document it is of: training does not look there, `evaluate.py`
does.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from dissent.reading import sha256_of

SENTENCES_PER_PIECE = 10
COLUMNS = 10
EMPTY = "_"
# Documents of EWT are named weblog-…, those of GUM GUM_academic_….
GENRE = re.compile(r"(?:GUM_)?([a-z]+)[-_]")
TREEBANK = re.compile(r"[a-z]+_([a-z]+)-ud\b")
# The genres of GUM whose texts are under CC BY, CC BY-SA or in the public domain; a clone of the
# treebank has others, which are left out.
FREE_GENRES = {
    "GUM": frozenset(
        ("academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook",
         "vlog", "voyage")
    )
}  # fmt: skip
COUNTED = (
    "documents",
    "pieces",
    "pieces_left_out",
    "sentences",
    "words",
    "empty_nodes",
    "cut_tokens",
    "text_differs",
)

log = logging.getLogger("convert")


class TreebankError(ValueError):
    """Say which file, line and sentence of a treebank cannot be read."""


@dataclass(frozen=True)
class Word:
    """A syntactic word, with whether a space follows it in the text."""

    form: str
    lemma: str
    upos: str
    xpos: str
    features: str
    space_after: bool
    relation: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence, its words, the text the treebank gives for it, and what had to be guessed."""

    words: tuple[Word, ...]
    text: str | None
    opens_document: bool
    opens_passage: bool = False
    document: str = ""
    genre: str = ""
    cut_tokens: tuple[str, ...] = ()
    empty_nodes: int = 0

    @property
    def spelled(self) -> str:
        """Return the words put together with their own spacing."""
        return "".join(w.form + (" " if w.space_after else "") for w in self.words).rstrip()


@dataclass(frozen=True)
class Row:
    """One line of ten columns, as far as a pipeline needs it."""

    number: str
    form: str
    lemma: str
    upos: str
    xpos: str
    features: str
    head: str
    relation: str
    misc: str

    @property
    def space_after(self) -> bool:
        """Return whether the text has a space after this row's form."""
        return "SpaceAfter=No" not in self.misc.split("|")


def read_sentences(lines: Iterable[str], *, source: str = "treebank") -> Iterator[Sentence]:
    """Read the sentences of a CoNLL-U file in order.

    Args:
        lines: the lines of the file, with or without their line ends.
        source: the name of the file for messages.

    Returns:
        Each sentence, with `opens_document` true where a `# newdoc` stands before it, and
        `opens_passage` where a `# newpar` or a `# newdoc` does; with the name of its document
        (a running number where the file gives none, nothing before the first `# newdoc`), and
        its genre.

    Raises:
        TreebankError: if a line has not ten columns, or a range names words that are absent.
    """
    comments: list[str] = []
    rows: list[Row] = []
    opened = 0
    document = genre = ""
    for number, raw in enumerate([*lines, ""], start=1):
        line = raw.rstrip("\r\n")
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append(_row(line, where=f"{source}, line {number}"))
        elif rows:
            if _has(comments, "newdoc"):
                opened += 1
                document = _value(comments, "newdoc id") or str(opened)
                genre = _value(comments, "meta::genre") or genre_of(document)
            where = f"{source}, sentence ending at line {number}"
            yield _sentence(comments, rows, document=document, genre=genre, where=where)
            comments, rows = [], []


def genre_of(document: str) -> str:
    """Read the genre off the name of a document.

    Args:
        document: a name as the two treebanks give it.

    Returns:
        The genre; an empty text where the name does not begin with one.
    """
    found = GENRE.match(document)
    return found.group(1) if found else ""


def treebank_of(source: Path) -> str:
    """Read the treebank off the name of a file.

    Args:
        source: a file named as Universal Dependencies names them, `en_ewt-ud-train.conllu`.

    Returns:
        The treebank in capitals, EWT; the file's name without its ending where it is named
        otherwise.
    """
    found = TREEBANK.match(source.name)
    return found.group(1).upper() if found else source.stem


def is_free(treebank: str, genre: str) -> bool:
    """Say whether texts of a genre may be learned from.

    Args:
        treebank: its name in capitals.
        genre: as `genre_of` gives it.

    Returns:
        True where the treebank has no list of genres, or the genre is on it.
    """
    return treebank not in FREE_GENRES or genre in FREE_GENRES[treebank]


def split_surface(surface: str, forms: list[str]) -> list[str]:
    """Cut the written form of a multi-word token into one piece per syntactic word.

    Where the words spell the surface, they are the pieces. Otherwise each word takes as many
    letters as it is long, while every later word keeps at least one, and the last takes the rest
    (*won't* as will + not is *won'* + *t*).

    Args:
        surface: the token as written.
        forms: its syntactic words.

    Returns:
        Pieces whose concatenation is the surface; fewer than the words only where the surface
        has fewer letters than there are words.
    """
    if "".join(forms) == surface:
        return list(forms)
    pieces: list[str] = []
    rest = surface
    for later, form in zip(range(len(forms) - 1, 0, -1), forms, strict=False):
        take = max(1, min(len(form), len(rest) - later))
        pieces.append(rest[:take])
        rest = rest[take:]
    return [piece for piece in [*pieces, rest] if piece]


def group_documents(
    sentences: Iterable[Sentence], *, size: int = SENTENCES_PER_PIECE
) -> Iterator[list[Sentence]]:
    """Put consecutive sentences together, never across the border of two treebank documents.

    Args:
        sentences: sentences in the order of the treebank.
        size: the most sentences in one group.

    Returns:
        Groups of one to `size` sentences.
    """
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) == size):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def make_doc(vocab: Vocab, sentences: list[Sentence], *, treebank: str = "") -> Doc:
    """Make one annotated spaCy document of a few sentences of one document.

    Args:
        vocab: the vocabulary that holds the document's strings.
        sentences: at least one sentence.
        treebank: the name of the treebank.

    Returns:
        The document with part of speech, tag, lemma, features and sentence starts, and with the
        names `treebank`, `genre` and `document` and each word's `relations` in its user data.
    """
    words = [word for sentence in sentences for word in sentence.words]
    first = sentences[0]
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        pos=[w.upos for w in words],
        tags=[w.xpos for w in words],
        lemmas=[w.lemma for w in words],
        morphs=[w.features for w in words],
        sent_starts=[i == 0 for s in sentences for i in range(len(s.words))],
        user_data={
            "treebank": treebank,
            "genre": first.genre,
            "document": first.document,
            "relations": [w.relation for w in words],
        },
    )


def convert(sources: list[Path], target: Path) -> dict[str, object]:
    """Write the documents of some treebank files to one `.spacy` file.

    Args:
        sources: CoNLL-U files, in the order in which they are to stand.
        target: the file to write.

    Returns:
        Counts of what was written, skipped and guessed, and the digest of each source.

    Raises:
        TreebankError: if a file cannot be read as CoNLL-U.
    """
    vocab = Vocab()
    attributes = ["ORTH", "SPACY", "TAG", "POS", "LEMMA", "MORPH", "SENT_START"]
    bin_ = DocBin(attrs=attributes, store_user_data=True)
    counts = dict.fromkeys(COUNTED, 0)
    genres: dict[str, dict[str, dict[str, int]]] = {}
    for source in sources:
        treebank = treebank_of(source)
        with source.open(encoding="utf-8") as lines:
            for group in group_documents(read_sentences(lines, source=source.name)):
                if not is_free(treebank, group[0].genre):
                    counts["pieces_left_out"] += 1
                    continue
                bin_.add(make_doc(vocab, group, treebank=treebank))
                _count(counts, group, source.name)
                genre = genres.setdefault(treebank, {}).setdefault(group[0].genre, {})
                _count_genre(genre, group)
    target.parent.mkdir(parents=True, exist_ok=True)
    bin_.to_disk(target)
    digests = {source.name: sha256_of(source) for source in sources}
    return {**counts, "genres": genres, "sha256": digests}


def _row(line: str, *, where: str) -> Row:
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        raise TreebankError(f"{where}: {len(columns)} columns where CoNLL-U has ten.")
    return Row(*columns[:8], misc=columns[9])


def _has(comments: list[str], name: str) -> bool:
    """Say whether a comment is `# name`, alone or with an `id` (and not `# newpar_block`)."""
    return any(comment.split()[1:2] == [name] for comment in comments)


def _value(comments: list[str], name: str) -> str | None:
    """Give what stands behind `# name = `, if any."""
    start = f"# {name} = "
    return next((c[len(start) :] for c in comments if c.startswith(start)), None)


def _sentence(
    comments: list[str], rows: list[Row], *, document: str, genre: str, where: str
) -> Sentence:
    """Join the rows of a sentence to words with the spacing of the text."""
    empty = [row for row in rows if "." in row.number]
    ranges = {row.number.split("-")[0]: row for row in rows if "-" in row.number}
    plain = [row for row in rows if row.number.isdigit()]
    words: list[Word] = []
    cut: list[str] = []
    upos = {row.number: row.upos for row in plain}
    at = 0
    while at < len(plain):
        written = ranges.get(plain[at].number)
        length = _range_length(written.number) if written else 1
        parts = plain[at : at + length]
        if len(parts) < length:
            raise TreebankError(f"{where}: a range names words that are not there.")
        words.extend(_words(written or parts[0], parts, upos))
        if written and "".join(part.form for part in parts) != written.form:
            cut.append(written.form)
        at += length
    return Sentence(
        words=tuple(words),
        text=_value(comments, "text"),
        opens_document=_has(comments, "newdoc"),
        opens_passage=_has(comments, "newdoc") or _has(comments, "newpar"),
        document=document,
        genre=genre,
        cut_tokens=tuple(cut),
        empty_nodes=len(empty),
    )


def _range_length(number: str) -> int:
    first, last = number.split("-")
    return int(last) - int(first) + 1


def _words(written: Row, parts: list[Row], upos: dict[str, str]) -> list[Word]:
    """Give the words of one written token; only the last can have a space after it."""
    pieces = split_surface(written.form, [part.form for part in parts])
    return [
        Word(
            form=piece,
            # "_" means that the treebank gives none, unless the word itself is an underscore.
            lemma="" if part.lemma == EMPTY != part.form else part.lemma,
            upos="" if part.upos == EMPTY else part.upos,
            xpos="" if part.xpos == EMPTY else part.xpos,
            features="" if part.features == EMPTY else part.features,
            space_after=written.space_after and index == len(pieces) - 1,
            relation=_relation(part, upos),
        )
        for index, (piece, part) in enumerate(zip(pieces, parts, strict=False))
    ]


def _relation(row: Row, upos: dict[str, str]) -> str:
    """Name a word's relation, the side on which its head stands, and the head's part of speech."""
    if row.head not in upos:
        return row.relation
    side = "<" if int(row.head) < int(row.number) else ">"
    return f"{row.relation}{side}{upos[row.head]}"


def _count(counts: dict[str, int], group: list[Sentence], source: str) -> None:
    """Add a group to the counts, and log the sentences whose text is not spelled by the words."""
    counts["pieces"] += 1
    for sentence in group:
        counts["documents"] += sentence.opens_document
        counts["sentences"] += 1
        counts["words"] += len(sentence.words)
        counts["empty_nodes"] += sentence.empty_nodes
        counts["cut_tokens"] += len(sentence.cut_tokens)
        if sentence.cut_tokens:
            log.warning("%s: cut by length: %s", source, ", ".join(sentence.cut_tokens))
        if sentence.text is not None and sentence.spelled != sentence.text.rstrip():
            counts["text_differs"] += 1
            log.warning("%s: words do not spell the text: %s", source, sentence.text)


def _count_genre(counts: dict[str, int], group: list[Sentence]) -> None:
    """Add a group to the counts of its genre."""
    added = {
        "documents": sum(sentence.opens_document for sentence in group),
        "sentences": len(group),
        "words": sum(len(sentence.words) for sentence in group),
    }
    for name, number in added.items():
        counts[name] = counts.get(name, 0) + number


def main() -> None:
    """Read the command line and convert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path, help="CoNLL-U files")
    parser.add_argument("--output", required=True, type=Path, help="the .spacy file to write")
    parser.add_argument("--counts", type=Path, help="a JSON file for the counts")
    settings = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    counts = json.dumps(convert(settings.sources, settings.output), indent=2)
    log.info("%s: %s", settings.output.name, counts)
    if settings.counts:
        settings.counts.write_text(counts + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
