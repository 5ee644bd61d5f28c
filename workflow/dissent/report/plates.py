"""The figures as they are put into the page: drawings inline, large ones as pictures."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup

from dissent.errors import DissentError
from dissent.report.material import Material
from dissent.slugs import group_slug

FIRST = ("theme-rates", "category-heatmap", "x-ray")
KEYNESS = "keyness-"
TEXTS = ("title", "caption", "how_to_read", "alt")
LARGEST_DRAWING = 300_000
# All figures together, so that the page stays one that opens at once.
LARGEST_TOGETHER = 3_500_000
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LEFT_OUT = {"script", "foreignObject", "title", "desc", "style"}
REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


@dataclass(frozen=True)
class Plate:
    """One figure with its texts; without `picture` where the page would have become too large."""

    name: str
    title: str
    caption: str
    how_to_read: str
    alt: str
    picture: Markup | None

    @property
    def keyness(self) -> bool:
        """Whether it is one of the plots of words, which are many."""
        return self.name.startswith(KEYNESS)


def read_plates(folder: Path, material: Material) -> list[Plate]:
    """Read the figures in a folder.

    Parameters
    ----------
    folder
        The figures' folder, with an SVG, a PNG and a JSON of each.
    material
        The tables; figures of groups that are no longer in them are left out.

    Returns
    -------
    list of Plate
        The rates first, then categories, places, others, and the plots of words.

    Raises
    ------
    DissentError
        Where a figure has no texts beside it.
    """
    names = _in_order({path.stem for path in folder.glob("*.svg")}, material)
    plates = []
    size = 0
    for name in names:
        text = _text(folder / f"{name}.json")
        picture: Markup | None = _picture(folder / f"{name}.svg", alt=text["alt"])
        size += len(picture or "")
        if size > LARGEST_TOGETHER:
            size -= len(picture or "")
            picture = None
        plates.append(Plate(name=name, picture=picture, **text))
    return plates


def inline_svg(drawing: str, *, name: str, alt: str) -> Markup:
    """Make an SVG file fit for a page that holds several and allows no inline styles.

    Parameters
    ----------
    drawing
        The file's text.
    name
        The figure's name, which makes the identifiers inside it the figure's own.
    alt
        What it shows, for those who do not see it; the drawing's own descriptions are left out.

    Returns
    -------
    Markup
        An `svg` element, without scripts, styles and descriptions of single marks.
    """
    root = ElementTree.fromstring(drawing)
    _clean(root, prefix=f"{name}-")
    width = _length(root.get("width"))
    height = _length(root.get("height"))
    if "viewBox" not in root.attrib and width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("role", "img")
    root.set("aria-label", alt)
    for prefix, address in (("", SVG), ("xlink", XLINK)):
        ElementTree.register_namespace(prefix, address)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _in_order(found: set[str], material: Material) -> list[str]:
    groups = list(dict.fromkeys(material.keyness["group"]))
    keyness = [f"{KEYNESS}{group_slug(group)}" for group in groups]
    other = sorted(name for name in found - set(FIRST) if not name.startswith(KEYNESS))
    return [name for name in (*FIRST, *other, *keyness) if name in found]


def _text(path: Path) -> dict[str, str]:
    """What is to be said of a figure, as the step that drew it wrote it."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return {key: str(written[key]) for key in TEXTS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DissentError(
            f"{path}: the figure's title and caption cannot be read; run `dissent figures` again"
        ) from error


def _picture(path: Path, *, alt: str) -> Markup:
    drawing = path.read_text(encoding="utf-8")
    if len(drawing.encode()) <= LARGEST_DRAWING:
        return inline_svg(drawing, name=path.stem, alt=alt)
    image = path.with_suffix(".png").read_bytes()
    width = _length(ElementTree.fromstring(drawing).get("width"))
    encoded = base64.b64encode(image).decode("ascii")
    size = Markup(' width="{}"').format(round(width)) if width else ""
    return Markup('<img alt="{}"{} src="data:image/png;base64,{}">').format(alt, size, encoded)


def _clean(root: ElementTree.Element, *, prefix: str) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in LEFT_OUT:
                parent.remove(child)
    for element in root.iter():
        element.attrib = dict(_attributes(element, prefix=prefix))


def _attributes(element: ElementTree.Element, *, prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2]
        if plain.startswith(("on", "aria-")) or plain in ("role", "class", "aria"):
            continue
        if plain == "style":
            yield from _declarations(value)
        elif plain == "id":
            yield name, prefix + value
        elif plain == "href":
            if value.startswith("#"):
                yield name, f"#{prefix}{value[1:]}"
            elif value.startswith("data:image/"):
                yield name, value
        else:
            yield name, REFERENCE.sub(rf"url(#{prefix}\1)", value)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """Write a style as attributes, which the page's policy allows."""
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if re.fullmatch(r"[a-z-]+", name.strip()) and value.strip():
            yield name.strip(), value.strip()


def _length(value: str | None) -> float:
    found = re.match(r"\d+(\.\d+)?", value or "")
    return float(found.group()) if found else 0.0
