"""Small things that tests are made of: token tables, themes, spaCy pipelines."""

import json
from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase

import numpy as np

from dissent.themes.files import Theme, read_themes
from dissent.tokens import Lexicon, TokenTable


def table_of(*documents: str, names: Sequence[str] = ascii_lowercase) -> TokenTable:
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

    def integers(part: int) -> np.ndarray:
        return np.array([row[part] for row in rows], dtype=np.int32)

    return TokenTable(
        documents=tuple(names[: len(documents)]),
        lexicon=Lexicon.of([(*entry, "") for entry in types]),
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


TAGS_AND_LEMMAS = ("attribute_ruler", "lemmatizer")


def pipeline_of(folder: Path, *components: str, name: str = "rules") -> Path:
    """Make a Russian pipeline of rules: every word is a NOUN, *рабочие* has the lemma *рабочий*.

    A component written with a minus, as in `-sentencizer`, is switched off.
    """
    import spacy
    from spacy.lookups import Lookups

    nlp = spacy.blank("ru")
    nlp.meta["name"] = name
    for component in components:
        part = component.removeprefix("-")
        pipe = nlp.add_pipe(part, config={"mode": "lookup"} if part == "lemmatizer" else {})
        if part == "attribute_ruler":
            pipe.add([[{"IS_ALPHA": True}]], {"POS": "NOUN"})
        elif part == "lemmatizer":
            lookups = Lookups()
            lookups.add_table("lemma_lookup", {"рабочие": "рабочий", "Рабочие": "рабочий"})
            pipe.initialize(lookups=lookups)
        if component != part:
            nlp.disable_pipe(part)
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)
    return folder


def pipeline_files(
    folder: Path, *components: str, language: str = "ru", made_for: str = ">=3.8.0,<3.9.0"
) -> Path:
    """Write only the two files that say what a pipeline consists of, as spaCy writes them."""
    names = [name.removeprefix("-") for name in components]
    nlp = {
        "lang": language,
        "pipeline": names,
        "disabled": [name for name in names if f"-{name}" in components],
    }
    sections = {"nlp": nlp, "nlp.tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}
    sections |= {f"components.{name}": {"factory": name} for name in names}
    lines = [
        line
        for section, values in sections.items()
        for line in [f"[{section}]", *(f"{key} = {json.dumps(v)}" for key, v in values.items())]
    ]
    write(folder / "config.cfg", "\n".join(lines))
    meta = {"lang": language, "name": "rules", "version": "1.2", "spacy_version": made_for}
    write(folder / "meta.json", json.dumps(meta))
    return folder


def write(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path
