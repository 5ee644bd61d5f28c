"""The first layer of the embedded tagger: a vector for every distinct word of a batch.

Like spaCy's `MultiHashEmbed`, but it sees more of a word (endings of two to five letters,
beginnings of three, and what a lexicon says of it), gives all words that training has hardly met
one vector in place of noise, and works out each distinct word of a batch once: 6,000 tokens of
prose have some 1,500 types.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.attrs import ORTH, SPACY
from spacy.lang.lex_attrs import word_shape
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Embed, HashEmbed, Maxout, Model, chain, concatenate

Keys = npt.NDArray[np.uint64]
Vectors = npt.NDArray[np.float32]

# How many letters of the lower-cased word the endings and beginnings have.
SUFFIXES = (2, 3, 4, 5)
PREFIXES = (3,)
# Columns of keys: the word, its endings and beginnings, its shape, its cluster and its classes in
# the lexicon, and whether a space follows.
HASHED = len(SUFFIXES) + len(PREFIXES) + 2
COLUMNS = 1 + HASHED + 2
CLASSES = 256
SPACE_WIDTH = 4
# While training, a word met `c` times counts as unknown with the probability z / (z + c)
# (Kiperwasser and Goldberg 2016, section 5), so that the vector of unknown words is learned.
UNKNOWN_WEIGHT = 0.4
FEWEST = 2


class Entry(NamedTuple):
    """What a lexicon says of a lower-cased word.

    `cluster` numbers a class of words that stand in like contexts, 0 where there is none; `classes`
    is a set of bits, one for each part of speech that the word can have.
    """

    cluster: int
    classes: int


def type_embed(
    width: int, affix_rows: int, shape_rows: int, cluster_rows: int
) -> Model[list[Doc], list[Vectors]]:
    """Make the layer; `learn_words` tells it which words it is to know.

    Parameters
    ----------
    width
        Numbers per token in the output.
    affix_rows, shape_rows, cluster_rows
        Rows of the hashed tables of endings and beginnings, of word shapes, and of clusters.

    Returns
    -------
    thinc.api.Model
        Documents to one array (tokens, width) of float32 each.
    """
    words: Model[Any, Any] = Embed(width)
    rows = [*[affix_rows] * (len(SUFFIXES) + len(PREFIXES)), shape_rows, cluster_rows]
    tables: list[Model[Any, Any]] = [chain(_column(0, "int64"), words)]
    for place, size in enumerate(rows, start=1):
        tables.append(chain(_column(place, "uint64"), HashEmbed(width // 2, size, seed=place)))
    tables.append(chain(_column(COLUMNS - 2, "int64"), Embed(width // 4, CLASSES)))
    tables.append(chain(_column(COLUMNS - 1, "int64"), Embed(SPACE_WIDTH, 2)))
    total = width + HASHED * (width // 2) + width // 4 + SPACE_WIDTH
    maxout: Model[Any, Any] = Maxout(width, total, nP=3, dropout=0.0, normalize=True)
    mix: Model[Any, Any] = chain(concatenate(*tables), maxout)
    return Model(
        "type_embed",
        partial(_forward, _Features()),
        init=_initialize,
        layers=[mix],
        dims={"nO": width},
        attrs={"words": {}, "counts": [], "lexicon": {}},
        refs={"words": words},
    )


registry.architectures.register("dissent.TypeEmbed.v1", func=type_embed)


def learn_words(
    model: Model[Any, Any], counts: Mapping[str, int], lexicon: Mapping[str, Entry]
) -> None:
    """Say which words the layer gives a vector of their own, and what is known of others.

    Parameters
    ----------
    model
        The layer, not yet initialised.
    counts
        How often training meets each word; those met once get no vector.
    lexicon
        Lower-cased words.
    """
    totals: Counter[str] = Counter()
    for word, count in counts.items():
        totals[word.lower()] += count
    words = sorted(word for word, count in totals.items() if count >= FEWEST)
    model.attrs["words"] = {word: number for number, word in enumerate(words, start=1)}
    model.attrs["counts"] = [0, *(totals[word] for word in words)]
    model.attrs["lexicon"] = {
        word: entry.cluster * CLASSES + entry.classes for word, entry in sorted(lexicon.items())
    }
    model.get_ref("words").set_dim("nV", len(words) + 1)


def forget_counts(model: Model[Any, Any]) -> None:
    """Take out what only training needs.

    Parameters
    ----------
    model
        The layer, trained.
    """
    model.attrs["counts"] = []


def _initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803
    model.layers[0].initialize(X=np.zeros((1, COLUMNS), dtype=np.uint64))


def _forward(
    features: "_Features", model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[list[Vectors], Callable[[list[Vectors]], list[Doc]]]:
    keys, inverse = features.of(docs, model.attrs["words"], model.attrs["lexicon"])
    if is_train:
        counts = np.asarray(model.attrs["counts"])[keys[:, 0].astype(np.int64)]
        drawn = np.random.uniform(size=len(keys))
        keys[drawn * (UNKNOWN_WEIGHT + counts) < UNKNOWN_WEIGHT, 0] = 0
    mixed, backprop_mix = model.layers[0](keys, is_train)

    def backprop(gradients: list[Vectors]) -> list[Doc]:
        gradient: Any = model.ops.alloc2f(*mixed.shape)
        tokens: Any = inverse.astype("int32")
        summands: Any = np.concatenate(gradients)
        model.ops.scatter_add(gradient, tokens, summands)
        backprop_mix(gradient)
        return []

    ends = np.cumsum([len(doc) for doc in docs])[:-1]
    return np.split(mixed[inverse], ends), backprop


class _Features:
    """The keys of words in the hashed tables, worked out once per word."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[str, list[int]]] = {}

    def of(
        self, docs: list[Doc], words: Mapping[str, int], lexicon: Mapping[str, int]
    ) -> tuple[Keys, npt.NDArray[np.int64]]:
        """Find the types of some documents, and which one each token is.

        A type is a word with or without a space behind it: the space takes the place of the last
        bit of the word's hash.
        """
        tokens = np.concatenate([doc.to_array([ORTH, SPACY]).reshape(-1, 2) for doc in docs])
        last_bit = np.uint64(1)
        marked = (tokens[:, 0] & ~last_bit) | tokens[:, 1]
        _, first, inverse = np.unique(marked, return_index=True, return_inverse=True)
        keys = np.zeros((len(first), COLUMNS), dtype=np.uint64)
        for row, (orth, space) in enumerate(tokens[first].tolist()):
            entry = self.known.get(orth)
            if entry is None:
                entry = self.known[orth] = _features(docs[0].vocab.strings[orth])
            word, hashes = entry
            cluster, classes = divmod(lexicon.get(word, 0), CLASSES)
            keys[row] = (words.get(word, 0), *hashes, cluster, classes, space)
        return keys, inverse


def _features(text: str) -> tuple[str, list[int]]:
    """Give the lower-cased word, and the keys of its endings, beginnings and shape."""
    word = text.lower()
    parts = [word[-size:] for size in SUFFIXES] + [word[:size] for size in PREFIXES]
    return word, [hash_string(part) for part in (*parts, word_shape(text))]


def _column(place: int, dtype: str) -> Model[Keys, Any]:
    """Take one column of the keys."""

    def forward(model: Model[Any, Any], keys: Keys, is_train: bool) -> tuple[Any, Any]:
        return keys[:, place].astype(dtype), lambda gradient: np.zeros(keys.shape)

    return Model("column", forward)
