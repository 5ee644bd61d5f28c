"""What do the themes say about each word of a corpus? One pass over its shards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from dissent.suggesting.alike import (
    MOST_CONTEXTS,
    MOST_WORDS,
    NOTHING,
    Contexts,
)
from dissent.suggesting.keyed import Beside, Floats
from dissent.suggesting.vocabulary import NO_WORD, Places, Vocabulary
from dissent.themes.conditions import All, Condition, Word
from dissent.themes.files import Rule, Theme
from dissent.themes.matching import Spans, find
from dissent.themes.overlaps import NOBODY, settle
from dissent.tokens import Bools, Ints, TokenTable

CONTEXT_AT_LEAST, WORD_AT_LEAST = 5, 3


@dataclass(frozen=True)
class Marks:
    """What the themes say of the tokens of a shard; `covered`, `hit` and `elsewhere` per token.

    `covered` are tokens that some rule of the theme finds, be it beaten or cancelled; `hit` those
    of hits that count; `elsewhere` those of other themes' hits that count. `hits` are the theme's
    spans that count, `rules` the rules that they number.
    """

    covered: Bools
    hit: Bools
    elsewhere: Bools
    hits: Spans
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Survey:
    """What was counted: `(words,)` where nothing else is said.

    `members` are hits that count and are a single word, `(categories, words)`; `covered` and
    `elsewhere` occurrences that a rule of the theme, or a hit of another theme, takes in. `rows`
    are the words that `contexts` has as its rows. `hits` is the number of the theme's hits.
    """

    members: Places
    covered: Places
    elsewhere: Places
    beside: Beside
    contexts: Contexts
    rows: Places
    hits: int


def marks_of(theme: Theme, themes: Sequence[Theme], tokens: TokenTable) -> Marks:
    """Match all themes in a shard.

    Parameters
    ----------
    theme
        The theme in question.
    themes
        All, this one among them.
    tokens
        The shard.

    Returns
    -------
    Marks
        One entry per token.
    """
    rules = [rule for each in themes for rule in each.rules]
    of_theme = np.array([n for n, each in enumerate(themes) for _ in each.rules], dtype=np.int64)
    spans = find(rules, tokens)
    own = of_theme[spans.rule] == themes.index(theme)
    counted = (settle(spans, theme_of_rule=of_theme) == NOBODY) & ~spans.cancelled
    hits = spans.at(np.flatnonzero(own & counted))
    return Marks(
        covered=_tokens_in(spans.at(np.flatnonzero(own)), len(tokens)),
        hit=_tokens_in(hits, len(tokens)),
        elsewhere=_tokens_in(spans.at(np.flatnonzero(~own & counted)), len(tokens)),
        hits=hits,
        rules=rules,
    )


def sentences_of(tokens: TokenTable) -> Places:
    """Number the sentences of a shard.

    Parameters
    ----------
    tokens
        The shard.

    Returns
    -------
    ndarray of int64
        The number of each token's sentence, from 0, through all documents.
    """
    changes = np.diff(tokens.doc) | np.diff(tokens.paragraph) | np.diff(tokens.sentence)
    return np.concatenate([np.zeros(min(len(tokens), 1), dtype=np.int64), np.cumsum(changes != 0)])


def survey(
    theme: Theme, themes: Sequence[Theme], vocabulary: Vocabulary, tables: Iterable[TokenTable]
) -> Survey:
    """Count what stands around and beside the words of a corpus.

    Parameters
    ----------
    theme, themes
        The theme in question; all themes.
    vocabulary
        The corpus' words.
    tables
        Its shards.

    Returns
    -------
    Survey
        The counts.
    """
    counting = _Counting(theme, vocabulary)
    for tokens in tables:
        counting.add(tokens, marks_of(theme, themes, tokens))
    return counting.result()


class _Counting:
    """Adds up the counts of shards."""

    def __init__(self, theme: Theme, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.size = vocabulary, len(vocabulary)
        self.category = {name: number for number, name in enumerate(theme.categories)}
        self.members = np.zeros((len(theme.categories), self.size), dtype=np.int64)
        self.covered, self.elsewhere = (np.zeros(self.size, dtype=np.int64) for _ in range(2))
        self.near, self.far = _PerDocument(self.size), _PerDocument(self.size)
        self.hits = 0
        common = np.lexsort((vocabulary.term, -vocabulary.count))
        often = vocabulary.count[common]
        self.rows = np.sort(common[often >= WORD_AT_LEAST][:MOST_WORDS])
        columns = np.sort(common[often >= CONTEXT_AT_LEAST][:MOST_CONTEXTS])
        self.row, self.column = (_places(each, self.size) for each in (self.rows, columns))
        self.neighbour = {lemma: place for place, lemma in enumerate(vocabulary.commonest)}
        self.contexts = Contexts(
            words=len(self.rows), contexts=len(columns), neighbours=len(self.neighbour)
        )

    def add(self, tokens: TokenTable, marks: Marks) -> None:
        """Count a shard."""
        running = np.flatnonzero(tokens.is_word)
        code, doc = tokens.code[running], tokens.doc[running]
        word = self.vocabulary.of_types(tokens.lexicon)[code]
        for mark, total in ((marks.covered, self.covered), (marks.elsewhere, self.elsewhere)):
            total += np.bincount(word[mark[running] & (word != NO_WORD)], minlength=self.size)
        self.add_members(tokens, marks)
        sentences = sentences_of(tokens)
        with_hit = np.zeros(sentences.max(initial=-1) + 1, dtype=bool)
        with_hit[sentences[marks.hit]] = True
        sentence = sentences[running]
        beside = with_hit[sentence]
        self.near.add(word, doc, beside & ~marks.hit[running], len(tokens.documents))
        self.far.add(word, doc, ~beside, len(tokens.documents))
        neighbours = (self.neighbour.get(lemma, NOTHING) for lemma in tokens.lexicon.lemma)
        neighbour = np.fromiter(neighbours, dtype=np.int64, count=len(tokens.lexicon))
        self.contexts.add(self.row[word], self.column[word], neighbour[code], sentence)
        self.hits += len(marks.hits)

    def add_members(self, tokens: TokenTable, marks: Marks) -> None:
        single = marks.hits.at(np.flatnonzero(marks.hits.end - marks.hits.start == 1))
        of_rule = np.array([self.category.get(rule.category, 0) for rule in marks.rules])
        word = self.vocabulary.of_types(tokens.lexicon)[tokens.code[single.start]]
        known = word != NO_WORD
        np.add.at(self.members, (of_rule[single.rule[known]], word[known]), 1)

    def result(self) -> Survey:
        """The sums."""
        beside = Beside(*self.near.counts(), *self.far.counts())
        return Survey(
            self.members,
            self.covered,
            self.elsewhere,
            beside,
            self.contexts,
            self.rows,
            self.hits,
        )


class _PerDocument:
    """Counts of words by document, shard by shard."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.parts: list[sparse.csr_array] = []
        self.words: list[Places] = []

    def add(self, word: Places, doc: Ints, there: Bools, documents: int) -> None:
        """Count the running words that are `there`; the words of the vocabulary and all words."""
        counted = there & (word != NO_WORD)
        cells = (np.ones(int(counted.sum())), (doc[counted], word[counted]))
        self.parts.append(sparse.coo_array(cells, shape=(documents, self.size)).tocsr())
        self.words.append(np.bincount(doc[there], minlength=documents))

    def counts(self) -> tuple[sparse.csr_array, Floats]:
        """Of shape (documents, words); and the words of each document."""
        return sparse.vstack(self.parts).tocsr(), np.concatenate(self.words).astype(np.float64)


