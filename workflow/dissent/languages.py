"""Which pipeline tags which language, whether it can, and what to write in `models` where not."""

import importlib.metadata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from dissent.errors import DissentError, raise_all
from dissent.pipelines import DOWNLOAD, NEEDED, Pipeline, is_official, read_pipeline

ANY_LANGUAGE = "xx"
# The languages for which spaCy 3.8 publishes a package LANGUAGE_core_news_sm.
WITH_NEWS_PACKAGE = frozenset(
    ("ca", "da", "de", "el", "es", "fi", "fr", "hr", "it", "ja", "ko", "lt", "mk", "nb", "nl", "pl",
     "pt", "ro", "ru", "sl", "sv", "uk")
)  # fmt: skip
# Of spaCy's packages those that lack something: one finds names, one sentences, one has no lemmas.
NOT_ENOUGH = ("xx_ent_wiki_sm", "xx_sent_ud_sm", "zh_core_web_")
# A language that is written with another's pipeline: Norwegian is nearly always Bokmål.
SPOKEN_AS = {"no": ("nb", "nn")}


@dataclass(frozen=True)
class Tagger:
    """A pipeline, and the languages of the catalogue that it tags."""

    pipeline: Pipeline
    languages: tuple[str, ...]

    @property
    def record(self) -> dict[str, object]:
        """What run.json says of it."""
        return {
            "languages": list(self.languages),
            "pipeline": self.pipeline.name,
            "version": self.pipeline.version,
            "checksum": self.pipeline.checksum,
            "sentence_breaks": self.pipeline.sentence_breaks,
        }


def setting_for(language: str, models: Iterable[str]) -> str | None:
    """Find the language under which the setting `models` has a pipeline for a document.

    Parameters
    ----------
    language
        A language tag of the catalogue.
    models
        The setting `models`, or the languages in it.

    Returns
    -------
    str or None
        The tag itself, or its first part (`en` for `en-GB`), or nothing.
    """
    known = set(models)
    return next((tag for tag in (language, _base(language)) if tag in known), None)


def taggers(languages: Iterable[str], models: Mapping[str, str]) -> list[Tagger]:
    """Find the pipelines that tag some languages, and check all that can be seen without spaCy.

    Parameters
    ----------
    languages
        Language tags of the catalogue.
    models
        The setting `models`.

    Returns
    -------
    list of Tagger
        By the pipelines' names.

    Raises
    ------
    DissentError
        Where a language has none; where one is missing, is for another language or spaCy, or gives
        no parts of speech or lemmas. Names the setting, and what to write instead.
    """
    tagged: dict[str, list[str]] = {}
    problems = []
    for language in sorted(set(languages)):
        setting = setting_for(language, models)
        if setting is None:
            problems.append(without_pipeline(language))
            continue
        name = models[setting]
        tagged.setdefault(name, []).append(language)
        if problem := _problem(name, language):
            problems.append(f"setting `models`, `{setting}: {name}`: {problem}")
    raise_all(list(dict.fromkeys(problems)), heading="setting `models`")
    return [Tagger(read_pipeline(name), tuple(tagged[name])) for name in sorted(tagged)]


def without_pipeline(language: str) -> str:
    """Say that a language has no pipeline, and what to write.

    Parameters
    ----------
    language
        A language tag of the catalogue.

    Returns
    -------
    str
        The message.
    """
    return f"language `{language}` has no pipeline in the setting `models`; {advice(language)}"


def without_needed(pipeline: Pipeline, lacking: Iterable[str], *, language: str) -> str:
    """Say that a pipeline does not give what is needed, and what to write instead.

    Parameters
    ----------
    pipeline
        The pipeline.
    lacking
        What it does not give, of `NEEDED`.
    language
        The language that it should tag.

    Returns
    -------
    str
        The message.
    """
    missing = " and no ".join(NEEDED[label] for label in lacking)
    disabled = [f"{name} (switched off)" for name in pipeline.disabled]
    parts = ", ".join([*pipeline.components, *disabled]) or "none"
    return f"this pipeline gives no {missing}; its components: {parts}; {advice(language)}"


def advice(language: str) -> str:
    """Say what can be written in the setting `models` for a language.

    Parameters
    ----------
    language
        A language tag.

    Returns
    -------
    str
        The end of a message.
    """
    base = _base(language)
    if base == "en":
        return "write `en: en_dissent`, which comes with dissent"
    if base == ANY_LANGUAGE:
        return (
            "spaCy 3.8 has no multilingual package that gives parts of speech and lemmas "
            "(xx_sent_ud_sm only finds sentences, xx_ent_wiki_sm names): give each document its "
            "own language in the catalogue and each language a pipeline in `models`, or name the "
            "folder of a multilingual pipeline trained to tag"
        )
    for spoken in (base, *SPOKEN_AS.get(base, ())):
        if spoken in WITH_NEWS_PACKAGE:
            return f"write `{base}: {spoken}_core_news_sm`, or another pipeline for `{base}`"
    return (
        f"dissent knows of no spaCy package for `{base}` that gives parts of speech and lemmas; "
        f"write the name of an installed one or the path of a folder, as in `{base}: my_pipeline`"
    )


def _base(language: str) -> str:
    return language.split("-")[0]


def _problem(name: str, language: str) -> str | None:
    """Say what stands in the way of tagging a language with a pipeline."""
    try:
        pipeline = read_pipeline(name)
    except DissentError as error:
        if name.startswith(NOT_ENOUGH):
            return f"this package does not give both parts of speech and lemmas; {advice(language)}"
        perhaps_misspelt = name.isidentifier() and not (is_official(name) or Path(name).is_dir())
        return f"{error}; or {advice(language)}" if perhaps_misspelt else str(error)
    spoken = (_base(language), *SPOKEN_AS.get(_base(language), ()), ANY_LANGUAGE)
    if pipeline.language not in spoken:
        return (
            f"this pipeline is for `{pipeline.language}`, the documents are in `{language}`; "
            f"{advice(language)}; or correct the column `language` of the catalogue"
        )
    if not _made_for_this_spacy(pipeline.spacy_version):
        installed = Version(importlib.metadata.version("spacy"))
        remedy = (
            f"install the one for this spaCy with `{DOWNLOAD} {name}`"
            if is_official(name)
            else f"train it anew with spaCy {installed.major}.{installed.minor}, or take another"
        )
        return (
            f"this pipeline was made for spaCy {pipeline.spacy_version}, installed is "
            f"{installed}; {remedy}"
        )
    if pipeline.lacking:
        return without_needed(pipeline, pipeline.lacking, language=language)
    return None


def _made_for_this_spacy(constraint: str) -> bool:
    """Compare versions up to the minor one: within it, what is trained works with any patch."""
    installed = Version(importlib.metadata.version("spacy"))
    try:
        allowed = SpecifierSet(f"=={constraint}" if constraint[:1].isdigit() else constraint)
    except InvalidSpecifier:
        return True
    patches = (str(installed), f"{installed.major}.{installed.minor}.9999")
    return any(allowed.contains(version, prereleases=True) for version in patches)
