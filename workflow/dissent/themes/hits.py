"""The hits of a shard: what counts, what lost, what was cancelled, each with its line of text."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from dissent.themes.files import Rule, Theme
from dissent.themes.matching import Spans, find
from dissent.themes.overlaps import NOBODY, settle, why_beaten
from dissent.themes.places import Places
from dissent.tokens import Strings, TokenTable

COUNTED, LOST, CANCELLED = "counted", "lost", "cancelled"
REGION_FLAGS = {1: "heading", 2: "note"}
SCHEMA = pa.schema(
    [
        ("doc_id", pa.string()),
        ("theme", pa.string()),
        ("category", pa.string()),
        ("rule_id", pa.string()),
        ("status", pa.string()),
        ("rival", pa.string()),
        ("why", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("word", pa.int64()),
        ("page", pa.int64()),
        ("paragraph", pa.int64()),
        ("sentence", pa.int64()),
        ("quoted", pa.bool_()),
        ("region", pa.int64()),
        ("term", pa.string()),
        ("left", pa.string()),
        ("match", pa.string()),
        ("right", pa.string()),
    ]
)


def match_themes(themes: Sequence[Theme], tokens: TokenTable, *, context_words: int) -> pa.Table:
    """Find all themes in the documents of a shard.

    Parameters
    ----------
    themes
        The themes.
    tokens
        The shard's token table.
    context_words
        Tokens of context on each side, within the paragraph.

    Returns
    -------
    pyarrow.Table
        One row per span found, in the order of documents, places and themes. `status` is `counted`,
        `lost` (`rival` is the rule that won its words, `why` as `why_beaten` has it) or `cancelled`
        (`why` is the `not` context that did). `rival` of a counted span names the rules that it
        beat, each with why: `RULE(shorter) …`. `start` and `end` are tokens of the document, `word`
        the words of the document before it, `term` the lemmas of its words.
    """
    rules = [rule for theme in themes for rule in theme.rules]
    theme_of_rule = np.array([n for n, theme in enumerate(themes) for _ in theme.rules])
    spans = find(rules, tokens)
    beaten_by = settle(spans, theme_of_rule=theme_of_rule)
    order = np.lexsort((spans.rule, theme_of_rule[spans.rule], spans.start))
    why = why_beaten(spans, beaten_by)
    rivals = _rivals(spans, beaten_by, why, rules)
    spans, why = spans.at(order), why[order]
    start, end, rule = spans.start, spans.end, spans.rule
    first_token = tokens.bounds[tokens.doc[start]]
    status = np.where(beaten_by[order] == NOBODY, COUNTED, LOST)
    lines = _Lines(tokens, context_words)
    context = [lines.context(*span) for span in zip(start.tolist(), end.tolist(), strict=True)]
    columns = {
        "doc_id": np.array(tokens.documents, dtype=object)[tokens.doc[start]],
        "theme": np.array([rule.theme for rule in rules], dtype=object)[rule],
        "category": np.array([rule.category for rule in rules], dtype=object)[rule],
        "rule_id": np.array([rule.rule_id for rule in rules], dtype=object)[rule],
        "status": np.where(spans.cancelled, CANCELLED, status),
        "rival": [rivals[place] for place in order.tolist()],
        "why": np.where(spans.cancelled, _cancelling(spans, rules), why),
        "start": start - first_token,
        "end": end - first_token,
        "word": tokens.word_rank[start],
        "page": tokens.page[start],
        "paragraph": tokens.paragraph[start],
        "sentence": tokens.sentence[start],
        "quoted": tokens.quoted[start],
        "region": tokens.region[start],
        "term": [lines.term(*span) for span in zip(start.tolist(), end.tolist(), strict=True)],
        "left": [left for left, _, _ in context],
        "match": [text for _, text, _ in context],
        "right": [right for _, _, right in context],
    }
    return pa.table(
        {name: pa.array(columns[name], SCHEMA.field(name).type) for name in SCHEMA.names}
    )


def _rivals(spans: Spans, beaten_by: Places, why: Strings, rules: Sequence[Rule]) -> list[str]:
    """For each span the rule that beat it, or the rules that it beat, each with why."""
    named: list[list[str]] = [[] for _ in range(len(spans))]
    for loser in np.flatnonzero(beaten_by != NOBODY).tolist():
        winner = int(beaten_by[loser])
        named[loser].append(rules[spans.rule[winner]].rule_id)
        beaten = f"{rules[spans.rule[loser]].rule_id}({why[loser]})"
        if beaten not in named[winner]:
            named[winner].append(beaten)
    return [" ".join(sorted(names)) for names in named]


def _cancelling(spans: Spans, rules: Sequence[Rule]) -> Strings:
    """For each cancelled span the `not` context that cancelled it, as `before: party`."""
    named = np.full(len(spans), "", dtype=object)
    for place in np.flatnonzero(spans.cancelled).tolist():
        named[place] = rules[spans.rule[place]].contexts[spans.context[place]].name
    return named


class _Lines:
    """The text around spans, within their paragraphs."""

    def __init__(self, tokens: TokenTable, context_words: int) -> None:
        self.tokens = tokens
        self.width = context_words
        changes = np.flatnonzero(np.diff(tokens.paragraph) | np.diff(tokens.doc)) + 1
        self.edges = np.concatenate([[0], changes, [len(tokens)]])

    def term(self, start: int, end: int) -> str:
        """The lemmas of a span's words."""
        codes = self.tokens.code[start:end]
        lexicon = self.tokens.lexicon
        return " ".join(lexicon.lemma[code] for code in codes if lexicon.is_word[code])

    def context(self, start: int, end: int) -> tuple[str, str, str]:
        """The text to the left of a span, its own, and to the right; joined, they are the text."""
        paragraph = int(np.searchsorted(self.edges, start, side="right"))
        low = max(int(self.edges[paragraph - 1]), start - self.width)
        high = min(int(self.edges[paragraph]), end + self.width)
        text = self.tokens.text
        own = text(start, end)
        right = own[len(own.rstrip()) :] + text(end, high)
        return text(low, start), own.rstrip(), right.rstrip()
