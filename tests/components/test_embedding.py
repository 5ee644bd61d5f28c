"""The first layer sees types: equal words get equal vectors, and unknown words share one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops

from dissent.components import register
from dissent.components.embedding import Entry, forget_counts, learn_words, type_embed

WIDTH = 16


@pytest.fixture
def vocab() -> Vocab:
    """Give an empty vocabulary."""
    return Vocab()


def make() -> Any:
    """Make a small layer."""
    return type_embed(WIDTH, affix_rows=50, shape_rows=20, cluster_rows=20)


def layer(lexicon: dict[str, Entry] | None = None, **counts: int) -> Any:
    """Make an initialised layer that knows some words."""
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(1917)
    model = make()
    learn_words(model, counts or {"the": 5, "soviet": 3, "worker": 2}, lexicon or {})
    model.initialize()
    return model


def document(vocab: Vocab, text: str) -> Doc:
    """Make a document of the words between the spaces."""
    return Doc(vocab, words=text.split())


def test_each_document_has_a_vector_for_each_token(vocab: Vocab) -> None:
    documents = [document(vocab, "the soviet met"), document(vocab, ""), document(vocab, "the")]
    vectors = layer().predict(documents)
    assert [part.shape for part in vectors] == [(3, WIDTH), (0, WIDTH), (1, WIDTH)]


def test_a_word_has_the_same_vector_wherever_it_stands(vocab: Vocab) -> None:
    model = layer()
    [one] = model.predict([document(vocab, "the soviet and the worker")])
    [other] = model.predict([document(vocab, "a worker for the soviet now")])
    np.testing.assert_allclose(one[0], one[3], rtol=1e-6)
    np.testing.assert_allclose(one[1], other[4], rtol=1e-5)
    assert not np.allclose(one[0], one[1])


def test_capitals_and_a_missing_space_make_a_difference(vocab: Vocab) -> None:
    model = layer()
    words = Doc(vocab, words=["soviet", "Soviet", "soviet"], spaces=[True, True, False])
    [vectors] = model.predict([words])
    assert not np.allclose(vectors[0], vectors[1])
    assert not np.allclose(vectors[0], vectors[2])


def test_unknown_words_differ_only_by_their_letters(vocab: Vocab) -> None:
    """With the same ending, beginning and shape, two unknown words are one."""
    [vectors] = layer().predict([document(vocab, "expropriated expromitiated")])
    [known] = layer(expropriated=2).predict([document(vocab, "expropriated expromitiated")])
    np.testing.assert_allclose(vectors[0], vectors[1], rtol=1e-6)
    assert not np.allclose(known[0], known[1])


def test_a_word_met_once_is_unknown(vocab: Vocab) -> None:
    [vectors] = layer(expropriated=1).predict([document(vocab, "expropriated expromitiated")])
    np.testing.assert_allclose(vectors[0], vectors[1], rtol=1e-6)


def test_a_lexicon_tells_unknown_words_apart(vocab: Vocab) -> None:
    text = [document(vocab, "expropriated expromitiated Exprodicated")]
    lexicon = {"expropriated": Entry(7, 0), "exprodicated": Entry(0, 2)}
    [vectors] = layer(lexicon).predict(text)
    [without] = layer().predict(text)
    assert not np.allclose(vectors[0], vectors[1])
    np.testing.assert_allclose(vectors[1], without[1], rtol=1e-6)
    assert not np.allclose(vectors[2], without[2])


def test_what_depends_on_words_can_be_learned(vocab: Vocab) -> None:
    """Words of one kind are drawn to one point, those of the other kind to another."""
    model = layer(good=20, well=20, bad=20, ill=20)
    optimizer = Adam(0.01)
    batch = [document(vocab, "good bad well ill")]
    wanted = np.zeros((4, WIDTH), dtype="f")
    wanted[[0, 2], 0] = 3
    wanted[[1, 3], 1] = 3
    losses = []
    for _ in range(60):
        [found], backprop = model.begin_update(batch)
        losses.append(float(((found - wanted) ** 2).sum()))
        backprop([found - wanted])
        model.finish_update(optimizer)
    assert losses[-1] < losses[0] / 3


def test_the_counts_of_training_are_forgotten_but_not_the_words(vocab: Vocab) -> None:
    model = layer()
    batch = [document(vocab, "the soviet met")]
    [before] = model.predict(batch)
    forget_counts(model)
    copy = make().from_bytes(model.to_bytes())
    [after] = copy.predict(batch)
    np.testing.assert_array_equal(before, after)
    assert b"counts" in model.to_bytes()
    assert model.attrs["counts"] == []


def test_the_parts_of_the_pipeline_are_known_to_spacy_once_registered() -> None:
    register()
    assert registry.architectures.get("dissent.TypeEmbed.v1") is type_embed
    assert Language.has_factory("dissent_lemmatizer")
