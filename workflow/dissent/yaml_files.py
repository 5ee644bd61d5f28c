"""Reading the YAML that users write: settings and themes, with the line of what is wrong."""

from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dissent.errors import DissentError


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
        return YAML(typ=typ, pure=True).load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DissentError(f"{path}: not UTF-8; save it as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reason = error.problem or error.context
        raise DissentError(f"{path}, line {line}: not YAML: {reason}") from error
    except YAMLError as error:
        raise DissentError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
