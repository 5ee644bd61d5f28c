"""Which rules do not work in a corpus? Silent ones, losers, strangers taken in, idle contexts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from dissent.comparison.corpus import Corpus, Counts
from dissent.comparison.evidence_tables import counted_by_rule, forms_of, listed
from dissent.numbered import encoded
from dissent.themes.checks import (
    IDLE_CONTEXT,
    NO_MATCH,
    NONE_COUNTS,
    ONE_RULE_CARRIES,
    ONLY_CANCELLED,
    ONLY_LOSES,
    OTHER_POS,
    OVER_BROAD,
    SAME_SPANS,
    Finding,
    about,
    cut,
    in_file_order,
    meaning,
    same_rules,
)
from dissent.themes.conditions import (
    All,
    Attribute,
    Condition,
    Form,
    PartOfSpeech,
    Wildcard,
    Word,
    all_of,
    attributes_of,
)
from dissent.themes.files import Rule, Theme
from dissent.themes.hits import CANCELLED, COUNTED, LOST
from dissent.themes.meaning import meant_instead
from dissent.themes.resolving import types_of
from dissent.tokens import Lexicon, TokenTable

# A wildcard is over-broad where it takes in so many lemmas, or families of lemmas; a family agrees
# in the letters that are written and the two next. On six English books the bundled themes' 180
# wildcards take in at most five lemmas of four families, `commun*` ten of seven.
MANY_LEMMAS, MANY_FAMILIES, NEXT_LETTERS = 10, 5, 2
SAME_AT_LEAST = 3
CARRIED_SHARE, CARRIED_HITS = 0.8, 10
NAMED_CONTEXTS = 8


@dataclass(frozen=True)
class Vocabulary:
    """The distinct (form, lemma, part of speech) of a corpus, and how often each occurs."""

    lexicon: Lexicon
    count: Counts


def vocabulary_of(words: pa.Table) -> Vocabulary:
    """Count the types of a corpus.

    Parameters
    ----------
    words
        `form`, `lemma`, `pos` and `count`, in any number of rows, as `count_words` makes them.

    Returns
    -------
    Vocabulary
        Each type once.
    """
    names = ["form", "lemma", "pos"]
    columns = {name: encoded(words[name]) for name in names}
    codes = pa.table({name: array.indices for name, array in columns.items()})
    summed = (
        codes.append_column("count", words["count"]).group_by(names).aggregate([("count", "sum")])
    )
    spelled = (columns[name].dictionary.take(summed[name]).to_pylist() for name in names)
    types = sorted(zip(*spelled, summed["count_sum"].to_pylist(), strict=True))
    lexicon = Lexicon.of([(form, lemma, pos, "") for form, lemma, pos, _ in types])
    return Vocabulary(lexicon, np.array([count for *_, count in types], dtype=np.int64))


def words_of(tokens: TokenTable) -> pa.Table:
    """Count the words of a token table.

    Parameters
    ----------
    tokens
        The table.

    Returns
    -------
    pyarrow.Table
        As `vocabulary_of` takes them.
    """
    lexicon = tokens.lexicon
    count = np.bincount(tokens.code, minlength=len(lexicon))
    there = lexicon.is_word & (count > 0)
    return pa.table(
        {
            "form": pa.array(lexicon.lower[there], pa.string()),
            "lemma": pa.array(lexicon.lemma[there], pa.string()),
            "pos": pa.array(lexicon.pos[there], pa.string()),
            "count": count[there],
        }
    )


def rule_checks_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `rule_checks.csv`: the warnings about rules that only the corpus bears out.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        In the order of files and lines; `file` is the file's name alone.
    """
    found = corpus_findings(themes, corpus.spans, vocabulary_of(corpus.word_counts))
    files = (rule.file for theme in themes for rule in theme.rules)
    ordered = in_file_order([*same_rules(themes), *found], files)
    names = ["file", "line", "theme", "category", "rule_id", "check", "message", "types"]
    return pd.DataFrame({name: [getattr(each, name) for each in ordered] for name in names})


def corpus_findings(
    themes: Sequence[Theme], spans: pd.DataFrame, vocabulary: Vocabulary
) -> list[Finding]:
    """Find what does not work in a corpus.

    Parameters
    ----------
    themes
        In their order.
    spans
        All spans found, as `match_themes` makes them.
    vocabulary
        The corpus' types.

    Returns
    -------
    list of Finding
        Warnings: rules that find nothing, lose or cancel all that they find, take in words of many
        families, find exactly what a rule of another theme finds, have `not` contexts that cancel
        nothing, or carry more than four fifths of a category of several rules.
    """
    account = _Account(spans)
    rules = [rule for theme in themes for rule in theme.rules]
    found = [finding for rule in rules for finding in _of_rule(rule, account, vocabulary)]
    return [*found, *_same_spans(rules, spans), *_carrying(themes, account)]


