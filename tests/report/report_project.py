"""Small tables, written as `compare` writes them, from which the tests make reports."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from dissent.report import write_report
from dissent.tables import schemas, write_json, write_table

THEMES = {
    "class": ("Class", {"workers": ["worker"], "owners": ["capital", "landlord"]}),
    "mood": ("Mood", {"anger": ["anger"]}),
}
CATALOGUE = ["author", "genre", "text_status", "source", "licence"]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>'
    '<g clip-path="url(#clip0)" style="fill: red"><text>drawn</text></g></svg>'
)


@dataclass
class Project:
    """What a run would have left behind; change it, then `write` it."""

    folder: Path
    documents: list[dict[str, Any]] = field(default_factory=list)
    hits: list[dict[str, Any]] = field(default_factory=list)
    contrasts: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=lambda: {k: v[0] for k, v in THEMES.items()})
    enough: bool = True
    short: set[str] = field(default_factory=set)
    settings: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def page(self) -> Path:
        return self.folder / "report" / "index.html"

    @property
    def evidence(self) -> Path:
        return self.folder / "report" / "evidence"

    def add_document(self, doc_id: str, **columns: Any) -> None:
        number = len(self.documents)
        row = dict.fromkeys([*schemas()["documents"].names, *CATALOGUE], "")
        numbers = {c.name: 1 for c in schemas()["documents"].columns if c.type != "string"}
        given = {
            "doc_id": doc_id,
            "title": doc_id.title(),
            "date": f"192{number}",
            "words": 1000,
            "status": "read",
            "text_status": "full",
        }
        self.documents.append({**row, **numbers, **given, **columns})

    def add_hits(self, doc_id: str, theme: str, category: str, count: int, **columns: Any) -> None:
        for number in range(count):
            start = len(self.hits)
            self.hits.append(
                {
                    "hit_id": f"{doc_id}:{theme}:{start}",
                    "doc_id": doc_id,
                    "page": 1,
                    "paragraph": number + 1,
                    "sentence": number + 1,
                    "start": start,
                    "end": start + 1,
                    "left": "before the ",
                    "match": "worker",
                    "right": ", and after it",
                    "theme": theme,
                    "category": category,
                    "rule_id": f"{theme}.{category}.{THEMES[theme][1][category][0]}",
                    "flags": "",
                    **columns,
                }
            )

    def add_contrast(self, theme: str, one: str, other: str, **columns: Any) -> None:
        row = {"theme": theme, "category": "", "doc_a": one, "doc_b": other}
        values = {"rate_a": 2.0, "rate_b": 1.0, "rate_ratio": 2.0, "test": "permutation", "p": 0.5}
        self.contrasts.append({**row, **values, **columns})

    def add(self, table: str, **columns: Any) -> None:
        """Add a row to a table that is empty otherwise, or in place of those that are made up."""
        empty: dict[str, Any] = {"string": "", "boolean": False, "integer": 1, "number": 1.0}
        row = {column.name: empty[column.type] for column in schemas()[table].columns}
        assert set(columns) <= set(row)
        self.rows.setdefault(table, []).append({**row, **columns})

    def write(self) -> None:
        """Write tables, themes, record and one figure."""
        tables = {
            "documents": self.documents,
            "theme_rates": self._rates(),
            "theme_contrasts": self.contrasts,
            "theme_terms": self._terms(),
            "hits": self.hits,
            "rules": self._rules(),
            "keyness": self._keyness(),
        }
        tables = {name: self.rows.get(name, tables.get(name, [])) for name in schemas()}
        (self.folder / "tables").mkdir(parents=True, exist_ok=True)
        for name, rows in tables.items():
            if rows:
                write_table(pd.DataFrame(rows), name, self.folder / "tables")
            else:
                header = ",".join(schemas()[name].names) + "\n"
                (self.folder / "tables" / f"{name}.csv").write_text(header, encoding="utf-8")
        for name in THEMES:
            content = {
                "theme": name,
                "label": self.labels[name],
                "about": "What it covers.",
                "categories": THEMES[name][1],
            }
            (self.folder / f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
        (self.folder / "run.json").write_text(json.dumps(self._record()), encoding="utf-8")
        figures = self.folder / "figures"
        figures.mkdir(exist_ok=True)
        (figures / "theme-rates.svg").write_text(SVG, encoding="utf-8")
        write_json(figure_text(), figures / "theme-rates.json")

    def report(self) -> str:
        """Write everything and make the report; its page."""
        self.write()
        return self.make()

    def make(self) -> str:
        """Make the report of what has been written; its page."""
        write_report(
            tables=self.folder / "tables",
            figures=self.folder / "figures",
            record=self.folder / "run.json",
            themes=[self.folder / f"{name}.yaml" for name in THEMES],
            folder=self.folder / "report",
        )
        return self.page.read_text(encoding="utf-8")

    def _rates(self) -> list[dict[str, Any]]:
        return [
            self._rate(document, theme, category)
            for document in self.documents
            for theme in THEMES
            for category in ("", *THEMES[theme][1])
        ]

    def _rate(self, document: dict[str, Any], theme: str, category: str) -> dict[str, Any]:
        hits = self._count(doc_id=document["doc_id"], theme=theme, category=category)
        rate = hits / document["words"] * 1000
        return {
            "doc_id": document["doc_id"],
            "theme": theme,
            "category": category,
            "hits": hits,
            "words": document["words"],
            "rate": rate,
            "low": rate / 2,
            "high": rate * 2 + 1,
            "interval": "negative_binomial",
            "overdispersion": 1.0,
            "enough_text": self.enough and document["doc_id"] not in self.short,
        }

    def _count(self, **wanted: str) -> int:
        given = {key: value for key, value in wanted.items() if value}
        return sum(all(hit[key] == value for key, value in given.items()) for hit in self.hits)

    def _terms(self) -> list[dict[str, Any]]:
        columns = ("doc_id", "theme", "category", "rule_id")
        found = dict.fromkeys(tuple(hit[name] for name in columns) for hit in self.hits)
        return [
            {
                **dict(zip(columns, key, strict=True)),
                "term": key[3].rpartition(".")[2],
                "hits": self._count(doc_id=key[0], rule_id=key[3]),
                "share": 1.0,
            }
            for key in found
        ]

    def _rules(self) -> list[dict[str, Any]]:
        return [
            {
                "rule_id": f"{theme}.{category}.{term}",
                "theme": theme,
                "category": category,
                "pattern": term,
                "types_matched": 1,
                "types": term,
                "hits": self._count(rule_id=f"{theme}.{category}.{term}"),
                "documents": 1,
                "only_in": "",
                "lost_to": "",
                "beaten": 0,
                "cancelled": 0,
                "share_of_category": 0.5,
                "share_of_theme": 0.5,
                "note": "",
            }
            for theme, (_, categories) in THEMES.items()
            for category, terms in categories.items()
            for term in terms
        ]

    def _keyness(self) -> list[dict[str, Any]]:
        if len(self.documents) < 2:
            return []
        numbers = {c.name: 1.0 for c in schemas()["keyness"].columns if c.type != "string"}
        given = {"lemma": "soviet", "g2": 12.0, "q": 0.001, "rests_on": ""}
        return [{**numbers, "group": row["doc_id"], **given} for row in self.documents]

    def _record(self) -> dict[str, Any]:
        settings = {
            "catalogue": "corpus/documents.csv",
            "group": "doc_id",
            "reference": "rest",
            "intervals": {"level": 0.95, "replicates": 2000, "segment_words": 100},
            "keyness": {"min_count": 5},
            "collocation": {"window": 5},
            "trends": {"documents": 20},
            "seed": 1921,
        }
        names = ("python", "dissent", "spacy", "numpy", "scipy", "pandas")
        return {
            "software": dict.fromkeys(names, "1.0"),
            "models": [
                {
                    "languages": ["en"],
                    "pipeline": "en_dissent",
                    "version": "0.1.0",
                    "checksum": "sha256:0123",
                    "sentence_breaks": "by the pipeline's senter",
                }
            ],
            "settings": {**settings, **self.settings},
            "themes": [{"file": f"config/themes/{name}.yaml", "sha256": "ab"} for name in THEMES],
            "documents": [
                {"doc_id": row["doc_id"], "file": f"texts/{row['doc_id']}.md", "sha256": "cd"}
                for row in self.documents
            ],
        }


def figure_text(**texts: str) -> dict[str, str]:
    """What the step that draws writes beside a figure."""
    given = {"title": "Rates", "caption": "Of all.", "how_to_read": "Dots.", "alt": "Red most."}
    return {**given, **texts}


def sentences(page: str, theme: str) -> str:
    """What the page says in brief of a theme, as plain text."""
    found = re.search(rf'<li data-theme="{theme}">(.*?)</li>', page, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).split())


def rows_of(scripts: Sequence[Path]) -> list[dict[str, Any]]:
    """The rows in evidence files, read as JSON."""
    rows = []
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        rows += json.loads(text[text.index("[") : text.rindex("]") + 1])
    return rows


def section(page: str, name: str) -> str:
    """A section of the page as plain text; empty where the page has none of that name."""
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", found.group()) if found else ""
    return re.sub(r" ([,.;:)])", r"\1", " ".join(html.unescape(text).split()))
