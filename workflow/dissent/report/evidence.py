"""The lines behind the numbers, in files that a page opened from a folder may load: scripts."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from dissent.errors import DissentError
from dissent.report.material import Material

ROWS_PER_FILE = 5_000
# No document's name begins so.
INDEX = "_rules.js"
NOT_OF_ONE_RUN = "the tables are not of one run; run `compare` again"
COLUMNS = [
    "hit_id",
    "theme",
    "category",
    "page",
    "paragraph",
    "left",
    "match",
    "right",
    "rule_id",
    "flags",
]


def write_evidence(material: Material, folder: Path) -> None:
    """Write every document's hits, the folder made anew so that nothing old stays.

    Parameters
    ----------
    material
        With the table of hits.
    folder
        One or more files per document: `<doc_id>.js`, and for many hits `<doc_id>.2.js` and so on.
        Each calls `dissentEvidence(doc_id, rows, {part, parts})`. A document without a hit has a
        file, too. `_rules.js` calls `dissentIndex` with the documents in which each rule has hits.

    Raises
    ------
    DissentError
        Where the number of a document's hits is not the one in the table of rates, or that of a
        rule's hits not the one in the table of rules.
    """
    check_counts(material)
    temporary = folder.with_name(folder.name + ".part")
    for old in (temporary, folder):
        if old.exists():
            shutil.rmtree(old)
    temporary.mkdir(parents=True)
    of_document = dict(iter(material.hits.groupby("doc_id", sort=False)))
    nothing = material.hits.iloc[:0]
    for doc_id in material.documents["doc_id"]:
        for name, script in _scripts(doc_id, of_document.get(doc_id, nothing)):
            (temporary / name).write_text(script, encoding="utf-8", newline="\n")
    (temporary / INDEX).write_text(_index(material.hits), encoding="utf-8", newline="\n")
    temporary.replace(folder)


def check_counts(material: Material) -> None:
    """Make sure that every rate and every rule has as many lines as it counts hits.

    Parameters
    ----------
    material
        With the tables of rates, rules and hits.

    Raises
    ------
    DissentError
        That names the first of which this is not so.
    """
    lines = material.hits.groupby(["doc_id", "theme", "category"], sort=False).size()
    parts = lines.to_dict()
    whole = lines.groupby(level=["doc_id", "theme"], sort=False).sum().to_dict()
    rates = material.theme_rates
    names = ["doc_id", "theme", "category", "hits"]
    for doc_id, theme, category, hits in zip(*(rates[name] for name in names), strict=True):
        own = (doc_id, theme)
        found = parts.get((*own, category), 0) if category else whole.get(own, 0)
        if found != hits:
            raise DissentError(
                f"hits.csv has {found} lines for `{theme}` {category} in `{doc_id}`, but "
                f"theme_rates.csv counts {hits}: {NOT_OF_ONE_RUN}"
            )
    of_rule = material.hits["rule_id"].value_counts().to_dict()
    rules = material.rules
    for rule_id, hits in zip(rules["rule_id"], rules["hits"], strict=True):
        if of_rule.get(rule_id, 0) != hits:
            raise DissentError(
                f"hits.csv has {of_rule.get(rule_id, 0)} lines for the rule `{rule_id}`, but "
                f"rules.csv counts {hits}: {NOT_OF_ONE_RUN}"
            )


def as_script(value: Any) -> str:
    """Write a value as JSON that is safe inside a script and inside a page.

    Parameters
    ----------
    value
        Anything that JSON can say.

    Returns
    -------
    str
        Without `<`, `>`, `&` and the line ends that only JavaScript knows.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _index(hits: pd.DataFrame) -> str:
    """The script that says in which documents each rule has hits, rules and documents in order."""
    pairs = hits[["theme", "category", "rule_id", "doc_id"]].drop_duplicates()
    lines = [
        as_script({**dict(zip(("theme", "category", "rule_id"), names, strict=True)),
                   "documents": own["doc_id"].tolist()})
        for names, own in pairs.groupby(["theme", "category", "rule_id"])
    ]  # fmt: skip
    return "dissentIndex([\n" + ",\n".join(lines) + "\n]);\n"


def _scripts(doc_id: str, hits: pd.DataFrame) -> Iterator[tuple[str, str]]:
    parts = max(1, -(-len(hits) // ROWS_PER_FILE))
    for part in range(1, parts + 1):
        rows = hits[COLUMNS].iloc[(part - 1) * ROWS_PER_FILE : part * ROWS_PER_FILE]
        lines = ",\n".join(as_script(row) for row in _records(rows))
        name = f"{doc_id}.js" if part == 1 else f"{doc_id}.{part}.js"
        place = as_script({"part": part, "parts": parts})
        yield name, f"dissentEvidence({as_script(doc_id)}, [\n{lines}\n], {place});\n"


def _records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    columns = [
        [None if pd.isna(value) else int(value) for value in rows[name]]
        if name in ("page", "paragraph")
        else rows[name].tolist()
        for name in COLUMNS
    ]
    for values in zip(*columns, strict=True):
        yield dict(zip(COLUMNS, values, strict=True))
