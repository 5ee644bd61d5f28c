"""Small projects of tables, made by the tests."""

import math
from pathlib import Path

import pandas as pd

from dissent.dates import date_bounds
from dissent.tables import schemas, write_table

THEMES = {
    "power": ("Power", {"office": ["official"], "order": ["decree"]}),
    "mood": ("Mood", {"hope": ["hope"], "fear": ["fear"]}),
}


class Project:
    """Tables and theme files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = folder / "tables"
        self.themes = []
        for name, (label, categories) in THEMES.items():
            lines = [f"theme: {name}", f"label: {label}", "categories:"]
            lines += [f"  {key}: [{', '.join(terms)}]" for key, terms in categories.items()]
            path = folder / f"{name}.yaml"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            self.themes.append(path)

    def write(
        self,
        *,
        words,
        hits=3,
        enough=True,
        high=None,
        keyness=(),
        dates=None,
        titles=None,
        line=(),
        likeness=None,
    ):
        """Write all tables; each document has `hits` hits of every category.

        `line` are the years of a smoothed line, `likeness` what `Likeness` knows of the documents.
        """
        ids = [f"doc-{number:03}" for number in range(1, len(words) + 1)]
        few = dates or [str(1900 + number) for number in range(len(words))]
        write_table(
            table(
                "documents",
                [
                    {
                        "doc_id": key,
                        "title": (titles or {}).get(key, f"Text of {key}"),
                        "date": date,
                        "words": size,
                        "tokens": size + 9,
                    }
                    for key, date, size in zip(ids, few, words, strict=True)
                ],
            ),
            "documents",
            self.tables,
        )
        rates, found = [], []
        for key, size in zip(ids, words, strict=True):
            ranked = enough(key) if callable(enough) else enough
            for theme, (_, categories) in THEMES.items():
                for category in ("", *categories):
                    rate = 1000 * hits / size
                    rates.append(
                        {
                            "doc_id": key,
                            "theme": theme,
                            "category": category,
                            "hits": hits,
                            "words": size,
                            "rate": rate,
                            "low": rate / 2,
                            "high": (high or {}).get(key, 2 * rate + 1),
                            "enough_text": ranked,
                        }
                    )
                for number in range(hits):
                    start = number * size // (hits + 1)
                    found.append({"doc_id": key, "theme": theme, "start": start})
        write_table(table("theme_rates", rates), "theme_rates", self.tables)
        write_table(table("hits", found), "hits", self.tables)
        write_table(table("keyness", keyness), "keyness", self.tables)
        trends = trend_rows(few, words, hits=hits, line=line)
        write_table(table("theme_trends", trends), "theme_trends", self.tables)
        for name, rows in (likeness or Likeness(ids)).tables().items():
            write_table(table(name, rows), name, self.tables)
        return self


class Likeness:
    """Documents in a row: the farther apart, the less alike; the first two group in 81 of 100."""

    def __init__(self, ids):
        self.ids = ids

    def tables(self):
        """Rows of all tables of similarity."""
        return {
            "similarity": self.similarity(),
            "dendrogram": self.dendrogram(),
            "map": self.map(),
            "word_shift": self.word_shift(),
        }

    def pairs(self):
        return [
            (one, other, place, place + further)
            for place, one in enumerate(self.ids[:20])
            for further, other in enumerate(self.ids[place + 1 : 20], start=1)
        ]

    def similarity(self):
        return [
            {
                "doc_a": one,
                "doc_b": other,
                "measure": "jensen_shannon",
                "value": (there - here) / (10 * len(self.ids)),
            }
            for one, other, here, there in self.pairs()
        ]

    def dendrogram(self):
        return [
            {
                "measure": "jensen_shannon",
                "merger": merger,
                "left": str(merger - 1) if merger > 1 else self.ids[0],
                "right": self.ids[merger],
                "height": 0.1 + 0.01 * merger,
                "members": " ".join(self.ids[: merger + 1]),
                "support": 0.81 if merger == 1 else 0.42,
            }
            for merger in range(1, len(self.ids))
        ]

    def map(self):
        circle = [
            (math.cos(2 * math.pi * place / len(self.ids)), math.sin(place))
            for place in range(len(self.ids))
        ]
        points = [
            {"map": name, "kind": "document", "name": key, "x": x, "y": y, "quality": 0.2}
            for name in ("mds_jensen_shannon", "correspondence")
            for key, (x, y) in zip(self.ids, circle, strict=True)
        ]
        places = {"power/office": -0.9, "power/order": 0.1, "mood/hope": 0.5, "mood/fear": 1.2}
        shares = {"inertia_x": 0.6, "inertia_y": 0.25}
        return [
            row | shares if row["map"] == "correspondence" else row
            for row in [
                *points,
                *(
                    {"map": "correspondence", "kind": "category", "name": name, "x": x, "y": -x}
                    | {"quality": 0.9}
                    for name, x in places.items()
                ),
            ]
        ]

    def word_shift(self):
        words = [("party", 0.05, 0.01, 0.03), ("bread", 0.0, 0.02, 0.01), ("*", 0.95, 0.97, 0.01)]
        return [
            {
                "doc_a": one,
                "doc_b": other,
                "lemma": lemma,
                "share_a": share_a,
                "share_b": share_b,
                "contribution": part,
                "more_in": {"party": one, "bread": other}.get(lemma, ""),
            }
            for one, other, _, _ in self.pairs()
            for lemma, share_a, share_b, part in words
        ]


def trend_rows(dates, words, *, hits, line):
    """Rows of theme_trends: each dated document by itself, and a level line."""
    rows = []
    for theme, (_, categories) in THEMES.items():
        for category in ("", *categories):
            about = {"theme": theme, "category": category}
            for date, size in sorted(zip(dates, words, strict=True)):
                earliest, latest = date_bounds(date)
                rate = 1000 * hits / size
                found = {"hits": hits, "words": size, "documents": 1, "rate": rate}
                ends = {"earliest": earliest, "latest": latest, "low": rate / 2, "high": 2 * rate}
                if not math.isnan(earliest):
                    rows.append(about | {"kind": "observed", "date": date} | found | ends)
            for year in line:
                point = {"earliest": year, "latest": year, "documents": 5}
                band = {"rate": 2.0, "low": 1.0, "high": 4.0}
                rows.append(about | {"kind": "smoothed", "date": f"{year:.0f}-01"} | point | band)
    return rows


def table(name, rows):
    """A table with all columns of its schema, empty where the rows say nothing."""
    empty = {"string": "", "boolean": False, "integer": pd.NA, "number": float("nan")}
    columns = schemas()[name].columns
    return pd.DataFrame(
        [{c.name: row.get(c.name, empty[c.type]) for c in columns} for row in rows],
        columns=[c.name for c in columns],
    )


def lemma(
    word, *, group="doc-001", g2=20.0, q=0.001, ratio=2.0, low=1.0, high=3.0, lrc=0.0, rests_on=""
):
    return {
        "group": group,
        "lemma": word,
        "count": 9,
        "reference_count": 2,
        "g2": g2,
        "q": q,
        "log_ratio": ratio,
        "log_ratio_low": low,
        "log_ratio_high": high,
        "lrc": lrc,
        "rests_on": rests_on,
    }
