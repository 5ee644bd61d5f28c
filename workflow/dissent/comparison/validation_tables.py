"""The tables of validation: how often the rules are right, and the rates corrected for it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.settings import Settings
from dissent.statistics.significance import false_discovery
from dissent.themes.files import Theme
from dissent.validation.correction import Correction
from dissent.validation.estimates import LEAVE_OUT, Answered, current_answers
from dissent.validation.frame import hits_digest, texts_digest
from dissent.validation.material import read_validation

CURRENT, OUTDATED = "current", "outdated"
VALIDATION = [
    "theme", "category", "rule_id", "coders", "lines", "precision", "precision_low",
    "precision_high", "recall", "recall_low", "recall_high", "alpha", "alpha_low", "alpha_high",
    "agreement", "status",
]  # fmt: skip
RATES = [
    "doc_id", "theme", "hits", "words", "rate", "low", "high", "corrected_rate", "corrected_low",
    "corrected_high", "sentences", "sentence_share", "corrected_share", "corrected_share_low",
    "corrected_share_high", "rogan_gladen", "rogan_gladen_low", "rogan_gladen_high",
]  # fmt: skip
CONTRASTS = ["theme", "doc_a", "doc_b", "rate_ratio", "low", "high", "p", "q"]


def validation_tables(
    corpus: Corpus,
    themes: Sequence[Theme],
    *,
    files: Sequence[Path],
    rates: pd.DataFrame,
    settings: Settings,
) -> dict[str, pd.DataFrame]:
    """Make `validation.csv`, `corrected_rates.csv` and `corrected_contrasts.csv`.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order; coded sheets of others are left out.
    files
        The keys and the coded sheets; without them the tables have no rows.
    rates
        The table `theme_rates`.
    settings
        The project's settings.

    Returns
    -------
    dict of str to pandas.DataFrame
        By the table's name. Corrected rates are given only where texts and hits are those that the
        sheet was drawn from.

    Raises
    ------
    DissentError
        With everything that is wrong in the coded sheets.
    """
    keys, codings = read_validation(files)
    named = [theme.theme for theme in themes]
    answered = current_answers(
        keys,
        [coding for coding in codings if coding.sheet.theme in named],
        states=present_states(corpus, themes),
        unclear=LEAVE_OUT,
        level=settings.intervals.level,
    )
    ordered = sorted(answered, key=lambda one: named.index(one[0].theme))
    corrections = [
        Correction(one, rates[(rates["theme"] == one.theme) & (rates["category"] == "")])
        for one, current in ordered
        if current
    ]
    most = settings.contrasts.max_documents
    return {
        "validation": _stacked(
            [validation_rows(one, current, seed=settings.seed) for one, current in ordered],
            VALIDATION,
        ),
        "corrected_rates": _stacked([corrected_rows(one) for one in corrections], RATES),
        "corrected_contrasts": _stacked(
            [contrast_rows(one, max_documents=most) for one in corrections], CONTRASTS
        ),
    }


def present_states(corpus: Corpus, themes: Sequence[Theme]) -> dict[str, tuple[str, str]]:
    """Say which hits each theme has now, and in which texts.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes.

    Returns
    -------
    dict of str to (str, str)
        By theme, as the keys of its sheets say it.
    """
    sizes = zip(corpus.doc_ids, corpus.words.tolist(), strict=True)
    texts = texts_digest((doc_id, words) for doc_id, words in sizes if words)
    hits = corpus.hits
    return {
        theme.theme: (hits_digest(hits[hits["theme"] == theme.theme]), texts) for theme in themes
    }


def validation_rows(answered: Answered, current: bool, *, seed: int) -> pd.DataFrame:
    """How often a theme, its categories and its rules are right.

    Parameters
    ----------
    answered
        The answers.
    current
        Whether rules and texts are those that the sheets were drawn from.
    seed
        Of the interval of alpha.

    Returns
    -------
    pandas.DataFrame
        The theme, then categories, then rules; the agreement stands in the theme's row.
    """
    rows = []
    agreed = answered.agreement(seed=seed)
    for unit in answered.units():
        whole = not unit.category
        rows.append(
            (
                unit.theme,
                unit.category,
                unit.rule_id,
                len(answered.coders),
                answered.lines_of(unit),
                *map(float, answered.precision(unit)),
                *map(float, answered.recall(unit)),
                *((agreed.alpha, agreed.low, agreed.high, agreed.raw) if whole else [None] * 4),
                CURRENT if current else OUTDATED,
            )
        )
    return pd.DataFrame(rows, columns=VALIDATION)


def corrected_rows(correction: Correction) -> pd.DataFrame:
    """The corrected rates of a theme.

    Parameters
    ----------
    correction
        Of the theme.

    Returns
    -------
    pandas.DataFrame
        One row per document with words, in date order.
    """
    table = correction.rows[["doc_id", "theme", "hits", "words", "rate", "low", "high"]].copy()
    rates, shares, check = correction.rates(), correction.shares(), correction.rogan_gladen()
    table["corrected_rate"], table["corrected_low"], table["corrected_high"] = rates
    table["sentences"] = correction.sentences.astype("int64")
    table["sentence_share"] = correction.apparent.value
    for name, found in (("corrected_share", shares), ("rogan_gladen", check)):
        table[name], table[f"{name}_low"], table[f"{name}_high"] = found
    return table[RATES]


def contrast_rows(correction: Correction, *, max_documents: int) -> pd.DataFrame:
    """The corrected contrasts of a theme.

    Parameters
    ----------
    correction
        Of the theme.
    max_documents
        Of more documents, each is compared with all others together.

    Returns
    -------
    pandas.DataFrame
        Pairs in date order; `q` is corrected within the theme.
    """
    table = correction.contrasts(max_documents=max_documents)
    q = false_discovery(table["p"].to_numpy(dtype=float))
    return table.assign(theme=correction.answered.theme, q=q)[CONTRASTS]


def _stacked(tables: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(names))
