"""`dissent themes import`: a dictionary file becomes theme files, with a report of what did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dissent.dictionaries.entries import tokeniser
from dissent.dictionaries.model import Dictionary, Division, Format, Remark
from dissent.dictionaries.reading import read_dictionary
from dissent.dictionaries.to_theme import Imported, theme_name, themes_of
from dissent.errors import DissentError, raise_all

SHOWN_AT_MOST = 20


@dataclass(frozen=True)
class Meant:
    """How the entries of a dictionary are meant, as the command's options say."""

    language: str = "en"
    case: bool = False
    lemmas: bool = False
    division: Division | None = None


def import_dictionary(
    file: Path,
    *,
    output: Path,
    meant: Meant,
    name: str | None = None,
    encoding: str | None = None,
    kind: Format | None = None,
    force: bool = False,
) -> str:
    """Write the theme files of a dictionary, and beside them what could not be carried over.

    Parameters
    ----------
    file
        The dictionary.
    output
        A folder, or the one theme's file (`.yaml`).
    meant
        How its entries are meant.
    name
        The theme's name; by default that of the file.
    encoding, kind
        Its encoding and its format where they are known.
    force
        Whether files that are there may be written over.

    Returns
    -------
    str
        A report to be shown: what was written, and the first remarks.

    Raises
    ------
    DissentError
        Where the file cannot be read, or a theme file is already there.
    """
    dictionary = read_dictionary(file, encoding=encoding, kind=kind)
    imported = themes_of(
        dictionary,
        name=theme_name(name or file.stem),
        tokenise=tokeniser(meant.language),
        division=meant.division,
        case=meant.case,
        lemmas=meant.lemmas,
    )
    texts = _files(imported, output)
    if not texts:
        raise DissentError(
            f"{file}: nothing could be carried over: {'; '.join(map(str, imported.remarks))}"
        )
    remarks = _remarks_file(imported, texts, name or file.stem)
    if not force:
        there = [
            f"{path} is there already; --force writes over it" for path in texts if path.exists()
        ]
        raise_all(there, heading="dissent themes import")
    if imported.remarks:
        texts |= {remarks: "".join(f"{remark}\n" for remark in imported.remarks)}
    _write(texts)
    return _report(dictionary, imported, [path for path in texts if path != remarks], remarks)


def _files(imported: Imported, output: Path) -> dict[Path, str]:
    if output.suffix.lower() not in (".yaml", ".yml"):
        return {output / f"{theme.theme}.yaml": theme.text for theme in imported.themes}
    if len(imported.themes) > 1:
        raise DissentError(
            f"--output {output}: the dictionary becomes {len(imported.themes)} themes "
            f"({imported.remarks[0].text if imported.remarks else ''}); name a folder"
        )
    return {output: imported.themes[0].text} if imported.themes else {}


def _remarks_file(imported: Imported, texts: dict[Path, str], name: str) -> Path:
    first = next(iter(texts))
    one = len(imported.themes) == 1
    return first.with_name(f"{first.stem if one else theme_name(name)}.import.txt")


def _write(texts: dict[Path, str]) -> None:
    """Write all files, each under its name only once all are whole."""
    parts = {path: path.with_name(f"{path.name}.part") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            parts[path].write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise DissentError(f"{error.filename}: {error.strerror}") from error
    for path, part in parts.items():
        part.replace(path)


def _report(
    dictionary: Dictionary, imported: Imported, written: Sequence[Path], remarks: Path
) -> str:
    """Say what became of the dictionary, in a few lines."""
    content = dictionary.content
    places = {entry.category for entry in content.entries}
    lines = [
        f"{dictionary.file} ({dictionary.format}, {dictionary.encoding}): "
        f"{_number(len(content.entries), 'entry', 'entries')} in "
        f"{_number(len(places), 'category', 'categories')}; "
        f"{_number(imported.rules, 'rule', 'rules')} written:",
        *_shortened([f"  {path}" for path in written]),
    ]
    if imported.remarks:
        lines += [
            f"Not carried over, or not quite ({len(imported.remarks):,}, all in {remarks}):",
            *_shortened([f"  {remark}" for remark in _in_short(imported.remarks)]),
        ]
    return "\n".join(lines)


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _in_short(remarks: Sequence[Remark]) -> list[Remark]:
    """What concerns the whole file first."""
    return sorted(remarks, key=lambda remark: remark.line > 0)


def _shortened(lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN_AT_MOST
    return list(lines) if more <= 0 else [*lines[:SHOWN_AT_MOST], f"  … and {more:,} more"]
