"""What the report says of each figure: title, caption, how to read it, the finding in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dissent.figures.inputs import Inputs
from dissent.figures.likeness import CLOSEST, FARTHEST
from dissent.figures.likeness_captions import (
    correspondence_map_text,
    similarity_dendrogram_text,
    similarity_map_text,
    word_shift_text,
)
from dissent.figures.selection import (
    DOTS_AT_MOST,
    FALSE_DISCOVERY,
    HEATMAP_AT_MOST,
    ROWS_AT_MOST,
    XRAY_AT_MOST,
    axis_end,
    density_bins,
    dots_end,
    in_ticks,
    keyness_rows,
    longest,
    rates_of,
)
from dissent.figures.texts import FigureText, written_rate
from dissent.figures.trend_captions import theme_trends_text
from dissent.labels import Label, document_labels
from dissent.themes.files import Theme

if TYPE_CHECKING:
    import pandas as pd

NAMED_AT_MOST = 5


def figure_text(name: str, inputs: Inputs) -> FigureText:
    """Write the texts of a figure.

    Parameters
    ----------
    name
        The figure, as `draw_figures` knows it.
    inputs
        The tables.

    Returns
    -------
    FigureText
        What stands beside it.

    Raises
    ------
    DissentError
        Where the figure is not known.
    """
    writers: dict[str, Callable[[Inputs], FigureText]] = {
        "theme-rates": theme_rates_text,
        "category-heatmap": category_heatmap_text,
        "x-ray": x_ray_text,
        "theme-trends": theme_trends_text,
        "similarity-dendrogram": similarity_dendrogram_text,
        "similarity-map": similarity_map_text,
        "correspondence-map": correspondence_map_text,
        CLOSEST: lambda inputs: word_shift_text(inputs, CLOSEST),
        FARTHEST: lambda inputs: word_shift_text(inputs, FARTHEST),
    }
    if name in writers:
        return writers[name](inputs)
    return keyness_text(inputs, inputs.keyness_group(name))


def theme_rates_text(inputs: Inputs) -> FigureText:
    """Write the text of the figure of rates.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With the highest and lowest rate per theme, among documents with enough text.
    """
    documents, labels = inputs.documents, document_labels(inputs.documents)
    tables = [rates_of(inputs.theme_rates, theme.theme, documents) for theme in inputs.themes]
    found = [
        _ranking(theme, table, labels) for theme, table in zip(inputs.themes, tables, strict=True)
    ]
    number = len(documents)
    shown = "Hits per 1,000 words of every document, a panel per theme"
    if number <= ROWS_AT_MOST:
        cut = any((table["high"] > axis_end(table)).any() for table in tables)
        caption = f"{shown}, documents in date order, each rate with its interval."
        read = (
            "The dot is the rate, the line its interval from the document's own passages; where "
            "two intervals lie apart, the documents differ by more than their passages vary."
            + (" A triangle marks an interval that goes on beyond the edge." if cut else "")
            + (GREY_SAYS if number > 1 else " Grey and hollow: not ranked.")
        )
    elif number <= DOTS_AT_MOST:
        cut = any((table["rate"] > dots_end(table)).any() for table in tables)
        caption = (
            f"{shown}, the {number} documents side by side in date order; the highest of those "
            "with enough text are named."
        )
        read = (
            "The longer the document, the larger its dot; short documents scatter widely by chance "
            "alone. A line is an interval, drawn for documents with enough text."
            + (" A triangle marks a rate above the edge." if cut else "")
            + GREY_SAYS
        )
    else:
        caption = f"Hits per 1,000 words through {number:,} documents in date order."
        read = (
            "Each dot is the rate of a run of neighbouring documents together; the band holds the "
            "middle half of these documents' own rates."
        )
    scale = " Each panel has its own scale."
    if number > 1:
        scale = f" The dashed line is the rate of all documents together.{scale}"
    return FigureText(
        "How often each document speaks of each theme", caption, read + scale, " ".join(found)
    )


GREY_SAYS = (
    " Grey and hollow: too little text for a rate twice that of all documents together "
    "to be seen; such a document is not ranked."
)


def category_heatmap_text(inputs: Inputs) -> FigureText:
    """Write the text of the heatmap.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With the strongest cell per theme, among those with enough text.
    """
    documents, labels = inputs.documents, document_labels(inputs.documents)
    shown = longest(documents, at_most=HEATMAP_AT_MOST, by="words")
    rates = inputs.theme_rates
    cells = rates[(rates["category"] != "") & rates["doc_id"].isin(shown["doc_id"])]
    enough = cells[cells["enough_text"] & (cells["rate"] > 0)]
    found = [
        f"{len(cells):,} cells, of which {int(cells['enough_text'].sum()):,} have enough text."
    ]
    for theme in inputs.themes:
        own = enough[enough["theme"] == theme.theme]
        if own.empty:
            continue
        top = own.sort_values("rate", ascending=False, kind="stable").iloc[0]
        found.append(
            f"{theme.label}: most often {_spaced(top['category'])} in {labels[top['doc_id']].line} "
            f"({written_rate(top['rate'])} per 1,000 words)."
        )
    part = _part(len(shown), len(documents))
    return FigureText(
        "Of what within a theme each document speaks",
        f"Hits per 1,000 words by document and category{part}.",
        "The darker a cell, the higher the rate; shades can be compared within a theme, not "
        "between themes. Coloured and framed cells have enough text to be ranked; grey ones have "
        "too little.",
        " ".join(found),
    )


def x_ray_text(inputs: Inputs) -> FigureText:
    """Write the text of the x-ray.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With how the hits of each theme fall on the documents' thirds.
    """
    documents, hits = inputs.documents, inputs.hits
    shown = longest(documents, at_most=XRAY_AT_MOST, by="tokens")
    hits = hits[hits["doc_id"].isin(shown["doc_id"])]
    tokens = hits["doc_id"].map(documents.set_index("doc_id")["tokens"]).astype(float)
    place = hits["start"].astype(float) / tokens.clip(lower=1)
    found = []
    for theme in inputs.themes:
        own = place[hits["theme"] == theme.theme]
        thirds = [int((own < 1 / 3).sum()), int(((own >= 1 / 3) & (own < 2 / 3)).sum())]
        thirds.append(len(own) - sum(thirds))
        found.append(
            f"{theme.label}: {thirds[0]:,} hits in the first third of the documents, "
            f"{thirds[1]:,} in the second, {thirds[2]:,} in the last."
            if len(own)
            else f"{theme.label}: no hit."
        )
    part = _part(len(shown), len(documents))
    if in_ticks(hits, list(shown["doc_id"])):
        read = "Each tick is a hit."
    else:
        bins = density_bins(len(shown))
        read = (
            f"Each document is cut into {bins} pieces; the higher, the more hits in a piece for "
            "its length. Heights can be compared within a theme, not between themes."
        )
    return FigureText(
        "Where in each document the themes occur",
        f"Every document from its beginning (left) to its end, with a lane per theme{part}.",
        f"{read} All documents are drawn equally long, so a short one is stretched; its length in "
        "words stands beside it.",
        " ".join(found),
    )


def keyness_text(inputs: Inputs, group: str) -> FigureText:
    """Write the text of a keyness plot.

    Parameters
    ----------
    inputs
        The tables.
    group
        The group.

    Returns
    -------
    FigureText
        With the lemmas that differ most.
    """
    label = inputs.group_label(group)
    rows = keyness_rows(inputs.keyness, group)
    more = rows.loc[rows["g2"] > 0, "lemma"].tolist()
    less = rows.loc[rows["g2"] < 0, "lemma"].tolist()
    found = [
        f"Used {word} often than elsewhere: {', '.join(lemmas[:NAMED_AT_MOST])}"
        + (f" and {len(lemmas) - NAMED_AT_MOST} more." if len(lemmas) > NAMED_AT_MOST else ".")
        for word, lemmas in (("more", more), ("less", less))
        if lemmas
    ]
    nothing = f"No lemma of {label} differs so clearly that this much text shows it."
    resting = int(((rows["rests_on"] != "") & (rows["log_ratio"] > 0)).sum())
    return FigureText(
        f"The words of {label}",
        f"Lemmas that {label} uses more or less often than what it is compared with, strongest "
        "first by the conservative log ratio (LRC), then by log-likelihood G2, with q below "
        f"{FALSE_DISCOVERY}; the two columns count them.",
        "The dot is the log ratio, on a scale of doublings, larger the more often the lemma "
        "occurs; the line is its interval, a triangle says that it goes on beyond the edge. G2 and "
        "q take words as independent, while the interval allows for words in clumps: where it "
        "takes in “as often”, the dot is hollow and the word may owe its place to a few passages."
        + (" A dagger (†) marks a word that rests on one passage or one document." * (resting > 0)),
        " ".join(found) or nothing,
    )


def _ranking(theme: Theme, rates: "pd.DataFrame", labels: dict[str, Label]) -> str:
    """Say which documents have the highest and lowest rate, among those with enough text."""
    ranked = rates[rates["enough_text"]].sort_values("rate", ascending=False, kind="stable")
    short = len(rates) - len(ranked)
    if not int(rates["hits"].sum()):
        return f"{theme.label}: no hit."
    if len(rates) == 1:
        only = rates.iloc[0]
        return (
            f"{theme.label}: {labels[only['doc_id']].line} ({written_rate(only['rate'])} per 1,000 "
            f"words, interval {written_rate(only['low'])} to {written_rate(only['high'])})."
        )
    if ranked.empty:
        hits = int(rates["hits"].sum())
        return f"{theme.label}: {hits:,} hits; no document has enough text to be ranked."
    ends = [ranked.iloc[0], ranked.iloc[-1]][: min(len(ranked), 2)]
    said = [
        f"{word} in {labels[end['doc_id']].line} ({written_rate(end['rate'])} per 1,000 words, "
        f"interval {written_rate(end['low'])} to {written_rate(end['high'])})"
        for word, end in zip(("highest", "lowest"), ends, strict=False)
    ]
    if len(ranked) == 1:
        said = [said[0].removeprefix("highest in ")]
    apart = f"; {short:,} with too little text" if short else ""
    return f"{theme.label}: {', '.join(said)}{apart}."


def _part(shown: int, documents: int) -> str:
    return f"; the {shown} longest of {documents:,} documents" if shown < documents else ""


def _spaced(category: str) -> str:
    return category.replace("_", " ")
