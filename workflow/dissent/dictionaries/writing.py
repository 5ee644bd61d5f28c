"""`dissent themes export`: themes become a dictionary that other programs read."""

from collections.abc import Sequence
from pathlib import Path

from dissent.dictionaries.entries import tokeniser
from dissent.dictionaries.exporting import Unsaid, entries_of, forms_in
from dissent.dictionaries.model import Target
from dissent.dictionaries.to_liwc import liwc_text
from dissent.dictionaries.to_quanteda import quanteda_text
from dissent.errors import DissentError
from dissent.settings import read_config, resolve
from dissent.tagged import CONFIG, TaggedCorpus, open_corpus
from dissent.themes.files import Theme, read_themes, theme_files


def export_themes(
    project: Path,
    *,
    names: Sequence[str],
    target: Target,
    language: str,
    forms: bool,
    output: Path | None,
) -> tuple[str, list[Unsaid]]:
    """Write themes of a project as a dictionary.

    Parameters
    ----------
    project
        Its folder.
    names
        The themes.
    target
        The program that shall read it.
    language
        In which entries are spelled: `en`, `ru`, …
    forms
        Whether a lemma is written in all its forms in the tagged corpus.
    output
        The file, if there shall be one.

    Returns
    -------
    tuple of str and list of Unsaid
        The dictionary, and which rules are not in it, or not quite.

    Raises
    ------
    DissentError
        Where there is no such theme, no tagged corpus, no place for the file, or nothing to write.
    """
    settings = resolve(read_config(project / CONFIG, overrides={}), source=str(project / CONFIG))
    themes = _named(read_themes(theme_files(settings.themes, folder=project)), names)
    corpus = open_corpus(project) if forms else None
    text, unsaid = dictionary_text(themes, target=target, language=language, corpus=corpus)
    if output is not None:
        _write(text, output)
    return text, unsaid


def dictionary_text(
    themes: Sequence[Theme], *, target: Target, language: str, corpus: TaggedCorpus | None
) -> tuple[str, list[Unsaid]]:
    """Write themes as a dictionary.

    Parameters
    ----------
    themes
        The themes.
    target
        The program that shall read it.
    language
        In which entries are spelled: `en`, `ru`, …
    corpus
        Where the forms of lemmas are found; without it a word is written as it stands.

    Returns
    -------
    tuple of str and list of Unsaid
        The file, and which rules are not in it, or not quite.

    Raises
    ------
    DissentError
        Where no rule of the themes can be said.
    """
    forms = None if corpus is None else forms_in(corpus)
    said, unsaid = entries_of(themes, tokenise=tokeniser(language), forms=forms)
    names = ", ".join(theme.theme for theme in themes)
    if target is Target.LIWC:
        text, more = liwc_text(said)
        unsaid, empty = [*unsaid, *more], len(more) == len(said)
    else:
        text, empty = quanteda_text(said, heading=f"Written by dissent from {names}."), not said
    if empty:
        raise DissentError(f"no rule of {names} can be said in a dictionary of {target}")
    return text, unsaid


def _named(themes: Sequence[Theme], names: Sequence[str]) -> list[Theme]:
    known = {theme.theme: theme for theme in themes}
    for name in names:
        if name not in known:
            raise DissentError(
                f"there is no theme `{name}`; there are {', '.join(known) or 'none'}"
            )
    return [known[name] for name in dict.fromkeys(names)]


def _write(text: str, path: Path) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise DissentError(f"{path}: {error.strerror}") from error
