"""How the numbers were made, for an article's methods section, and from which files exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dissent.report.material import SHOWN_DOCUMENTS, Material
from dissent.report.wording import listed, without_place

# Settings that say how the work is divided; no result depends on them.
WITHOUT_EFFECT = ("shard_megabytes",)


@dataclass(frozen=True)
class Checksum:
    """A file that was read."""

    name: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Tagger:
    """A pipeline, the languages that it tagged, and how it divided them into sentences."""

    languages: str
    pipeline: str
    checksum: str
    sentence_breaks: str


@dataclass(frozen=True)
class Methods:
    """What the methods section says."""

    software: Mapping[str, str]
    taggers: tuple[Tagger, ...]
    settings: Mapping[str, str]
    raw: Mapping[str, Any]
    rules: int
    categories: int
    bootstrap: int
    likelihood: int
    intervals: int
    permuted: int
    contrasts: int
    theme_files: tuple[Checksum, ...]
    documents: tuple[Checksum, ...]
    documents_total: int


def methods(material: Material) -> Methods:
    """Gather what the methods section needs.

    Parameters
    ----------
    material
        The tables, the themes and the run's record.

    Returns
    -------
    Methods
        Without any folder of the machine that the run was made on.
    """
    record = material.record
    themes = zip(material.themes, record["themes"], strict=False)
    shown = set(material.shown)
    return Methods(
        software=record["software"],
        taggers=tuple(
            Tagger(
                languages=listed(entry["languages"]),
                pipeline=f"{without_place(entry['pipeline'])} {entry['version']}",
                checksum=entry["checksum"],
                sentence_breaks=entry["sentence_breaks"],
            )
            for entry in record["models"]
        ),
        settings={
            key: without_place(value)
            for key, value in _flat(material.settings)
            if key not in WITHOUT_EFFECT
        },
        raw=material.settings,
        rules=len(material.rules),
        categories=sum(len(theme.categories) for theme in material.themes),
        bootstrap=int((material.theme_rates["interval"] == "bootstrap").sum()),
        likelihood=int((material.theme_rates["interval"] == "negative_binomial").sum()),
        intervals=len(material.theme_rates),
        permuted=int((material.theme_contrasts["test"] == "permutation").sum()),
        contrasts=len(material.theme_contrasts),
        theme_files=tuple(
            Checksum(theme.label, without_place(entry["file"]), entry["sha256"])
            for theme, entry in themes
        ),
        documents=tuple(
            Checksum(entry["doc_id"], without_place(entry["file"]), entry["sha256"])
            for entry in record["documents"]
            if entry["doc_id"] in shown
        )[:SHOWN_DOCUMENTS],
        documents_total=len(record["documents"]),
    )


def _flat(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The settings one by one, those of a section as `section.name`."""
    for key, value in settings.items():
        if isinstance(value, Mapping) and key != "models":
            yield from ((f"{key}.{name}", item) for name, item in value.items())
        else:
            yield key, value
