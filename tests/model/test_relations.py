"""The teacher learns relations from the treebank, writes nothing, and leaves with the release."""

from __future__ import annotations

import pytest
import spacy
from relations import NAME
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

SENTENCES = [
    (["Workers", "met"], ["nsubj>VERB", "root"]),
    (["They", "left"], ["nsubj>VERB", "root"]),
    (["Soldiers", "fled"], ["nsubj>VERB", "root"]),
]


TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 16,
    "depth": 1,
    "embed_size": 50,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}
SETTINGS = {
    "fewest": 2,
    "weight": 0.5,
    "model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": TOK2VEC},
}


def examples(nlp: Language) -> list[Example]:
    """Make examples whose reference knows the relations."""
    made = []
    for words, relations in SENTENCES:
        reference = Doc(nlp.vocab, words=words, user_data={"relations": relations})
        made.append(Example(Doc(nlp.vocab, words=words), reference))
    return made


@pytest.fixture
def nlp() -> Language:
    """Make a pipeline with nothing but the teacher."""
    fix_random_seed(1917)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("relation_teacher", name=NAME, config=SETTINGS)
    return pipeline


def test_what_is_learned_are_the_relations_that_are_not_too_rare(nlp: Language) -> None:
    odd = Doc(nlp.vocab, words=["Oh"], user_data={"relations": ["discourse"]})
    all_examples = [*examples(nlp), Example(Doc(nlp.vocab, words=["Oh"]), odd)]
    nlp.initialize(lambda: all_examples)
    assert nlp.get_pipe(NAME).labels == ("nsubj>VERB", "root")


def test_it_learns_and_writes_nothing(nlp: Language) -> None:
    known = examples(nlp)
    optimizer = nlp.initialize(lambda: known)
    losses = [nlp.update(known, sgd=optimizer)[NAME] for _ in range(40)]
    assert losses[-1] < losses[0] / 2
    [doc] = nlp.pipe(["Workers met"])
    assert [token.tag_ for token in nlp("Workers met")] == ["", ""]
    assert [token.tag_ for token in doc] == ["", ""]


def test_a_token_that_is_cut_otherwise_teaches_nothing(nlp: Language) -> None:
    known = examples(nlp)
    nlp.initialize(lambda: known)
    teacher = nlp.get_pipe(NAME)
    reference = Doc(nlp.vocab, words=["Workers", "met"], spaces=[True, False],
                    user_data={"relations": ["nsubj>VERB", "root"]})  # fmt: skip
    cut = Doc(nlp.vocab, words=["Workers", "m", "et"], spaces=[True, False, False])
    example = Example(cut, reference)
    [scores] = teacher.model.predict([cut])
    _, [gradient] = teacher.get_loss([example], [scores])
    assert gradient[0].any()
    assert not gradient[1:].any()
