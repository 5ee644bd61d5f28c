"""The tables of results: their columns, their one way of being written, their description."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_FILE = Path(__file__).resolve().parents[1] / "schemas" / "tables.yaml"
FORMULA = re.compile(r"'*[=+\-@\t\r]")
SPECIAL = re.compile(r'[",\r\n]')
PER_WORDS = 1_000
"""All rates are hits per so many words."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its kind (`string`, `integer`, `number`, `boolean`), its meaning."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class TableSchema:
    """What one table holds."""

    name: str
    row: str
    order: str
    description: str
    columns: tuple[Column, ...]
    carries_catalogue: bool = False

    @property
    def names(self) -> list[str]:
        """The columns' names, in their order."""
        return [column.name for column in self.columns]


@cache
def schemas() -> dict[str, TableSchema]:
    """Describe every table that the workflow writes.

    Returns
    -------
    dict of str to TableSchema
        By the table's name, in the order of the file contract.
    """
    raw = YAML(typ="safe").load(SCHEMA_FILE.read_text(encoding="utf-8"))
    return {name: _table_schema(name, raw) for name in raw}


def computed_columns(table: str) -> frozenset[str]:
    """Name the columns that dissent computes, which a catalogue cannot bring along.

    Parameters
    ----------
    table
        A table's name.

    Returns
    -------
    frozenset of str
        Its columns, less those that come from the catalogue itself.
    """
    return frozenset(schemas()[table].names) - {"doc_id", "title", "date", "sha256", "note"}


def empty_table(name: str) -> "pd.DataFrame":
    """Make a table without rows.

    Parameters
    ----------
    name
        The table's name.

    Returns
    -------
    pandas.DataFrame
        With the columns of its schema, in their order.
    """
    import pandas as pd

    return pd.DataFrame(columns=schemas()[name].names)


def write_table(table: "pd.DataFrame", name: str, folder: Path) -> Path:
    """Write one table as CSV, the same bytes for the same numbers.

    Parameters
    ----------
    table
        With at least the columns of its schema; others are kept, after `date`, only in a table that
        carries the catalogue.
    name
        The table's name; the file is `<name>.csv`.
    folder
        Where it goes; made if need be.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        Where a column is missing or not in the schema: a mistake of ours, not of the user's.
    """
    schema = schemas()[name]
    names = _ordered_names(schema, list(table.columns))
    kinds = {column.name: column.type for column in schema.columns}
    text = {key: _as_text(table[key], kinds.get(key, "string")) for key in names}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    temporary = path.with_suffix(".csv.part")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(map(_quoted, names)) + "\n")
        stream.writelines(f"{','.join(row)}\n" for row in zip(*text.values(), strict=True))
    temporary.replace(path)
    return path


def read_table(path: Path) -> "pd.DataFrame":
    """Read a table as it was written.

    Parameters
    ----------
    path
        A file that `write_table` wrote.

    Returns
    -------
    pandas.DataFrame
        Text columns as text (empty where empty), numbers as float64, whole numbers as Int64,
        booleans as bool. The guards against spreadsheet formulas are taken off again.
    """
    import pandas as pd

    kinds = {column.name: column.type for column in schemas()[path.stem].columns}
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    read_as = {"integer": "Int64", "number": "float64"}
    table = pd.read_csv(
        path,
        dtype={name: read_as.get(kinds.get(name, "string"), "str") for name in header},
        na_values={name: [""] for name in header if kinds.get(name) in read_as},
        keep_default_na=False,
        encoding="utf-8",
    )
    for name in table.columns:
        kind = kinds.get(name, "string")
        if kind == "string":
            table[name] = table[name].map(unguarded)
        elif kind == "boolean":
            table[name] = table[name] == "true"
    return table


def describe(folder: Path) -> dict[str, Any]:
    """Describe the tables in a folder as a Frictionless data package.

    Parameters
    ----------
    folder
        The tables' folder.

    Returns
    -------
    dict
        The content of `datapackage.json`; each resource has its path, columns and their meaning.
    """
    resources = []
    for name, schema in schemas().items():
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        known = {column.name: column for column in schema.columns}
        fields = [
            {"name": key, "type": known[key].type, "description": known[key].description}
            if key in known
            else {"name": key, "type": "string", "description": "From the catalogue."}
            for key in header
        ]
        resources.append(
            {
                "name": name.replace("_", "-"),
                "type": "table",
                "path": path.name,
                "description": f"{schema.description} One row per {schema.row}; {schema.order}.",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }
        )
    return {"name": "dissent-results", "resources": resources}


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Parameters
    ----------
    text
        A cell.

    Returns
    -------
    str
        The text itself where it is harmless.
    """
    return f"'{text}" if FORMULA.match(text) else text


def write_json(content: Mapping[str, Any], path: Path) -> None:
    """Write JSON for people: indented, UTF-8, whole or not at all.

    Parameters
    ----------
    content
        What to write.
    path
        The file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(path)


def _table_schema(name: str, raw: Mapping[str, Any]) -> TableSchema:
    entry = raw[name]
    described = dict(entry["columns"])
    if more := entry.get("more_columns_of"):
        other = raw[more["table"]]["columns"]
        names = list(other)
        described |= {key: other[key] for key in names[names.index(more["from"]) :]}
    columns = tuple(Column(key, **value) for key, value in described.items())
    return TableSchema(
        name=name,
        row=entry["row"],
        order=entry["order"],
        description=entry["description"],
        columns=columns,
        carries_catalogue=entry.get("catalogue", False),
    )


def _ordered_names(schema: TableSchema, given: list[str]) -> list[str]:
    missing = [name for name in schema.names if name not in given]
    extra = [name for name in given if name not in schema.names]
    if missing or (extra and not schema.carries_catalogue):
        raise ValueError(f"table {schema.name}: missing columns {missing}, unknown columns {extra}")
    if not extra:
        return schema.names
    after = schema.names.index("date") + 1
    return [*schema.names[:after], *extra, *schema.names[after:]]


def _as_text(column: "pd.Series[Any]", kind: str) -> list[str]:
    """One column's cells as they stand in the file, which makes rows by joining them."""
    import pandas as pd

    missing = pd.isna(column).to_numpy()
    if kind == "boolean":
        return ["true" if value else "false" for value in column.tolist()]
    if kind == "string":
        values = column.tolist()
        cell_of = {value: _quoted(guarded(str(value))) for value in set(values)}
        text = [cell_of[value] for value in values]
    elif kind == "integer":
        text = list(map(str, column.where(~missing, 0).astype("int64").tolist()))
    else:
        # Added to 0, a minus zero loses its sign.
        text = list(map("{:.6g}".format, (column.astype(float) + 0.0).tolist()))
    for place in missing.nonzero()[0]:
        text[place] = ""
    return text


def _quoted(text: str) -> str:
    """Put a cell into quotation marks where CSV asks for them."""
    return '"' + text.replace('"', '""') + '"' if SPECIAL.search(text) else text


def unguarded(text: str) -> str:
    """Take the apostrophe of `guarded` off again.

    Parameters
    ----------
    text
        A cell.

    Returns
    -------
    str
        The text before it was guarded; the text itself where it was harmless.
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
