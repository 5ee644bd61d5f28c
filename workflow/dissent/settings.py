"""A project's settings: what config/config.yaml may say, the defaults, and what is wrong."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from dissent.errors import DissentError, raise_all
from dissent.yaml_files import read_yaml

if TYPE_CHECKING:
    from jsonschema import ValidationError

REPOSITORY = Path(__file__).resolve().parents[2]
_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list, as in [a, b]",
    "object": "a list of `key: value` lines, indented below it",
}
SCHEMA_FILE = REPOSITORY / "workflow" / "schemas" / "config.schema.yaml"


@dataclass(frozen=True)
class Intervals:
    """How the uncertainty of rates is found."""

    segment_words: int
    replicates: int
    documents: int
    level: float


@dataclass(frozen=True)
class Contrasts:
    """The comparison of documents two by two."""

    max_documents: int


@dataclass(frozen=True)
class Keyness:
    """Which words are compared between groups, and how."""

    min_count: int
    prior_words: float
    simple_maths_k: float
    rows: int
    sequence_count: int
    max_groups: int
    pair_rows: int


@dataclass(frozen=True)
class Dispersion:
    """How evenly words are spread."""

    min_count: int


@dataclass(frozen=True)
class Collocation:
    """The words that stand near a theme's words."""

    window: int
    terms: tuple[str, ...]
    min_count: int
    rows: int


@dataclass(frozen=True)
class Similarity:
    """How documents are compared as wholes."""

    most_frequent: int
    replicates: int
    max_documents: int
    neighbours: int
    shift_words: int


@dataclass(frozen=True)
class Trends:
    """Theme rates by date."""

    documents: int


@dataclass(frozen=True)
class Evidence:
    """The lines of text behind the numbers."""

    context_words: int


@dataclass(frozen=True)
class Figures:
    """What is drawn."""

    keyness_plots: int


@dataclass(frozen=True)
class Settings:
    """All settings of a project, checked and with every default filled in."""

    catalogue: str
    themes: tuple[str, ...]
    models: dict[str, str]
    group: str
    reference: str
    seed: int
    intervals: Intervals
    contrasts: Contrasts
    keyness: Keyness
    dispersion: Dispersion
    collocation: Collocation
    similarity: Similarity
    trends: Trends
    evidence: Evidence
    figures: Figures
    shard_megabytes: float


_SECTIONS = {
    "intervals": Intervals,
    "contrasts": Contrasts,
    "keyness": Keyness,
    "dispersion": Dispersion,
    "collocation": Collocation,
    "similarity": Similarity,
    "trends": Trends,
    "evidence": Evidence,
    "figures": Figures,
}


