"""The lemmatizer of the embedded pipeline: a lemma for every form and tag.

A form with its tag has the lemma that a list of irregular forms gives it, or that it mostly has in
the treebank, or that a dictionary gives it where the treebank has it seldom. Any other form is
changed by the rule of its longest known ending, or of a shorter one if only that gives an attested
lemma: *quarrelled* is like *labelled*, and *travelled* like *travel*. English lemmas hang on form
and tag alone but for a handful of words, so nothing has to be predicted in context.
"""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import LEMMA, ORTH, TAG
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

LONGEST_ENDING = 6
LONGEST_CHANGE = 5
# A rule counts when it holds of so many forms with its tag: *led* does not teach *fled*.
PRODUCTIVE = 4
# A treebank that has a form with its tag less often than this can be overruled by a dictionary.
SELDOM = 5
VOWELS = frozenset("aeiouyäöüéèêàâôûïëæœ")
NAMES = ("NNP", "NNPS")
LEARNED = "lemmatizer.json"


class Rule(NamedTuple):
    """A change of a form's end, and the case of the lemma: `lower`, `keep` or `title`."""

    strip: str
    add: str
    case: str

    def apply(self, form: str) -> str | None:
        """Change a form; None where it has not that end, or what is left would have no vowel."""
        if not form.lower().endswith(self.strip):
            return None
        stem = form[: len(form) - len(self.strip)] + self.add
        if self.strip and not VOWELS.intersection(stem.lower()):
            return None
        return {"lower": stem.lower(), "keep": stem, "title": stem.capitalize()}[self.case] or None


