"""Making a project: settings, themes, and a catalogue of the researcher's files and metadata."""

import csv
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from dissent.catalogue import KNOWN, REQUIRED, earliest_date
from dissent.errors import DissentError, raise_all
from dissent.settings import REPOSITORY
from dissent.slugs import slug
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
    chosen = _documents(list(files), rows, metadata)
    _check(chosen, metadata)
    records = [_record(path, row) for path, row in chosen]
    _make_ids_unique(records)
    header = _header(columns, records)
    if group not in (*header, "year", "decade"):
        raise DissentError(f"--group: there is no column `{group}`; there are {', '.join(header)}")
    _write(folder, header, records, dict.fromkeys(path for path, _ in chosen), group)
    snakemake = Path(sys.executable).parent / "snakemake"
    snakefile = REPOSITORY / "workflow" / "Snakefile"
    command = shlex.join([str(snakemake), "-c2", "-s", str(snakefile), "--directory", str(folder)])
    return (
        f"{folder}: a project of {len(records)} document{'' if len(records) == 1 else 's'}."
        f"{_renamed_note(columns)}\nLook through {catalogue}, then run:\n  {command}"
    )


def _read_metadata(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    if not path.is_file():
        raise DissentError(f"--metadata: there is no file {path}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DissentError(f"{path}: not UTF-8; save it as “CSV UTF-8”") from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        raw = list(reader)
    except csv.Error as error:
        raise DissentError(
            f"{path}, line {reader.line_num}: {error}; is a quotation mark not closed?"
        ) from error
    columns = [name.strip() for name in raw[0]] if raw else []
    names = [_column_name(name, columns) for name in columns]
    if "file" not in names:
        raise DissentError(f"{path}: a column `file` is needed; there are {', '.join(columns)}")
    problems = [
        f"{path}: the columns {_listed(columns, name)} both mean `{name}`; rename one"
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    problems += [
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


def _listed(columns: Sequence[str], name: str) -> str:
    return " and ".join(f"`{c}`" for c in columns if _column_name(c, columns) == name)


def _column_name(name: str, columns: Iterable[str]) -> str:
    """Name a column as the catalogue does, and keep it apart from those that dissent computes."""
    low = re.sub(r"\s+", "_", name.lower())
    better = SYNONYMS.get(low, low)
    if better != low and better in columns:
        better = low
    return f"given_{better}" if better in computed_columns("documents") else better


def _documents(
    files: list[Path], rows: list[dict[str, str]], metadata: Path | None
) -> list[tuple[Path, dict[str, str]]]:
    """Pair files with their rows; one file may have several rows, each a section of it."""
    if metadata is None:
        return [(path, {}) for path in files]
    if not files:
        return [(metadata.parent / row["file"], row) for row in rows]
    of_name: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        of_name.setdefault(Path(row["file"]).name, []).append(row)
    raise_all(
        [
            f"{metadata} has no row for the file {path.name}"
            for path in files
            if path.name not in of_name
        ],
        heading="the new project",
    )
    return [(path, row) for path in files for row in of_name[path.name]]


def _check(chosen: Sequence[tuple[Path, dict[str, str]]], metadata: Path | None) -> None:
    if not chosen:
        raise DissentError("name the documents' files, or a table of them with --metadata")
    paths = list(dict.fromkeys(path for path, _ in chosen))
    problems = [f"there is no file {path}" for path in paths if not path.is_file()]
    names = [path.name for path in paths]
    problems += [
        f"two files have the name {name}; rename one"
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    problems += [
        f"{metadata}, file {path.name}: date `{row['date']}` is not EDTF; write 1920-09, 1922, "
        "1921/1922 or 1922?"
        for path, row in chosen
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
    taken: set[str] = set()
    for record in records:
        name, number = record["doc_id"], 1
        while record["doc_id"] in taken:
            number += 1
            record["doc_id"] = f"{name}-{number}"
        taken.add(record["doc_id"])


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
    header: Sequence[str],
    records: Sequence[dict[str, str]],
    files: Iterable[Path],
    group: str,
) -> None:
    catalogue = folder / "corpus" / "documents.csv"
    texts = catalogue.parent / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for path in files:
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
