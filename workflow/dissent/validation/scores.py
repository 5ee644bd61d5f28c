"""`dissent validate score`: what the coders' answers say, for the terminal."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dissent.errors import DissentError
from dissent.settings import Settings
from dissent.statistics.validation_estimates import Estimate
from dissent.tables import PER_WORDS, read_table
from dissent.tagged import TaggedCorpus
from dissent.themes.files import Theme
from dissent.validation.coding import Coding
from dissent.validation.correction import Correction
from dissent.validation.estimates import Answered, current_answers
from dissent.validation.folder import validation_files
from dissent.validation.frame import STRATA, present_state
from dissent.validation.key import Key
from dissent.validation.material import read_validation

RATES = Path("results/tables/theme_rates.csv")
SHOWN_LINES = 6
FEWEST_LINES = 5
"""Coded lines of a rule, below which its precision says too little to be shown."""
FOLDERS = "validation/THEME/coded"


def score(
    corpus: TaggedCorpus, themes: Sequence[Theme], *, settings: Settings, unclear: str
) -> tuple[list[tuple[Answered, bool]], list[str]]:
    """Read the coded sheets of some themes and put together what belongs together.

    Parameters
    ----------
    corpus
        The tagged corpus.
    themes
        The themes asked for.
    settings
        The project's settings.
    unclear
        `leave-out` or `half`.

    Returns
    -------
    answered : list of (Answered, bool)
        By theme, with whether rules and texts are still those of the sheets.
    untouched : list of str
        Sentences on the sheets of other themes asked for, in which nothing is answered.

    Raises
    ------
    DissentError
        Where a theme has no coded sheet, or something in one cannot be read.
    """
    keys, codings = read_validation(validation_files(corpus.project))
    coded = {coding.sheet.theme for coding in codings if coding.answers}
    wanted = [theme for theme in themes if theme.theme in coded]
    named = {theme.theme for theme in themes}
    untouched = [
        f"{coding.sheet.theme}, {untouched_line(coding)}"
        for coding in codings
        if coding.sheet.theme in named - coded
    ]
    if not wanted:
        names = ", ".join(theme.theme for theme in themes)
        raise DissentError(
            "".join(f"{line}\n" for line in untouched)
            + f"no coded sheet of {names} in {corpus.project / FOLDERS}; draw one with `dissent "
            "validate sheet THEME`, fill it in and put it there as sheet-1-NAME.xlsx (or .csv)"
        )
    answered = current_answers(
        keys,
        [coding for coding in codings if coding.sheet.theme in {one.theme for one in wanted}],
        states={theme.theme: present_state(corpus, theme) for theme in wanted},
        unclear=unclear,
        level=settings.intervals.level,
    )
    return answered, untouched


def untouched_line(coding: Coding) -> str:
    """Say of a sheet that nothing is answered in it.

    Parameters
    ----------
    coding
        The sheet.

    Returns
    -------
    str
        With the coder, whom it does not make one.
    """
    total = len(coding.missing)
    return f"{coding.sheet.coder}: 0 of {total} lines coded; {coding.sheet.path.name} is left out"


def correction_of(answered: Answered, project: Path) -> Correction | None:
    """Correct the rates of the last run, where they are those of the sheets.

    Parameters
    ----------
    answered
        Answers to sheets of the present state.
    project
        The project's folder.

    Returns
    -------
    Correction or None
        None where there is no table of rates, or its hits are not those of the sheets.
    """
    path = project / RATES
    if not path.is_file():
        return None
    rates = read_table(path)
    rates = rates[(rates["theme"] == answered.theme) & (rates["category"] == "")]
    found = dict(zip(rates["doc_id"], rates["hits"].astype(int), strict=True))
    documents = answered.keys[0].documents
    if {one.doc_id: one.hits for one in documents} != {
        one.doc_id: found.get(one.doc_id) for one in documents
    }:
        return None
    return Correction(answered, rates)


def coverage_lines(answered: Answered, current: bool) -> list[str]:
    """Say who has coded how much, what is missing, and whether it still holds.

    Parameters
    ----------
    answered
        The answers.
    current
        Whether rules and texts are those of the sheets.

    Returns
    -------
    list of str
        Sentences.
    """
    lines = []
    for coding in answered.codings:
        total = len(coding.answers) + len(coding.missing)
        said = f"{coding.sheet.path.name}: {len(coding.answers)} of {total} lines coded"
        if coding.missing:
            shown = ", ".join(coding.missing[:SHOWN_LINES])
            more = len(coding.missing) - SHOWN_LINES
            said += f"; without an answer: {shown}" + (f" and {more} more" if more > 0 else "")
        lines.append(said)
        lines += [
            f"{coding.sheet.path.name}, line {line}: the sentence is not the one that was drawn; "
            "the answer counts, so see that it is about the sentence in the sheet as drawn"
            for line in coding.edited
        ]
    lines += [untouched_line(coding) for coding in answered.untouched]
    unclear = int((answered.answers == 2).any(axis=1).sum())
    if unclear:
        treated = "left out" if answered.unclear == "leave-out" else "counted as half a yes"
        lines.append(f"{unclear} lines have an answer `unclear`, which is {treated}")
    if not current:
        lines.append(
            "The rules or the texts have changed since these sheets were drawn: what follows is "
            "about the rules as they were then, and no rate is corrected. Draw a new sheet."
        )
    return lines


def agreement_lines(answered: Answered, *, seed: int) -> list[str]:
    """Say how alike the coders coded.

    Parameters
    ----------
    answered
        The answers.
    seed
        Of the interval of alpha.

    Returns
    -------
    list of str
        Sentences; one that says so where there is one coder.
    """
    if len(answered.coders) < 2:
        return ["One coder: how far another would differ is not known, and not in any interval."]
    found = answered.agreement(seed=seed)
    if not found.lines:
        return ["No line has been coded by two coders: how alike they code is not known."]
    interval = "" if pd.isna(found.alpha) else f" ({found.low:.2f} to {found.high:.2f})"
    lines = [
        f"Krippendorff's alpha {_alpha(found.alpha)}{interval}, {found.raw:.0%} of the codes "
        f"equal, {found.lines} lines with two codes or more"
    ]
    if len(answered.coders) > 2:
        lines += [
            f"  {one} and {other}: alpha {_alpha(alpha)}, {raw:.0%} equal, {count} lines"
            if count
            else f"  {one} and {other}: no line coded by both"
            for one, other, alpha, raw, count in answered.pairs()
        ]
    return lines


def _alpha(alpha: float) -> str:
    """Alpha as text; without variation nothing tells agreement from habit."""
    return "undefined (all answers are the same)" if pd.isna(alpha) else f"{alpha:.2f}"


def unit_rows(answered: Answered) -> list[tuple[str, ...]]:
    """Precision and recall as a table for the terminal.

    A category stands there where the theme has several, a rule where enough of its lines are coded;
    the table `validation.csv` has all.

    Parameters
    ----------
    answered
        The answers.

    Returns
    -------
    list of (name, lines, precision, recall)
        The theme, its categories, its rules.
    """
    several = len({unit.category for unit in answered.units() if unit.category}) > 1
    rows: list[tuple[str, ...]] = []
    for unit in answered.units():
        lines = answered.lines_of(unit)
        if unit.rule_id:
            name, shown = f"rule {unit.rule_id}", lines >= FEWEST_LINES
        elif unit.category:
            name, shown = f"category {unit.category}", several
        else:
            name, shown = f"theme {unit.theme}", True
        if shown:
            precision, recall = answered.precision(unit), answered.recall(unit)
            rows.append((name, str(lines), _precision(precision), percent(recall)))
    return rows


def left_out_lines(answered: Answered) -> list[str]:
    """Say how many rules `unit_rows` leaves out.

    Parameters
    ----------
    answered
        The answers.

    Returns
    -------
    list of str
        A sentence, or none.
    """
    rules = [unit for unit in answered.units() if unit.rule_id]
    left = sum(answered.lines_of(unit) < FEWEST_LINES for unit in rules)
    if not left:
        return []
    return [
        f"Left out here: {left} of {len(rules)} rules, with fewer than {FEWEST_LINES} coded lines; "
        "validation.csv of the next run has them."
    ]


def _precision(found: Estimate) -> str:
    """A precision as text; without sampling error where every hit is coded."""
    if pd.isna(found.value) or found.low < found.high:
        return percent(found)
    return f"{float(found.value) * 100:.0f} %, all of its hits coded"


def stratum_rows(answered: Answered) -> list[tuple[str, ...]]:
    """What was found in each stratum.

    Parameters
    ----------
    answered
        The answers.

    Returns
    -------
    list of (stratum, sentences, lines, share)
        Hits, near misses, plain sentences.
    """
    return [
        (
            name,
            f"{answered.sentences[name]:,}",
            str(int((answered.stratum == name).sum())),
            percent(answered.of_stratum(name)),
        )
        for name in STRATA
    ]


def stratum_rows_of(key: Key) -> list[tuple[str, ...]]:
    """What a sheet was drawn from.

    Parameters
    ----------
    key
        Its key.

    Returns
    -------
    list of (stratum, sentences, lines)
        Hits, near misses, plain sentences.
    """
    return [
        (name, f"{key.sentences(name):,}", str(sum(one.stratum == name for one in key.lines)))
        for name in STRATA
    ]


def rate_rows(correction: Correction) -> list[tuple[str, ...]]:
    """Rates as measured and corrected.

    Parameters
    ----------
    correction
        Of a theme.

    Returns
    -------
    list of (document, rate, corrected rate, share of sentences, cross-check)
        In date order.
    """
    found = correction.rate, correction.rates(), correction.shares(), correction.rogan_gladen()
    measured = Estimate(*(end * PER_WORDS for end in found[0]))
    names = correction.rows["doc_id"].tolist()
    return [
        (
            name,
            _numbers(_at(measured, place)),
            _numbers(_at(found[1], place)),
            percent(_at(found[2], place)),
            percent(_at(found[3], place)),
        )
        for place, name in enumerate(names)
    ]


def percent(found: Estimate) -> str:
    """Write a share with its interval.

    Parameters
    ----------
    found
        Floats.

    Returns
    -------
    str
        As `82 % (70 to 91)`; a dash where it is not known.
    """
    if pd.isna(found.value):
        return "–"
    value, low, high = (float(end) * 100 for end in found)
    digits = 0 if value >= 10 else 1
    return f"{value:.{digits}f} % ({low:.{digits}f} to {high:.{digits}f})"


def _at(found: Estimate, place: int) -> Estimate:
    return Estimate(*(end[place] for end in found))


def _numbers(found: Estimate) -> str:
    value, low, high = found
    return f"{value:.2f} ({low:.2f} to {high:.2f})"
