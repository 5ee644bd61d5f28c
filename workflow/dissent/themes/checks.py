"""What can be said against theme rules without a corpus: repeated rules, examples that fail.

What is no rule at all is found by reading the file (`dissent.themes.files`), what does not work in
a corpus by `dissent.comparison.rule_checks`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dissent.themes.files import Rule, Theme
from dissent.themes.matching import find
from dissent.tokens import TokenTable

MOST_SHOWN = 80
ERROR, WARNING = "error", "warning"
FAULT, EXAMPLE, COUNTEREXAMPLE, SAME_RULE = "fault", "example", "counterexample", "same_rule"
# What a corpus bears out: dissent.comparison.rule_checks.
NO_MATCH, OTHER_POS = "no_match", "other_part_of_speech"
ONLY_LOSES, ONLY_CANCELLED, NONE_COUNTS = "only_loses", "only_cancelled", "none_counts"
SAME_SPANS, IDLE_CONTEXT = "same_spans", "idle_context"
OVER_BROAD, ONE_RULE_CARRIES = "over_broad", "one_rule_carries"
CHECKS = (FAULT, EXAMPLE, COUNTEREXAMPLE, SAME_RULE, NO_MATCH, OTHER_POS, ONLY_LOSES,
          ONLY_CANCELLED, NONE_COUNTS, SAME_SPANS, IDLE_CONTEXT, OVER_BROAD,
          ONE_RULE_CARRIES)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something wrong with a rule (`error`), or to be looked at (`warning`), and where it stands.

    `theme`, `category` and `rule_id` are empty where the line could not be read as a rule; `types`
    lists what an over-broad wildcard takes in.
    """

    file: str
    line: int
    level: str
    check: str
    message: str
    theme: str = ""
    category: str = ""
    rule_id: str = ""
    types: str = ""


def about(
    rule: Rule, *, check: str, message: str, level: str = WARNING, types: str = ""
) -> Finding:
    """Make a finding about a rule.

    Parameters
    ----------
    rule
        The rule.
    check
        The name of what was checked.
    message
        What is said of it, after its term.
    level
        `error` or `warning`.
    types
        What an over-broad wildcard takes in.

    Returns
    -------
    Finding
        At the rule's file and line.
    """
    return Finding(
        file=rule.file,
        line=rule.line,
        level=level,
        check=check,
        message=f"`{cut(rule.term)}` {message}",
        theme=rule.theme,
        category=rule.category,
        rule_id=rule.rule_id,
        types=types,
    )


def cut(written: str) -> str:
    """Shorten what a message repeats of a rule.

    Parameters
    ----------
    written
        A term, a query or a part of one.

    Returns
    -------
    str
        Its beginning and an ellipsis where it has more than 80 characters.
    """
    return written if len(written) <= MOST_SHOWN else written[: MOST_SHOWN - 1] + "…"


def same_rules(themes: Sequence[Theme]) -> list[Finding]:
    """Find rules that say what a rule of another theme says already.

    Parameters
    ----------
    themes
        In their order.

    Returns
    -------
    list of Finding
        A warning for each rule but the first of those that say the same.
    """
    first: dict[object, Rule] = {}
    found = []
    for rule in _rules(themes):
        earlier = first.setdefault(meaning(rule), rule)
        if earlier.theme != rule.theme:
            where = f"{earlier.file}, line {earlier.line}"
            message = f"says the same as `{earlier.rule_id}` ({where}): each hit counts for both"
            found.append(about(rule, check=SAME_RULE, message=message))
    return found


def check_examples(
    themes: Sequence[Theme], tag: Callable[[Sequence[str]], TokenTable]
) -> list[Finding]:
    """Try each rule on its own examples and counterexamples.

    Parameters
    ----------
    themes
        In their order.
    tag
        Makes a token table of texts, each a document of it, in their order; called once, and only
        where there are examples.

    Returns
    -------
    list of Finding
        An error for each example in which the rule finds nothing, and for each counterexample in
        which it finds something. A rule is tried by itself: whether another would win the words is
        not asked.
    """
    tried = [
        (rule, text, expected)
        for rule in _rules(themes)
        for texts, expected in ((rule.examples, True), (rule.counterexamples, False))
        for text in texts
    ]
    if not tried:
        return []
    tokens = tag([text for _, text, _ in tried])
    rules = list(dict.fromkeys(rule for rule, _, _ in tried))
    spans = find(rules, tokens)
    there = ~spans.cancelled
    number = {rule.rule_id: place for place, rule in enumerate(rules)}
    found = []
    for doc, (rule, text, expected) in enumerate(tried):
        own = there & (spans.rule == number[rule.rule_id]) & (tokens.doc[spans.start] == doc)
        if bool(own.any()) == expected:
            continue
        if expected:
            cancelled = spans.cancelled & (spans.rule == number[rule.rule_id])
            cancelled &= tokens.doc[spans.start] == doc
            because = _cancelling(rule, spans.context[cancelled].tolist())
            message = f"does not find its example `{text}`{because}"
        else:
            place = int(np.flatnonzero(own)[0])
            words = tokens.text(int(spans.start[place]), int(spans.end[place])).strip()
            message = f"finds `{words}` in its counterexample `{text}`"
        check = EXAMPLE if expected else COUNTEREXAMPLE
        found.append(about(rule, check=check, level=ERROR, message=message))
    return found


def meaning(rule: Rule) -> object:
    """Say what a rule looks for, in whatever words it is written.

    Parameters
    ----------
    rule
        The rule.

    Returns
    -------
    object
        Equal for rules that always find the same, as far as their patterns show.
    """
    contexts = frozenset((context.where, context.pattern) for context in rule.contexts)
    return rule.pattern, contexts


def in_file_order(findings: Iterable[Finding], files: Iterable[str]) -> list[Finding]:
    """Order findings as one reads the files.

    Parameters
    ----------
    findings
        In any order.
    files
        The files, in theirs; the same one may come several times.

    Returns
    -------
    list of Finding
        By file and line; those of one line stay as they were.
    """
    place = {file: number for number, file in enumerate(dict.fromkeys(files))}
    return sorted(findings, key=lambda finding: (place[finding.file], finding.line))


def _cancelling(rule: Rule, contexts: Sequence[int]) -> str:
    if not contexts:
        return ""
    return f": `not {rule.contexts[contexts[0]].name}` cancels it"


def _rules(themes: Sequence[Theme]) -> list[Rule]:
    return [rule for theme in themes for rule in theme.rules]