class FormLemmatizer(Pipe):
    """Sets lemmas from forms and fine-grained tags.

    Parameters
    ----------
    vocab
        The pipeline's.
    name
        The component's name in the pipeline.
    """

    def __init__(self, vocab: Vocab, name: str = "lemmatizer") -> None:
        self.vocab = vocab
        self.name = name
        self.scorer = lemmatizer_score_examples
        self.exceptions: dict[str, dict[str, str]] = {}
        self.rules: dict[str, Rule] = {}
        self.lemmas: dict[str, set[str]] = {}
        self._known: dict[tuple[int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token.

        Parameters
        ----------
        doc
            A document with tags.

        Returns
        -------
        spacy.tokens.Doc
            The same document.
        """
        pairs: Any = doc.to_array([ORTH, TAG]).reshape(-1, 2).tolist()
        known = self._known
        lemmas = [known.get(pair) or self._look_up(*pair) for pair in map(tuple, pairs)]
        column: Any = np.array(lemmas, dtype=np.uint64).reshape(-1, 1)
        return doc.from_array([LEMMA], column)

    def lemma(self, form: str, tag: str) -> str:
        """Give the lemma of a form.

        Parameters
        ----------
        form
            As written.
        tag
            Its fine-grained tag (Penn Treebank, as in the English treebanks).

        Returns
        -------
        str
            The attested lemma, or the one that the rules give.
        """
        attested = self.exceptions.get(tag, {})
        if form in attested:
            return attested[form]
        if tag not in NAMES and form.lower() in attested:
            return attested[form.lower()]
        return self._ruled(form, tag)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        irregular: str | None = None,
    ) -> None:
        """Learn lemmas, rules and exceptions.

        Parameters
        ----------
        get_examples
            Gives the training examples.
        nlp
            The pipeline; not used.
        irregular
            A file of tab-separated columns `form`, `tag`, `lemma` and `sure`. A row that is sure
            (`1`) goes before the examples, another where they have its form and tag seldom.
        """
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for example in get_examples():
            for token in example.reference:
                if token.lemma_ and token.tag_ and not token.is_space:
                    counts[token.text, token.tag_][token.lemma_] += 1
        listed = _read_irregular(Path(irregular)) if irregular else []
        overruled = {row.pair for row in listed if row.sure or counts[row.pair].total() < SELDOM}
        attested = {
            pair: _commonest(lemmas) for pair, lemmas in counts.items() if pair not in overruled
        }
        self.learn(attested, {row.pair: row.lemma for row in listed})

    def learn(
        self,
        attested: Mapping[tuple[str, str], str],
        irregular: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        """Learn from forms with their tags and lemmas.

        Parameters
        ----------
        attested
            Form and tag to lemma; the rules come from these.
        irregular
            More of the same kind that no rule comes from.
        """
        rules = _learn_rules(attested)
        attested = {**irregular, **attested}
        self._known = {}
        lemmas: dict[str, set[str]] = defaultdict(set)
        for (_, tag), lemma in attested.items():
            lemmas[_word_class(tag)].add(lemma.lower())
        self.lemmas = dict(lemmas)
        self.rules = rules
        exceptions: dict[str, dict[str, str]] = defaultdict(dict)
        # Lower-case forms first: many a capitalised form then needs no entry of its own.
        self.exceptions = exceptions
        for form, tag in sorted(attested, key=lambda pair: pair[0].lower() != pair[0]):
            lemma = attested[form, tag]
            if self.lemma(form, tag) != lemma:
                exceptions[tag][form] = lemma
        self.exceptions = dict(exceptions)

    def _look_up(self, orth: int, tag: int) -> int:
        strings = self.vocab.strings
        lemma = int(strings.add(self.lemma(strings[orth], strings[tag])))
        self._known[orth, tag] = lemma
        return lemma

    def _ruled(self, form: str, tag: str) -> str:
        first: str | None = None
        for key, word in _endings(form, tag):
            rule = self.rules.get(key)
            lemma = rule.apply(word) if rule else None
            if lemma is None:
                continue
            if lemma.lower() in self.lemmas.get(_word_class(tag), ()):
                return lemma
            first = first or lemma
        return first or (form if tag in NAMES else form.lower())

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write what was learned to a folder of the component's own."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LEARNED).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "FormLemmatizer":
        """Take what `to_disk` wrote."""
        return self.from_bytes((Path(path) / LEARNED).read_bytes())

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give what was learned as bytes: JSON that can be read."""
        return (json.dumps(self._data(), ensure_ascii=False, indent=0) + "\n").encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "FormLemmatizer":
        """Take what `to_bytes` gave."""
        return self._load(json.loads(data))

    def _data(self) -> dict[str, Any]:
        return {
            "rules": {key: list(rule) for key, rule in sorted(self.rules.items())},
            "exceptions": {
                tag: dict(sorted(forms.items())) for tag, forms in sorted(self.exceptions.items())
            },
            "lemmas": {name: sorted(lemmas) for name, lemmas in sorted(self.lemmas.items())},
        }

    def _load(self, data: dict[str, Any]) -> "FormLemmatizer":
        self._known = {}
        self.rules = {key: Rule(*rule) for key, rule in data["rules"].items()}
        self.exceptions = data["exceptions"]
        self.lemmas = {name: set(lemmas) for name, lemmas in data["lemmas"].items()}
        return self


@Language.factory(
    "dissent_lemmatizer",
    assigns=["token.lemma"],
    requires=["token.tag"],
    default_score_weights={"lemma_acc": 1.0},
)
def make_lemmatizer(nlp: Language, name: str) -> FormLemmatizer:
    """Make the component, for spaCy.

    Parameters
    ----------
    nlp
        The pipeline.
    name
        The component's name in it.

    Returns
    -------
    FormLemmatizer
        Still empty.
    """
    return FormLemmatizer(nlp.vocab, name)


def shared_start(form: str, lemma: str) -> int:
    """Count the letters with which a form and its lemma both begin.

    Parameters
    ----------
    form, lemma
        Two words.

    Returns
    -------
    int
        How many letters are the same before the first that is not.
    """
    pairs = enumerate(zip(form, lemma, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(form), len(lemma)))


def lemmatizer_score_examples(examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
    """Score lemmas as spaCy's own lemmatizers do."""
    return dict(lemmatizer_score(examples, **settings))


class _Row(NamedTuple):
    """A row of the file of irregular forms."""

    pair: tuple[str, str]
    lemma: str
    sure: bool


def _read_irregular(path: Path) -> list[_Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [_Row((r["form"], r["tag"]), r["lemma"], r["sure"] == "1") for r in rows]


def _learn_rules(attested: Mapping[tuple[str, str], str]) -> dict[str, Rule]:
    """Keep, from short endings to long, each ending's rule where it is not the shorter one's."""
    found = {pair: _rule(pair[0], lemma) for pair, lemma in attested.items()}
    forms = Counter((tag, rule) for (_, tag), rule in found.items())
    votes: dict[str, Counter[Rule]] = defaultdict(Counter)
    shorter: dict[str, list[str]] = {}
    for (form, tag), rule in found.items():
        endings = [key for key, word in _endings(form, tag) if word == form]
        for place, ending in enumerate(endings):
            shorter[ending] = endings[place + 1 :]
            if rule and forms[tag, rule] >= PRODUCTIVE:
                votes[ending][rule] += 1
    kept: dict[str, Rule] = {}
    for ending in sorted(votes, key=lambda ending: (len(ending), ending)):
        rule = _commonest(votes[ending])
        inherited = next((kept[other] for other in shorter[ending] if other in kept), None)
        if rule != inherited:
            kept[ending] = rule
    return kept


def _rule(form: str, lemma: str) -> Rule | None:
    """Say how a lemma comes from its form; None where it is not by its end and case alone."""
    lower, wanted = form.lower(), lemma.lower()
    same = shared_start(lower, wanted)
    strip, add = lower[same:], wanted[same:]
    if max(len(strip), len(add)) > LONGEST_CHANGE:
        return None
    rules = (Rule(strip, add, case) for case in ("keep", "lower", "title"))
    return next((rule for rule in rules if rule.apply(form) == lemma), None)


def _endings(form: str, tag: str) -> Iterator[tuple[str, str]]:
    """Give the keys of a form's endings, the longest first, and the word that a rule is to change.

    A key has the tag, the form's case and the ending. A form with capitals that is no name also has
    the keys of its lower-cased self: most begin a sentence.
    """
    word = form.lower()
    case = "lower" if form == word else "upper" if form.isupper() else "title"
    for size in range(min(LONGEST_ENDING, len(word)), -1, -1):
        ending = word[len(word) - size :]
        yield f"{tag} {case} {ending}", form
        if case != "lower" and tag not in NAMES:
            yield f"{tag} lower {ending}", word


def _word_class(tag: str) -> str:
    """Join the tags of one part of speech, as VB, VBD and VBG."""
    return tag[:2]


def _commonest(counter: Counter[Any]) -> Any:
    """Give the commonest; of equals the one that comes first in the order of their kind."""
    return min(counter, key=lambda item: (-counter[item], item))
