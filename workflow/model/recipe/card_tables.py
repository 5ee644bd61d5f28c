"""Lay measured figures and settings out as the tables and sentences of the model card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

COLUMNS = {
    "token_acc": "tokens",
    "upos": "UPOS",
    "xpos": "XPOS",
    "lemma": "lemma",
    "lemma_any_case": "lemma, any case",
    "morph": "features",
    "sentence_f": "sentence F",
    "sentence_p": "sentence P",
    "sentence_r": "sentence R",
}
# The names of figures in the table of intervals, where they are others.
INTERVALS = {"sentence_f": "sentence"}
BY_GENRE = ("token_acc", "upos", "xpos", "lemma", "morph", "sentence_f")
BY_FAMILIARITY = ("upos", "xpos", "lemma")
ON_PERIOD = ("upos", "lemma", "lemma_any_case", "sentence_f", "sentence_p", "sentence_r")
LIBRARIES = {"numpy": "numpy's", "blis": "BLIS"}
# Settings of a training that say nothing about the pipeline.
NOT_TOLD = ("logger", "gpu_allocator", "train_corpus", "dev_corpus", "scorer", "factory")
MOST_PAIRS = 6
MOST_LEMMAS = 8
MOST_FORMS = 3

Figures = Mapping[str, Any]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int = 1) -> str:
    """Write a Markdown table.

    Args:
        head: the names of the columns.
        rows: the cells.
        texts: how many columns at the left hold words; the others hold numbers.

    Returns:
        The table, without an end of line.
    """
    rule = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def percent(share: float | None) -> str:
    """Write a share of one in percent with one decimal, a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f}"


def accuracy_table(tests: Mapping[str, Figures]) -> str:
    """Lay out the accuracy on each test file, with intervals where they were worked out."""
    rows = [
        [
            name,
            f"{scores['documents']:,}",
            f"{scores['words']:,}",
            *(_with_interval(scores, key) for key in COLUMNS),
        ]
        for name, scores in tests.items()
    ]
    return table(["test file", "documents", "words", *COLUMNS.values()], rows)


def genre_table(tests: Mapping[str, Figures], trained_on: Figures) -> str:
    """Lay out the accuracy on each genre, with the words of it that training met."""
    rows = []
    for scores in tests.values():
        trained = trained_on["genres"].get(scores["treebank"], {})
        for genre, part in scores["genres"].items():
            words = [trained.get(genre, {}).get("words", 0), part["documents"], part["words"]]
            shares = [percent(part[key]) for key in BY_GENRE]
            rows.append([scores["treebank"], genre, *(f"{n:,}" for n in words), *shares])
    head = ["treebank", "genre", "words in training", "test documents", "test words"]
    return table([*head, *(COLUMNS[key] for key in BY_GENRE)], rows, texts=2)


def class_table(classes: Mapping[str, Figures]) -> str:
    """Lay out precision, recall and F of each part of speech."""
    rows = [
        [name, f"{scores['words']:,}", *(percent(scores[key]) for key in ("p", "r", "f"))]
        for name, scores in classes.items()
    ]
    return table(["UPOS", "words", "precision", "recall", "F"], rows)


def confusion_table(confusion: Figures) -> str:
    """Lay out counts, with percent of the row, of the classes given by treebank and pipeline."""
    rows = [
        [name, *(f"{n:,} ({share:.1f})" for n, share in zip(counts, shares, strict=True))]
        for name, counts, shares in zip(
            confusion["classes"], confusion["counts"], confusion["row_percent"], strict=True
        )
    ]
    return table(["treebank ↓ pipeline →", *confusion["classes"]], rows)


def familiarity_table(familiarity: Mapping[str, Figures]) -> str:
    """Lay out how words fare that training met, and those that it never met."""
    told = {"met": "met in training", "unmet": "never met"}
    rows = [
        [
            name,
            told[kind],
            f"{part['words']:,}",
            percent(part["share"]),
            *(percent(part[key]) for key in BY_FAMILIARITY),
        ]
        for name, parts in familiarity.items()
        for kind, part in parts.items()
    ]
    head = ["test file", "words", "number", "share", *(COLUMNS[key] for key in BY_FAMILIARITY)]
    return table(head, rows, texts=2)


def period_table(sample: Figures) -> str:
    """Lay out the accuracy on each text of the period's sample, and on all together."""
    rows = [
        [
            name,
            *(f"{scores[key]:,}" for key in ("passages", "sentences", "words")),
            *(_with_interval(scores, key) for key in ON_PERIOD),
        ]
        for name, scores in [*sample["texts"].items(), ("together", sample["together"])]
    ]
    head = ["text", "paragraphs", "sentences", "words", *(COLUMNS[key] for key in ON_PERIOD)]
    return table(head, rows)


