"""How long do 60 rules take over ten million tokens, and how much memory?

Run with `python -m tests.benchmarks.rules`. Printed beside the figures that the rule language was
planned with, and spaCy's own `Matcher`, measured on a part of the same text and extrapolated.
Times are those of the processor, so that other work on the machine counts little.
"""

import argparse
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from tests.benchmarks.made_corpus import make_corpus

from dissent.themes.files import Rule
from dissent.themes.matching import find
from dissent.themes.queries import parse_query
from dissent.themes.resolving import Vocabulary
from dissent.tokens import TokenTable, read_tokens

PLANNED = (
    "as planned, on another machine: 0.1 to 0.3 s; "
    "quanteda's lookup 0.6 to 4 s; spaCy's Matcher 120 s"
)
SPACY_TOKENS = 100_000


def queries_of(tokens: TokenTable) -> list[str]:
    """Twenty wildcards, twenty terms of two words, twenty queries; all of frequent words."""
    counts = np.bincount(tokens.code, minlength=len(tokens.lexicon))
    words = tokens.lexicon.lower[np.argsort(-counts)]
    words = [word for word in words[tokens.lexicon.is_word[np.argsort(-counts)]] if len(word) >= 6]
    chosen = words[:: max(len(words) // 400, 1)]
    wildcards = [f"{word[:4]}*" for word in chosen[:10]] + [
        f"*{word[-4:]}" for word in chosen[10:20]
    ]
    sequences = [f"{one} {other}" for one, other in zip(words[:20], words[20:40], strict=True)]
    shapes = (
        '[lemma="{0}"] [pos="ADJ"]{{0,2}} [lemma="{1}|{2}"]',
        '[lemma="{0}.*" & pos="NOUN"]',
        '[pos="ADJ"] [pos="NOUN"] [word="{0}"%c]',
        '[]{{0,3}} "{0}" ("{1}" | [lemma="{2}"]) within s',
    )
    queries = [shapes[n % 4].format(words[n], words[n + 20], words[n + 40]) for n in range(20)]
    return wildcards + sequences + queries


def rules_of(queries: list[str]) -> list[Rule]:
    return [Rule(query, "t", "c", query, parse_query(query)) for query in queries]


def spacy_seconds(tokens: TokenTable, queries: list[str]) -> float:
    """The time of spaCy's Matcher over all tokens, from that over a part of them."""
    vocabulary = spacy.blank("en").vocab
    matcher = Matcher(vocabulary)
    for number, query in enumerate(queries):
        matcher.add(str(number), [spacy_pattern(query)])
    code = tokens.code[:SPACY_TOKENS]
    lexicon = tokens.lexicon
    doc = Doc(
        vocabulary,
        words=lexicon.token[code].tolist(),
        lemmas=lexicon.lemma[code].tolist(),
        pos=lexicon.pos[code].tolist(),
    )
    began = time.process_time()
    matcher(doc)
    return (time.process_time() - began) * len(tokens) / len(code)


def spacy_pattern(query: str) -> list[dict[str, object]]:
    """A term in spaCy's words; for every query, two lemmas with adjectives between."""
    if "[" in query:
        word = query.split('"')[1]
        between = {"POS": "ADJ", "OP": "{0,2}"}
        return [{"LEMMA": word}, between, {"POS": "NOUN"}]
    regex = [{"LOWER": {"REGEX": f"^{word.replace('*', '.*')}$"}} for word in query.split()]
    return regex if "*" in query else [{"LEMMA": word} for word in query.split()]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokens", type=int, default=10_000_000)
    tokens_wanted = parser.parse_args().tokens
    with tempfile.TemporaryDirectory() as folder:
        make_corpus(Path(folder), documents=200, tokens=tokens_wanted, shards=1, seed=1)
        data = Path(folder) / "results" / "data"
        name = next((data / "tokens").glob("*.parquet")).name
        table = read_tokens(tokens=data / "tokens" / name, lexicon=data / "lexicon" / name)
        measure(table)


def measure(table: TokenTable) -> None:
    """Print times and memory; the columns are read first, they are the same for any rules."""
    queries = queries_of(table)
    read = (table.code, table.doc, table.paragraph, table.sentence)
    print(f"{len(table):,} tokens, {len(table.lexicon):,} types, {len(queries)} rules")
    began = time.process_time()
    rules = rules_of(queries)
    parsed = time.process_time()
    vocabulary = Vocabulary(table.lexicon)
    for rule in rules:
        for condition in rule.pattern.conditions:
            vocabulary.types(condition)
    resolved = time.process_time()
    spans = find(rules, table)
    found = time.process_time()
    tracemalloc.start()
    find(rules, table)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"rules read             {parsed - began:6.2f} s")
    print(f"resolved               {resolved - parsed:6.2f} s")
    print(f"resolved and matched   {found - resolved:6.2f} s ({len(spans):,} spans)")
    print(
        f"memory for matching    {peak / 2**20:6.0f} MiB (codes {read[0].nbytes / 2**20:.0f} MiB)"
    )
    print(f"spaCy's Matcher        {spacy_seconds(table, queries):6.0f} s (extrapolated)")
    print(PLANNED)


if __name__ == "__main__":
    main()
