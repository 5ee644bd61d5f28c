"""Measures of similarity: published and hand-computed values, other implementations, limits."""

import collections
import collections.abc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial import distance
from shifterator import JSDivergenceShift
from sklearn.feature_extraction.text import TfidfTransformer

from dissent.statistics import pairwise, similarity

COUNTS = arrays.arrays(np.int64, (4, 6), elements=st.integers(0, 50))


def texts(seed: int, documents: int = 5, items: int = 200) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.3, 10, items), (documents, items))


def test_two_alphabets_of_seven_letters_that_share_six_diverge_by_a_seventh():
    first, second = [1, 1, 1, 1, 1, 1, 1, 0], [0, 1, 1, 1, 1, 1, 1, 1]
    assert similarity.jensen_shannon(first, second) == pytest.approx(1 / 7, abs=1e-15)


def test_divergence_lies_between_equal_shares_and_no_shared_word():
    assert similarity.jensen_shannon([3, 1, 0], [6, 2, 0]) == 0
    assert similarity.jensen_shannon([3, 1, 0], [0, 0, 5]) == 1


def test_divergence_is_the_square_of_scipys_distance():
    first, second = texts(1, 2)
    expected = distance.jensenshannon(first, second, base=2) ** 2
    assert similarity.jensen_shannon(first, second) == pytest.approx(expected, abs=1e-12)


def test_word_shift_contributions_agree_with_shifterator(monkeypatch):
    # shifterator 0.3 still asks for a name that Python has moved
    monkeypatch.setattr(collections, "Mapping", collections.abc.Mapping, raising=False)
    first, second = texts(2, 2, items=30)
    words = [f"w{place:02}" for place in range(30)]
    shift = JSDivergenceShift(
        type2freq_1={w: int(c) for w, c in zip(words, first, strict=True) if c},
        type2freq_2={w: int(c) for w, c in zip(words, second, strict=True) if c},
        base=2,
    )
    ours = dict(zip(words, similarity.word_shift(first, second), strict=True))
    whole = similarity.jensen_shannon(first, second)
    assert shift.diff == pytest.approx(whole, abs=1e-12)
    # theirs are shares of the whole
    theirs = {word: share * whole for word, share in shift.get_shift_scores().items()}
    assert theirs == pytest.approx({word: ours[word] for word in theirs}, abs=1e-12)


@given(COUNTS)
def test_word_shift_sums_exactly_to_the_divergence(counts):
    parts = similarity.word_shift(counts[0], counts[1])
    whole = similarity.jensen_shannon(counts[0], counts[1])
    assert parts.sum() == pytest.approx(whole, abs=1e-12, nan_ok=True)
    assert np.isnan(parts).all() or (parts >= 0).all()


def test_word_shift_of_a_word_that_one_text_lacks_is_half_its_share():
    # p log2(p / (p / 2)) / 2 = p / 2
    parts = similarity.word_shift([1, 3, 0], [0, 3, 1])
    assert parts == pytest.approx([0.125, 0, 0.125])


def test_cosine_of_counts():
    # 5 / (sqrt(5) * sqrt(10)) by hand
    assert similarity.cosine([1, 2, 0], [3, 1, 0]) == pytest.approx(1 / np.sqrt(2))
    assert similarity.cosine([1, 0], [0, 4]) == 0


def test_tf_idf_agrees_with_scikit_learn():
    counts = texts(3)
    expected = TfidfTransformer().fit_transform(counts).toarray()
    assert similarity.tf_idf(counts) == pytest.approx(expected, abs=1e-12)


def test_weights_can_be_those_of_other_documents():
    counts = texts(4)
    idf = similarity.inverse_document_frequency(counts)
    assert similarity.tf_idf(counts[:2], idf) == pytest.approx(similarity.tf_idf(counts)[:2])


def test_hellinger_distance_by_hand():
    # shares (1/4, 3/4) and (1, 0): sqrt(((1/2 - 1)^2 + 3/4) / 2) = sqrt(1/2)
    assert similarity.hellinger([1, 3], [2, 0]) == pytest.approx(np.sqrt(0.5))
    assert similarity.hellinger([1, 3, 0], [2, 6, 0]) == 0
    assert similarity.hellinger([1, 0], [0, 1]) == 1


RATES = np.array([[0.1, 0.04, 0.02], [0.2, 0.04, 0.02], [0.3, 0.01, 0.02]])