def agreement(passes: Mapping[str, Any] | None) -> str:
    """Say how far two passes of tagging by hand agree; nothing where that is not known.

    Args:
        passes: what agrees → the share of one; what is no share is passed over.

    Returns:
        A sentence.
    """
    shares = {
        name: share
        for name, share in (passes or {}).items()
        if isinstance(share, float) and 0 <= share <= 1
    }
    told = ", ".join(f"{COLUMNS.get(name, name)} {percent(s)} %" for name, s in shares.items())
    return f"Two passes of tagging by hand agree on: {told}." if told else ""


def class_mistakes(sample: Figures) -> str:
    """List the commonest confusions of parts of speech with their counts and some words."""
    return "; ".join(
        f"{pair['gold']} taken for {pair['found']} {pair['count']:,} times ("
        + ", ".join(f"*{form}*" for form in pair["forms"][:MOST_FORMS])
        + ")"
        for pair in sample["mistaken_classes"][:MOST_PAIRS]
    )


def lemma_mistakes(sample: Figures) -> str:
    """List the commonest wrong lemmas."""
    return ", ".join(
        f"*{item['form']}* as {item['found'] or 'nothing'}"
        + (f" ({item['count']:,} times)" if item["count"] > 1 else "")
        for item in sample["mistaken_lemmas"][:MOST_LEMMAS]
    )


def speed_table(speed: Figures, model: str) -> str:
    """Lay out tokens per second of every pipeline with every matrix library."""
    rows = [
        [
            {"pipeline": model}.get(name, name),
            told,
            f"{rates[library]:,}",
            f"{speed['first_pass'][name][library]:,}",
        ]
        for name, rates in speed["tokens_per_second"].items()
        if rates is not None
        for library, told in LIBRARIES.items()
    ]
    return table(["pipeline", "matrix product", "tokens per second", "first pass"], rows, texts=2)


def speed_ratios(speed: Figures) -> str:
    """Say how many times as fast as the yardstick the pipeline is."""
    ratios = [speed["ratios"][f"pipeline_to_yardstick_{library}"] for library in LIBRARIES]
    if None in ratios:
        return "The yardstick was not measured with this version."
    first = speed["first_pass"]
    new = first["pipeline"]["numpy"] / first["yardstick"]["numpy"]
    return (
        f"With the same matrix product the pipeline is {ratios[0]:.2f} (numpy's) and "
        f"{ratios[1]:.2f} (BLIS) times as fast as the yardstick, and {new:.2f} times in the first "
        "pass: it remembers what it once worked out of a word."
    )


def source_table(sources: Sequence[Mapping[str, str]]) -> str:
    """Lay out what the pipeline was trained on, as its meta data say."""
    rows = [[s["name"], s["author"], s["license"], s["url"]] for s in sources]
    return table(["source", "credit", "licence", "address"], rows, texts=4)


def settings_table(config: Mapping[str, Any]) -> str:
    """Lay out the settings of the pipeline and of its training.

    Args:
        config: the pipeline's `config.cfg`, its variables filled in.

    Returns:
        A row for each component, and for each block of the training.
    """
    rows = [
        [name, f"factory {block['factory']}, {_settings(block)}"]
        for name, block in config["components"].items()
        if name in config["nlp"]["pipeline"]
    ]
    training = {key: value for key, value in config["training"].items() if key not in NOT_TOLD}
    blocks = {key: value for key, value in training.items() if isinstance(value, Mapping)}
    plain = {key: value for key, value in training.items() if key not in blocks}
    rows += [["training", _settings(plain)]]
    rows += [[f"training: {name}", _settings(block)] for name, block in blocks.items()]
    return table(["part", "settings"], rows, texts=2)


def _settings(block: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in _leaves(block)) or "–"


def _leaves(block: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Give the settings of a block, then those in its blocks, with dots between their names."""
    listens = "Listener" in str(block.get("@architectures"))
    for key in sorted(block, key=lambda key: (isinstance(block[key], Mapping), key[0] != "@")):
        value = block[key]
        if key in NOT_TOLD or value is None or value in ("", []):
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        elif key.startswith("@"):
            yield path.rstrip(".") or key.strip("@"), value
        elif not listens:
            yield path + key, value


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "/".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _with_interval(scores: Figures, key: str) -> str:
    interval = scores["intervals"].get(INTERVALS.get(key, key))
    return percent(scores[key]) + (
        f" ({percent(interval[0])}–{percent(interval[1])})" if interval else ""
    )
