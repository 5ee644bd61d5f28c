"""Which formula is each statistic, where is it from, and which published values does it reproduce?

One YAML file per family lies beside this module. The tests execute every published value in them,
and the report's appendix is written from the same lines, so the two cannot drift apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FOLDER = Path(__file__).parent
SCHEMA_FILE = Path(__file__).resolve().parents[3] / "schemas" / "passports.schema.yaml"

Values = float | tuple["Values", ...]


@dataclass(frozen=True)
class Published:
    """One published value: what it was computed from, and how exactly it is reproduced.

    It is reproduced to half a unit of the last of its `decimals`, or within the `tolerance`.
    """

    arguments: Mapping[str, Any]
    value: Values
    citation: str
    pick: tuple[int, ...] = ()
    decimals: int | None = None
    tolerance: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """Published values of another variant or measure, with the reason why it is not given."""

    value: Values
    measure: str
    source: str
    reason: str


@dataclass(frozen=True)
class Passport:
    """A statistic: its variant, its formula in LaTeX, its source, where it is used and checked."""

    id: str
    name: str
    variant: str
    formula: str
    symbols: str
    direction: str
    source: str
    function: str
    used_in: tuple[str, ...]
    published: tuple[Published, ...]
    checked_by: str = ""


@dataclass(frozen=True)
class Family:
    """The statistics of one file, and the published values that none of them reproduces."""

    name: str
    passports: tuple[Passport, ...]
    elsewhere: tuple[Elsewhere, ...]


@cache
def families() -> dict[str, Family]:
    """Read the passports of all statistics.

    Returns
    -------
    dict of str to Family
        By the name of the family, in alphabetical order.

    Raises
    ------
    ValueError
        Where a file does not fit the schema or two statistics have the same id.
    """
    found = {path.stem: read_family(path) for path in sorted(FOLDER.glob("*.yaml"))}
    check_ids(found.values())
    return found


def read_family(path: Path) -> Family:
    """Read the passports of one family.

    Parameters
    ----------
    path
        The YAML file, named after the family.

    Returns
    -------
    Family
        With the statistics in the order of the file.

    Raises
    ------
    ValueError
        Where it is not YAML or does not fit the schema, with the entry and what is wrong with it.
    """
    try:
        # 1.2 throughout: in YAML 1.1 the tolerance 1e-9 would be a text.
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise ValueError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from error
    validator = jsonschema.Draft202012Validator(_schema())
    problems = [
        f"{path.name}, {_place(content, list(error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(content)
    ]
    if problems:
        raise ValueError("\n".join(problems))
    return Family(
        name=path.stem,
        passports=tuple(_passport(entry) for entry in content["statistics"]),
        elsewhere=tuple(
            Elsewhere(**{**entry, "value": _frozen(entry["value"])})
            for entry in content.get("elsewhere", [])
        ),
    )


def check_ids(found: Iterable[Family]) -> None:
    """Make sure that every statistic has an id of its own.

    Parameters
    ----------
    found
        All families.

    Raises
    ------
    ValueError
        That names the id and the families of the two.
    """
    seen: dict[str, str] = {}
    for family in found:
        for passport in family.passports:
            if passport.id in seen:
                raise ValueError(
                    f"`{passport.id}` is in {seen[passport.id]}.yaml and in {family.name}.yaml"
                )
            seen[passport.id] = family.name


def numbers(value: Values) -> Iterator[float]:
    """List the numbers of a value one by one.

    Parameters
    ----------
    value
        A number, or numbers in tuples.

    Yields
    ------
    float
        In the order in which they are printed.
    """
    if isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    else:
        yield value


def _passport(entry: Mapping[str, Any]) -> Passport:
    published = tuple(_published(one) for one in entry["published"])
    return Passport(**{**entry, "used_in": tuple(entry["used_in"]), "published": published})


def _published(entry: Mapping[str, Any]) -> Published:
    pick = entry.get("pick", [])
    return Published(
        **{
            **entry,
            "value": _frozen(entry["value"]),
            "pick": tuple(pick) if isinstance(pick, list) else (pick,),
        }
    )


def _frozen(value: Any) -> Values:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _place(content: Any, path: list[Any]) -> str:
    """Say where in a file something is wrong: by the statistic's id where it has one."""
    match path:
        case [str(section), int(number), *rest]:
            entry = content[section][number]
            name = entry.get("id") or entry.get("measure") if isinstance(entry, dict) else None
            start = f"{section} {number + 1}" + (f" (`{name}`)" if name else "")
            return ", ".join([start, *_steps(rest)])
    return ", ".join(_steps(path)) or "the whole file"


def _steps(path: list[Any]) -> list[str]:
    return [str(step + 1) if isinstance(step, int) else f"`{step}`" for step in path]


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = YAML(typ="safe", pure=True).load(
        SCHEMA_FILE.read_text(encoding="utf-8")
    )
    return schema