def test_z_scores_take_the_sample_standard_deviation():
    # first word: mean 0.2, sample deviation 0.1; second: mean 0.03, deviation sqrt(0.0003)
    z = similarity.z_scores(RATES)
    assert z[:, 0] == pytest.approx([-1, 0, 1])
    assert z[:, 1] == pytest.approx(np.array([0.01, 0.01, -0.02]) / np.sqrt(0.0003))


def test_a_word_as_frequent_in_all_documents_tells_nothing():
    assert similarity.z_scores(RATES)[:, 2].tolist() == [0, 0, 0]
    assert similarity.z_scores(np.full((7, 1), 0.1 + 0.2)).tolist() == [[0]] * 7


def test_some_documents_of_a_corpus_can_be_scored():
    rates = texts(8, documents=6) / 1000
    some = similarity.z_scores(rates[[1, 4]], rates[[0, 2, 3, 5]])
    assert some == pytest.approx(similarity.z_scores(rates)[[1, 4]], abs=1e-9)
    # and several corpora at once
    both = np.stack([rates[:3], rates[3:]])
    assert similarity.z_scores(both)[1] == pytest.approx(similarity.z_scores(rates[3:]))


def test_deltas_by_hand():
    z = similarity.z_scores(RATES)
    second = 0.03 / np.sqrt(0.0003)
    assert similarity.burrows_delta(z[0], z[2]) == pytest.approx((2 + second + 0) / 3)
    turned = similarity.cosine_delta([1, 0], [[2, 0], [0, 3], [-1, 0]])
    assert turned == pytest.approx([0, 1, 2])


def test_two_documents_have_no_z_scores():
    with pytest.raises(ValueError, match="at least three documents, not 2"):
        similarity.z_scores(RATES[:2])


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="a count is negative"):
        similarity.jensen_shannon([1, -1], [1, 1])


@given(COUNTS, st.integers(2, 5))
def test_a_text_said_several_times_is_as_similar_as_said_once(counts, times):
    for measure in (similarity.jensen_shannon, similarity.hellinger, similarity.cosine):
        once = measure(counts[0], counts[1])
        again = measure(times * counts[0], counts[1])
        assert again == pytest.approx(once, abs=1e-7, nan_ok=True)


@given(COUNTS)
def test_measures_are_symmetric_and_within_their_limits(counts):
    for measure in (similarity.jensen_shannon, similarity.hellinger):
        one, other = measure(counts[0], counts[1]), measure(counts[1], counts[0])
        assert one == pytest.approx(other, abs=1e-12, nan_ok=True)
        assert np.isnan(one) or 0 <= one <= 1


def test_a_text_without_words_is_like_nothing():
    for measure in (similarity.jensen_shannon, similarity.hellinger, similarity.cosine):
        assert np.isnan(measure([0, 0], [1, 2]))
    assert np.isnan(similarity.tf_idf([[1, 2], [0, 0]])[1]).all()


PAIRWISE = {
    "cosine": (pairwise.cosine_matrix, similarity.cosine),
    "jensen_shannon": (pairwise.jensen_shannon_matrix, similarity.jensen_shannon),
    "hellinger": (pairwise.hellinger_matrix, similarity.hellinger),
    "burrows_delta": (pairwise.burrows_delta_matrix, similarity.burrows_delta),
    "cosine_delta": (pairwise.cosine_delta_matrix, similarity.cosine_delta),
}


@pytest.mark.parametrize(("matrix", "measure"), PAIRWISE.values(), ids=list(PAIRWISE))
def test_all_pairs_at_once_give_the_same_numbers(matrix, measure):
    # more documents than are compared at a time
    counts, others = texts(5, documents=70), texts(6, documents=3)
    assert matrix(counts) == pytest.approx(measure(counts[:, None], counts), abs=1e-12)
    assert matrix(counts, others) == pytest.approx(measure(counts[:, None], others), abs=1e-12)
    assert np.ptp(matrix(counts).diagonal()) == 0


@pytest.mark.parametrize("name", ["cosine", "jensen_shannon", "hellinger"])
def test_a_document_without_words_is_like_none_of_the_others(name):
    matrix, _ = PAIRWISE[name]
    found = matrix([[1, 2], [0, 0], [2, 1]])
    assert np.isnan(found).tolist() == [[False, True, False], [True] * 3, [False, True, False]]
    assert np.isnan(matrix([[1, 2]], [[0, 0], [2, 1]])).tolist() == [[True, False]]


def test_single_precision_is_enough_for_replicates():
    counts = texts(7, documents=6)
    exact = pairwise.jensen_shannon_matrix(counts)
    assert pairwise.jensen_shannon_matrix(counts.astype(np.float32)) == pytest.approx(
        exact, abs=1e-5
    )
