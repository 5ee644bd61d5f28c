"""A teacher that goes when training ends: words' relations to their heads, told from the context.

The treebanks say of each word what it is to which other word (the subject of a verb on its right,
the mark of a clause). Whoever can tell that knows much of parts of speech and of where a sentence
begins, so a component that has to tell it shares the layers of the tagger while they are trained
(multi-task learning, Caruana 1997). `release.py` takes it out: it costs nothing in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import Tagger
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, SequenceCategoricalCrossentropy

NAME = "relations"
# Where a document keeps what its tokens should be told as, so that it is worked out once.
TRUTH = "relations of tokens"


class RelationTeacher(Tagger):
    """Learns the relations that `convert.py` left in the documents' user data; sets nothing."""

    def __init__(self, vocab: Any, model: Model[Any, Any], name: str, fewest: int, weight: float):
        super().__init__(vocab, model, name, scorer=None)
        self.fewest = fewest
        self.weight = weight

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
    ) -> None:
        """Collect the relations that are not too rare, and shape the model.

        Args:
            get_examples: gives the training examples.
            nlp: the pipeline; not used.
            labels: not used.
        """
        counts: Counter[str] = Counter()
        for example in get_examples():
            counts.update(example.reference.user_data["relations"])
        for relation in sorted(relation for relation in counts if counts[relation] >= self.fewest):
            self.add_label(relation)
        documents = [example.x for example in islice(get_examples(), 10)]
        width = len(self.labels)
        outputs = [self.model.ops.alloc2f(len(document), width) for document in documents]
        self.model.initialize(X=documents, Y=outputs)

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Compare what the model says with the treebank.

        Args:
            examples: the batch.
            scores: one array (tokens, relations) per example.

        Returns:
            The loss, and its gradient per example.
        """
        loss = SequenceCategoricalCrossentropy(names=list(self.labels), normalize=False)
        gradient, value = loss(scores, [self._truth(example) for example in examples])
        return float(value), [self.weight * part for part in gradient]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Leave documents as they are."""
        yield from stream

    def __call__(self, doc: Doc) -> Doc:
        """Leave a document as it is."""
        return doc

    def _truth(self, example: Example) -> list[str | None]:
        """Give each predicted token the relation of the word it is; None where it is not one."""
        kept = example.reference.user_data
        if TRUTH not in kept:
            known = set(self.labels)
            theirs, ours = example.alignment.x2y, example.alignment.y2x
            truth: list[str | None] = []
            for token in range(len(example.predicted)):
                words = theirs[token]
                alone = len(words) == 1 and len(ours[int(words[0])]) == 1
                relation = kept["relations"][int(words[0])] if alone else None
                truth.append(relation if relation in known else None)
            kept[TRUTH] = truth
        return list(kept[TRUTH])


@Language.factory("relation_teacher", default_config={"fewest": 20, "weight": 0.5})
def make_teacher(
    nlp: Language, name: str, model: Model[Any, Any], fewest: int, weight: float
) -> RelationTeacher:
    """Make the component, for spaCy.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        model: maps documents to scores of relations.
        fewest: how often a relation must be met to be learned.
        weight: how much its error counts beside those of the other components.

    Returns:
        The component.
    """
    return RelationTeacher(nlp.vocab, model, name, fewest, weight)
