"""Suggestions for a theme, from the tagged corpus to the sheet and from the sheet to the file."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dissent.errors import DissentError
from dissent.settings import read_config, resolve
from dissent.suggesting.accepting import NewRule, add_rules
from dissent.suggesting.candidates import ALIKE, KEY, RELATIVE, Candidate, candidates
from dissent.suggesting.occurrences import Found, occurrences
from dissent.suggesting.sheet import (
    ACCEPT,
    ACCEPTED,
    REJECT,
    REJECTED,
    Row,
    read_sheet,
    sheet_file,
    write_sheet,
)
from dissent.suggesting.survey import survey
from dissent.suggesting.vocabulary import vocabulary_of
from dissent.tagged import CONFIG, open_corpus
from dissent.themes.files import Theme, read_themes, theme_files


@dataclass(frozen=True)
class Suggested:
    """A sheet that was written: its open rows, and how many were decided before."""

    file: Path
    rows: tuple[Row, ...]
    decided: int
    hits: int


@dataclass(frozen=True)
class Settled:
    """What `accept` did: the rules it wrote, and how many rows are rejected or still open."""

    file: Path
    written: tuple[NewRule, ...]
    known: int
    rejected: int
    undecided: int


def suggest(
    project: Path, name: str, *, most: int = 60, min_count: int = 5, names: bool = False
) -> Suggested:
    """Write the sheet of words that a theme may lack.

    Parameters
    ----------
    project
        The project's folder, in which the workflow has run.
    name
        The theme.
    most
        Candidates at most; decided ones are kept besides.
    min_count
        Occurrences that a word needs; relatives of listed words need two.
    names
        Whether names are offered, too.

    Returns
    -------
    Suggested
        What was written. The same bytes for the same corpus, themes and decisions.

    Raises
    ------
    DissentError
        Where there is no such theme or no tagged corpus, or the sheet there is cannot be read.
    """
    theme, themes, _ = _theme(project, name)
    file = sheet_file(project, name)
    before = read_sheet(file, theme=name, categories=theme.categories) if file.exists() else []
    decided = [row for row in before if row.decision]
    corpus = open_corpus(project)
    vocabulary = vocabulary_of(corpus.tables())
    counted = survey(theme, themes, vocabulary, corpus.tables())
    listed = candidates(
        theme,
        vocabulary,
        counted,
        min_count=min_count,
        names=names,
        decided=[row.lemma for row in decided],
    )
    # Some of them turn out to be no terms, or found already, when they are tried.
    listed = listed[: most + most // 2]
    tried = occurrences(listed, theme, themes, corpus.tables(), place=corpus.place)
    rows = [
        _row(theme, candidate, found)
        for candidate, found in zip(listed, tried, strict=True)
        if 2 * found.covered < found.count
    ][:most]
    write_sheet([*rows, *decided], file)
    return Suggested(file, tuple(rows), len(decided), counted.hits)


def decide(project: Path, name: str, decisions: Sequence[tuple[str, str]]) -> Path:
    """Write decisions into the sheet.

    Parameters
    ----------
    project, name
        The project's folder; the theme.
    decisions
        Terms, each with `accept` or `reject`.

    Returns
    -------
    Path
        The sheet.
    """
    theme, _, _ = _theme(project, name)
    file = sheet_file(project, name)
    said = dict(decisions)
    rows = read_sheet(file, theme=name, categories=theme.categories)
    write_sheet((_decided(row, said.get(row.term, row.decision)) for row in rows), file)
    return file


def settle(project: Path, name: str) -> Settled:
    """Write what is accepted in a sheet into the theme's file, and remember what is rejected.

    Parameters
    ----------
    project, name
        The project's folder; the theme.

    Returns
    -------
    Settled
        What was done.

    Raises
    ------
    DissentError
        Where there is no such theme or sheet, or a row cannot be meant; nothing is written then.
    """
    theme, _, path = _theme(project, name)
    file = sheet_file(project, name)
    rows = read_sheet(file, theme=name, categories=theme.categories)
    accepted = [row for row in rows if row.decision == ACCEPT]
    new = [NewRule(row.category, row.term, row.note) for row in accepted]
    written = add_rules(path, new)
    now = {ACCEPT: ACCEPTED, REJECT: REJECTED}
    write_sheet((_decided(row, now.get(row.decision, row.decision)) for row in rows), file)
    return Settled(
        path,
        tuple(written),
        known=len(new) - len(written),
        rejected=sum(row.decision == REJECT for row in rows),
        undecided=sum(not row.decision for row in rows),
    )


def _theme(project: Path, name: str) -> tuple[Theme, list[Theme], Path]:
    """A theme of a project, all its themes, and the file of that one."""
    settings = resolve(read_config(project / CONFIG, overrides={}), source=str(project / CONFIG))
    paths = theme_files(settings.themes, folder=project)
    themes = read_themes(paths)
    known = [theme.theme for theme in themes]
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
        raise DissentError(f"there is no theme `{name}`; {hint}")
    place = known.index(name)
    return themes[place], themes, paths[place]


def _decided(row: Row, decision: str) -> Row:
    return Row(**(vars(row) | {"decision": decision}))


def _row(theme: Theme, candidate: Candidate, found: Found) -> Row:
    covered = f"{found.covered:,} of {found.count:,} found already" if found.covered else ""
    lines = [*found.lines, "", "", ""]
    return Row(
        theme=theme.theme,
        term=candidate.term,
        category=candidate.category or found.category,
        note=_note(candidate, found),
        remark=covered,
        sources=" ".join(source for source in (ALIKE, KEY, RELATIVE) if source in candidate.ranks),
        score=f"{candidate.score:.3f}",
        lrc=f"{candidate.lrc:.2f}" if KEY in candidate.ranks else "",
        g2=f"{candidate.g2:.1f}" if KEY in candidate.ranks else "",
        log_ratio=f"{candidate.log_ratio:.2f}" if KEY in candidate.ranks else "",
        alike=f"{candidate.cosine:.2f}" if ALIKE in candidate.ranks else "",
        like=" ".join(candidate.like),
        relative_of=candidate.relative_of,
        count=str(found.count),
        documents=str(found.documents),
        hits_beside=str(found.hits),
        line_1=lines[0],
        line_2=lines[1],
        line_3=lines[2],
    )


def _note(candidate: Candidate, found: Found) -> str:
    """Where a rule comes from, with its figures, for the theme file."""
    reasons = []
    if ALIKE in candidate.ranks:
        reasons.append(f"used like {', '.join(candidate.like)} (cosine {candidate.cosine:.2f})")
    if KEY in candidate.ranks:
        reasons.append(f"key in sentences with a hit (LRC {candidate.lrc:.2f})")
    if RELATIVE in candidate.ranks:
        reasons.append(f"formed like {candidate.relative_of}")
    documents = f"{found.documents} document{'' if found.documents == 1 else 's'}"
    return f"Suggested: {'; '.join(reasons)}; {found.count:,} times in {documents}."
