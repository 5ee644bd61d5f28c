"""The table of trends: theme rates by date, and the line through them where it can be drawn."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.comparison.group_tables import ThemeCounts, count_themes, rates_together
from dissent.dates import date_bounds, year_and_month
from dissent.settings import Intervals, Trends
from dissent.statistics.trends import choose_bandwidth, smoothed_trend, time_grid
from dissent.tables import PER_WORDS, empty_table, schemas
from dissent.themes.files import Theme

DATES_AT_LEAST = 10
OBSERVED, SMOOTHED = "observed", "smoothed"
Floats = npt.NDArray[np.float64]


def theme_trends_table(
    corpus: Corpus,
    themes: Sequence[Theme],
    *,
    rates: pd.DataFrame,
    intervals: Intervals,
    trends: Trends,
) -> pd.DataFrame:
    """Make `theme_trends.csv`: the rate of each theme and category by date.

    Documents without a date, and those whose date has an open or unknown end, are left out. A line
    is added where `trends.documents` documents stand at ten dates or more; its bandwidth is chosen
    once for each theme, and its categories have the same.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    rates
        The table theme_rates.
    intervals, trends
        The settings.

    Returns
    -------
    pandas.DataFrame
        Unit by unit; in each the observed rates, then the line; by date.
    """
    counts = count_themes(corpus, themes)
    bounds = np.array([date_bounds(document.date) for document in corpus.documents]).reshape(-1, 2)
    dated = np.flatnonzero(~np.isnan(bounds[:, 0]))
    places: dict[tuple[float, float, str], list[int]] = {}
    for doc in dated:
        key = (*bounds[doc].tolist(), corpus.documents[doc].date)
        places.setdefault(key, []).append(int(doc))
    tables = _observed(counts, dict(sorted(places.items())), rates=rates, intervals=intervals)
    if len(dated) >= trends.documents and len(places) >= DATES_AT_LEAST:
        lines = _smoothed(counts, dated, bounds[dated].T, level=intervals.level)
        tables = [pd.concat(pair) for pair in zip(tables, lines, strict=True)]
    if not tables:
        return empty_table("theme_trends")
    for (theme, category), table in zip(counts.units, tables, strict=True):
        table.insert(0, "category", category)
        table.insert(0, "theme", theme)
    return pd.concat(tables, ignore_index=True)[schemas()["theme_trends"].names]


def _observed(
    counts: ThemeCounts,
    places: dict[tuple[float, float, str], list[int]],
    *,
    rates: pd.DataFrame,
    intervals: Intervals,
) -> list[pd.DataFrame]:
    """Rates of the documents of each date together: a table per unit."""
    if not places:
        return []
    sets = [np.array(docs, dtype=np.int64) for docs in places.values()]
    values = np.array(
        [rates_together(counts, docs, rates=rates, intervals=intervals)[0] for docs in sets]
    )
    hits = np.array([counts.per_document[docs].sum(axis=0) for docs in sets])
    shared = {
        "kind": OBSERVED,
        "date": [date for _, _, date in places],
        "earliest": [earliest for earliest, _, _ in places],
        "latest": [latest for _, latest, _ in places],
        "documents": [len(docs) for docs in sets],
        "words": [int(counts.corpus.words[docs].sum()) for docs in sets],
    }
    return [
        pd.DataFrame(
            {
                **shared,
                "hits": hits[:, unit],
                **dict(zip(("rate", "low", "high"), values[:, :, unit].T, strict=True)),
            }
        )
        for unit in range(len(counts.units))
    ]


def _smoothed(
    counts: ThemeCounts, docs: npt.NDArray[np.int64], bounds: Floats, *, level: float
) -> list[pd.DataFrame]:
    """The line with its band: a table per unit, without the points that too few documents bear."""
    hits, words = counts.per_document[docs], counts.corpus.words[docs]
    dates = {"earliest": bounds[0], "latest": bounds[1]}
    whole = [place for place, (_, category) in enumerate(counts.units) if not category]
    bandwidths = choose_bandwidth(hits[:, whole], words, **dates)
    grid = time_grid(**dates)
    months = [year_and_month(moment) for moment in grid]
    tables = []
    for first, last, bandwidth in zip(
        whole, [*whole[1:], len(counts.units)], bandwidths, strict=True
    ):
        trend = smoothed_trend(
            hits[:, first:last], words, **dates, grid=grid, bandwidth=bandwidth, level=level
        )
        for unit in range(last - first):
            table = pd.DataFrame(
                {
                    "kind": SMOOTHED,
                    "date": months,
                    "earliest": grid,
                    "latest": grid,
                    "documents": np.round(trend.documents).astype(np.int64),
                    "words": pd.NA,
                    "hits": pd.NA,
                    "rate": PER_WORDS * trend.rate[:, unit],
                    "low": PER_WORDS * trend.low[:, unit],
                    "high": PER_WORDS * trend.high[:, unit],
                }
            )
            tables.append(table[table["rate"].notna()])
    return tables
