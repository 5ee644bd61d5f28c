"""What a spaCy pipeline's own files say of it: where it lies, its language, what it can give.

Planning reads them at every run, so it is done without spaCy, which takes a second to import. What
the files cannot tell (components of others' making) is found out when the pipeline is loaded.
"""

import hashlib
import importlib.util
import json
import shlex
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dissent.errors import DissentError
from dissent.settings import REPOSITORY

EMBEDDED = {"en_dissent": REPOSITORY / "workflow" / "model" / "en_dissent"}
CONFIG, META = "config.cfg", "meta.json"
PIP = f"{shlex.quote(sys.executable)} -m pip install"
DOWNLOAD = f"{shlex.quote(sys.executable)} -m spacy download"
# Of the packages that spaCy publishes, as in ru_core_news_sm; they are no packages of PyPI.
OFFICIAL_PARTS = ({"core", "dep", "ent", "sent"}, {"web", "news", "wiki", "ud"},
                  {"sm", "md", "lg", "trf"})  # fmt: skip

# What the token table needs, by spaCy's names of the annotations.
NEEDED = {
    "POS": "parts of speech (UPOS: from a morphologizer, or a tagger with an attribute_ruler)",
    "LEMMA": "lemmas (from a lemmatizer)",
}
# What spaCy's own components and tokenizers can give of it; one that is not here can give all.
GIVES: Mapping[str, tuple[str, ...]] = {
    "morphologizer": ("POS",),
    "attribute_ruler": ("POS", "LEMMA"),
    "lemmatizer": ("LEMMA",),
    "trainable_lemmatizer": ("LEMMA",),
    "dissent_lemmatizer": ("LEMMA",),
    "spacy.ja.JapaneseTokenizer": ("POS", "LEMMA"),
    "spacy.ko.KoreanTokenizer": ("POS", "LEMMA"),
    **dict.fromkeys(
        (
            "tok2vec", "transformer", "curated_transformer", "tagger", "parser", "beam_parser",
            "senter", "sentencizer", "ner", "beam_ner", "entity_ruler", "future_entity_ruler",
            "entity_linker", "span_ruler", "span_finder", "spancat", "spancat_singlelabel",
            "textcat", "textcat_multilabel", "merge_noun_chunks", "merge_entities",
            "merge_subtokens", "token_splitter", "doc_cleaner", "spacy.Tokenizer.v1",
            "spacy.zh.ChineseTokenizer", "spacy.vi.VietnameseTokenizer", "spacy.th.ThaiTokenizer",
        ),
        (),
    ),
}  # fmt: skip
# The components that divide into sentences; of those that are switched off the first is taken.
SENTENCE_FINDERS = ("senter", "parser", "beam_parser", "sentencizer")
BY_RULE = "by rule (full stop, question mark, exclamation mark)"


@dataclass(frozen=True)
class Pipeline:
    """A pipeline, as its files describe it.

    `name` is what stands in the setting `models`, `folder` where its config.cfg lies. `components`
    and `disabled` give each component's factory by its name: those that run, and those that are
    switched off.
    """

    name: str
    folder: Path
    installed: bool
    language: str
    version: str
    spacy_version: str
    tokenizer: str
    components: Mapping[str, str]
    disabled: Mapping[str, str]

    @property
    def lacking(self) -> list[str]:
        """What none of its components can give, of `NEEDED`."""
        parts = (self.tokenizer, *self.components.values())
        possible = {label for part in parts for label in GIVES.get(part, NEEDED)}
        return [label for label in NEEDED if label not in possible]

    @property
    def sentence_finders(self) -> list[str]:
        """Its components that divide into sentences: all that run, or else one to switch on."""
        running = [name for name, part in self.components.items() if part in SENTENCE_FINDERS]
        idle = [name for name, part in self.disabled.items() if part in SENTENCE_FINDERS]
        return running or sorted(idle, key=lambda n: SENTENCE_FINDERS.index(self.disabled[n]))[:1]

    @property
    def divided_by_rule(self) -> bool | None:
        """Whether dissent has to divide into sentences; None where only loading it can tell."""
        if self.sentence_finders:
            return False
        parts = (self.tokenizer, *self.components.values())
        return True if all(part in GIVES for part in parts) else None

    @property
    def sentence_breaks(self) -> str:
        """How its texts are divided into sentences, in words."""
        if self.divided_by_rule is None:
            return f"by components of the pipeline's own, or {BY_RULE} if they set none"
        if self.divided_by_rule:
            return f"{BY_RULE}: the pipeline has none"
        return f"by the pipeline's {' and '.join(self.sentence_finders)}"

    @property
    def checksum(self) -> str:
        """Of the files in its folder; nothing for an installed package, which has its version."""
        return "" if self.installed else _checksum(self.folder)

    @property
    def identity(self) -> str:
        """Exactly which pipeline it is, for knowing when to tag anew."""
        return f"{self.name} {self.version} {self.checksum}".rstrip()