def listed_words(theme: Theme) -> dict[str, str]:
    """List the words that a theme's rules name in full, alone or in a sequence.

    Parameters
    ----------
    theme
        The theme.

    Returns
    -------
    dict of str to str
        Each word's first category, in the order of the file.
    """
    words: dict[str, str] = {}
    for rule in theme.rules:
        for condition in rule.pattern.conditions:
            for text in _words_in(condition):
                words.setdefault(text, rule.category)
    return words


def single_words(theme: Theme) -> set[str]:
    """List the words that are rules of their own, with or without a part of speech.

    Parameters
    ----------
    theme
        The theme.

    Returns
    -------
    set of str
        As written, lower-cased.
    """
    alone = [rule.pattern.conditions for rule in theme.rules if len(rule.pattern.conditions) == 1]
    return {text for (condition,) in alone for text in _words_in(condition)}


def _words_in(condition: Condition) -> list[str]:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return [part.text for part in parts if isinstance(part, Word)]


def _places(of: Places, size: int) -> Places:
    """For each of so many numbers its place in a list; one more for `NO_WORD`, which has none."""
    places = np.full(size + 1, NOTHING)
    places[of] = np.arange(len(of))
    return places


def _tokens_in(spans: Spans, size: int) -> Bools:
    change = np.zeros(size + 1, dtype=np.int64)
    np.add.at(change, spans.start, 1)
    np.add.at(change, spans.end, -1)
    inside: Bools = np.cumsum(change[:-1]) > 0
    return inside
