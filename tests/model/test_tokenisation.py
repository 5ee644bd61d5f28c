"""The pipeline's tokeniser cuts as the treebanks do, and never at less than spaCy's hyphens."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from tokenisation import adapt_tokeniser


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Make a blank pipeline with the adapted tokeniser."""
    pipeline = spacy.blank("en")
    adapt_tokeniser(pipeline)
    return pipeline


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Down with them!!!", "Down with them !!!"),
        ("Really?! Yes.", "Really ?! Yes ."),
        ("All power... to whom?", "All power ... to whom ?"),
        ("peace and/or land", "peace and / or land"),
        ("(the demands):", "( the demands ) :"),
        ("member(s) of it", "member ( s ) of it"),
        ("an AK-47", "an AK - 47"),
        ("at 7:30PM", "at 7:30 PM"),
        ("by e-mail or E-mails", "by e-mail or E-mails"),
        ("call 555-1234", "call 555-1234"),
        ("on Wed. with Lieut. Schmidt", "on Wed. with Lieut. Schmidt"),
        ("he -said one- left", "he - said one- left"),
        ("a * * * b *** c", "a * * * b *** c"),
        # What spaCy does stays.
        ("counter-revolution", "counter - revolution"),
        ("won't, can't, we'd", "wo n't , ca n't , we 'd"),
        ("the 24th-25th of October", "the 24th-25th of October"),
        ("the U.S. in 1917.", "the U.S. in 1917 ."),
        # Words that look like contractions without their apostrophe.
        ("as was his wont, all cant", "as was his wont , all cant"),
        ("they were wed", "they were wed"),
    ],
)
def test_text_is_cut(nlp: Language, text: str, tokens: str) -> None:
    assert " ".join(token.text for token in nlp(text)) == tokens


def test_the_rules_are_saved_with_the_pipeline(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert [token.text for token in loaded("Wed. and/or never?!")] == [
        "Wed.", "and", "/", "or", "never", "?!",
    ]  # fmt: skip
