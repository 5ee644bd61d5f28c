"""Which words are formed from those that a theme lists? Judged from the corpus' own words alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Likeness: TypeAlias = Callable[[str, str], float]
STEM_AT_LEAST = 3
# A stem so long needs no more than that its endings alternate elsewhere, too.
LONG_STEM = 5
ENDING_AT_MOST = 7
# So many other stems have to take both endings; more of them where the stem is short.
OTHER_STEMS, OTHER_STEMS_IF_SHORT = 2, 5
PREFIX_AT_LEAST, PREFIX_AT_MOST = 2, 7
PREFIXED_AT_LEAST = 3
PART_AT_LEAST = 4
SHARED_AT_LEAST = 0.6
# Where little is in common, use has to speak for it: *war*, *warn*; *rage*, *forage*.
ALIKE_IF_SHORT, ALIKE_IF_WHOLE = 0.3, 0.2


@dataclass(frozen=True)
class Relative:
    """A word, the listed word that it is formed from, and how near it is to that.

    `shared` is the share of letters in common (Dice: twice those in common by the letters of both);
    `alike` how alike both are used, 0 where nothing is known of it.
    """

    word: str
    base: str
    shared: float
    alike: float

    @property
    def score(self) -> float:
        """The sum of both."""
        return self.shared + self.alike


def relatives_of(bases: Iterable[str], words: Sequence[str], *, alike: Likeness) -> list[Relative]:
    """Find inflected and derived relatives and compounds of words, without a dictionary.

    A word is a relative of a listed one where both begin alike and end in two endings that
    alternate on other stems of the vocabulary too (*bureaucrat*, *bureaucratise*; as *democrat*,
    *democratise*); where a prefix stands before the listed word that stands before several others
    (*over-*); or where the listed word and another word make it up (*war*, *warship*). Where the
    part in common is short, both have to be used alike, too.

    Parameters
    ----------
    bases
        The listed words, lower-cased.
    words
        The vocabulary, lower-cased.
    alike
        Says of two words how alike they are used, from 0 to 1; 0 where nothing is known of it.

    Returns
    -------
    list of Relative
        Of each its best base; by `Relative.score`, then by the alphabet; never a base.

    References
    ----------
    Gaussier, E. (1999). Unsupervised learning of derivational morphology from inflectional
    lexicons. ACL Workshop on Unsupervised Methods in Natural Language Processing, 24-30, for pairs
    of endings that alternate; without its clustering, and with the number of stems as the test.
    Schone, P. and Jurafsky, D. (2000). Knowledge-free induction of morphology using latent semantic
    analysis. CoNLL 2000, 67-72, for asking the contexts about short stems.
    """
    wanted = sorted({base for base in bases if base.isalpha() and len(base) >= STEM_AT_LEAST})
    known = {word for word in words if word.isalpha()}
    others = sorted(known - set(wanted))
    found = [
        *_alternating(wanted, others, known, alike),
        *_prefixed(wanted, others, known, alike),
        *_compound(wanted, others, known, alike),
    ]
    closest: dict[str, Relative] = {}
    for relative in sorted(found, key=lambda each: (-each.score, each.base)):
        closest.setdefault(relative.word, relative)
    return sorted(closest.values(), key=lambda each: (-each.score, each.word))


def _alternating(
    bases: Sequence[str], others: Sequence[str], known: set[str], alike: Likeness
) -> Iterator[Relative]:
    """Words that share a stem with a base, where their endings alternate elsewhere too."""
    beginning = _by_beginning(others)
    pairs = [
        (base, word, _stem(base, word))
        for base in bases
        for word in beginning.get(base[:STEM_AT_LEAST], [])
    ]
    near = [
        (base, word, stem)
        for base, word, stem in pairs
        if _shared(stem, base, word) >= SHARED_AT_LEAST
        and max(len(base), len(word)) - stem <= ENDING_AT_MOST
    ]
    stems = _stems(known, {each[stem:] for base, word, stem in near for each in (base, word)})
    for base, word, stem in near:
        relative = Relative(word, base, _shared(stem, base, word), alike(base, word))
        alternating = stems[base[stem:]] & stems[word[stem:]]
        if stem < LONG_STEM:
            needed = OTHER_STEMS_IF_SHORT
            likeness_needed = ALIKE_IF_WHOLE if stem == len(base) else ALIKE_IF_SHORT
        else:
            needed, likeness_needed = OTHER_STEMS, 0.0
        if len(alternating - {base[:stem]}) >= needed and relative.alike >= likeness_needed:
            yield relative


def _prefixed(
    bases: Sequence[str], others: Sequence[str], known: set[str], alike: Likeness
) -> Iterator[Relative]:
    """Words that are a base behind a prefix that stands before other words of the corpus too."""
    before: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for size in range(PREFIX_AT_LEAST, min(PREFIX_AT_MOST, len(word) - PART_AT_LEAST) + 1):
            if word[size:] in known:
                before[word[:size]].add(word[size:])
    listed = set(bases)
    for word in others:
        for size in range(PREFIX_AT_LEAST, min(PREFIX_AT_MOST, len(word) - STEM_AT_LEAST) + 1):
            base = word[size:]
            if base in listed and len(before[word[:size]] - {base}) >= PREFIXED_AT_LEAST:
                relative = Relative(word, base, _shared(len(base), base, word), alike(base, word))
                if len(base) >= LONG_STEM or relative.alike >= ALIKE_IF_SHORT:
                    yield relative


def _compound(
    bases: Sequence[str], others: Sequence[str], known: set[str], alike: Likeness
) -> Iterator[Relative]:
    """Words made up of a base and another word of the corpus."""
    listed = set(bases)
    for word in others:
        for size in range(STEM_AT_LEAST, len(word) - STEM_AT_LEAST + 1):
            parts = word[:size], word[size:]
            for base, other in (parts, parts[::-1]):
                if base in listed and other in known and len(other) >= PART_AT_LEAST:
                    shared = _shared(len(base), base, word)
                    yield Relative(word, base, shared, alike(base, word))


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    beginning: dict[str, list[str]] = defaultdict(list)
    for word in words:
        beginning[word[:STEM_AT_LEAST]].append(word)
    return beginning


def _stems(words: Iterable[str], endings: set[str]) -> Mapping[str, set[str]]:
    """The stems of the vocabulary that take each of some endings; the empty one is an ending."""
    stems: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for size in range(STEM_AT_LEAST, len(word) + 1):
            if word[size:] in endings:
                stems[word[size:]].add(word[:size])
    return stems


def _stem(base: str, word: str) -> int:
    """How many letters two words begin with in common."""
    size = 0
    for one, other in zip(base, word, strict=False):
        if one != other:
            break
        size += 1
    return size


def _shared(letters: int, base: str, word: str) -> float:
    return 2 * letters / (len(base) + len(word))
