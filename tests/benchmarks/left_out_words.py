"""Do suggestions find words that were taken out of a theme? The measure by which they were tuned.

python -m tests.benchmarks.left_out_words PROJECT

Of each theme of a tagged project half of the rules of one word are left out, twice; the words that
the theme then misses are looked for among its first candidates.
"""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dissent.settings import read_config, resolve
from dissent.suggesting.candidates import TAKEN, Candidate, candidates
from dissent.suggesting.survey import survey
from dissent.suggesting.vocabulary import Vocabulary, vocabulary_of
from dissent.tagged import CONFIG, TaggedCorpus, open_corpus
from dissent.themes.files import Theme, read_themes, theme_files

TIMES, MIN_COUNT = 2, 5
FIRST = (20, 60)


def halved(theme: Theme, *, seed: int) -> Theme:
    """The theme without half of its rules of one word."""
    single = [rule for rule in theme.rules if len(rule.pattern.conditions) == 1]
    out = np.random.default_rng(seed).permutation(len(single))[: len(single) // 2]
    gone = {single[place].rule_id for place in out}
    kept = tuple(rule for rule in theme.rules if rule.rule_id not in gone)
    return dataclasses.replace(theme, rules=kept)


def lost_and_offered(
    theme: Theme, themes: list[Theme], corpus: TaggedCorpus, vocabulary: Vocabulary
) -> Iterator[tuple[list[str], list[Candidate]]]:
    """Each time the words that are lost, and the candidates."""
    whole = survey(theme, themes, vocabulary, corpus.tables())
    enough = np.maximum(TAKEN * vocabulary.count, 1)
    members = (whole.members.max(axis=0) >= enough) & (vocabulary.count >= MIN_COUNT)
    for seed in range(TIMES):
        half = halved(theme, seed=seed)
        others = [half if each is theme else each for each in themes]
        counted = survey(half, others, vocabulary, corpus.tables())
        lost = vocabulary.term[members & (counted.covered < TAKEN * vocabulary.count)].tolist()
        offered = candidates(
            half, vocabulary, counted, min_count=MIN_COUNT, names=False, decided=[]
        )
        yield lost, offered


def main(project: Path) -> None:
    """Print, for each theme and in all, how many lost words are among the first candidates."""
    settings = resolve(read_config(project / CONFIG, overrides={}))
    themes = read_themes(theme_files(settings.themes, folder=project))
    corpus = open_corpus(project)
    vocabulary = vocabulary_of(corpus.tables())
    total = np.zeros(len(FIRST) + 1, dtype=int)
    for theme in themes:
        found = np.zeros_like(total)
        for lost, offered in lost_and_offered(theme, themes, corpus, vocabulary):
            terms = [candidate.term for candidate in offered]
            found += [*(len({*lost} & {*terms[:first]}) for first in FIRST), len(lost)]
        total += found
        print(theme.theme, *(f"{n} in {first}" for n, first in zip(found, FIRST, strict=False)),
              f"of {found[-1]}", sep=", ")  # fmt: skip
    print("all", *(f"{n} in {first}" for n, first in zip(total, FIRST, strict=False)),
          f"of {total[-1]}", sep=", ")  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
