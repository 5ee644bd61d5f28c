"""Reading the YAML that users write: settings and themes, with the line of what is wrong."""

from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scanner import RoundTripScanner, Scanner

from dissent.errors import DissentError
from dissent.yaml_mistakes import NestingError, explained

DEEPEST_NESTING = 50


def read_yaml(path: Path, *, typ: Literal["safe", "rt"]) -> Any:
    """Read a YAML 1.2 file.

    Parameters
    ----------
    path
        The file, UTF-8.
    typ
        `safe` for plain values, `rt` for values that know their line.

    Returns
    -------
    object
        What the file says; None where it is empty.

    Raises
    ------
    DissentError
        Where it is not UTF-8 or not YAML, with the line where that is known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DissentError(f"{path}: not UTF-8; save it as UTF-8") from error
    try:
        return shallow_yaml(typ).load(text)
    except MarkedYAMLError as error:
        line, message = explained(text, error)
        raise DissentError(f"{path}, line {line}: {message}") from error
    except YAMLError as error:
        raise DissentError(f"{path}: not YAML: {' '.join(str(error).split())}") from error


def shallow_yaml(typ: Literal["safe", "rt"]) -> YAML:
    """Make a reader of YAML that refuses lists within lists without end.

    Parameters
    ----------
    typ
        As for `read_yaml`.

    Returns
    -------
    YAML
        The reader.
    """
    yaml = YAML(typ=typ, pure=True)
    yaml.Scanner = _Shallow if typ == "safe" else _ShallowRoundTrip
    return yaml


class _Shallow(Scanner):
    """Refuses lists in lists without end while they are read: each costs more than the last."""

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803
        self._check_depth()
        super().fetch_flow_collection_start(TokenClass, to_push)

    def add_indent(self, column: int) -> bool:
        self._check_depth()
        return bool(super().add_indent(column))

    def _check_depth(self) -> None:
        if len(self.indents) + self.flow_level >= DEEPEST_NESTING:
            raise NestingError(
                problem=f"more than {DEEPEST_NESTING} lists within each other; put a text that "
                "begins with `[`, `{` or `-` in quotation marks",
                problem_mark=self.reader.get_mark(),
            )


class _ShallowRoundTrip(_Shallow, RoundTripScanner):
    pass
