"""From a chart to its SVG and PNG: the one place where figures become files."""

import json
import re
from pathlib import Path

import altair as alt
import vl_convert

from dissent.figures.style import CONFIG, Chart

PNG_SCALE = 2
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
IDENTIFIER = re.compile(r'\bid="([^"]+)"')


def draw(chart: Chart, path: Path) -> None:
    """Write a chart as SVG and, from that, as PNG.

    Parameters
    ----------
    chart
        The chart.
    path
        The files' path without its ending.
    """
    with alt.data_transformers.enable("default", max_rows=None):
        # Vega-Lite checks it again; Altair's own check takes longer than the drawing.
        specification = chart.to_dict(validate=False) | {"config": CONFIG}
    drawn = vl_convert.vegalite_to_svg(json.dumps(specification), vl_version=VEGA_LITE)
    svg = _with_own_identifiers(drawn, path.name)
    _write(svg.encode(), path.with_name(f"{path.name}.svg"))
    _write(vl_convert.svg_to_png(svg, scale=PNG_SCALE), path.with_name(f"{path.name}.png"))


def _with_own_identifiers(svg: str, name: str) -> str:
    """Number the ids (gradients, clips) by their order in this figure.

    Vega counts them on from one figure to the next, so the bytes would depend on what was drawn
    before, and two figures in one page would share an id.
    """
    found = list(dict.fromkeys(IDENTIFIER.findall(svg)))
    new = {old: f"{name}-{number}" for number, old in enumerate(found, start=1)}
    if not new:
        return svg
    either = "|".join(re.escape(old) for old in new)
    return re.sub(rf'(\bid="|url\(#|href="#)({either})(?=["\)])', lambda m: m[1] + new[m[2]], svg)


def _write(content: bytes, path: Path) -> None:
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    temporary.replace(path)
