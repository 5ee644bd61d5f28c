"""The same statistic from an independent program, on real texts, to nine digits."""

import collections.abc
import itertools
import re
from collections import Counter

import numpy as np
import pytest
import shifterator
from lexicalrichness import LexicalRichness
from nltk.metrics import BigramAssocMeasures
from scipy import stats
from scipy.spatial import distance
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import pairwise
from statsmodels.stats import contingency_tables, multitest, rates

from dissent.settings import REPOSITORY
from dissent.statistics import (
    collocation,
    contingency,
    diversity,
    fisher,
    intervals,
    keyness,
    significance,
    similarity,
)

CORPUS = REPOSITORY.parent / "shared" / "corpora" / "witnesses_1918_25"
WORDS = 20_000
close = {"rel": 1e-9, "abs": 1e-9}

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="needs the six books, ../shared/corpora/witnesses_1918_25"
)


@pytest.fixture(scope="module")
def books() -> list[list[str]]:
    """Lower-cased words from the middle of four books."""
    texts = []
    for path in sorted(CORPUS.glob("*.txt"))[:4]:
        words = re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace").lower())
        texts.append(words[5_000 : 5_000 + WORDS])
    assert all(len(words) == WORDS for words in texts)
    return texts


@pytest.fixture(scope="module")
def counts(books: list[list[str]]) -> np.ndarray:
    """Occurrences of every word of the four: (books, words)."""
    counters = [Counter(words) for words in books]
    vocabulary = sorted(set().union(*counters))
    return np.array([[counter[word] for word in vocabulary] for counter in counters])


@pytest.fixture(scope="module")
def cells(counts: np.ndarray) -> list[tuple[int, int, int, int]]:
    """The first book against the second: every tenth word that both have."""
    first, second = counts[0], counts[1]
    there = np.flatnonzero((first > 0) & (second > 0))[::10]
    return [(int(first[i]), int(second[i]), WORDS, WORDS + 1_000) for i in there]


def table(a: int, b: int, n_a: int, n_b: int) -> list[list[int]]:
    return [[a, b], [n_a - a, n_b - b]]


def test_g2_and_chi_squared_are_scipys(cells: list[tuple[int, int, int, int]]) -> None:
    columns = np.array(cells).T
    for ours, options in (
        (contingency.log_likelihood(*columns), {"correction": False, "lambda_": 0}),
        (contingency.chi_squared(*columns), {"correction": False}),
        (contingency.chi_squared(*columns, correction="yates"), {"correction": True}),
    ):
        theirs = [stats.chi2_contingency(table(*row), **options).statistic for row in cells]
        assert np.abs(ours) == pytest.approx(np.array(theirs), **close)


def test_fishers_exact_test_is_scipys(cells: list[tuple[int, int, int, int]]) -> None:
    theirs = np.array([stats.fisher_exact(table(*row)).pvalue for row in cells])
    ours = fisher.fisher_exact(*np.array(cells).T)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=0)


def test_p_of_g2_and_its_correction_for_many_tests_are_theirs(
    cells: list[tuple[int, int, int, int]],
) -> None:
    g2 = contingency.log_likelihood(*np.array(cells).T)
    p = significance.p_value(g2)
    assert p == pytest.approx(stats.chi2.sf(np.abs(g2), 1), **close)
    theirs = multitest.multipletests(p, method="fdr_bh")[1]
    assert significance.false_discovery(p) == pytest.approx(theirs, **close)


def test_the_odds_ratio_is_statsmodels(cells: list[tuple[int, int, int, int]]) -> None:
    theirs = [contingency_tables.Table2x2(np.array(table(*row))).oddsratio for row in cells]
    assert keyness.odds_ratio(*np.array(cells).T) == pytest.approx(np.array(theirs), **close)


def test_exact_limits_of_a_rate_are_statsmodels() -> None:
    for hits in (0, 1, 7, 60, 900):
        theirs = rates.confint_poisson(hits, WORDS, method="exact-c")
        assert intervals.exact_rate(hits, WORDS) == pytest.approx(theirs, **close)


