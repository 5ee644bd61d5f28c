"""Make the training pieces of two treebanks agree with each other and look like print.

The treebanks differ in features that say the same (GUM gives *you* a number and every adverb a
degree, EWT does not): GUM is brought to EWT's habit, or the tagger would have to guess which
treebank it reads. And both are typed text: some pieces get the quotation marks and dashes of print,
and some sentences the capitals of a heading.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections import Counter, defaultdict
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

MODEL_TREEBANK = "EWT"
# A form with its tag is settled in the model treebank when it stands there so often …
SETTLED = 5
# … and a bundle of features is its habit when it has this share of it; of a tag, this share.
HABIT_OF_FORM = 0.02
HABIT_OF_TAG = 0.2

SHARE_WITH_PRINTED_MARKS = 0.25
SHARE_IN_CAPITALS = 0.02

log = logging.getLogger("prepare")


def harmonise(pieces: list[Doc]) -> Counter[tuple[str, str, str, str]]:
    """Bring the features of all treebanks to the habit of one, in place.

    A bundle of features that the model treebank does not give to a form with its tag becomes the
    most similar one that it gives. Of forms it hardly knows, features are taken away if all but a
    few forms of their tag lack them.

    Args:
        pieces: documents whose user data name their treebank.

    Returns:
        How often which form and tag had which features replaced by which.
    """
    of_form: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms_of: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for piece in pieces:
        if piece.user_data["treebank"] == MODEL_TREEBANK:
            for token in piece:
                of_form[token.text.lower(), token.tag_][str(token.morph)] += 1
                forms_of[token.tag_][str(token.morph)].add(token.text.lower())
    of_tag = {
        tag: Counter({features: len(forms) for features, forms in bundles.items()})
        for tag, bundles in forms_of.items()
    }
    changes: Counter[tuple[str, str, str, str]] = Counter()
    for piece in pieces:
        if piece.user_data["treebank"] != MODEL_TREEBANK:
            for token in piece:
                form, tag, features = token.text.lower(), token.tag_, str(token.morph)
                known = of_form.get((form, tag), Counter())
                if known.total() >= SETTLED:
                    new = _habitual(features, known, HABIT_OF_FORM)
                else:
                    new = _habitual(features, of_tag.get(tag, Counter()), HABIT_OF_TAG)
                    if not _features(new) < _features(features):
                        continue
                if new != features:
                    token.set_morph(new)
                    changes[form, tag, features, new] += 1
    return changes


def as_printed(piece: Doc, chance: random.Random) -> Doc:
    """Give a piece, by chance, the marks of print, and some of its sentences capitals.

    Args:
        piece: an annotated document.
        chance: the source of chance.

    Returns:
        A document with the same annotation.
    """
    words = [token.text for token in piece]
    if chance.random() < SHARE_WITH_PRINTED_MARKS:
        words = _printed_marks(words, [bool(token.whitespace_) for token in piece])
    for sentence in piece.sents:
        if chance.random() < SHARE_IN_CAPITALS:
            words[sentence.start : sentence.end] = [
                word.upper() for word in words[sentence.start : sentence.end]
            ]
    return Doc(
        piece.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in piece],
        tags=[token.tag_ for token in piece],
        pos=[token.pos_ for token in piece],
        morphs=[str(token.morph) for token in piece],
        lemmas=[token.lemma_ for token in piece],
        sent_starts=[bool(token.is_sent_start) for token in piece],
        user_data=piece.user_data,
    )


def _habitual(features: str, known: Counter[str], share: float) -> str:
    """Give the features if they are a habit, else the habit that differs least from them."""
    habits = [bundle for bundle, count in known.items() if count >= share * known.total()]
    if features in habits or not habits:
        return features
    ours = _features(features)
    return min(habits, key=lambda bundle: (len(ours ^ _features(bundle)), -known[bundle], bundle))


def _features(bundle: str) -> set[str]:
    return set(bundle.split("|")) - {""}


def _printed_marks(words: list[str], spaces: list[bool]) -> list[str]:
    """Replace typewriter quotation marks, apostrophes and dashes; lengths of lists stay."""
    printed = []
    opened = False
    for place, word in enumerate(words):
        if word == '"':
            opened = not opened
            printed.append("“" if opened else "”")
        elif word in ("--", "---") or (word == "-" and spaces[place] and spaces[place - 1]):
            printed.append("—")
        else:
            printed.append(word.replace("'", "’"))
    return printed


def prepare(source: Path, target: Path, *, seed: int) -> None:
    """Prepare a file of training pieces.

    Args:
        source: the `.spacy` file that `convert.py` wrote.
        target: the file to write.
        seed: of what is left to chance.
    """
    pieces = list(DocBin().from_disk(source).get_docs(Vocab()))
    changes = harmonise(pieces)
    log.info("features changed: %d of %d words", changes.total(), sum(map(len, pieces)))
    for change, count in changes.most_common(30):
        log.info("%6d %s", count, change)
    chance = random.Random(seed)
    attributes = ["ORTH", "SPACY", "TAG", "POS", "LEMMA", "MORPH", "SENT_START"]
    bin_ = DocBin(attrs=attributes, store_user_data=True)
    for piece in pieces:
        bin_.add(as_printed(piece, chance))
    bin_.to_disk(target)


def main() -> None:
    """Read the command line and prepare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="training pieces as convert.py wrote them")
    parser.add_argument("--output", required=True, type=Path, help="the .spacy file to write")
    parser.add_argument("--seed", type=int, default=1917, help="seed of what is left to chance")
    settings = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    prepare(settings.source, settings.output, seed=settings.seed)


if __name__ == "__main__":
    main()
