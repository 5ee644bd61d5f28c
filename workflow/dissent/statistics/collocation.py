"""Which words stand near a word more often than chance would put them there, and how firmly?

All functions but :func:`log_dice` look at one 2 x 2 table: the word or not the word, near the node
or elsewhere. It is that of surface cooccurrence (Evert 2008): the windows around all occurrences of
the node are a set of ``window_words`` tokens, each counted once however many nodes are near it, and
the node's own tokens are outside of the table. Of its ``words`` tokens ``collocate_count`` are the
collocate, and ``count`` of these are in the windows. Any other 2 x 2 table of ``count``, its row,
its column and its total (bigrams, say) can be given the same way.

Arguments broadcast against each other, so one call covers all collocates of a node; results are
float64 and have the broadcast shape.

References
----------
Evert, S. (2008). Corpora and collocations. In A. Lüdeling and M. Kytö (eds.), Corpus Linguistics:
an International Handbook, article 58. Berlin: Mouton de Gruyter. Section 3.1 defines surface
cooccurrence, section 5.1 its contingency table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dissent.statistics.arrays import floats
from dissent.statistics.contingency import quotient

Floats = NDArray[np.float64]
LOG_DICE_MAXIMUM = 14


def expected(window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike) -> Floats:
    """Count to be expected in the windows if the collocate stood anywhere by chance.

    E = window_words * collocate_count / words: the size of the windows as it is, cut at sentence
    ends and overlapping. NOT node frequency times span, which other tools take for it.

    Parameters
    ----------
    window_words
        Tokens in the windows around the node, each counted once; broadcastable.
    collocate_count
        All tokens of the collocate outside the node's own.
    words
        All tokens outside the node's own.

    Returns
    -------
    float64 array of the broadcast shape, in tokens; ``nan`` where there are no words.

    Raises
    ------
    ValueError
        If a number is negative, or windows or collocate are more than all words.

    References
    ----------
    Evert (2008), section 5.1: E11 = R1 * C1 / N.
    """
    near, all_one, total = _margins(window_words, collocate_count, words)
    return quotient(near * all_one, total)


def mi(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> Floats:
    """(Pointwise) mutual information: how many times the count exceeds its expectation, in bits.

    MI = log2(O / E). An effect size without regard to how much evidence there is: rare words get
    the highest values. Binary logarithm; without a factor for the width of the window.

    Parameters
    ----------
    count
        Tokens of the collocate in the windows; broadcastable.
    window_words, collocate_count, words
        As in :func:`expected`.

    Returns
    -------
    float64 array of the broadcast shape, in bits; ``-inf`` where the collocate is never near the
    node, ``nan`` where nothing is expected (no window, no collocate or no words).

    Raises
    ------
    ValueError
        If the numbers are not those of a 2 x 2 table.

    References
    ----------
    Church, K. W. and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22-29. Evert (2008), section 4.2.
    """
    table = _table(count, window_words, collocate_count, words)
    with np.errstate(divide="ignore"):
        return floats(np.log2(table.ratio))


def mi3(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> Floats:
    """Cubed mutual information: MI that gives more weight to how often the words come together.

    MI3 = log2(O^3 / E), that is MI + 2 log2(O).

    Parameters
    ----------
    count, window_words, collocate_count, words
        As in :func:`mi`.

    Returns
    -------
    float64 array of the broadcast shape; ``-inf`` and ``nan`` as in :func:`mi`.

    Raises
    ------
    ValueError
        If the numbers are not those of a 2 x 2 table.

    References
    ----------
    Daille, B. (1994). Approche mixte pour l'extraction automatique de terminologie. Doctoral
    thesis, Université Paris 7. Evert (2008), section 4.2 (MI^k with k = 3).
    """
    table = _table(count, window_words, collocate_count, words)
    with np.errstate(divide="ignore"):
        return floats(np.log2(table.ratio) + 2 * np.log2(table.count))


def t_score(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> Floats:
    """t-score: by how many of its own standard deviations the count exceeds its expectation.

    t = (O - E) / sqrt(O): the variance of the count is taken to be the count. Favours frequent
    words; a way of ranking rather than a test.

    Parameters
    ----------
    count, window_words, collocate_count, words
        As in :func:`mi`.

    Returns
    -------
    float64 array of the broadcast shape; ``-inf`` where the collocate is never near the node though
    it was to be expected, ``nan`` where nothing is expected.

    Raises
    ------
    ValueError
        If the numbers are not those of a 2 x 2 table.

    References
    ----------
    Church, K. W., Gale, W., Hanks, P. and Hindle, D. (1991). Using statistics in lexical analysis.
    In U. Zernik (ed.), Lexical Acquisition, 115-164. Hillsdale: Lawrence Erlbaum. Manning, C. D.
    and Schütze, H. (1999). Foundations of Statistical Natural Language Processing, section 5.3.1.
    """
    table = _table(count, window_words, collocate_count, words)
    return table.where_expected(quotient(table.count - table.expected, np.sqrt(table.count)))


def z_score(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> Floats:
    """z-score: by how many standard deviations of chance the count exceeds its expectation.

    z = (O - E) / sqrt(E): the variance under chance is taken to be the expectation (Poisson).
    Berry-Rogghe has sqrt(E * (1 - p)) with p the collocate's share of the words, which is the same
    for all but the most frequent words. No correction for continuity.

    Parameters
    ----------
    count, window_words, collocate_count, words
        As in :func:`mi`.

    Returns
    -------
    float64 array of the broadcast shape; ``nan`` where nothing is expected.

    Raises
    ------
    ValueError
        If the numbers are not those of a 2 x 2 table.

    References
    ----------
    Berry-Rogghe, G. L. M. (1973). The computation of collocations and their relevance to lexical
    studies. In A. J. Aitken, R. W. Bailey and N. Hamilton-Smith (eds.), The Computer and Literary
    Studies, 103-112. Edinburgh: Edinburgh University Press. Evert (2008), section 4.2.
    """
    table = _table(count, window_words, collocate_count, words)
    return table.where_expected(quotient(table.count - table.expected, np.sqrt(table.expected)))


def delta_p(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> tuple[Floats, Floats]:
    """Delta P both ways: how much the one makes the other likelier, as a difference of shares.

    Forward, of the collocate given the window: O / R1 - (C1 - O) / R2, with R1 the words in the
    windows and R2 all others. Backward, of the window given the collocate:
    O / C1 - (R1 - O) / C2, with C1 the collocate's tokens and C2 all others.

    Parameters
    ----------
    count, window_words, collocate_count, words
        As in :func:`mi`.

    Returns
    -------
    forward, backward : float64 arrays of the broadcast shape, from -1 to 1; ``nan`` where there is
    no window, no collocate, or nothing else beside them.

    Raises
    ------
    ValueError
        If the numbers are not those of a 2 x 2 table.

    References
    ----------
    Gries, S. T. (2013). 50-something years of work on collocations: what is or should be next.
    International Journal of Corpus Linguistics 18(1), 137-166, p. 143-144.
    """
    table = _table(count, window_words, collocate_count, words)
    one, near, all_one, total = table.count, table.window, table.collocate, table.words
    forward = quotient(one, near) - quotient(all_one - one, total - near)
    backward = quotient(one, all_one) - quotient(near - one, total - all_one)
    return forward, backward


def log_dice(count: ArrayLike, node_count: ArrayLike, collocate_count: ArrayLike) -> Floats:
    """logDice: how exclusively node and collocate belong to each other, whatever the corpus' size.

    14 + log2(2 * O / (f_node + f_collocate)). It is 14 where the two occur only together, once near
    each occurrence; one unit less is half as much. The count is that of tokens of the collocate
    near the node: where one stands several times beside a single node it can lie above 14. The
    node's frequency, NOT the size of its windows, as in the Sketch Engine.

    Parameters
    ----------
    count
        Tokens of the collocate in the windows; broadcastable.
    node_count
        Occurrences of the node.
    collocate_count
        All tokens of the collocate outside the node's own.

    Returns
    -------
    float64 array of the broadcast shape; ``-inf`` where the collocate is never near the node,
    ``nan`` where neither occurs.

    Raises
    ------
    ValueError
        If a number is negative or the count larger than the collocate's.

    References
    ----------
    Rychlý, P. (2008). A lexicographer-friendly association score. In P. Sojka and A. Horák (eds.),
    Proceedings of Recent Advances in Slavonic Natural Language Processing (RASLAN), 6-9.
    """
    together, node, collocate = (floats(n) for n in (count, node_count, collocate_count))
    if np.any(together < 0) or np.any(node < 0) or np.any(together > collocate):
        raise ValueError("a count is negative, or larger than all occurrences of the collocate")
    with np.errstate(divide="ignore"):
        return LOG_DICE_MAXIMUM + np.log2(quotient(2 * together, node + collocate))


@dataclass(frozen=True)
class _Table:
    """A 2 x 2 table by its first cell, its first row, its first column and its total."""

    count: Floats
    window: Floats
    collocate: Floats
    words: Floats

    @property
    def expected(self) -> Floats:
        return quotient(self.window * self.collocate, self.words)

    @property
    def ratio(self) -> Floats:
        return self.where_expected(quotient(self.count, self.expected))

    def where_expected(self, values: Floats) -> Floats:
        """The values, and nan where nothing is expected."""
        return floats(np.where(self.expected > 0, values, np.nan))


def _table(
    count: ArrayLike, window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> _Table:
    """The table, or a ValueError if its four cells cannot be counts."""
    one = floats(count)
    near, all_one, total = _margins(window_words, collocate_count, words)
    if np.any(one < 0):
        raise ValueError("a count is negative")
    if np.any(one > near) or np.any(one > all_one):
        raise ValueError("the count is larger than the windows, or than all of the collocate")
    if np.any(near + all_one - one > total):
        raise ValueError("windows and collocate together have more words than there are")
    return _Table(one, near, all_one, total)


def _margins(
    window_words: ArrayLike, collocate_count: ArrayLike, words: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    near, all_one, total = floats(window_words), floats(collocate_count), floats(words)
    if np.any(near < 0) or np.any(all_one < 0):
        raise ValueError("a count is negative")
    if np.any(near > total) or np.any(all_one > total):
        raise ValueError("the windows or the collocate have more words than there are")
    return near, all_one, total
