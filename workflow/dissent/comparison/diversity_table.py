"""The table of lexical diversity at equal lengths."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

from dissent.statistics.diversity import MEASURES

AT_MOST_ONE = ("ttr", "mattr", "msttr", "hdd")


def diversity_table(doc_ids: Sequence[str], rows: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Make `diversity.csv`: each measure at equal lengths and of the whole text.

    Parameters
    ----------
    doc_ids
        The documents, in date order.
    rows
        What the shards have measured, see `dissent.measuring.measure_diversity`, in any order.
    level
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; measures as in `statistics.diversity`; rising length. Intervals
        are the value and its standard deviation times Student's t, within the values that the
        measure can have.
    """
    place = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    rank = {measure: number for number, measure in enumerate(MEASURES)}
    order = np.lexsort((rows["words"], rows["measure"].map(rank), rows["doc_id"].map(place)))
    table = rows.iloc[order].reset_index(drop=True)
    value, freedom = table["value"].to_numpy(), table["freedom"].to_numpy(dtype=np.float64)
    quantile = special.stdtrit(np.where(freedom > 0, freedom, np.nan), (1 + level) / 2)
    reach = quantile * table["deviation"].to_numpy()
    most = np.where(table["measure"].isin(AT_MOST_ONE), 1.0, np.inf)
    return table.assign(
        low=np.maximum(value - reach, 0), high=np.minimum(value + reach, most)
    ).drop(columns=["deviation", "freedom"])
