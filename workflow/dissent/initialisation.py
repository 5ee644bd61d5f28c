"""Making a project: settings, themes, and a catalogue of the researcher's files and metadata."""

import csv
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from dissent.catalogue import KNOWN, REQUIRED, earliest_date, slug
from dissent.errors import DissentError, raise_all
from dissent.settings import REPOSITORY
from dissent.tables import computed_columns

# Names that metadata tables use for columns of the catalogue.
SYNONYMS = {
    "id": "doc_id",
    "filename": "file",
    "path": "file",
    "year": "date",
    "lang": "language",
    "license": "licence",
    "name": "title",
    "creator": "author",
    "pub_date": "date",
}
FIRST_COLUMNS = ("doc_id", "title", "author", "date", "language", "genre", "file")

CONFIG = """\
# The settings of this project. Only what differs from the defaults need stand here; every setting,
# its default and its meaning: {reference}

# What is compared with what in the keyness tables: each document (doc_id), or documents put
# together by a column of corpus/documents.csv, or by year or decade.
group: {group}

# Which spaCy pipeline tags which language.
# models:
#   en: en_dissent
#   ru: ru_core_news_sm

# Level and number of replicates of the intervals.
# intervals:
#   level: 0.95
#   replicates: 2000
"""


def make_project(folder: Path, *, files: Sequence[Path], metadata: Path | None, group: str) -> str:
    """Make a project's folder.

    Parameters
    ----------
    folder
        Made if need be; must not have a catalogue yet.
    files
        The documents, copied to `corpus/texts`. Without any, those that the metadata table names.
    metadata
        A CSV table with a column `file` (or `filename`, `path`); its other columns become columns
        of the catalogue. Files are looked for beside it.
    group
        The setting `group`.

    Returns
    -------
    str
        What was made and what to do next.

    Raises
    ------
    DissentError
        Where nothing can be made, before anything is written.
    """
    catalogue = folder / "corpus" / "documents.csv"
    if catalogue.exists():
        raise DissentError(f"{catalogue} exists already; choose another folder, or edit that file")
    rows, columns = _read_metadata(metadata) if metadata else ([], [])
    chosen = list(files) or [_beside(metadata, row["file"]) for row in rows]
    _check(chosen, rows, metadata)
    by_name = {Path(row["file"]).name: row for row in rows}
    records = [_record(path, by_name.get(path.name, {})) for path in chosen]
    _make_ids_unique(records)
    header = _header(columns, records)
    if group not in (*header, "year", "decade"):
        raise DissentError(f"--group: there is no column `{group}`; there are {', '.join(header)}")
    _write(folder, catalogue, header, records, chosen, group)
    note = _renamed_note(columns)
    return (
        f"{folder}: a project of {len(records)} documents.{note}\n"
        f"Look through {catalogue}, then run:  snakemake -c2 --directory {folder}"
    )


def _read_metadata(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    if not path.is_file():
        raise DissentError(f"--metadata: there is no file {path}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DissentError(f"{path}: not UTF-8; save it as “CSV UTF-8”") from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    raw = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    columns = [name.strip() for name in raw[0]] if raw else []
    names = [_column_name(name, columns) for name in columns]
    if "file" not in names:
        raise DissentError(f"{path}: a column `file` is needed; there are {', '.join(columns)}")
    problems = [
        f"{path}, row {number}: {len(cells)} cells, but the header has {len(names)}"
        for number, cells in enumerate(raw[1:], start=2)
        if any(cells) and len(cells) != len(names)
    ]
    raise_all(problems, heading=str(path))
    rows = [
        dict(zip(names, (cell.strip() for cell in cells), strict=True))
        for cells in raw[1:]
        if any(cells)
    ]
    return rows, columns


def _column_name(name: str, columns: Iterable[str]) -> str:
    """Name a column as the catalogue does, and keep it apart from those that dissent computes."""
    low = re.sub(r"\s+", "_", name.lower())
    better = SYNONYMS.get(low, low)
    if better != low and better in columns:
        better = low
    return f"given_{better}" if better in computed_columns("documents") else better


def _beside(metadata: Path | None, name: str) -> Path:
    return metadata.parent / name if metadata else Path(name)


def _check(chosen: Sequence[Path], rows: Sequence[dict[str, str]], metadata: Path | None) -> None:
    if not chosen:
        raise DissentError("name the documents' files, or a table of them with --metadata")
    problems = [f"there is no file {path}" for path in chosen if not path.is_file()]
    names = [path.name for path in chosen]
    problems += [
        f"two files have the name {name}; rename one" for name in sorted(set(names))
        if names.count(name) > 1
    ]  # fmt: skip
    if metadata:
        known = {Path(row["file"]).name for row in rows}
        problems += [f"{metadata} has no row for the file {n}" for n in names if n not in known]
        problems += [
            f"{metadata}, row {number}: date `{row['date']}` is not EDTF; write 1920-09, 1922, "
            "1921/1922 or 1922?"
            for number, row in enumerate(rows, start=2)
            if row.get("date") and not _is_date(row["date"])
        ]
    raise_all(problems, heading="the new project")


def _is_date(text: str) -> bool:
    try:
        earliest_date(text)
    except ValueError:
        return False
    return True


def _record(path: Path, row: dict[str, str]) -> dict[str, str]:
    stem = path.stem
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    title = row.get("title") or words[:1].upper() + words[1:]
    return {
        **row,
        "doc_id": slug(row.get("doc_id") or stem),
        "title": title,
        "language": row.get("language") or "en",
        "file": f"texts/{path.name}",
    }


def _make_ids_unique(records: Sequence[dict[str, str]]) -> None:
    seen: dict[str, int] = {}
    for record in records:
        name = record["doc_id"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            record["doc_id"] = f"{name}-{seen[name]}"


def _header(columns: Sequence[str], records: Sequence[dict[str, str]]) -> list[str]:
    given = [_column_name(name, columns) for name in columns]
    first = [name for name in FIRST_COLUMNS if name in REQUIRED or name in records[0]]
    return [*first, *(name for name in given if name not in first)]


def _renamed_note(columns: Sequence[str]) -> str:
    renamed = {name: _column_name(name, columns) for name in columns}
    changes = [f"`{old}` is now `{new}`" for old, new in renamed.items() if old != new]
    carried = [new for new in renamed.values() if new not in KNOWN]
    note = f" In the catalogue {', '.join(changes)}." if changes else ""
    return note + (f" Columns carried along: {', '.join(carried)}." if carried else "")


def _write(
    folder: Path,
    catalogue: Path,
    header: Sequence[str],
    records: Sequence[dict[str, str]],
    chosen: Sequence[Path],
    group: str,
) -> None:
    texts = catalogue.parent / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for path in chosen:
        shutil.copyfile(path, texts / path.name)
    config = folder / "config"
    shutil.copytree(
        REPOSITORY / "config" / "themes", config / "themes", dirs_exist_ok=True,
        copy_function=_copy_new,
    )  # fmt: skip
    settings = config / "config.yaml"
    if not settings.exists():
        reference = "config/README.md of dissent, or `dissent settings`"
        settings.write_text(CONFIG.format(group=group, reference=reference), encoding="utf-8")
    with catalogue.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(records)


def _copy_new(source: str, target: str) -> None:
    """Copy a theme file, unless the project has one of that name."""
    if not os.path.exists(target):  # noqa: PTH110  (shutil calls with plain strings)
        shutil.copyfile(source, target)
