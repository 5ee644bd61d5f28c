"""What the rules of themes say in the language of dictionaries: forms, with `*` and `?`.

A dictionary cannot ask for a part of speech, for a lemma or for what stands around a hit. A rule
that does is left out and named, never changed. What is written, read again, finds the same tokens:
that is checked, entry by entry, before it is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product

from dissent.dictionaries.entries import (
    ANY_WORD,
    Tokenise,
    Tokens,
    UnsayableError,
    meaning_of,
    ways_of,
)
from dissent.dictionaries.model import CategoryPath
from dissent.tagged import TaggedCorpus
from dissent.themes.conditions import Attribute, Condition, Form, Wildcard, Word
from dissent.themes.files import Rule, Theme
from dissent.themes.patterns import Pattern, positions

MOST_ENTRIES = 200
_LONGEST = 8
_CHARACTER = re.compile(r"\.\*|\\x22|\\[^\w]|[^\\]", re.DOTALL)
_EXPRESSION = re.compile(r"[.()\[\]{}*+?^$\\]")

# For a word the folded forms of which it is the lemma.
Forms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Said:
    """An entry of a dictionary to be written, and the rule that it comes from."""

    rule_id: str
    category: CategoryPath
    text: str


@dataclass(frozen=True)
class Unsaid:
    """A rule that a dictionary cannot say, or not quite, with the reason."""

    rule_id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.reason}"


def entries_of(
    themes: Iterable[Theme], *, tokenise: Tokenise, forms: Forms | None
) -> tuple[list[Said], list[Unsaid]]:
    """Say the rules of themes as entries.

    Parameters
    ----------
    themes
        The themes; a category without names of its own stands below its theme's.
    tokenise
        Cuts a text into tokens.
    forms
        For a lemma its forms in the corpus; None where there is none, and a word is only itself.

    Returns
    -------
    tuple of list of Said and list of Unsaid
        The entries in the order of the rules, none twice in a category; and what is left out.
    """
    said: dict[tuple[CategoryPath, str], Said] = {}
    unsaid = []
    for theme in themes:
        names = dict(theme.names)
        for rule in theme.rules:
            path = names.get(rule.category, (theme.theme, rule.category))
            try:
                for text in _texts(rule, tokenise, forms):
                    said.setdefault((path, text), Said(rule.rule_id, path, text))
            except UnsayableError as error:
                unsaid.append(Unsaid(rule.rule_id, f"left out: {error}"))
            else:
                unsaid += [Unsaid(rule.rule_id, doubt) for doubt in _doubts(rule, forms)]
    return list(said.values()), unsaid


def forms_in(corpus: TaggedCorpus) -> dict[str, list[str]]:
    """List the forms of every lemma in a corpus.

    Parameters
    ----------
    corpus
        The tagged corpus.

    Returns
    -------
    dict of str to list of str
        By lemma, its folded forms, sorted.
    """
    found: dict[str, set[str]] = {}
    for table in corpus.tables():
        lexicon = table.lexicon
        for lemma, lower, is_word in zip(
            lexicon.lemma, lexicon.lower, lexicon.is_word, strict=True
        ):
            if is_word:
                found.setdefault(lemma, set()).add(lower)
    return {lemma: sorted(forms) for lemma, forms in found.items()}


def _doubts(rule: Rule, forms: Forms | None) -> Iterator[str]:
    conditions = rule.pattern.conditions
    if forms is None and any(isinstance(condition, Word) for condition in conditions):
        yield (
            "written as it stands, without its other forms (--forms takes them from the tagged "
            "corpus)"
        )
    if rule.pattern.hyphens and len(conditions) > 2:
        yield "written with blanks; hyphens between some of its words are not found"


def _texts(rule: Rule, tokenise: Tokenise, forms: Forms | None) -> list[str]:
    """Find entries that mean the rule, all of it and no more."""
    if rule.contexts:
        raise UnsayableError("its `not` contexts")
    if rule.pattern.within != "paragraph":
        raise UnsayableError("`within` a sentence")
    runs = list(islice(_token_runs(rule.pattern, forms), MOST_ENTRIES + 1))
    if len(runs) > MOST_ENTRIES:
        raise UnsayableError(f"it would need more than {MOST_ENTRIES} entries")
    wanted = set(runs)
    for text in chain.from_iterable(
        map(_spaced, () if rule.pattern.hyphens else dict.fromkeys(runs))
    ):
        if _query(text, tokenise) == rule.term:
            return [text]
    spellings = [_spelling(tokens, wanted, tokenise) for tokens in dict.fromkeys(runs)]
    texts = []
    while wanted:
        text, meant = max(spellings, key=lambda spelling: len(spelling[1] & wanted))
        if not meant & wanted:
            raise UnsayableError(f"no text is cut into `{'` `'.join(min(wanted))}`")
        texts.append(text)
        wanted -= meant
    return texts


def _spelling(tokens: Tokens, wanted: set[Tokens], tokenise: Tokenise) -> tuple[str, set[Tokens]]:
    """Space tokens so that they are cut into just these, and in no way that is not wanted."""
    for text in _spaced(tokens):
        ways = ways_of(text, tokenise=tokenise)
        if tokens in ways and wanted.issuperset(ways):
            return text, ways
    return "", set()


def _query(text: str, tokenise: Tokenise) -> str:
    """What an entry becomes when it is imported."""
    return meaning_of(text, tokenise=tokenise, case=False, lemmas=False).text


def _spaced(tokens: Tokens) -> Iterator[str]:
    """Write tokens with blanks between them or without, those with the fewest blanks first."""
    number = len(tokens) - 1
    every = product(("", " "), repeat=number) if number < _LONGEST else [(" ",) * number]
    for gaps in sorted(every, key=lambda gaps: gaps.count(" ")):
        yield "".join(f"{token}{gap}" for token, gap in zip(tokens, (*gaps, ""), strict=True))


def _token_runs(pattern: Pattern, forms: Forms | None) -> Iterator[Tokens]:
    """List the runs of tokens that a pattern fits, each token a form with `*` and `?`."""
    for path in _paths(pattern, pattern.first):
        choices = [_globs(pattern.conditions[position], forms) for position in path]
        for run in product(*choices):
            yield run
            if pattern.hyphens and len(run) == 2 and not run[1].startswith("'"):
                yield (run[0], "-", run[1])


def _paths(pattern: Pattern, begun: int) -> Iterator[tuple[int, ...]]:
    for position in positions(begun):
        if pattern.last >> position & 1:
            yield (position,)
        for rest in _paths(pattern, pattern.follow[position]):
            yield (position, *rest)


def _globs(condition: Condition, forms: Forms | None) -> list[str]:
    """The forms that a condition asks for."""
    if isinstance(condition, Word):
        known = forms.get(condition.text, []) if forms else []
        return sorted({condition.text, *known})
    if isinstance(condition, Wildcard):
        return [condition.form]
    if isinstance(condition, Form):
        return [condition.text]
    if isinstance(condition, Attribute) and condition.regex == ANY_WORD:
        return ["*"]
    if isinstance(condition, Attribute) and condition.name == "lower":
        return [_glob(expression) for expression in _alternatives(condition.regex)]
    if isinstance(condition, Attribute) and condition.name == "word":
        raise UnsayableError("capital letters count in it")
    asked = condition.name if isinstance(condition, Attribute) else "more than a form"
    raise UnsayableError(f"it asks for {asked}, not for forms alone")


def _alternatives(regex: str) -> list[str]:
    return [regex] if "(" in regex else re.split(r"(?<!\\)\|", regex)


def _glob(regex: str) -> str:
    glob = ""
    for character in _CHARACTER.findall(regex):
        if character == ".*":
            glob += "*"
        elif character == ".":
            glob += "?"
        elif character == r"\x22":
            glob += '"'
        elif character[0] == "\\" and character[1] not in "*?":
            glob += character[1]
        elif _EXPRESSION.match(character):
            raise UnsayableError(f"the regular expression `{regex}`")
        else:
            glob += character
    return glob
