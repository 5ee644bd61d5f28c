"""Are a project's theme rules in order? Their files, their examples, what they do in the corpus."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dissent.errors import DissentError
from dissent.settings import Settings, read_config, resolve
from dissent.tagged import CONFIG, TaggedCorpus, open_corpus
from dissent.themes.checks import (
    CHECKS,
    ERROR,
    FAULT,
    Finding,
    check_examples,
    in_file_order,
    same_rules,
)
from dissent.themes.files import Theme, read_themes, theme_files

if TYPE_CHECKING:
    from dissent.tokens import TokenTable

PROBLEM = re.compile(r"(?P<file>.+?\.ya?ml)(, line (?P<line>\d+))?: (?P<message>.*)", re.DOTALL)
COLUMNS = ("file", "line", "level", "check", "theme", "category", "rule_id", "message", "types")


@dataclass(frozen=True)
class Checked:
    """What was found, in the order of files and lines, and what could not be checked."""

    findings: tuple[Finding, ...]
    files: int
    note: str = ""

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.level == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors

    @property
    def summary(self) -> str:
        """All in one line: numbers of errors and warnings, and of each check."""
        kinds = Counter(finding.check for finding in self.findings)
        named = ", ".join(f"{count} {name}" for name, count in kinds.most_common())
        return (
            f"{_counted(self.errors, 'error')}, {_counted(self.warnings, 'warning')} in "
            f"{_counted(self.files, 'theme file')}{f' ({named})' if named else ''}"
        )


def check_themes(project: Path, *, names: Sequence[str] = (), skip: Sequence[str] = ()) -> Checked:
    """Check the theme files of a project.

    Parameters
    ----------
    project
        Its folder.
    names
        Themes to report on; all where none is named. All files are read in any case, because rules
        of one theme are compared with those of others.
    skip
        Checks to leave out.

    Returns
    -------
    Checked
        Faults in the files; where there are none, repeated rules and examples that fail; and, where
        the workflow has tagged the corpus, what the rules as they stand now do in it.

    Raises
    ------
    DissentError
        Where settings cannot be read, or a theme or a check is named that there is none of.
    """
    _check_known(skip, CHECKS, what="check")
    settings = resolve(read_config(project / CONFIG, overrides={}), source=str(project / CONFIG))
    paths = theme_files(settings.themes, folder=project)
    try:
        themes = read_themes(paths)
    except DissentError as error:
        faults = in_file_order(map(_fault, error.problems), map(str, paths))
        return Checked(tuple(faults), len(paths), "the rules are tried once their files are right")
    known = [theme.theme for theme in themes]
    _check_known(names, known, what="theme")
    wanted = set(names or known)
    corpus, note = _corpus(project)
    findings = [
        *same_rules(themes),
        *check_examples(themes, _tagger(settings, corpus)),
        *(_in_corpus(themes, corpus) if corpus else ()),
    ]
    place = {theme.theme: str(path) for theme, path in zip(themes, paths, strict=True)}
    shown = [
        replace(finding, file=place[finding.theme])
        for finding in findings
        if finding.theme in wanted and finding.check not in skip
    ]
    return Checked(tuple(in_file_order(shown, place.values())), len(wanted), note)


def lines(checked: Checked) -> Iterator[tuple[str, str, str]]:
    """Write findings as a compiler does.

    Parameters
    ----------
    checked
        What was found.

    Yields
    ------
    tuple of str
        Place (`file:line`), level, and message with the name of the check; the types of an
        over-broad wildcard follow on lines without place and level.
    """
    for finding in checked.findings:
        place = f"{finding.file}:{finding.line}"
        yield place, finding.level, f"{finding.message} [{finding.check}]"
        if finding.types:
            yield "", "", finding.types


def rows(checked: Checked) -> Iterator[tuple[str, ...]]:
    """Write findings as the rows of a table.

    Parameters
    ----------
    checked
        What was found.

    Yields
    ------
    tuple of str
        With the columns `COLUMNS`; that header first.
    """
    yield COLUMNS
    for finding in checked.findings:
        yield tuple(str(getattr(finding, name)) for name in COLUMNS)


def _fault(problem: str) -> Finding:
    """A message of the reader as a finding: `file, line 3: what`, or `file: what`."""
    found = PROBLEM.fullmatch(problem)
    if found is None:
        raise DissentError(problem)
    return Finding(found["file"], int(found["line"] or 1), ERROR, FAULT, found["message"])


def _check_known(names: Sequence[str], known: Sequence[str], *, what: str) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
            raise DissentError(f"there is no {what} `{name}`; {hint}")


def _corpus(project: Path) -> tuple[TaggedCorpus | None, str]:
    """The tagged corpus, or why there is none to check against."""
    try:
        return open_corpus(project), ""
    except DissentError as error:
        return None, f"only the files and their examples were checked, not the corpus: {error}"


def _tagger(
    settings: Settings, corpus: TaggedCorpus | None
) -> Callable[[Sequence[str]], "TokenTable"]:
    """Tag examples as documents of the corpus' commonest language, or else of the first known."""

    def tag(texts: Sequence[str]) -> "TokenTable":
        from dissent.annotation import Text, annotate
        from dissent.reading.paragraphs import Paragraph

        spoken = Counter(document.language for document in corpus.documents) if corpus else None
        language = spoken.most_common(1)[0][0] if spoken else next(iter(settings.models))
        documents = [
            Text(str(number), language, (Paragraph(text).cleaned(),))
            for number, text in enumerate(texts)
        ]
        return annotate(documents, models=settings.models)

    return tag


def _in_corpus(themes: Sequence[Theme], corpus: TaggedCorpus) -> list[Finding]:
    """Match the rules as they stand now, and see what becomes of each."""
    import pandas as pd
    import pyarrow as pa

    from dissent.comparison.rule_checks import corpus_findings, vocabulary_of, words_of
    from dissent.themes.hits import match_themes

    spans, words = [], []
    for tokens in corpus.tables():
        spans.append(match_themes(themes, tokens, context_words=0).to_pandas())
        words.append(words_of(tokens))
    vocabulary = vocabulary_of(pa.concat_tables(words))
    return corpus_findings(themes, pd.concat(spans, ignore_index=True), vocabulary)


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
