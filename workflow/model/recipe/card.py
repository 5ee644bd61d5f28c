"""Put a pipeline, its measured figures and its model card together, so that they agree."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from accuracy import FEWEST_UNITS
from card_tables import (
    accuracy_table,
    agreement,
    class_mistakes,
    class_table,
    confusion_table,
    familiarity_table,
    genre_table,
    lemma_mistakes,
    percent,
    period_table,
    settings_table,
    source_table,
    speed_ratios,
    speed_table,
)
from identity import pipeline_digest
from spacy.util import load_config

TEMPLATE = Path(__file__).with_name("card.md")
PERIOD_TEMPLATE = Path(__file__).with_name("card_period.md")
NO_SAMPLE = "How right the pipeline is on prose of that time has not been measured."
OTHER_VERSION = (
    "**These figures were measured on another version of the pipeline (version {version}, digest "
    "{digest}), not on the one in this folder.**"
)
WIDTH = 100
# What `spacy info` is to show of each test file.
PERFORMANCE = ("token_acc", "upos", "xpos", "lemma", "morph", "sentence_f")


class CardError(RuntimeError):
    """Say that pipeline and figures do not belong together."""


@dataclass(frozen=True)
class Measured:
    """A pipeline that is handed out, with all that its card tells.

    `digest` is that of the files, whatever the figures say; `sample` is missing where the period's
    prose was not measured.
    """

    digest: str
    config: Mapping[str, Any]
    meta: Mapping[str, Any]
    figures: Mapping[str, Any]
    sample: Mapping[str, Any] | None


def card_of(folder: Path) -> str:
    """Write the card of a folder that is handed out.

    Args:
        folder: holds the pipeline, its `evaluation.json` and perhaps its `period_sample.json`.

    Returns:
        The model card in Markdown.
    """
    figures = _read(folder / "evaluation.json")
    sample = folder / "period_sample.json"
    pipeline = folder / figures["model"]
    measured = Measured(
        digest=pipeline_digest(pipeline),
        config=load_config(pipeline / "config.cfg", interpolate=True),
        meta=_read(pipeline / "meta.json"),
        figures=figures,
        sample=_read(sample) if sample.exists() else None,
    )
    return render_card(
        measured,
        TEMPLATE.read_text(encoding="utf-8"),
        PERIOD_TEMPLATE.read_text(encoding="utf-8"),
    )


def render_card(measured: Measured, template: str, period_template: str) -> str:
    """Fill the figures into the text of the card.

    Args:
        measured: the pipeline and what was measured.
        template: the text of the card, with `$` names for what is measured.
        period_template: the same of the part on the period's prose.

    Returns:
        The model card in Markdown.

    Raises:
        KeyError: if the text names a figure that is not there.
    """
    figures = measured.figures
    speed, trained_on = figures["speed"], figures["trained_on"]
    text = Template(template).substitute(
        model=figures["model"],
        version=figures["version"],
        digest=figures["digest"],
        spacy=figures["spacy"],
        components=", ".join(measured.config["nlp"]["pipeline"]),
        accuracy=accuracy_table(figures["tests"]),
        genres=genre_table(figures["tests"], trained_on),
        familiarity=familiarity_table(figures["familiarity"]),
        classes=class_table(figures["classes"]),
        confusion=confusion_table(figures["confusion"]),
        period=render_period(measured, period_template),
        on_period="On prose of 1917 to 1920: see above." if measured.sample else NO_SAMPLE,
        speed=speed_table(speed, figures["model"]),
        ratios=speed_ratios(speed),
        numpy_to_blis=f"{speed['ratios']['numpy_to_blis']:.2f}",
        differing=f"{speed['library_differences']['annotations']:,}",
        compared=f"{speed['library_differences']['tokens']:,}",
        processor=speed["processor"],
        speed_texts=f"{speed['texts']:,}",
        speed_tokens=f"{speed['tokens']:,}",
        rounds=speed["rounds"],
        batch=speed["batch_texts"],
        load=f"{figures['load_seconds']:.1f}",
        size=f"{figures['size_bytes'] / 1e6:.1f}",
        documents=f"{trained_on['documents']:,}",
        sentences=f"{trained_on['sentences']:,}",
        words=f"{trained_on['words']:,}",
        sources=source_table(measured.meta["sources"]),
        settings=settings_table(measured.config),
        minutes=figures["training_minutes"] or "some",
    )
    return wrap(text)


def render_period(measured: Measured, template: str) -> str:
    """Fill the figures of the period's prose into their part of the card.

    Args:
        measured: the pipeline and what was measured.
        template: the text of the part.

    Returns:
        The part, which begins by saying so where another version of the pipeline was measured; a
        sentence where nothing was.
    """
    sample = measured.sample
    if sample is None:
        return NO_SAMPLE
    together, mistakes, unmet = sample["together"], sample["mistakes"], ""
    if sample["familiarity"]:
        part = sample["familiarity"]["unmet"]
        unmet = (
            f"Of its words, {percent(part['share'])} % were never met in training; of those the "
            f"pipeline gives {percent(part['upos'])} % the right part of speech and "
            f"{percent(part['lemma_any_case'])} % the right lemma, capitals aside."
        )
    stale = ""
    if sample["digest"] != measured.digest:
        stale = OTHER_VERSION.format(version=sample["version"], digest=sample["digest"][:16])
    text = Template(template).substitute(
        stale=stale,
        table=period_table(sample),
        texts=len(sample["texts"]),
        **{key: f"{together[key]:,}" for key in ("passages", "sentences", "words")},
        **{key: f"{number:,}" for key, number in mistakes.items()},
        upos_share=percent(mistakes["upos"] / together["words"]),
        lemma_share=percent(mistakes["lemma"] / together["words"]),
        class_mistakes=class_mistakes(sample),
        lemma_mistakes=lemma_mistakes(sample),
        unmet=unmet,
        agreement=agreement(sample["passes"]),
        fewest=FEWEST_UNITS,
        confusion=confusion_table(sample["confusion"]),
    )
    # What is not told leaves no gap.
    return "\n\n".join(block.strip() for block in text.split("\n\n") if block.strip())


def wrap(text: str) -> str:
    """Break the lines of paragraphs and list items anew, once the figures stand in them.

    Args:
        text: Markdown whose tables, headings and code stand on lines of their own.

    Returns:
        The same with lines of at most 100 letters, where words and tables are not longer.
    """
    blocks: list[str] = []
    code = goes_on = False
    for line in text.splitlines():
        fence = line.startswith("```")
        alone = code or fence or not line or line.startswith(("|", "#", "<"))
        if goes_on and not alone and not line.startswith("- "):
            blocks[-1] = _filled(f"{blocks[-1]} {line.strip()}")
        else:
            blocks.append(line if alone else _filled(line))
        code ^= fence
        goes_on = not alone
    return "\n".join(blocks) + "\n"


def publish(model: Path, evaluation: Path, output: Path, *, period: Path | None = None) -> None:
    """Write the pipeline, its figures and its card to the folder that is handed out.

    Args:
        model: the released pipeline.
        evaluation: the figures measured on it.
        output: the folder; its `en_dissent`, `evaluation.json` and `README.md` are replaced.
        period: the figures on the period's prose; where none are given, those that are already
            there stay.

    Raises:
        CardError: if the figures were measured on another pipeline.
    """
    figures = _read(evaluation)
    if figures["digest"] != pipeline_digest(model):
        raise CardError(f"{evaluation} was measured on another pipeline than {model}.")
    target = output / figures["model"]
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(model, target, ignore=shutil.ignore_patterns(".snakemake*"))
    _fill_performance(target / "meta.json", figures)
    shutil.copyfile(evaluation, output / "evaluation.json")
    if period:
        shutil.copyfile(period, output / "period_sample.json")
    (output / "README.md").write_text(card_of(output), encoding="utf-8")


def _filled(text: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        subsequent_indent="  " if text.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _fill_performance(meta_file: Path, figures: dict[str, Any]) -> None:
    """Put the main figures where `spacy info` shows them."""
    meta = _read(meta_file)
    tests = {
        name: {key: scores[key] for key in PERFORMANCE} for name, scores in figures["tests"].items()
    }
    meta["performance"] = {
        **tests,
        "tokens_per_second": figures["speed"]["tokens_per_second"]["pipeline"],
    }
    meta_file.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


def main() -> None:
    """Read the command line and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the released pipeline")
    parser.add_argument("--evaluation", required=True, type=Path, help="figures of evaluate.py")
    parser.add_argument("--period", type=Path, help="figures of evaluate.py --sample")
    parser.add_argument("--output", required=True, type=Path, help="the folder to hand out")
    settings = parser.parse_args()
    publish(settings.model, settings.evaluation, settings.output, period=settings.period)


if __name__ == "__main__":
    main()