class _Account:
    """What happened to the spans of each rule, by rule_id."""

    def __init__(self, spans: pd.DataFrame) -> None:
        rule, status = spans["rule_id"], spans["status"]
        self.status = Counter(zip(rule.tolist(), status.tolist(), strict=True))
        lost, cancelled = spans[status == LOST], spans[status == CANCELLED]
        self.winners = counted_by_rule(lost, lost["rival"])
        self.contexts = counted_by_rule(cancelled, cancelled["why"])
        self.forms = counted_by_rule(spans, forms_of(spans))
        self.lemmas = counted_by_rule(spans, spans["term"])


def _of_rule(rule: Rule, account: _Account, vocabulary: Vocabulary) -> Iterator[Finding]:
    counted, lost, cancelled = (
        account.status[rule.rule_id, status] for status in (COUNTED, LOST, CANCELLED)
    )
    if counted + lost + cancelled == 0:
        yield _silent(rule, vocabulary)
        return
    if counted == 0:
        yield _outdone(rule, account, lost=lost, cancelled=cancelled)
    if idle := _idle(rule, account):
        yield idle
    if broad := _broad(rule, account):
        yield broad


def _silent(rule: Rule, vocabulary: Vocabulary) -> Finding:
    """Say why a rule finds nothing: a word is not there, or not as the part of speech meant."""
    for condition in rule.pattern.conditions:
        if other := meant_instead(condition, [vocabulary.lexicon]):
            return about(rule, check=NO_MATCH, message=f"finds nothing: {other}")
    if rule.pattern.hyphens or len(rule.pattern.conditions) == 1:
        for condition in rule.pattern.conditions:
            if types_of(condition, vocabulary.lexicon).any() or _asks_for_tag(condition):
                continue
            if other := _other_parts_of_speech(condition, vocabulary):
                return about(rule, check=OTHER_POS, message=other)
            name = _named(condition)
            if name and len(rule.pattern.conditions) > 1:
                message = f"finds nothing: the corpus has no word `{cut(name)}`"
                return about(rule, check=NO_MATCH, message=message)
            return about(rule, check=NO_MATCH, message="finds nothing: the corpus has no such word")
        if len(rule.pattern.conditions) > 1:
            message = "finds nothing: the corpus has its words, but not one after the other"
            return about(rule, check=NO_MATCH, message=message)
    return about(rule, check=NO_MATCH, message="finds nothing in this corpus")


def _asks_for_tag(condition: Condition) -> bool:
    """The vocabulary of a corpus has no tags, so nothing can be said of them."""
    return any(attribute.name == "tag" for attribute in attributes_of(condition))


def _other_parts_of_speech(condition: Condition, vocabulary: Vocabulary) -> str:
    """Say as what a word occurs that never is the part of speech that a rule asks for."""
    parts = condition.parts if isinstance(condition, All) else ()
    meant = [part for part in parts if _asks_for_pos(part)]
    rest = all_of(part for part in parts if part not in meant)
    name = _named(rest)
    if not meant or not name:
        return ""
    fits = types_of(rest, vocabulary.lexicon)
    instead: Counter[str] = Counter()
    for pos, count in zip(vocabulary.lexicon.pos[fits], vocabulary.count[fits], strict=True):
        instead[pos] += int(count)
    wanted = " and ".join(_pos_of(part) for part in meant)
    return (
        f"finds nothing: `{cut(name)}` is never {wanted} here, but {listed(instead)}"
        if instead
        else ""
    )


def _asks_for_pos(part: Condition) -> bool:
    return isinstance(part, PartOfSpeech) or (isinstance(part, Attribute) and part.name == "pos")


def _pos_of(part: Condition) -> str:
    return part.pos if isinstance(part, PartOfSpeech) else getattr(part, "regex", "")


def _named(condition: Condition) -> str:
    """What is written of the word itself; empty where that is no single thing."""
    match condition:
        case Word(text) | Form(text):
            return text
        case Wildcard(form):
            return form
        case Attribute(name, regex) if name != "pos" and name != "tag":
            return regex
        case All(parts):
            names = [_named(part) for part in parts]
            return next(filter(None, names), "")
    return ""


