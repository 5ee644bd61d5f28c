"""A tagged corpus of any size, made of invented words in which the bundled themes occur."""

import csv
from pathlib import Path

import numpy as np

from dissent.manifest import Entry, shard_of
from dissent.settings import REPOSITORY
from dissent.themes.files import read_themes, theme_files
from dissent.tokens import LEXICON, Lexicon, TokenTable, write_tokens

SYLLABLES = [first + vowel for first in "bcdfghjklmnprstvwz" for vowel in "aeiou"]
TYPES = 120_000
SENTENCE, PARAGRAPH = 24, 120
POS = ("NOUN", "VERB", "ADJ", "ADP", "DET", "PRON", "ADV", "PROPN")
THEME_SHARE = 0.01


def make_corpus(folder: Path, *, documents: int, tokens: int, shards: int, seed: int) -> None:
    """Write what reading and tagging would have left: catalogue, manifest, token tables.

    Parameters
    ----------
    folder
        A project's folder.
    documents, tokens
        How many, all documents together; their lengths differ by a factor of about ten.
    shards
        Into how many shards they are divided.
    seed
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    lexicon, chance = _lexicon(rng)
    doc_ids = [f"text-{number:05d}" for number in range(documents)]
    sizes = rng.gamma(4, size=documents)
    sizes = np.maximum((sizes / sizes.sum() * tokens).astype(int), 50)
    dates = [str(1900 + number * 60 // documents) for number in range(documents)]
    _write_lists(folder, doc_ids, dates, shards=shards)
    data = folder / "results" / "data"
    for kind in ("tokens", "lexicon"):
        (data / kind).mkdir(parents=True, exist_ok=True)
    for shard in sorted({shard_of(doc_id, shards) for doc_id in doc_ids}):
        own = [place for place, doc_id in enumerate(doc_ids) if shard_of(doc_id, shards) == shard]
        table = _table(rng, lexicon, chance, [doc_ids[place] for place in own], sizes[own])
        write_tokens(
            table,
            tokens=data / "tokens" / f"{shard}.parquet",
            lexicon=data / "lexicon" / f"{shard}.parquet",
        )


def _lexicon(rng: np.random.Generator) -> tuple[Lexicon, np.ndarray]:
    """Invented words by Zipf's law with Mandelbrot's shift, and the words of the themes."""
    terms = {
        rule.written
        for theme in read_themes(theme_files(("config/themes",), folder=REPOSITORY))
        for rule in theme.rules
        if rule.written.isascii() and rule.written.isalpha()
    }
    drawn = rng.integers(len(SYLLABLES), size=(TYPES, 4))
    length = rng.integers(1, 5, TYPES)
    invented = {
        "".join(SYLLABLES[part] for part in row[:size])
        for row, size in zip(drawn, length, strict=True)
    }
    lemmas = sorted(invented - terms)
    order = rng.permutation(len(lemmas))
    weight = 1 / (np.arange(len(lemmas)) + 2.7) ** 1.05
    chance = np.empty(len(lemmas))
    chance[order] = weight / weight.sum() * (1 - THEME_SHARE - 0.12)
    names = [*lemmas, *sorted(terms), ",", "."]
    chances = np.concatenate([chance, np.full(len(terms), THEME_SHARE / len(terms)), [0.07, 0.05]])
    rank = np.argsort(names)
    names = [names[place] for place in rank]
    pos = [
        "PUNCT" if name in ",." else POS[number]
        for name, number in zip(names, rng.integers(len(POS), size=len(names)), strict=True)
    ]
    types = [(name, name, tag, "") for name, tag in zip(names, pos, strict=True)]
    return Lexicon.of(types), chances[rank] / chances.sum()


def _table(
    rng: np.random.Generator,
    lexicon: Lexicon,
    chance: np.ndarray,
    doc_ids: list[str],
    sizes: np.ndarray,
) -> TokenTable:
    """Tokens that clump: each document prefers its own words, each paragraph repeats some."""
    total = int(sizes.sum())
    code = rng.choice(len(lexicon), size=total, p=chance).astype(np.int32)
    position = np.concatenate([np.arange(size) for size in sizes])
    repeated = (rng.random(total) < 0.15) & (position % PARAGRAPH > 40)
    places = np.flatnonzero(repeated)
    code[places] = code[places - rng.integers(1, 40, size=places.size)]
    ones = np.ones(total, dtype=bool)
    there, code = np.unique(code, return_inverse=True)
    columns = (getattr(lexicon, name) for name in LEXICON.names)
    return TokenTable(
        documents=tuple(doc_ids),
        lexicon=Lexicon(*(column[there] for column in columns)),
        code=code.astype(np.int32),
        doc=np.repeat(np.arange(len(doc_ids)), sizes).astype(np.int32),
        page=np.ones(total, dtype=np.int32),
        paragraph=(position // PARAGRAPH + 1).astype(np.int32),
        sentence=(position // SENTENCE + 1).astype(np.int32),
        ws=ones,
        quoted=~ones,
        region=np.zeros(total, dtype=np.int8),
    )


def _write_lists(folder: Path, doc_ids: list[str], dates: list[str], *, shards: int) -> None:
    """The catalogue and the manifest."""
    entries = [
        Entry(doc_id, "text.txt", "0" * 64, 0, 0, "en", "", "", "", "", "", doc_id,
              shard_of(doc_id, shards))
        for doc_id in doc_ids
    ]  # fmt: skip
    rows = [
        {"doc_id": doc_id, "title": doc_id, "file": "text.txt", "date": date}
        for doc_id, date in zip(doc_ids, dates, strict=True)
    ]
    _write(folder / "corpus" / "documents.csv", rows)
    (folder / "corpus" / "text.txt").write_text("Invented.", encoding="utf-8")
    _write(folder / "results" / "data" / "manifest.csv", [vars(entry) for entry in entries])


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
