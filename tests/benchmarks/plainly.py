"""The steps as one would write them in an afternoon, with pandas and scikit-learn."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics.pairwise import cosine_similarity

from dissent.settings import REPOSITORY
from dissent.themes.files import read_themes, theme_files
from dissent.tokens import read_tokens

WINDOW = 5


def read(data: Path, shard: str) -> pd.DataFrame:
    """Lay out a shard's tokens as a table of strings.

    Parameters
    ----------
    data
        The folder of the shards' files.
    shard
        Its name.

    Returns
    -------
    pandas.DataFrame
        One row per token: doc, sentence, lemma, is_word.
    """
    tokens = read_tokens(
        tokens=data / "tokens" / f"{shard}.parquet", lexicon=data / "lexicon" / f"{shard}.parquet"
    )
    return pd.DataFrame(
        {
            "doc": np.array(tokens.documents, dtype=object)[tokens.doc],
            "sentence": tokens.sentence,
            "lemma": tokens.lexicon.lemma[tokens.code],
            "is_word": tokens.is_word,
        }
    )


def match(tokens: pd.DataFrame) -> float:
    """Look up the single words of the themes, category by category; no overlaps, no contexts."""
    began = time.perf_counter()
    for theme in read_themes(theme_files(("config/themes",), folder=REPOSITORY)):
        for category in theme.categories:
            words = [rule.written for rule in theme.rules if rule.category == category]
            tokens["lemma"].isin(words).groupby(tokens["doc"]).sum()
    return time.perf_counter() - began


def count(tokens: pd.DataFrame) -> float:
    """Count lemmas, and sequences of two and three, in each document; type-token ratios."""
    began = time.perf_counter()
    words = tokens[tokens["is_word"]]
    words.groupby(["doc", "lemma"]).size()
    texts = words.groupby("doc")["lemma"].agg(" ".join)
    CountVectorizer(ngram_range=(2, 3), token_pattern=r"\S+").fit_transform(texts)
    for _, text in words.groupby("doc")["lemma"]:
        text.nunique() / len(text)
        codes = pd.factorize(text)[0]
        for start in range(0, len(codes) - 100):
            len(set(codes[start : start + 100].tolist()))
    return time.perf_counter() - began


def collocate(tokens: pd.DataFrame) -> float:
    """Count the neighbours of each theme's single words by shifting the column."""
    began = time.perf_counter()
    words = tokens[tokens["is_word"]].reset_index(drop=True)
    for theme in read_themes(theme_files(("config/themes",), folder=REPOSITORY)):
        node = words["lemma"].isin([rule.written for rule in theme.rules])
        near = []
        for shift in [*range(-WINDOW, 0), *range(1, WINDOW + 1)]:
            moved = words.shift(shift)
            same = (moved["sentence"] == words["sentence"]) & (moved["doc"] == words["doc"])
            near.append(moved.loc[node & same, ["doc", "lemma"]])
        pd.concat(near).value_counts()
    return time.perf_counter() - began


def compare(tokens: pd.DataFrame) -> float:
    """G2 and log ratio of each document against the others, and cosine of tf-idf; no intervals."""
    began = time.perf_counter()
    words = tokens[tokens["is_word"]]
    counts = words.groupby(["doc", "lemma"]).size().unstack(fill_value=0)
    total = counts.sum()
    for doc in counts.index:
        frame = pd.DataFrame({"a": counts.loc[doc], "b": total - counts.loc[doc]})
        n_a, n_b = frame["a"].sum(), frame["b"].sum()
        expected = (frame["a"] + frame["b"]) / (n_a + n_b)
        with np.errstate(divide="ignore", invalid="ignore"):
            frame["g2"] = 2 * (
                (frame["a"] * np.log(frame["a"] / (expected * n_a))).fillna(0)
                + (frame["b"] * np.log(frame["b"] / (expected * n_b))).fillna(0)
            )
            frame["log_ratio"] = np.log2(frame["a"] / n_a) - np.log2(frame["b"] / n_b)
        frame.sort_values("g2", ascending=False)
    cosine_similarity(TfidfTransformer().fit_transform(counts.to_numpy()))
    return time.perf_counter() - began
