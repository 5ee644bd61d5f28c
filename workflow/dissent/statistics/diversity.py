"""How varied is the vocabulary of a text, measured so that texts of different length compare?

Every function takes the text as a one-dimensional array of type codes in text order (any integers;
equal codes are the same type) and returns one float. A text that is too short for a measure gives
``nan``: there is no silent fallback to another measure or a smaller window. Many texts at once, or
samples of them: :class:`dissent.statistics.stretches.Stretches`.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from dissent.statistics.stretches import Floats, Stretches, Text

WINDOW = 100
"""Words of a window of MATTR and of a segment of MSTTR."""
THRESHOLD = 0.72
"""Type-token ratio at which a factor of MTLD is complete."""
SAMPLE = 42
"""Words of a sample of HD-D."""
MEASURES = (
    "ttr",
    "root_ttr",
    "corrected_ttr",
    "maas",
    "mattr",
    "msttr",
    "mtld",
    "hdd",
    "yule_k",
)


def measured(stretches: Stretches, measure: str) -> Floats:
    """One measure, with the standard settings, of many stretches of a text at once.

    Parameters
    ----------
    stretches
        Documents, or samples of documents.
    measure
        One of `MEASURES`: what the function of this name gives for each stretch.

    Returns
    -------
    float64 array, shape (stretches,); ``nan`` where a stretch is too short.
    """
    match measure:
        case "mattr":
            return stretches.mattr(WINDOW)
        case "msttr":
            return stretches.msttr(WINDOW)
        case "mtld":
            return stretches.mtld(THRESHOLD, at_or_below=False)
        case "hdd":
            return stretches.hdd(SAMPLE)
    plain = {
        "ttr": Stretches.ttr,
        "root_ttr": Stretches.root_ttr,
        "corrected_ttr": Stretches.corrected_ttr,
        "maas": Stretches.maas,
        "yule_k": Stretches.yule_k,
    }
    return plain[measure](stretches)


def ttr(codes: ArrayLike) -> float:
    """Type-token ratio: distinct types divided by tokens; falls as a text grows longer.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float from 0 to 1; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.
    """
    return _only(_whole(codes).ttr())


def root_ttr(codes: ArrayLike) -> float:
    """Guiraud's root type-token ratio: types / sqrt(tokens); grows with a text at first.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float, at least 0; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.

    References
    ----------
    Guiraud, P. (1954). Les caracteres statistiques du vocabulaire. Paris: Presses universitaires
    de France.
    """
    return _only(_whole(codes).root_ttr())


def corrected_ttr(codes: ArrayLike) -> float:
    """Carroll's corrected type-token ratio: types / sqrt(2 * tokens), the root TTR by sqrt(2).

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float, at least 0; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.

    References
    ----------
    Carroll, J. B. (1964). Language and thought. Englewood Cliffs: Prentice-Hall, 54.
    """
    return _only(_whole(codes).corrected_ttr())


def maas(codes: ArrayLike) -> float:
    """Maas's a squared: how fast the vocabulary falls behind the text; LOW is varied.

    (ln N - ln V) / (ln N)^2, with N tokens and V types. VARIANT: the square, not its root a, and
    NATURAL logarithms. With logarithms to base 10, as some tools take them, a squared is ln 10 =
    2.302585 times as large; quanteda's `Maas` is the root of that.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float, at least 0; ``nan`` for a text of fewer than two tokens.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.

    References
    ----------
    Maas, H.-D. (1972). Ueber den Zusammenhang zwischen Wortschatzumfang und Laenge eines Textes.
    Zeitschrift fuer Literaturwissenschaft und Linguistik 2(8), 73-79.
    """
    return _only(_whole(codes).maas())


def mattr(codes: ArrayLike, *, window: int = WINDOW) -> float:
    """Moving-average type-token ratio: the mean TTR of all windows of ``window`` tokens.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    window
        Tokens per window, at least 1; windows move by one token.

    Returns
    -------
    float from 0 to 1; ``nan`` for a text shorter than the window.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the window is below 1.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR). Journal of Quantitative Linguistics 17(2), 94-100.
    """
    if window < 1:
        raise ValueError(f"the window must be at least 1 token, not {window}")
    return _only(_whole(codes).mattr(window))


def msttr(codes: ArrayLike, *, segment: int = WINDOW) -> float:
    """Mean segmental type-token ratio: the mean TTR of consecutive segments of equal length.

    VARIANT: what is left at the end, shorter than a segment, is DISCARDED.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    segment
        Tokens per segment, at least 1; segments do not overlap.

    Returns
    -------
    float from 0 to 1; ``nan`` for a text shorter than one segment.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the segment is below 1.

    References
    ----------
    Johnson, W. (1944). Studies in language behavior: I. A program of research. Psychological
    Monographs 56(2), 1-15.
    """
    if segment < 1:
        raise ValueError(f"the segment must be at least 1 token, not {segment}")
    return _only(_whole(codes).msttr(segment))


def mtld(codes: ArrayLike, *, threshold: float = THRESHOLD, at_or_below: bool = False) -> float:
    """Measure of textual lexical diversity: how many tokens keep the TTR at the threshold.

    Read from the start, a factor is complete at the token where the running TTR falls STRICTLY
    BELOW the threshold, and the count starts anew after it. The rest counts as the partial factor
    (1 - TTR) / (1 - threshold). MTLD is tokens divided by factors, as the MEAN of a forward and a
    backward reading of the text. VARIANT: strictly below, as textacy does it; lexicalrichness
    completes a factor AT OR BELOW the threshold (``at_or_below=True``), which gives values up to a
    few per cent lower.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    threshold
        TTR at which a factor is complete, between 0 and 1.
    at_or_below
        Whether a factor is complete also where the TTR is the threshold exactly.

    Returns
    -------
    float, in tokens; ``nan`` for an empty text and for one in which no type is repeated (it has
    no factor, not even a part of one).

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the threshold is not between
        0 and 1.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of
    sophisticated approaches to lexical diversity assessment. Behavior Research Methods 42(2),
    381-392.
    """
    if not 0 < threshold < 1:
        raise ValueError(f"the threshold must lie between 0 and 1, not {threshold}")
    return _only(_whole(codes).mtld(threshold, at_or_below=at_or_below))


def hdd(codes: ArrayLike, *, sample: int = SAMPLE) -> float:
    """HD-D: the TTR to be expected in a random sample of ``sample`` tokens.

    The sum over the types of the probability (hypergeometric, without replacement) that the type
    occurs in the sample, divided by the sample size: the scale of a TTR.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    sample
        Tokens in the sample, at least 1.

    Returns
    -------
    float from 0 to 1; ``nan`` for a text shorter than the sample.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the sample is below 1.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2007). vocd: a theoretical and empirical evaluation. Language
    Testing 24(4), 459-488; McCarthy and Jarvis (2010), see :func:`mtld`.
    """
    if sample < 1:
        raise ValueError(f"the sample must be at least 1 token, not {sample}")
    return _only(_whole(codes).hdd(sample))


def yule_k(codes: ArrayLike) -> float:
    """Yule's characteristic K: how often two random tokens are the same type; high is repetitive.

    10,000 * (sum of f^2 over the types - N) / N^2, with f a type's frequency and N the tokens.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float, at least 0; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.

    References
    ----------
    Yule, G. U. (1944). The statistical study of literary vocabulary. Cambridge: Cambridge
    University Press.
    """
    return _only(_whole(codes).yule_k())


def _whole(codes: ArrayLike) -> Stretches:
    return Stretches.whole(Text.of(codes))


def _only(values: Floats) -> float:
    return float(values[0])