def test_lexical_diversity_is_that_of_lexicalrichness(books: list[list[str]]) -> None:
    for words in books:
        codes = np.unique(words, return_inverse=True)[1]
        theirs = LexicalRichness(words, preprocessor=None, tokenizer=lambda given: given)
        assert diversity.ttr(codes) == pytest.approx(theirs.ttr, **close)
        assert diversity.root_ttr(codes) == pytest.approx(theirs.rttr, **close)
        assert diversity.corrected_ttr(codes) == pytest.approx(theirs.cttr, **close)
        assert diversity.maas(codes) == pytest.approx(theirs.Maas, **close)
        assert diversity.mattr(codes) == pytest.approx(theirs.mattr(window_size=100), **close)
        # it always drops the last segment, also a full one
        whole = codes[: WORDS - 50]
        cut = LexicalRichness(words[: WORDS - 50], preprocessor=None, tokenizer=lambda given: given)
        assert diversity.msttr(whole) == pytest.approx(cut.msttr(segment_window=100), **close)
        assert diversity.hdd(codes) == pytest.approx(theirs.hdd(draws=42), **close)
        assert diversity.yule_k(codes) == pytest.approx(theirs.yulek, **close)


def test_association_of_neighbours_is_nltks(books: list[list[str]]) -> None:
    words = books[0]
    pairs, single = Counter(itertools.pairwise(words)), Counter(words)
    frequent = [pair for pair, count in pairs.most_common(400) if count > 4]
    together = np.array([pairs[pair] for pair in frequent])
    first = np.array([single[pair[0]] for pair in frequent])
    second = np.array([single[pair[1]] for pair in frequent])
    rows = list(zip(together, first, second, strict=True))
    margins = (together, first, second, WORDS)
    for ours, measure in (
        (collocation.mi(*margins), BigramAssocMeasures.pmi),
        (collocation.t_score(*margins), BigramAssocMeasures.student_t),
    ):
        theirs = [measure(n, (n_first, n_second), WORDS) for n, n_first, n_second in rows]
        assert ours == pytest.approx(np.array(theirs), rel=1e-9)


def test_cosine_of_tf_idf_is_scikit_learns(counts: np.ndarray) -> None:
    vectors = TfidfTransformer(smooth_idf=True, sublinear_tf=False).fit_transform(counts)
    theirs = pairwise.cosine_similarity(vectors)
    ours = similarity.tf_idf(counts)
    for one, other in ((0, 1), (1, 3)):
        assert similarity.cosine(ours[one], ours[other]) == pytest.approx(
            theirs[one, other], **close
        )


def test_deltas_are_scipys_distances_of_z_scores(counts: np.ndarray) -> None:
    shares = counts / counts.sum(axis=1, keepdims=True)
    frequent = np.argsort(-counts.sum(axis=0), kind="stable")[:500]
    z = stats.zscore(shares[:, frequent], axis=0, ddof=1)
    ours = similarity.z_scores(shares[:, frequent])
    assert similarity.burrows_delta(ours[0], ours[1]) == pytest.approx(
        distance.cityblock(z[0], z[1]) / 500, **close
    )
    assert similarity.cosine_delta(ours[0], ours[1]) == pytest.approx(
        distance.cosine(z[0], z[1]), **close
    )


def test_the_jensen_shannon_divergence_is_scipys(counts: np.ndarray) -> None:
    for one, other in ((0, 1), (1, 3)):
        theirs = distance.jensenshannon(counts[one], counts[other], base=2) ** 2
        ours = similarity.jensen_shannon(counts[one], counts[other])
        assert ours == pytest.approx(theirs, **close)


def test_each_words_part_of_the_divergence_is_shifterators(
    books: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # shifterator 0.3 asks `collections` for a name that moved in Python 3.10
    monkeypatch.setattr(collections, "Mapping", collections.abc.Mapping, raising=False)
    a, b = Counter(books[0]), Counter(books[1])
    shift = shifterator.JSDivergenceShift(a, b, base=2, normalization=None)
    theirs = shift.get_shift_scores(details=False)
    words = sorted(theirs)
    ours = similarity.word_shift([a[word] for word in words], [b[word] for word in words])
    # Words with equal shares have a part of 0, of which theirs leaves what rounding does.
    expected = [theirs[word] for word in words]
    assert ours == pytest.approx(np.array(expected), rel=1e-9, abs=1e-15)
