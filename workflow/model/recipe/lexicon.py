"""Say of many more words than the treebanks have which parts of speech they can have, and more.

- Parts of speech and lemmas of 69,000 forms are those of the SPECIALIST Lexicon of the U.S.
  National Library of Medicine, as LemmInflect 0.2.3 has them (Brad Jascob, MIT licence).
- Clusters of words that stand in like contexts (Brown et al. 1992), and how common a word is, are
  those of spacy-lookups-data 1.0.5 (Explosion, MIT licence).
- `irregular.tsv` goes before LemmInflect, and before the treebanks.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

# A part of speech as LemmInflect writes it → the bit of the base form; the next is of the others.
BITS = {"noun": 1, "verb": 4, "adj": 16, "adv": 64}
# Clusters of words that are rarer say little: the natural logarithm of a word's probability.
RAREST = -17.0


class Form(NamedTuple):
    """A form with one of its parts of speech and the lemmas it can then have."""

    form: str
    part: str
    lemmas: tuple[str, ...]


def read_forms() -> Iterator[Form]:
    """Read LemmInflect's forms of nouns, verbs, adjectives and adverbs."""
    resource = files("lemminflect") / "resources" / "lemma_lu.csv.gz"
    with resource.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for form, part, lemmas in csv.reader(lines):
            if part in BITS:
                yield Form(form, part, tuple(lemmas.split("/")))


def classes(forms: list[Form]) -> dict[str, int]:
    """Give every lower-cased form the bits of what it can be.

    Args:
        forms: forms with their parts of speech.

    Returns:
        Form → bits: of a part of speech, and of whether it is then the base form or another.
    """
    found: dict[str, int] = {}
    for form, part, lemmas in forms:
        bits = sum({BITS[part] if lemma == form else 2 * BITS[part] for lemma in lemmas})
        found[form.lower()] = found.get(form.lower(), 0) | bits
    return found


def clusters() -> dict[str, int]:
    """Read the clusters of the words that are not too rare, under their lower-cased form."""
    numbers = _lookups("en_lexeme_cluster")
    log_probability = _lookups("en_lexeme_prob")
    found: dict[str, int] = {}
    for word in sorted(log_probability, key=lambda word: (-log_probability[word], word)):
        if log_probability[word] <= RAREST:
            break
        number = int(numbers.get(word, 0))
        if number and (word == word.lower() or word.lower() not in found):
            found[word.lower()] = number
    return found


def lemma_rows(forms: list[Form]) -> Iterator[tuple[str, str, str]]:
    """Give inflected forms a lemma for each fine tag that they can have.

    Args:
        forms: forms with their parts of speech and lemmas.

    Returns:
        Form, tag and lemma, where there is but one.
    """
    for form, part, lemmas in forms:
        if len(lemmas) == 1:
            [lemma] = lemmas
            for tag in _tags(form, part, inflected=lemma != form):
                yield form, tag, lemma


def _tags(form: str, part: str, *, inflected: bool) -> tuple[str, ...]:
    if part == "noun":
        # A base form in -s can be a plural too: series, means.
        return ("NNS",) if inflected or form.endswith("s") else ()
    if not inflected:
        return ()
    if part == "verb":
        ends = {"s": ("VBZ",), "g": ("VBG",)}
        return ends.get(form[-1], ("VBD", "VBN"))
    return ({"adj": "JJ", "adv": "RB"}[part] + ("S" if form.endswith("st") else "R"),)


def _lookups(name: str) -> dict[str, float]:
    resource = files("spacy_lookups_data") / "data" / f"{name}.json.gz"
    with resource.open("rb") as packed:
        return dict(json.loads(gzip.decompress(packed.read())))


def main() -> None:
    """Read the command line; write the lexicon and the lemmas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("irregular", type=Path, help="irregular.tsv")
    parser.add_argument("--lexicon", required=True, type=Path, help="JSON: word → cluster, classes")
    parser.add_argument("--lemmas", required=True, type=Path, help="TSV: form, tag, lemma, sure")
    settings = parser.parse_args()
    forms = list(read_forms())
    can_be, cluster = classes(forms), clusters()
    words = sorted(can_be | cluster)
    entries = {word: [cluster.get(word, 0), can_be.get(word, 0)] for word in words}
    settings.lexicon.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    with settings.irregular.open(encoding="utf-8", newline="") as lines:
        ours = {(r["form"], r["tag"]): r["lemma"] for r in csv.DictReader(lines, delimiter="\t")}
    theirs = {(form, tag): lemma for form, tag, lemma in lemma_rows(forms)}
    with settings.lemmas.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", lineterminator="\n")
        writer.writerow(["form", "tag", "lemma", "sure"])
        rows = sorted((theirs | ours).items())
        writer.writerows((*pair, lemma, int(pair in ours)) for pair, lemma in rows)


if __name__ == "__main__":
    main()
