"""The statistics one by one, as their passports describe them: what a reviewer asks of a number."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from markupsafe import Markup, escape

from dissent.report.wording import MINUS
from dissent.statistics.passports import Elsewhere, Family, Passport, Published, Values, numbers
from dissent.tables import schemas

# In the order of the appendix; a family that is not named here comes after these.
HEADINGS = {
    "keyness": "Keyness",
    "collocation": "Collocation",
    "dispersion": "Dispersion",
    "diversity": "Lexical diversity",
    "similarity": "Similarity",
    "uncertainty": "Uncertainty",
    "trends": "Trends",
}
SHOWN_VALUES = 3
NUMBERS_OF_A_VALUE = 12
THIN_SPACE = "0.167em"
# Upright in a formula: DP is one name, no product of D and P. What is upright already is kept.
NAME = re.compile(
    r"\\(?:text|mathrm|operatorname|begin|end)\{[^}]*\}"
    r"|(?P<name>(?<![\\A-Za-z])(?:[A-Z]{2,}|[a-z]{3,})(?![A-Za-z]))"
)
OVERLINE = "\N{COMBINING OVERLINE}"
BAR = re.compile(r"\\bar\{(\\?[A-Za-z]+)\}")
COMMAND = re.compile(r"\\([A-Za-z]+)")
INDEX = re.compile(
    rf"(?<![\w.])([A-Za-zΑ-ω]{OVERLINE}?)([_^])(?:\{{([^}}]*)\}}|(\([^)\s]*\)|\w{{1,3}}(?!\w)))"
)
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Use:
    """A column that holds a statistic, with its meaning."""

    column: str
    meaning: str


@dataclass(frozen=True)
class PrintedValue:
    """A published value as it is printed, and who printed it.

    `within` is the largest difference where the value is not reproduced to the last digit.
    """

    value: str
    within: str
    citation: str
    note: str


@dataclass(frozen=True)
class Entry:
    """A statistic of the appendix; `formula` is MathML."""

    passport: Passport
    formula: Markup
    variant: Markup
    symbols: Markup
    direction: Markup
    uses: tuple[Use, ...]
    first: tuple[PrintedValue, ...]
    rest: tuple[PrintedValue, ...]


@dataclass(frozen=True)
class NotGiven:
    """Published values that no statistic of the family reproduces, with the reason."""

    value: str
    measure: str
    source: str
    reason: str


@dataclass(frozen=True)
class Chapter:
    """A family of statistics."""

    name: str
    heading: str
    entries: tuple[Entry, ...]
    not_given: tuple[NotGiven, ...]

    @property
    def names(self) -> list[str]:
        """The names of its statistics."""
        return [entry.passport.name for entry in self.entries]


@dataclass(frozen=True)
class Appendix:
    """All statistics; `values` counts the published values that they reproduce."""

    chapters: tuple[Chapter, ...]
    statistics: int
    values: int


def appendix(families: Mapping[str, Family]) -> Appendix:
    """Lay out the passports for reading.

    Parameters
    ----------
    families
        The passports, by family.

    Returns
    -------
    Appendix
        One chapter per family, the statistics in the order of their files.
    """
    names = [*(name for name in HEADINGS if name in families), *families]
    chapters = tuple(_chapter(families[name]) for name in dict.fromkeys(names))
    passports = [entry.passport for chapter in chapters for entry in chapter.entries]
    return Appendix(
        chapters=chapters,
        statistics=len(passports),
        values=sum(len(list(numbers(p.value))) for each in passports for p in each.published),
    )


@cache
def typeset(formula: str) -> Markup:
    r"""Typeset a formula as MathML, which browsers draw without a script or a network.

    Parameters
    ----------
    formula
        LaTeX, as in `\frac{a}{b}`.

    Returns
    -------
    Markup
        A `math` element that keeps the LaTeX as its alternative text.

    Raises
    ------
    ValueError
        Where what comes out is no well-formed markup, as from a `<` inside `\text`.
    """
    from latex2mathml.converter import convert

    drawn = convert(NAME.sub(_upright, formula), xmlns="", display="block")
    try:
        root = ElementTree.fromstring(drawn)
    except ElementTree.ParseError as error:
        raise ValueError(f"cannot be typeset: {formula}") from error
    root.set("alttext", formula)
    for sign in root.iter("mi"):
        text = sign.text or ""
        if len(text) > 1:
            # The name of a function (ln, log, max): as an operator it keeps off its argument.
            sign.tag = "mo"
            sign.attrib = {"form": "prefix", "lspace": THIN_SPACE, "rspace": THIN_SPACE}
        elif not text.isalpha():
            sign.tag = "mo"
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def explained(text: str) -> Markup:
    r"""Write what a formula's letters stand for, the letters as in the formula.

    Parameters
    ----------
    text
        In which letters may have an index (`f_i`), a bar (`\bar{x}`) or be Greek (`\theta`), and
        names of settings and columns stand in backticks.

    Returns
    -------
    Markup
        With letters, indices and bars that need no LaTeX.
    """
    text = BAR.sub(rf"\1{OVERLINE}", text)
    text = str(escape(COMMAND.sub(_greek, text)))
    return Markup(CODE.sub(r"<code>\1</code>", INDEX.sub(_raised_or_lowered, text)))


def _raised_or_lowered(found: re.Match[str]) -> str:
    letter, sign, *index = found.groups()
    tag = "sub" if sign == "_" else "sup"
    return f"{letter}<{tag}>{index[0] or index[1]}</{tag}>"


def _upright(found: re.Match[str]) -> str:
    return f"\\text{{{found['name']}}}" if found["name"] else found[0]


def _greek(found: re.Match[str]) -> str:
    """The letter of a command such as `\\theta`; anything else stays as it is."""
    name = found[1].removeprefix("var").replace("ambda", "amda")
    kind = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {kind} LETTER {name.upper()}")
    except KeyError:
        return found[0]


def _chapter(family: Family) -> Chapter:
    return Chapter(
        name=family.name,
        heading=HEADINGS.get(family.name, family.name.capitalize()),
        entries=tuple(_entry(passport) for passport in family.passports),
        not_given=tuple(_not_given(entry) for entry in family.elsewhere),
    )


def _entry(passport: Passport) -> Entry:
    printed = [_printed_value(entry) for entry in passport.published]
    return Entry(
        passport=passport,
        formula=typeset(passport.formula),
        variant=explained(passport.variant),
        symbols=explained(passport.symbols),
        direction=explained(passport.direction),
        uses=tuple(_use(place) for place in passport.used_in),
        first=tuple(printed[:SHOWN_VALUES]),
        rest=tuple(printed[SHOWN_VALUES:]),
    )


def _use(place: str) -> Use:
    table, _, name = place.partition(".")
    meaning = {column.name: column.description for column in schemas()[table].columns}
    return Use(place, meaning[name])


def _printed_value(entry: Published) -> PrintedValue:
    return PrintedValue(
        value=_printed(entry.value, decimals=entry.decimals),
        within="" if entry.tolerance is None else f"{entry.tolerance:g}",
        citation=entry.citation,
        note=entry.note,
    )


def _not_given(entry: Elsewhere) -> NotGiven:
    return NotGiven(_printed(entry.value, decimals=None), entry.measure, entry.source, entry.reason)


def _printed(value: Values, *, decimals: int | None) -> str:
    """Write a value, or several, with the digits that the source prints."""
    every = list(numbers(value))
    shown = [_digits(number, decimals) for number in every[:NUMBERS_OF_A_VALUE]]
    if len(every) > len(shown):
        shown.append(f"… ({len(every)} values)")
    return ", ".join(shown)


def _digits(number: float, decimals: int | None) -> str:
    text = f"{number:.10g}" if decimals is None else f"{number:.{max(decimals, 0)}f}"
    return text.replace("-", MINUS)
