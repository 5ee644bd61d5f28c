"""Small projects of tables, made by the tests."""

from pathlib import Path

import pandas as pd

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

    def write(self, *, words, hits=3, enough=True, high=None, keyness=(), dates=None, titles=None):
        """Write all tables; each document has `hits` hits of every category."""
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
        return self


def table(name, rows):
    """A table with all columns of its schema, empty where the rows say nothing."""
    empty = {"string": "", "boolean": False, "integer": pd.NA, "number": float("nan")}
    columns = schemas()[name].columns
    return pd.DataFrame(
        [{c.name: row.get(c.name, empty[c.type]) for c in columns} for row in rows],
        columns=[c.name for c in columns],
    )


def lemma(word, *, group="doc-001", g2=20.0, q=0.001, ratio=2.0, low=1.0, high=3.0):
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
    }