def _outdone(rule: Rule, account: _Account, *, lost: int, cancelled: int) -> Finding:
    winners = listed(account.winners.get(rule.rule_id, Counter()))
    contexts = listed(account.contexts.get(rule.rule_id, Counter()))
    if not cancelled:
        message = f"only ever loses, to {winners}"
        return about(rule, check=ONLY_LOSES, message=message)
    if not lost:
        message = f"has every hit cancelled by its `not` contexts: {contexts}"
        return about(rule, check=ONLY_CANCELLED, message=message)
    message = f"never counts: it loses to {winners}, and is cancelled by {contexts}"
    return about(rule, check=NONE_COUNTS, message=message)


def _idle(rule: Rule, account: _Account) -> Finding | None:
    """Warn of contexts that cancel nothing that those before them had not cancelled."""
    used = account.contexts.get(rule.rule_id, Counter())
    idle = [context.name for context in rule.contexts if context.name not in used]
    if not idle:
        return None
    more = len(idle) - NAMED_CONTEXTS
    names = ", ".join(idle[:NAMED_CONTEXTS]) + (f" and {more} more" if more > 0 else "")
    what = "a `not` context that cancels" if len(idle) == 1 else "`not` contexts that cancel"
    message = f"has {what} nothing ({len(idle)} of {len(rule.contexts)}): {names}"
    return about(rule, check=IDLE_CONTEXT, message=message)


def _broad(rule: Rule, account: _Account) -> Finding | None:
    """Warn of a single wildcard that takes in too many different words."""
    conditions = rule.pattern.conditions
    wildcard = _wildcard(conditions[0]) if len(conditions) == 1 else None
    if wildcard is None:
        return None
    lemmas = account.lemmas[rule.rule_id]
    families = {_family(lemma, wildcard.form) for lemma in lemmas}
    if len(lemmas) < MANY_LEMMAS and len(families) < MANY_FAMILIES:
        return None
    message = (
        f"takes in {len(lemmas)} lemmas of {len(families)} families; "
        "if some of them are strangers, write more of the word, or the words one by one"
    )
    types = listed(account.forms[rule.rule_id])
    return about(rule, check=OVER_BROAD, message=message, types=types)


def _wildcard(condition: Condition) -> Wildcard | None:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return next((part for part in parts if isinstance(part, Wildcard)), None)


def _family(lemma: str, form: str) -> str:
    """The letters of a lemma that a wildcard fixes, and the two next to them."""
    before, after = re.split(r"[*?]", form, maxsplit=1)[0], re.split(r"[*?]", form)[-1]
    letters = re.match(r"[^\W_]*", lemma)
    word = letters[0] if letters else lemma
    if before:
        return word[: len(before) + NEXT_LETTERS]
    return word[-(len(after) + NEXT_LETTERS) :]


def _same_spans(rules: Sequence[Rule], spans: pd.DataFrame) -> Iterator[Finding]:
    """Warn of a rule whose spans, at least three, are exactly those of a rule of another theme."""
    place = pd.util.hash_pandas_object(spans[["doc_id", "start", "end"]], index=False)
    sums = place.groupby(spans["rule_id"], sort=False).agg(["size", "sum"])
    often = sums[sums["size"] >= SAME_AT_LEAST]
    found_by = {rule_id: (size, total) for rule_id, size, total in often.itertuples()}
    first: dict[tuple[int, int], Rule] = {}
    for rule in rules:
        if rule.rule_id not in found_by:
            continue
        earlier = first.setdefault(found_by[rule.rule_id], rule)
        if earlier.theme != rule.theme and meaning(earlier) != meaning(rule):
            message = (
                f"finds exactly the {found_by[rule.rule_id][0]} places that `{earlier.rule_id}` "
                "finds: each counts for both themes"
            )
            yield about(rule, check=SAME_SPANS, message=message)


def _carrying(themes: Iterable[Theme], account: _Account) -> Iterator[Finding]:
    """Warn of categories of several rules that one of them carries nearly alone."""
    for theme in themes:
        for category in theme.categories:
            rules = [rule for rule in theme.rules if rule.category == category]
            hits = [account.status[rule.rule_id, COUNTED] for rule in rules]
            most, total = max(hits, default=0), sum(hits)
            if len(rules) > 1 and total >= CARRIED_HITS and most > CARRIED_SHARE * total:
                message = f"has {most:,} of the {total:,} hits of `{category}`, {most / total:.0%}"
                yield about(rules[hits.index(most)], check=ONE_RULE_CARRIES, message=message)
