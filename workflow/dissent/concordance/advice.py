"""Why does a query find nothing? Words that are spelled alike, and words tagged otherwise."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dissent.catalogue import Document
from dissent.tagged import TaggedCorpus
from dissent.themes.conditions import All, Condition, PartOfSpeech, Word, attributes_of
from dissent.themes.meaning import meant_instead
from dissent.themes.patterns import Pattern
from dissent.themes.resolving import types_of
from dissent.tokens import Lexicon, TokenTable

NEAR_AT_MOST = 5
LENGTHS_APART = 2


@dataclass(frozen=True)
class _Vocabulary:
    """The types of a shard, and how often each stands in the documents searched."""

    lexicon: Lexicon
    counts: npt.NDArray[np.int64]

    @staticmethod
    def of(table: TokenTable, wanted: frozenset[str]) -> "_Vocabulary":
        searched = np.array([doc_id in wanted for doc_id in table.documents], dtype=bool)
        codes = table.code[searched[table.doc]]
        return _Vocabulary(table.lexicon, np.bincount(codes, minlength=len(table.lexicon)))

    def counted(self, condition: Condition) -> Iterator[tuple[str, int]]:
        """Part of speech and count of each type that fits and occurs."""
        rows = np.flatnonzero(types_of(condition, self.lexicon) & (self.counts > 0))
        return zip(self.lexicon.pos[rows].tolist(), self.counts[rows].tolist(), strict=True)

    def forms(self) -> Iterator[tuple[str, int]]:
        """Folded form and count of each type that is a word and occurs."""
        rows = np.flatnonzero(self.lexicon.is_word & (self.counts > 0))
        return zip(self.lexicon.lower[rows].tolist(), self.counts[rows].tolist(), strict=True)


def why_nothing(
    corpus: TaggedCorpus, pattern: Pattern, *, documents: Sequence[Document]
) -> tuple[str, ...]:
    """Say of each word of a query that does not occur what there is instead.

    Parameters
    ----------
    corpus
        The corpus.
    pattern
        A query that finds nothing in it.
    documents
        Those searched.

    Returns
    -------
    tuple of str
        A sentence for each word that is missing. None where all its words occur, though not in this
        order, and none for wildcards and regular expressions, but for a form that is asked for as a
        lemma and a part of speech that is asked for as a tag.
    """
    asked = list(
        dict.fromkeys(each for each in pattern.conditions if _parts(each)[0] or attributes_of(each))
    )
    if not asked:
        return ()
    wanted = frozenset(document.doc_id for document in documents)
    vocabularies = [
        _Vocabulary.of(shard.table(), wanted)
        for shard in corpus.shards
        if not wanted.isdisjoint(shard.doc_ids)
    ]
    return tuple(
        sentence for condition in asked if (sentence := _sentence(condition, vocabularies))
    )


def _parts(condition: Condition) -> tuple[Word | None, PartOfSpeech | None]:
    """The word and the part of speech that a condition of a term asks for."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    word = next((part for part in parts if isinstance(part, Word)), None)
    return word, next((part for part in parts if isinstance(part, PartOfSpeech)), None)


def _sentence(condition: Condition, vocabularies: Sequence[_Vocabulary]) -> str:
    word, pos = _parts(condition)
    if word is None:
        return meant_instead(condition, [each.lexicon for each in vocabularies])
    if _by_pos(condition, vocabularies):
        return ""
    if pos and (tagged := _by_pos(word, vocabularies)):
        return f"`{word.text}` is never {pos.pos} here, but {_listed(tagged)}"
    if near := _near(word.text, vocabularies):
        return f"`{word.text}` does not occur; words spelled like it are {_listed(near)}"
    return f"`{word.text}` does not occur, nor any word spelled like it"


def _by_pos(condition: Condition, vocabularies: Sequence[_Vocabulary]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for vocabulary in vocabularies:
        for pos, count in vocabulary.counted(condition):
            counts[pos] += count
    return counts


def _near(word: str, vocabularies: Sequence[_Vocabulary]) -> dict[str, int]:
    """The forms most like a word, the most alike first, and of equally alike the more frequent."""
    counts: Counter[str] = Counter()
    for vocabulary in vocabularies:
        for form, count in vocabulary.forms():
            # Comparing costs 10 microseconds, so those that cannot be near are not compared.
            if abs(len(form) - len(word)) <= LENGTHS_APART and (
                form[:1] == word[:1] or form[-2:] == word[-2:]
            ):
                counts[form] += count
    by_count = sorted(counts, key=lambda form: (-counts[form], form))
    near = difflib.get_close_matches(word, by_count, n=NEAR_AT_MOST, cutoff=0.7)
    return {form: counts[form] for form in near}


def _listed(counts: dict[str, int] | Counter[str]) -> str:
    ordered = counts.most_common() if isinstance(counts, Counter) else counts.items()
    return ", ".join(f"{name} ({count:,})" for name, count in ordered)
