"""The page: templates filled in, with its style and script, and a policy that allows no others."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dissent.report import wording
from dissent.report.appendix import appendix
from dissent.report.collocates import collocates
from dissent.report.contrasts import contrast_table, theme_contrasts
from dissent.report.documents import compared
from dissent.report.evidence import as_script
from dissent.report.findings import find
from dissent.report.groups import theme_groups
from dissent.report.keyness import key_groups, key_pairs, unlisted
from dissent.report.likeness import measures, shifts
from dissent.report.material import Material
from dissent.report.methods import methods
from dissent.report.plates import Plate
from dissent.report.rates import all_cells, category_table, headline_table
from dissent.report.sensitivity import sensitivity
from dissent.report.spread import spread
from dissent.report.theme_pages import badges, theme_pages
from dissent.report.trends import theme_trends
from dissent.report.variety import variety
from dissent.report.words import theme_terms
from dissent.statistics.intervals import BOOTSTRAP_HITS, BOOTSTRAP_SEGMENTS
from dissent.statistics.passports import families
from dissent.tables import schemas

TEMPLATES = Path(__file__).parent / "templates"


def render_page(material: Material, plates: Sequence[Plate]) -> str:
    """Write the page.

    Parameters
    ----------
    material
        The tables, the themes and the run's record.
    plates
        The figures.

    Returns
    -------
    str
        A whole HTML document.
    """
    style, script = _asset("page.css"), _asset("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            material=material,
            policy=_policy(style=style, script=script),
            style=Markup(style),
            script=Markup(script),
            names=Markup(as_script(_names(material))),
            compared=compared(material),
            plates=[plate for plate in plates if not plate.keyness],
            keyness_plates=[plate for plate in plates if plate.keyness],
            terms=theme_terms(material),
            theme_pages=theme_pages(material),
            badges=badges(material),
            methods=methods(material),
            appendix=appendix(families()),
            bootstrap_segments=BOOTSTRAP_SEGMENTS,
            bootstrap_hits=BOOTSTRAP_HITS,
            meaning=_meanings(),
            **_rates(material),
            **_comparisons(material),
        )
    )


def _rates(material: Material) -> dict[str, object]:
    """The sections of rates, their contrasts, and what these bear."""
    cells = all_cells(material)
    contrasts = {theme.theme: theme_contrasts(material, theme.theme) for theme in material.themes}
    return {
        "findings": [
            find(theme, cells, contrasts[theme.theme], pairs=material.pairs)
            for theme in material.themes
        ],
        "headline": headline_table(material, cells),
        "categories": [
            (theme, category_table(material, cells, theme)) for theme in material.themes
        ],
        "contrasts": [
            contrast_table(
                material,
                cells,
                theme=theme.theme,
                label=theme.label,
                contrasts=contrasts[theme.theme],
            )
            for theme in material.themes
        ],
    }


def _comparisons(material: Material) -> dict[str, object]:
    """The sections of groups, time, words, likeness and variety; empty where their table is."""
    return {
        "groups": key_groups(material),
        "pairs": key_pairs(material),
        "unlisted": unlisted(material),
        "grouped": theme_groups(material),
        "trends": theme_trends(material),
        "collocates": collocates(material),
        "measures": measures(material),
        "shifts": shifts(material),
        "variety": variety(material),
        "spread": spread(material),
        "sensitivity": sensitivity(material),
    }


def _names(material: Material) -> dict[str, object]:
    """What the panel of lines calls the documents, themes and categories."""
    themes = {theme.theme: theme.label for theme in material.themes}
    return {
        "documents": {doc_id: material.labels[doc_id] for doc_id in material.shown},
        "order": material.shown,
        "themes": themes,
    }


def _meanings() -> dict[str, dict[str, str]]:
    """What each column means, by table and column, for the headers."""
    return {
        name: {column.name: column.description for column in schema.columns}
        for name, schema in schemas().items()
    }


def _policy(*, style: str, script: str) -> str:
    """Allow the page's own style and script, its evidence and its pictures; no network."""
    rules = {
        "default-src": "'none'",
        # A page opened from a folder has no origin of its own: browsers differ in whether 'self'
        # then means its neighbours, so the scheme stands beside it.
        "script-src": f"'{_hash(script)}' 'self' file:",
        "style-src": f"'{_hash(style)}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        fixed=wording.fixed,
        brief=wording.brief,
        whole=wording.whole,
        probability=wording.probability,
        percent=wording.percent,
        listed=wording.listed,
        named=wording.name_of,
        with_code=wording.with_code,
    )
    environment.globals["count"] = wording.count
    return environment
