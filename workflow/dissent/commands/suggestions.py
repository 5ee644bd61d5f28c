"""Suggested words on the terminal: the list, the questions, and what became of the answers."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dissent.concordance.wording import counted
from dissent.suggesting.sheet import ACCEPT, REJECT, Row
from dissent.suggesting.suggestion import Settled, Suggested, decide

SHOWN = 20
ANSWERS = {"a": ACCEPT, "r": REJECT, "s": "", "": ""}
QUESTION = "[b]a[/b]ccept, [b]r[/b]eject, [b]s[/b]kip, [b]q[/b]uit? "


def show_suggestions(suggested: Suggested, theme: str) -> None:
    """Print the first candidates, and say where all of them are.

    Parameters
    ----------
    suggested
        The sheet that was written.
    theme
        The theme's name.
    """
    console = Console(highlight=False)
    _say_without_hits(console, suggested, theme)
    table = Table(box=None, pad_edge=False)
    for name in ("term", "category", "count", "documents", "why"):
        table.add_column(name, justify="right" if name in {"count", "documents"} else "left")
    for row in suggested.rows[:SHOWN]:
        table.add_row(*map(Text, (row.term, row.category, row.count, row.documents, _why(row))))
    if suggested.rows:
        console.print(table)
    before = f", {suggested.decided:,} decided before" if suggested.decided else ""
    console.print(
        Text(
            f"{len(suggested.rows):,} candidates for `{theme}`{before}: {suggested.file}\n"
            f"Write accept or reject under `decision`, then: dissent themes accept {theme}"
        ),
        soft_wrap=True,
    )


def ask_about(suggested: Suggested, project: Path, theme: str) -> None:
    """Ask about the candidates one by one, and write the answers into the sheet.

    Parameters
    ----------
    suggested
        The sheet that was written.
    project, theme
        The project's folder; the theme's name.
    """
    console = Console(highlight=False)
    _say_without_hits(console, suggested, theme)
    decisions: list[tuple[str, str]] = []
    for number, row in enumerate(suggested.rows, start=1):
        console.print()
        console.print(
            Text.assemble(
                f"{number} of {len(suggested.rows)}  ", (row.term, "bold"), f"  → {row.category}"
            )
        )
        console.print(Text(f"{row.count} times in {row.documents} documents; {_why(row)}", "dim"))
        for line in filter(None, (row.line_1, row.line_2, row.line_3)):
            console.print(Text(f"  {line}"))
        answer = _answer(console)
        if answer is None:
            break
        if ANSWERS[answer]:
            decisions.append((row.term, ANSWERS[answer]))
    file = decide(project, theme, decisions)
    console.print(
        Text(f"\n{len(decisions):,} decided: {file}\nNow: dissent themes accept {theme}"),
        soft_wrap=True,
    )


def show_settled(settled: Settled, theme: str) -> None:
    """Say what was written, and what comes next.

    Parameters
    ----------
    settled
        What was done.
    theme
        The theme's name.
    """
    console = Console(highlight=False, soft_wrap=True)
    for rule in settled.written:
        console.print(Text(f"+ {rule.category}: {rule.term}"))
    known = f", {settled.known:,} were there already" if settled.known else ""
    console.print(
        Text(
            f"{counted(len(settled.written), 'rule')} written to {settled.file}{known}; "
            f"{settled.rejected:,} rejected, {settled.undecided:,} undecided"
        )
    )
    if settled.written:
        console.print(Text(f"Check them with: dissent themes check {theme}"))


def _answer(console: Console) -> str | None:
    """One of a, r, s; None for q, or where the input ends."""
    while True:
        try:
            answer = console.input(QUESTION).strip().lower()[:1]
        except EOFError:
            return None
        if answer == "q":
            return None
        if answer in ANSWERS:
            return answer


def _why(row: Row) -> str:
    """The reasons in a line."""
    reasons = (
        f"like {row.like.replace(' ', ', ')}" if row.alike else "",
        "key beside the theme" if row.lrc else "",
        f"formed like {row.relative_of}" if row.relative_of else "",
    )
    return "; ".join(filter(None, reasons))


def _say_without_hits(console: Console, suggested: Suggested, theme: str) -> None:
    if not suggested.hits:
        console.print(
            Text(
                f"No rule of `{theme}` finds anything in this corpus: there is no keyness, only "
                "words used or formed like those that its rules name."
            ),
            soft_wrap=True,
        )
