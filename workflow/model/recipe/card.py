"""Put a pipeline, its measured figures and its model card together, so that they agree."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from string import Template
from typing import Any

COLUMNS = {
    "token_acc": "tokens",
    "upos": "UPOS",
    "xpos": "XPOS",
    "lemma": "lemma",
    "morph": "features",
    "sentence_f": "sentence F",
    "sentence_p": "sentence P",
    "sentence_r": "sentence R",
}
TEMPLATE = Path(__file__).with_name("card.md")


def render_card(figures: dict[str, Any], template: str) -> str:
    """Fill the figures into the text of the card.

    Args:
        figures: what `evaluate.py` measured.
        template: the text of the card, with `$` names for what is measured.

    Returns:
        The model card in Markdown.

    Raises:
        KeyError: if the text names a figure that is not there.
    """
    return Template(template).substitute(
        model=figures["model"],
        version=figures["version"],
        table=accuracy_table(figures["tests"]),
        size=f"{figures['size_bytes'] / 1e6:.1f}",
        speed=f"{figures['tokens_per_second']:,}",
        sentences=f"{figures['trained_on']['sentences']:,}",
        words=f"{figures['trained_on']['words']:,}",
    )


def accuracy_table(tests: dict[str, dict[str, float]]) -> str:
    """Lay the accuracies out as a Markdown table.

    Args:
        tests: name of a test file → its figures as shares of one.

    Returns:
        One row per test file, in percent with one decimal.
    """
    rows = [["test file", "words", *COLUMNS.values()], ["---", *["---:"] * (len(COLUMNS) + 1)]]
    for name, scores in tests.items():
        percents = [f"{100 * scores[key]:.1f}" for key in COLUMNS]
        rows.append([name, f"{scores['words']:,}", *percents])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def publish(model: Path, evaluation: Path, output: Path) -> None:
    """Write the pipeline, its figures and its card to the folder that is handed out.

    Args:
        model: the released pipeline.
        evaluation: the figures measured on it.
        output: the folder; its `en_dissent`, `evaluation.json` and `README.md` are replaced.
    """
    figures = json.loads(evaluation.read_text(encoding="utf-8"))
    target = output / figures["model"]
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(model, target, ignore=shutil.ignore_patterns(".snakemake*"))
    _fill_performance(target / "meta.json", figures)
    shutil.copyfile(evaluation, output / "evaluation.json")
    card = render_card(figures, TEMPLATE.read_text(encoding="utf-8"))
    (output / "README.md").write_text(card, encoding="utf-8")


def _fill_performance(meta_file: Path, figures: dict[str, Any]) -> None:
    """Put the figures where `spacy info` shows them."""
    meta = json.loads(meta_file.read_text(encoding="utf-8"))
    meta["performance"] = {**figures["tests"], "tokens_per_second": figures["tokens_per_second"]}
    meta_file.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the released pipeline")
    parser.add_argument("--evaluation", required=True, type=Path, help="figures of evaluate.py")
    parser.add_argument("--output", required=True, type=Path, help="the folder to hand out")
    settings = parser.parse_args()
    publish(settings.model, settings.evaluation, settings.output)


if __name__ == "__main__":
    main()