@cache
def read_pipeline(name: str) -> Pipeline:
    """Find a pipeline and read what its files say of it.

    Parameters
    ----------
    name
        `en_dissent`, the name of an installed package, or the path of a pipeline's folder, relative
        to the working directory, which is the project's folder.

    Returns
    -------
    Pipeline
        The folder's, where a folder and a package have the same name.

    Raises
    ------
    DissentError
        Where there is none, with the command that installs it; where it is no pipeline.
    """
    if not name.strip():
        raise DissentError("no pipeline is named; write the name of a package or a folder")
    folder = EMBEDDED.get(name, Path(name))
    package = None if _is_pipeline(folder) else _package(name)
    if package:
        folder = package
    elif not _is_pipeline(folder):
        raise DissentError(_absent(name))
    try:
        return _described(name, folder, installed=package is not None)
    except (ValueError, AttributeError, ConfigError) as error:
        raise DissentError(
            f"{CONFIG} or {META} in {folder} cannot be read ({' '.join(str(error).split())}); "
            "write the pipeline to its folder anew, or install it anew"
        ) from error


def is_official(name: str) -> bool:
    """Say whether a name is formed as those of the packages that spaCy publishes.

    Parameters
    ----------
    name
        As in `ru_core_news_sm`.

    Returns
    -------
    bool
        Whether `spacy download` is the way to install it.
    """
    language, *parts = name.split("_")
    return len(language) == 2 and len(parts) == len(OFFICIAL_PARTS) and all(
        part in known for part, known in zip(parts, OFFICIAL_PARTS, strict=True)
    )  # fmt: skip


def _is_pipeline(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and (folder / META).is_file()


def _package(name: str) -> Path | None:
    """Find where an installed package keeps its pipeline: beside its code, as spaCy packs them."""
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    for place in (found.submodule_search_locations or []) if found else []:
        for folder in (Path(place), *sorted(Path(place).glob(f"{name}-*"))):
            if _is_pipeline(folder):
                return folder
    return None


def _absent(name: str) -> str:
    """Say why a name leads to no pipeline, and what to do."""
    folder = Path(name)
    if folder.is_dir():
        inside = [path for path in sorted(folder.glob("*/")) if _is_pipeline(path)]
        hint = f"; write {' or '.join(f'`{path}`' for path in inside)}, which is" if inside else ""
        return f"the folder {name} is no spaCy pipeline (it lacks {CONFIG} or {META}){hint}"
    if not name.isidentifier():
        return f"there is no folder {name} (a path is relative to the project's folder)"
    if importlib.util.find_spec(name):
        return f"the Python package {name} is no spaCy pipeline (it has no {CONFIG} and {META})"
    command = f"`{DOWNLOAD} {name}`" if is_official(name) else f"`{PIP} FILE_OR_ADDRESS_OF_IT`"
    return (
        "this pipeline is not installed; install it into the environment that runs dissent with "
        f"{command}"
    )


def _described(name: str, folder: Path, *, installed: bool) -> Pipeline:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    config = ConfigParser(interpolation=None, strict=False)
    config.optionxform = str  # type: ignore[assignment, method-assign]
    config.read_string((folder / CONFIG).read_text(encoding="utf-8"))

    def value(section: str, key: str) -> Any:
        return json.loads(config.get(section, key, fallback="null"))

    names = value("nlp", "pipeline") or []
    disabled = value("nlp", "disabled") or []
    factories = {part: value(f"components.{part}", "factory") or "" for part in names}
    return Pipeline(
        name=name,
        folder=folder,
        installed=installed,
        language=value("nlp", "lang") or meta.get("lang", ""),
        version=meta.get("version", ""),
        spacy_version=meta.get("spacy_version", ""),
        tokenizer=value("nlp.tokenizer", "@tokenizers") or "",
        components={part: factories[part] for part in names if part not in disabled},
        disabled={part: factories[part] for part in names if part in disabled},
    )


@cache
def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return f"sha256:{digest.hexdigest()[:16]}"
