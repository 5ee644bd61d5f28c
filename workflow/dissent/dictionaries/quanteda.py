"""quanteda dictionaries (YAML): names, each with a list of glob patterns or with further names.

A category that has words of its own beside its further names is no category of quanteda; these
words stand below the name `_` there, both here and in what `dissent themes export` writes.
"""

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dissent.dictionaries.model import CategoryPath, Content, Gathering
from dissent.errors import DissentError
from dissent.yaml_files import shallow_yaml

ITSELF = "_"


def read_quanteda(text: str, *, source: str) -> Content:
    """Read a quanteda dictionary.

    Values are taken as they are written, so that *no*, *NA* and 1917 are words.

    Parameters
    ----------
    text
        The file.
    source
        Its name, for messages.

    Returns
    -------
    Content
        Categories nested as the names are.

    Raises
    ------
    DissentError
        Where it is not YAML, is a theme file, repeats by an alias, or has no names; with the line.
    """
    root = _composed(text, source)
    if not isinstance(root, MappingNode):
        raise DissentError(
            f"{source}, line 1: a dictionary has names, each with a list (NAME: [a])"
        )
    names = {key.value for key, _ in root.value if isinstance(key, ScalarNode)}
    if {"theme", "categories"} <= names:
        raise DissentError(f"{source} is a theme file already; copy it into config/themes")
    reader = _Reader(source)
    reader.names(root, ())
    return reader.found.content()


def _composed(text: str, source: str) -> Node | None:
    try:
        node: Node | None = shallow_yaml("rt").compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        alias = "alias" in (error.problem or "")
        hint = "; put a pattern that begins with * in quotation marks" if alias else ""
        reason = error.problem or error.context
        raise DissentError(f"{source}, line {line}: not YAML: {reason}{hint}") from error
    except YAMLError as error:
        raise DissentError(f"{source}: not YAML: {' '.join(str(error).split())}") from error
    return node


class _Reader:
    """Walks the nodes of a file; each may be met once, so no alias can multiply or circle."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Gathering()
        self.seen: set[int] = set()

    def names(self, node: MappingNode, above: CategoryPath) -> None:
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise self.wrong(key, "the name of a category has to be a text")
            name = key.value.strip()
            if not above and not name:
                raise self.wrong(key, "a category has no name")
            path = above if above and name in ("", ITSELF) else (*above, name)
            self.values(value, self.found.category(path))

    def values(self, node: Node, path: CategoryPath) -> None:
        if id(node) in self.seen:
            raise self.wrong(node, "an alias (`*name`) repeats a part; write it out")
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            self.names(node, path)
        elif isinstance(node, SequenceNode):
            for item in node.value:
                self.values(item, path)
        elif node.value.strip() and node.value != "~":
            self.found.entry(path, node.value, node.start_mark.line + 1)

    def wrong(self, node: Node, message: str) -> DissentError:
        return DissentError(f"{self.source}, line {node.start_mark.line + 1}: {message}")
