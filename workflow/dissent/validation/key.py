"""The key of a coding sheet: what each line is and how it was drawn, kept from the coders."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from dissent.errors import DissentError
from dissent.tables import write_json
from dissent.validation.frame import HIT, NEAR, PLAIN, Frame, texts_digest

VERSION = 1
DIGEST_LENGTH = 12


@dataclass(frozen=True)
class KeyLine:
    """One line of a sheet: its sentence, its stratum, its probability, its hits by rule."""

    line: str
    doc_id: str
    page: int
    paragraph: int
    sentence: int
    stratum: str
    probability: float
    hits: dict[str, int]
    digest: str = ""
    """Of the sentence, see `sentence_digest`; empty in keys of before."""


@dataclass(frozen=True)
class KeyRule:
    """A rule with hits: how many, and in how many sentences."""

    rule_id: str
    category: str
    hits: int
    sentences: int


@dataclass(frozen=True)
class KeyDocument:
    """A document: its words, its hits, and its sentences with hits, near misses, plain ones."""

    doc_id: str
    words: int
    hits: int
    hit: int
    near: int
    plain: int


@dataclass(frozen=True)
class Key:
    """All that `score` has to know of a sheet."""

    theme: str
    sheet: int
    seed: int
    hits_digest: str
    texts_digest: str
    theme_words: tuple[str, ...]
    documents: tuple[KeyDocument, ...]
    rules: tuple[KeyRule, ...]
    lines: tuple[KeyLine, ...]

    def sentences(self, stratum: str) -> int:
        """Count the sentences of a stratum in the whole corpus.

        Parameters
        ----------
        stratum
            `hit`, `near` or `plain`.

        Returns
        -------
        int
            Those with at least one word.
        """
        return sum(getattr(document, stratum) for document in self.documents)

    @property
    def state(self) -> tuple[str, str]:
        """Which hits and which texts it was drawn from."""
        return self.hits_digest, self.texts_digest


def key_of(frame: Frame, lines: Sequence[KeyLine], *, sheet: int, seed: int) -> Key:
    """Make the key of a sheet.

    Parameters
    ----------
    frame
        The sentences that it was drawn from.
    lines
        Its lines, in the order of the sheet.
    sheet
        Its number.
    seed
        With which it was drawn.

    Returns
    -------
    Key
        Documents in date order, rules by name.
    """
    sentences = frame.sentences
    by_stratum = sentences.groupby(["doc_id", "stratum"]).size().to_dict()
    sums = sentences.groupby("doc_id", sort=False)[["words", "hits"]].sum()
    documents = tuple(
        KeyDocument(
            doc_id, words, hits, *(by_stratum.get((doc_id, name), 0) for name in (HIT, NEAR, PLAIN))
        )
        for doc_id, (words, hits) in zip(sums.index, sums.to_numpy().tolist(), strict=True)
    )
    of_rule = frame.hits.groupby(["rule_id", "category"])["hits"].agg(["sum", "size"])
    rules = tuple(
        KeyRule(*names, *map(int, found))
        for names, found in zip(of_rule.index, of_rule.to_numpy(), strict=True)
    )
    return Key(
        theme=frame.theme.theme,
        sheet=sheet,
        seed=seed,
        hits_digest=frame.digest,
        texts_digest=texts_digest((one.doc_id, one.words) for one in documents),
        theme_words=frame.theme_words,
        documents=documents,
        rules=rules,
        lines=tuple(lines),
    )


def sentence_digest(sentence: str) -> str:
    """Summarise a sentence, so that one changed in a sheet is noticed.

    Parameters
    ----------
    sentence
        As drawn, or as it stands in a coded sheet.

    Returns
    -------
    str
        A digest of its letters and digits: spreadsheets change spaces and quotation marks.
    """
    said = "".join(char for char in normalize("NFC", sentence).casefold() if char.isalnum())
    return hashlib.sha256(said.encode()).hexdigest()[:DIGEST_LENGTH]


def write_key(key: Key, path: Path) -> None:
    """Write a key.

    Parameters
    ----------
    key
        The key.
    path
        The JSON file.
    """
    write_json({"version": VERSION, **asdict(key)}, path)


def read_key(path: Path) -> Key:
    """Read a key.

    Parameters
    ----------
    path
        A file that `write_key` wrote.

    Returns
    -------
    Key
        As it was.

    Raises
    ------
    DissentError
        Where the file is not such a key.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("version") != VERSION:
            raise DissentError(f"{path}: a key of another version of dissent; draw a new sheet")
        return _key(content)
    except (UnicodeDecodeError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DissentError(
            f"{path}: this is not a key as `dissent validate sheet` wrote it; take the file from a "
            "backup, or draw a new sheet"
        ) from error


def _key(content: dict[str, Any]) -> Key:
    kinds = {"documents": KeyDocument, "rules": KeyRule, "lines": KeyLine}
    for name, kind in kinds.items():
        content[name] = tuple(kind(**entry) for entry in content[name])
    return Key(**{**content, "theme_words": tuple(content["theme_words"])})
