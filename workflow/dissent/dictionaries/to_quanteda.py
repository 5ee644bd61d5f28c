"""A dictionary in quanteda's YAML."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dissent.dictionaries.exporting import Said
from dissent.dictionaries.quanteda import ITSELF
from dissent.dictionaries.scalars import scalar


@dataclass
class _Category:
    """A name's entries, and the names below it."""

    entries: list[str] = field(default_factory=list)
    below: dict[str, "_Category"] = field(default_factory=dict)


def quanteda_text(said: Sequence[Said], *, heading: str) -> str:
    """Write a dictionary for quanteda.

    Parameters
    ----------
    said
        Its entries.
    heading
        A comment for its first line.

    Returns
    -------
    str
        YAML. The words of a category that has further ones below it stand there under `_`, because
        quanteda takes either words or names.
    """
    root = _Category()
    for entry in said:
        node = root
        for name in entry.category:
            node = node.below.setdefault(name, _Category())
        node.entries.append(entry.text)
    return "\n".join([f"# {heading}", *_lines(root, ""), ""])


def _lines(node: _Category, indent: str) -> list[str]:
    lines = []
    for name, category in node.below.items():
        lines.append(f"{indent}{scalar(name)}:")
        inside = f"{indent}  "
        if category.below and category.entries:
            lines += [f"{inside}{ITSELF}:", *_listed(category.entries, f"{inside}  ")]
        elif category.entries:
            lines += _listed(category.entries, inside)
        lines += _lines(category, inside)
    return lines


def _listed(entries: Sequence[str], indent: str) -> list[str]:
    return [f"{indent}- {scalar(entry)}" for entry in entries]
