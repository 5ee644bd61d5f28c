"""Small things that tests are made of: token tables from words, themes from YAML."""

from pathlib import Path

import numpy as np

from dissent.themes.files import Theme, read_themes
from dissent.tokens import Lexicon, TokenTable


def table_of(*documents: str) -> TokenTable:
    """Make a token table of documents `a`, `b`, … written as `word/lemma/POS` or just `word`.

    A blank line begins a paragraph; `|` begins a sentence; `"` opens and closes a quotation.
    """
    rows: list[tuple[str, str, str, int, int, int, bool]] = []
    for doc, text in enumerate(documents):
        sentence, marks = 1, 0
        for paragraph, line in enumerate(text.split("\n\n"), start=1):
            for piece in line.split():
                if piece == "|":
                    sentence += 1
                    continue
                word, lemma, pos = ([*piece.split("/"), "", ""])[:3]
                marks += word == '"'
                quoted = word == '"' or marks % 2 == 1
                kind = (word, lemma or word.lower(), pos or "NOUN")
                rows.append((*kind, doc, paragraph, sentence, quoted))
            sentence += 1
    types = sorted({row[:3] for row in rows})
    number = {entry: place for place, entry in enumerate(types)}
    columns = [np.array([entry[part] for entry in types], dtype=object) for part in range(3)]

    def integers(part: int) -> np.ndarray:
        return np.array([row[part] for row in rows], dtype=np.int32)

    return TokenTable(
        documents=tuple("abcdefgh"[: len(documents)]),
        lexicon=Lexicon(*columns, tag=np.array([""] * len(types), dtype=object)),
        code=np.array([number[row[:3]] for row in rows], dtype=np.int32),
        doc=integers(3),
        page=np.ones(len(rows), dtype=np.int32),
        paragraph=integers(4),
        sentence=integers(5),
        ws=np.ones(len(rows), dtype=bool),
        quoted=np.array([row[6] for row in rows], dtype=bool),
        region=np.zeros(len(rows), dtype=np.int8),
    )


def theme_of(folder: Path, yaml: str, *, name: str = "theme.yaml") -> Theme:
    """Make a theme from the text of its file."""
    path = folder / name
    path.write_text(yaml, encoding="utf-8")
    return read_themes([path])[0]


def write(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path
