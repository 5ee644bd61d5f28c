"""A concordance as a page of its own: opened from a folder, offline, on a screen of any size."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dissent.concordance.concordance import Concordance
from dissent.concordance.legible import legible
from dissent.concordance.wording import order, rate, summary
from dissent.labels import written_date

TEMPLATES = Path(__file__).parent / "templates"


def as_html(concordance: Concordance) -> str:
    """Write a concordance as a page.

    Parameters
    ----------
    concordance
        What was found.

    Returns
    -------
    str
        A whole HTML document with its style and script; it loads nothing else, and may not.
    """
    style, script = _asset("concordance.css"), _asset("concordance.js")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(legible=legible, rate=rate, written_date=written_date)
    return environment.get_template("concordance.html").render(
        concordance=concordance,
        summary=summary(concordance),
        order=order(concordance),
        documents={each.document.doc_id: each.document for each in concordance.documents},
        paged=any(line.page > 1 for line in concordance.lines),
        policy=_policy(style=style, script=script),
        style=Markup(style),
        script=Markup(script),
    )


def _policy(*, style: str, script: str) -> str:
    """Allow the page's own style and script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")