def read_config(path: Path, *, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Read a project's settings as they stand in its file, and those given for one run.

    Parameters
    ----------
    path
        The YAML file; may be absent or empty.
    overrides
        What the command line says; a section replaces only the keys that it names.

    Returns
    -------
    dict
        The settings, unchecked.

    Raises
    ------
    DissentError
        Where the file is not YAML (with the line), not UTF-8, or no list of settings.
    """
    content = read_yaml(path, typ="safe") if path.is_file() else None
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise DissentError(f"{path}: a file of settings has to be a list of `key: value` lines")
    settings = {key: value for key, value in content.items() if value is not None}
    for key, value in _plain(overrides).items():
        if isinstance(value, dict):
            value = {name: _number_if_any(item) for name, item in value.items()}
        both = isinstance(value, dict) and isinstance(settings.get(key), dict)
        settings[key] = {**settings[key], **value} if both else value
    return settings


def resolve(config: Mapping[str, Any], *, source: str = "config/config.yaml") -> Settings:
    """Check a configuration against its schema and fill in the defaults.

    Parameters
    ----------
    config
        The project's settings as read from YAML and the command line; may be empty.
    source
        Name of the file, for the messages.

    Returns
    -------
    Settings
        Every setting.

    Raises
    ------
    DissentError
        For unknown keys (naming the nearest known one) and values of the wrong kind.
    """
    # takes a quarter of a second to import, and most steps are given their settings one by one
    from jsonschema import Draft202012Validator

    schema = _schema()
    plain = _plain(config)
    problems = [
        f"{source}: {_unknown_key(key, 'models', [])}" for key in _boolean_keys(plain.get("models"))
    ] + [
        f"{source}: {message}"
        for error in Draft202012Validator(schema).iter_errors(plain)
        for message in _messages(error)
    ]
    raise_all(problems, heading=source)
    full = _with_defaults(plain, schema)
    themes, terms = full.pop("themes"), tuple(full["collocation"]["terms"])
    full["collocation"]["terms"] = terms
    sections = {name: kind(**full.pop(name)) for name, kind in _SECTIONS.items()}
    return Settings(
        themes=(themes,) if isinstance(themes, str) else tuple(themes), **sections, **full
    )


def reference() -> str:
    """Describe every setting in Markdown, from the schema.

    Returns
    -------
    str
        The text of config/README.md.
    """
    lines = [
        "# Settings",
        "",
        "<!-- Written by `dissent settings` from workflow/schemas/config.schema.yaml. -->",
        "",
        f"{_schema()['description']} A setting that is not listed here is an error.",
        "Any can also be given for one run on the command line: `snakemake -c2 --config seed=7`,",
        "or `--config 'intervals={level: 0.9}'`.",
        "",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    for name, entry in _entries(_schema()):
        default = (
            "" if entry.get("type") == "object" and "properties" in entry else entry["default"]
        )
        shown = f"`{default}`" if default != "" else ""
        lines.append(f"| `{name}` | {shown} | {entry['description']} |")
    return "\n".join(lines) + "\n"


def _entries(schema: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in schema["properties"].items():
        yield prefix + name, entry
        if "properties" in entry:
            yield from _entries(entry, prefix=f"{name}.")


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = YAML(typ="safe").load(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


def _plain(value: Any) -> Any:
    """Turn Snakemake's and ruamel's mappings into plain ones, so that they validate and compare."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _number_if_any(value: Any) -> Any:
    """Read a number that Snakemake's `--config section={…}` has left as text."""
    for kind in (int, float):
        try:
            return kind(value) if isinstance(value, str) else value
        except ValueError:
            continue
    return value


def _with_defaults(given: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    full: dict[str, Any] = {}
    for name, entry in schema["properties"].items():
        value = given.get(name, entry.get("default"))
        full[name] = _with_defaults(value, entry) if "properties" in entry else value
    return full


def _messages(error: "ValidationError") -> list[str]:
    """Say in plain words what one schema error means."""
    schema, instance, wanted = _mapping(error.schema), error.instance, str(error.validator_value)
    where = ".".join(str(part) for part in error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(schema["properties"])
        unknown = [key for key in _mapping(instance) if key not in known]
        return [_unknown_key(key, where, known) for key in unknown]
    if error.validator == "enum":
        allowed = ", ".join(f"`{value}`" for value in schema["enum"])
        return [f"`{where}` is `{instance}`; it can only be {allowed}"]
    if error.validator == "type":
        return [f"`{where}` is `{instance}`; it has to be {_KINDS[wanted]}"]
    if error.validator == "oneOf":
        return [f"`{where}` is `{instance}`; it has to be a path or a list of paths"]
    return [f"`{where}`: {error.message}"]


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _boolean_keys(models: object) -> list[bool]:
    """Find the languages that YAML has read as true or false (Norwegian, `no`)."""
    return [key for key in models if isinstance(key, bool)] if isinstance(models, dict) else []


def _unknown_key(key: object, where: str, known: list[str]) -> str:
    place = f" in `{where}`" if where else ""
    if isinstance(key, bool):
        return f'a key{place} reads as {key}: write it in quotation marks, as in "no"'
    near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
    return f"unknown setting `{key}`{place}; {hint}"
