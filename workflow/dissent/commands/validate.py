"""`dissent validate …`: how often are the rules right? Coding sheets and what they say."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dissent.commands.options import Directory
from dissent.errors import DissentError

if TYPE_CHECKING:
    from dissent.settings import Settings
    from dissent.tagged import TaggedCorpus
    from dissent.themes.files import Theme
    from dissent.validation.estimates import Answered

validate = typer.Typer(
    help="Find out how often the rules are right, and correct the rates for it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


class Unclear(StrEnum):
    """What becomes of a line coded as unclear."""

    LEAVE_OUT = "leave-out"
    HALF = "half"


@validate.command()
def sheet(
    theme: Annotated[list[str], typer.Argument(help="The themes; a sheet is drawn for each.")],
    lines: Annotated[int, typer.Option(help="Lines of a sheet: 30 is quick, 200 is good.")] = 60,
    seed: Annotated[
        int | None, typer.Option(help="For another draw.", show_default="the project's", min=0)
    ] = None,
    directory: Directory = Path(),
) -> None:
    """Draw a blind coding sheet: passages to be judged by people, in random order.

    Writes `validation/THEME/sheet-1.csv` and `.xlsx` for the coders, and a key that they must not
    see. Filled sheets go to `validation/THEME/coded` as `sheet-1-NAME.csv` or `.xlsx`.
    """
    from dissent.validation.precision import expected_precision
    from dissent.validation.scores import percent, stratum_rows_of
    from dissent.validation.sheet import make_sheet

    corpus, settings, themes = _project(directory, theme)
    for one in themes:
        drawn = settings.seed if seed is None else seed
        files, key = make_sheet(corpus, one, lines=lines, seed=drawn)
        print(f"{one.label}: {len(key.lines)} lines drawn")
        _table("sentences", ("", "in the corpus", "lines"), stratum_rows_of(key))
        rows: list[tuple[str, ...]] = [
            (str(size.lines), percent(size.precision), percent(size.recall))
            for size in expected_precision(key)
        ]
        title = (
            "what a sheet buys, were 80 % of the hits, 10 % of the near misses and 0.5 % of the "
        )
        _table(f"{title}plain sentences true", ("lines", "precision", "recall"), rows)
        print(f"for the coders: {files.xlsx} (or {files.csv.name} with {files.instructions.name})")
        print(f"keep from them: {files.key}")
        print(f"put filled sheets into {files.folder / 'coded'} as {files.csv.stem}-NAME.xlsx\n")


@validate.command()
def score(
    theme: Annotated[
        list[str] | None, typer.Argument(help="The themes; all that are coded where none is named.")
    ] = None,
    unclear: Annotated[
        Unclear, typer.Option(help="Leave unclear lines out, or count them as half a yes.")
    ] = Unclear.LEAVE_OUT,
    directory: Directory = Path(),
) -> None:
    """Say what the coded sheets tell: agreement, precision, recall, and corrected rates."""
    from dissent.validation.scores import score as scored

    corpus, settings, themes = _project(directory, theme or [])
    found, untouched = scored(corpus, themes, settings=settings, unclear=unclear.value)
    for line in untouched:
        print(line)
    for answered, current in found:
        _print_score(answered, current, project=directory, seed=settings.seed)


def _print_score(answered: "Answered", current: bool, *, project: Path, seed: int) -> None:
    from dissent.validation import scores

    print(f"{answered.theme}: {answered.coded} lines coded by {', '.join(answered.coders)}")
    for line in (
        *scores.coverage_lines(answered, current),
        *scores.agreement_lines(answered, seed=seed),
    ):
        print(line)
    _table(
        "share that speaks of the theme",
        ("", "sentences", "lines", "share"),
        scores.stratum_rows(answered),
    )
    _table(
        "how often the rules are right",
        ("", "lines", "precision", "recall"),
        scores.unit_rows(answered),
    )
    for line in scores.left_out_lines(answered):
        print(line)
    if not current:
        return
    correction = scores.correction_of(answered, project)
    if correction is None:
        print("Corrected rates need the tables of the present rules: run the workflow again.\n")
        return
    _table(
        "hits per 1,000 words, and share of sentences",
        ("document", "rate", "corrected", "sentences", "Rogan-Gladen"),
        scores.rate_rows(correction),
    )


def _project(directory: Path, names: list[str]) -> "tuple[TaggedCorpus, Settings, list[Theme]]":
    """The tagged corpus of a project, its settings, and the themes asked for, or all."""
    from dissent.settings import read_config, resolve
    from dissent.tagged import CONFIG, open_corpus
    from dissent.themes.files import read_themes, theme_files

    corpus = open_corpus(directory)
    config = directory / CONFIG
    settings = resolve(read_config(config, overrides={}), source=str(config))
    themes = {one.theme: one for one in read_themes(theme_files(settings.themes, folder=directory))}
    unknown = [name for name in names if name not in themes]
    if unknown:
        raise DissentError(f"there is no theme `{unknown[0]}`; there are {', '.join(themes)}")
    return corpus, settings, [themes[name] for name in dict.fromkeys(names or themes)]


def _table(title: str, header: tuple[str, ...], rows: "Sequence[tuple[str, ...]]") -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", title_style="bold")
    for place, name in enumerate(header):
        table.add_column(name, justify="left" if place == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)
