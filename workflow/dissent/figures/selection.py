"""What of a table a figure shows, and how far its axis goes; the captions say the same."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dissent.labels import MONTHS
from dissent.tables import PER_WORDS

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

ROWS_AT_MOST = 40
DOTS_AT_MOST = 600
HEATMAP_AT_MOST = 40
XRAY_AT_MOST = 36
TICKS_AT_MOST = 1_500
MORE_AT_MOST = 20
LESS_AT_MOST = 10
FALSE_DISCOVERY = 0.05
DATES_IN_FULL = 60
YEARS_FROM = 3  # an axis so long has years below it, a shorter one months
TICK_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000)
# An interval that reaches beyond so many times the middle one is cut off at the panel's edge.
FAR = 2.0
NEARLY_ALL = 0.97


def rates_of(rates: "pd.DataFrame", theme: str, documents: "pd.DataFrame") -> "pd.DataFrame":
    """Take the rates of a whole theme, one row per document, in the documents' order.

    Parameters
    ----------
    rates
        The table theme_rates.
    theme
        The theme.
    documents
        The table of documents.

    Returns
    -------
    pandas.DataFrame
        Indexed from 0.
    """
    own = rates[(rates["theme"] == theme) & (rates["category"] == "")]
    known = documents.loc[documents["doc_id"].isin(own["doc_id"]), "doc_id"]
    return own.set_index("doc_id").loc[known.tolist()].reset_index()


def axis_end(rates: "pd.DataFrame") -> float:
    """Find where the axis of a panel of intervals ends, so that one does not squash the rest.

    Parameters
    ----------
    rates
        With `rate`, `high`, `enough_text`.

    Returns
    -------
    float
        The highest end, unless it lies far beyond the others: then twice the middle one, but not
        less than the documents with enough text need, nor than a rate that fits within twice that.
    """
    high = rates["high"].dropna()
    if high.empty or not high.max() > 0:
        return 1.0
    needed = high[rates["enough_text"]].max() if rates["enough_text"].any() else 0.0
    end = max(FAR * float(high.median()), 0.0 if np.isnan(needed) else float(needed))
    top = float(rates["rate"].max())
    if top <= FAR * end:
        end = max(end, 1.1 * top)
    return min(end, float(high.max()))


def dots_end(rates: "pd.DataFrame") -> float:
    """Find where the axis of a panel of many dots ends.

    Parameters
    ----------
    rates
        With `rate`, `high`, `enough_text`.

    Returns
    -------
    float
        Such that nearly all rates fit, and all intervals that are drawn.
    """
    ends = [rates.loc[rates["enough_text"], "high"].max(), rates["rate"].quantile(NEARLY_ALL)]
    known = [float(end) for end in ends if not np.isnan(end)]
    return (1.1 * max(known) if known else 0.0) or 1.0


def longest(documents: "pd.DataFrame", *, at_most: int, by: str) -> "pd.DataFrame":
    """Take the longest documents, in date order.

    Parameters
    ----------
    documents
        The table of documents.
    at_most
        How many.
    by
        `words` or `tokens`.

    Returns
    -------
    pandas.DataFrame
        Their rows.
    """
    if len(documents) <= at_most:
        return documents
    order = documents[by].to_numpy(dtype=float)
    kept = np.sort(np.argsort(-order, kind="stable")[:at_most])
    return documents.iloc[kept].reset_index(drop=True)


def keyness_rows(keyness: "pd.DataFrame", group: str) -> "pd.DataFrame":
    """Take the lemmas of a group's keyness plot: most telling first, those used more above.

    Parameters
    ----------
    keyness
        The table keyness.
    group
        The group.

    Returns
    -------
    pandas.DataFrame
        Up to twenty lemmas used more and ten used less, by falling |lrc|, where that is 0 by
        falling |g2|, all with q below 0.05.
    """
    import pandas as pd

    own = keyness[(keyness["group"] == group) & (keyness["q"] < FALSE_DISCOVERY)]
    own = own.assign(sure=own["lrc"].abs().fillna(0), weight=own["g2"].abs()).sort_values(
        ["sure", "weight", "lemma"], ascending=[False, False, True]
    )
    more = own[own["g2"] > 0].head(MORE_AT_MOST)
    less = own[own["g2"] < 0].head(LESS_AT_MOST)
    return pd.concat([more, less], ignore_index=True)


def pooled_rate(rates: "pd.DataFrame") -> float:
    """Rate of all documents together, per 1,000 words.

    Parameters
    ----------
    rates
        With `hits` and `words`.

    Returns
    -------
    float
        Nought where there are no words.
    """
    words = float(rates["words"].sum())
    return PER_WORDS * float(rates["hits"].sum()) / words if words else 0.0


def in_ticks(hits: "pd.DataFrame", doc_ids: Sequence[str]) -> bool:
    """Tell whether the x-ray shows every hit as a tick, or how dense they are.

    Parameters
    ----------
    hits
        The table of hits.
    doc_ids
        The documents shown.

    Returns
    -------
    bool
        True up to 1,500 hits.
    """
    return int(hits["doc_id"].isin(doc_ids).sum()) <= TICKS_AT_MOST


def strongest(rates: "pd.DataFrame", *, at_most: int = 4) -> list[str]:
    """Name the documents with the highest rates, among those with enough text.

    Parameters
    ----------
    rates
        Of one theme, in the documents' order.
    at_most
        How many; fewer where they stand too near to each other to be labelled.

    Returns
    -------
    list of str
        Their doc_ids, the highest first.
    """
    order = rates[rates["enough_text"]].sort_values("rate", ascending=False, kind="stable")
    apart = len(rates) / 5
    chosen: list[int] = []
    for place in order.index:
        if all(abs(place - other) >= apart for other in chosen) and rates["rate"][place] > 0:
            chosen.append(place)
    return [str(rates["doc_id"][place]) for place in chosen[:at_most]]


def in_runs(rates: "pd.DataFrame", *, runs: int = 80) -> "pd.DataFrame":
    """Put neighbouring documents together.

    Parameters
    ----------
    rates
        Of one theme, in the documents' order.
    runs
        How many runs of documents are made.

    Returns
    -------
    pandas.DataFrame
        Per run: `number` from 1, `hits`, `words`, their `rate`, the quartiles `lower` and
        `upper` of its documents' own rates, and its `first` document.
    """
    import pandas as pd

    number = np.arange(len(rates)) * runs // len(rates) + 1
    grouped = rates.groupby(number)
    table = pd.DataFrame(
        {
            "hits": grouped["hits"].sum().astype(float),
            "words": grouped["words"].sum().astype(float),
            "lower": grouped["rate"].quantile(0.25),
            "upper": grouped["rate"].quantile(0.75),
            "first": grouped["doc_id"].first(),
        }
    )
    table["rate"] = PER_WORDS * table["hits"] / table["words"].clip(lower=1)
    return table.rename_axis("number").reset_index()


def heatmap_lines(sizes: Sequence[int], *, at_most: int = 21) -> list[list[int]]:
    """Divide the panels of a heatmap into lines of about the same width.

    Parameters
    ----------
    sizes
        Categories of each theme.
    at_most
        Categories that may stand side by side.

    Returns
    -------
    list of list of int
        Places of the themes, line by line.
    """
    wanted = -(-sum(sizes) // at_most)
    aim = sum(sizes) / wanted if wanted else 0.0
    lines: list[list[int]] = [[]]
    for place, size in enumerate(sizes):
        filled = sum(sizes[other] for other in lines[-1])
        if lines[-1] and (filled + size > at_most or filled + size / 2 > aim):
            lines.append([])
        lines[-1].append(place)
    return lines


def density_bins(documents: int) -> int:
    """Tell into how many pieces the x-ray cuts each document where it shows density.

    Parameters
    ----------
    documents
        How many documents are shown.

    Returns
    -------
    int
        Fewer for many documents, so that the file stays small.
    """
    return 100 if documents <= 12 else 50


def trend_rows(trends: "pd.DataFrame", theme: str, kind: str) -> "pd.DataFrame":
    """Take what the table of trends says of a whole theme.

    Parameters
    ----------
    trends
        The table theme_trends.
    theme
        The theme.
    kind
        `observed` or `smoothed`.

    Returns
    -------
    pandas.DataFrame
        By date, indexed from 0.
    """
    own = (trends["theme"] == theme) & (trends["category"] == "") & (trends["kind"] == kind)
    return trends[own].reset_index(drop=True)


def enough_at_date(
    observed: "pd.DataFrame", rates: "pd.DataFrame", theme: str
) -> "npt.NDArray[np.bool_]":
    """Tell at which dates there is enough text for a theme's rate to be ranked.

    Parameters
    ----------
    observed
        Observed rows of the theme in the table theme_trends.
    rates
        The table theme_rates.
    theme
        The theme.

    Returns
    -------
    ndarray of bool
        True where the documents of the date have at least the words of the shortest document that
        has enough.
    """
    own = rates[(rates["theme"] == theme) & (rates["category"] == "") & rates["enough_text"]]
    least = float(own["words"].min()) if len(own) else np.inf
    return observed["words"].to_numpy(dtype=float) >= least


def trend_end(
    observed: "pd.DataFrame", line: "pd.DataFrame", enough: "npt.NDArray[np.bool_]"
) -> float:
    """Find where the axis of a panel of trends ends.

    Parameters
    ----------
    observed, line
        A theme's observed and smoothed rows.
    enough
        Whether there is enough text at each observed date.

    Returns
    -------
    float
        As the axis of a panel of intervals, up to sixty dates, and of many dots beyond; never
        below the line.
    """
    marked = observed.assign(enough_text=enough)
    end = axis_end(marked) if len(observed) <= DATES_IN_FULL else dots_end(marked)
    return max(end, 1.1 * float(line["rate"].max())) if len(line) else end


def line_pieces(line: "pd.DataFrame") -> "npt.NDArray[np.int64]":
    """Number the unbroken pieces of a smoothed line.

    Parameters
    ----------
    line
        Smoothed rows of a theme, by date.

    Returns
    -------
    ndarray of int
        Number of the piece that each point belongs to.
    """
    steps = np.diff(line["earliest"].to_numpy(dtype=float))
    broken = steps > 1.5 * steps.min() if steps.size else np.zeros(0, dtype=bool)
    return np.concatenate([[0], np.cumsum(broken)]).astype(np.int64)


def time_ticks(first: float, last: float, *, at_most: int) -> dict[float, str]:
    """Choose the moments that are written below an axis of time.

    Parameters
    ----------
    first, last
        Ends of the axis, in years.
    at_most
        How many.

    Returns
    -------
    dict of float to str
        Moment to text: years, or months where the axis is short.
    """
    in_years = last - first >= YEARS_FROM
    for step in TICK_MONTHS[TICK_MONTHS.index(12) if in_years else 0 :]:
        numbers = np.arange(np.ceil(first * 12 / step - 1e-6), last * 12 / step + 1e-6) * step
        if len(numbers) <= at_most:
            break
    years, months = np.divmod(numbers.astype(int), 12)
    return {
        round(float(number) / 12, 3): f"{MONTHS[month]} {year}" if step < 12 else str(year)
        for number, year, month in zip(numbers, years, months, strict=True)
    }
