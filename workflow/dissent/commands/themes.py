"""`dissent themes …`: writing, checking and exchanging the rules of themes."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dissent.commands.options import Directory
from dissent.dictionaries import model as dictionary

themes = typer.Typer(
    help="Write, check and exchange the rules of themes.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    CSV = "csv"


@themes.command()
def check(
    theme: Annotated[
        list[str] | None, typer.Argument(help="Themes to report on; all where none is named.")
    ] = None,
    directory: Directory = Path(),
    skip: Annotated[
        list[str] | None,
        typer.Option(help="A check to leave out, as `no_match`; its name ends each line."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="For people, or for programs.")] = (
        Format.TEXT
    ),
) -> None:
    """Check theme files and their examples, and what the rules do in the tagged corpus.

    Errors and warnings have file and line. The exit code is 1 where there is an error.
    """
    from dissent.checking import check_themes
    from dissent.commands.findings import show_findings, write_findings

    checked = check_themes(directory, names=theme or [], skip=skip or [])
    if form is Format.CSV:
        write_findings(checked)
    else:
        show_findings(checked)
    if checked.errors or (strict and checked.warnings):
        raise typer.Exit(1)


@themes.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The dictionary.", exists=True, dir_okay=False)],
    name: Annotated[
        str | None, typer.Option(help="The theme's name; by default that of the file.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="A folder, or one theme's file.", show_default="config/themes"),
    ] = None,
    directory: Directory = Path(),
    encoding: Annotated[
        str | None, typer.Option(help="Its encoding, as windows-1252; else it is found out.")
    ] = None,
    kind: Annotated[
        dictionary.Format | None,
        typer.Option("--format", help="Its format; else the file's ending says it."),
    ] = None,
    division: Annotated[
        dictionary.Division | None,
        typer.Option(
            "--themes",
            help="One theme, one for each top category, or for each category; else the fewest in "
            "which no entry stands twice.",
        ),
    ] = None,
    lemmas: Annotated[
        bool, typer.Option("--lemmas", help="Words without a wildcard mean all their forms.")
    ] = False,
    case: Annotated[bool, typer.Option("--case", help="Capital letters count.")] = False,
    language: Annotated[str, typer.Option(help="In which its words are spelled.")] = "en",
    force: Annotated[bool, typer.Option("--force", help="Write over files there are.")] = False,
) -> None:
    """Make theme files of a dictionary of LIWC, WordStat, Yoshikoder, Lexicoder or quanteda.

    Word lists and tables of two columns (word and category) are read too. What could not be
    carried over is shown, and written beside the theme file.
    """
    from dissent.dictionaries.importing import Meant, import_dictionary

    meant = Meant(language, case=case, lemmas=lemmas, division=division)
    report = import_dictionary(
        file,
        output=output or directory / "config" / "themes",
        meant=meant,
        name=name,
        encoding=encoding,
        kind=kind,
        force=force,
    )
    print(report)


@themes.command()
def export(
    theme: Annotated[list[str], typer.Argument(help="The themes, by their names.")],
    target: Annotated[
        dictionary.Target, typer.Option("--format", help="The program that shall read it.")
    ] = dictionary.Target.QUANTEDA,
    output: Annotated[
        Path | None, typer.Option(help="The file; else the dictionary is shown.")
    ] = None,
    directory: Directory = Path(),
    forms: Annotated[
        bool, typer.Option("--forms", help="Write the forms of each lemma in the tagged corpus.")
    ] = False,
    language: Annotated[str, typer.Option(help="In which the words are spelled.")] = "en",
) -> None:
    """Write themes as a dictionary of quanteda (YAML) or LIWC (.dic).

    Rules that a dictionary cannot say are left out and named.
    """
    from dissent.dictionaries.writing import export_themes

    text, unsaid = export_themes(
        directory, names=theme, target=target, language=language, forms=forms, output=output
    )
    if output is None:
        print(text, end="")
    for each in unsaid:
        print(each, file=sys.stderr)


@themes.command()
def suggest(
    theme: Annotated[str, typer.Argument(help="The theme that words are sought for.")],
    directory: Directory = Path(),
    most: Annotated[int, typer.Option(min=1, help="Candidates at most.")] = 60,
    min_count: Annotated[
        int, typer.Option(min=1, help="Occurrences that a word needs; relatives need two.")
    ] = 5,
    names: Annotated[bool, typer.Option("--names", help="Offer names, too.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Go through them one by one, here.")] = False,
) -> None:
    """Look in the tagged corpus for words that a theme may lack, and list them for a decision.

    They stand in suggestions/THEME.csv: write `accept` or `reject` under decision, then run
    `dissent themes accept THEME`. What is decided is kept and not offered again.
    """
    from dissent.commands.suggestions import ask_about, show_suggestions
    from dissent.suggesting.suggestion import suggest as suggest_words

    suggested = suggest_words(directory, theme, most=most, min_count=min_count, names=names)
    if ask:
        ask_about(suggested, directory, theme)
    else:
        show_suggestions(suggested, theme)


@themes.command()
def accept(
    theme: Annotated[str, typer.Argument(help="The theme whose sheet is decided on.")],
    directory: Directory = Path(),
) -> None:
    """Write the words accepted in suggestions/THEME.csv into the theme file, each with a note."""
    from dissent.commands.suggestions import show_settled
    from dissent.suggesting.suggestion import settle

    show_settled(settle(directory, theme), theme)
