"""The coded sheets of a project with their keys, read and checked together."""

from collections.abc import Sequence
from pathlib import Path

from dissent.errors import DissentError, raise_all
from dissent.validation.coding import Coding, check_coders, read_coding
from dissent.validation.folder import coded_sheet
from dissent.validation.key import Key, read_key


def read_validation(paths: Sequence[Path]) -> tuple[list[Key], list[Coding]]:
    """Read keys and coded sheets.

    Parameters
    ----------
    paths
        As `validation_files` lists them.

    Returns
    -------
    keys : list of Key
        In the order of the paths.
    codings : list of Coding
        Of all sheets, those in which nothing is answered as well.

    Raises
    ------
    DissentError
        With everything that is wrong in any of them.
    """
    problems: list[str] = []
    keys = {path: read_key(path) for path in paths if path.suffix == ".json"}
    by_sheet = {(path.parent.name, key.sheet): key for path, key in keys.items()}
    codings = []
    for path in paths:
        if path in keys:
            continue
        try:
            sheet = coded_sheet(path)
        except DissentError as error:
            problems.append(str(error))
            continue
        key = by_sheet.get((sheet.theme, sheet.number))
        if key is None:
            problems.append(
                f"{path}: there is no key-{sheet.number}.json in {path.parent.parent} that says "
                "what its lines are; keys stay where `dissent validate sheet` wrote them"
            )
            continue
        codings.append(read_coding(sheet, key, problems))
    problems += check_coders(codings)
    raise_all(problems, heading="coded sheets")
    return list(keys.values()), codings
