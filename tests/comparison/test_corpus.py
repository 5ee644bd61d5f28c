"""What the shards counted, put together: forms, lemmas, tagged lemmas, sequences."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.making import table_of

from dissent.catalogue import Document
from dissent.comparison.corpus import Corpus, load_corpus
from dissent.comparison.sequences import count_sequences, frequent_sequences
from dissent.counting import count_words, running_words
from dissent.measuring import measure_documents
from dissent.tokens import write_parquet

CorpusOf = Callable[..., Corpus]


def test_words_are_counted_as_forms_as_lemmas_and_with_their_tags(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("States/state/VERB state/state/NOUN states/state/NOUN", "state/state/NOUN")
    assert corpus.forms == ["state", "states"]
    assert corpus.form_table.toarray().tolist() == [[1, 2], [1, 0]]
    assert corpus.lemmas == ["state"]
    assert corpus.lemma_table.toarray().tolist() == [[3], [1]]
    assert corpus.tagged == ["state_NOUN", "state_VERB"]
    assert corpus.tagged_table.toarray().tolist() == [[2, 1], [1, 0]]


def sequences(corpus: Corpus, *, minimum: int) -> dict[int, dict[str, list[int]]]:
    words = corpus.running_words
    counted = count_sequences(words, frequent_sequences(words, minimum=minimum))
    return {
        length: dict(zip(found.names, found.table.toarray().T.tolist(), strict=True))
        for length, found in counted.items()
    }


def test_frequent_sequences_are_counted_in_the_segment_in_which_they_begin(
    corpus_of: CorpusOf,
) -> None:
    # segments of two words: a b | a b | c a | b
    found = sequences(corpus_of("a b a b c a b", segment_words=2), minimum=2)
    assert found[2] == {"a b": [1, 1, 1, 0]}
    assert found[3] == {}
    every = sequences(corpus_of("a b a b c a b", segment_words=2), minimum=1)
    assert every[2]["b a"] == [1, 0, 0, 0]
    assert every[3] == {
        "a b a": [1, 0, 0, 0],
        "a b c": [0, 1, 0, 0],
        "b a b": [1, 0, 0, 0],
        "b c a": [0, 1, 0, 0],
        "c a b": [0, 0, 1, 0],
    }


def test_all_sequences_of_a_length_are_in_the_total(corpus_of: CorpusOf) -> None:
    words = corpus_of("a b c , d e . f", "g h i j").running_words
    counted = count_sequences(words, frequent_sequences(words, minimum=99))
    assert counted[2].totals.tolist() == [3, 3]
    assert counted[3].totals.tolist() == [1, 2]
    assert counted[2].names == []


@pytest.mark.parametrize("text", ["", "a", "a b", ". ,"])
def test_a_text_too_short_for_sequences_has_none(corpus_of: CorpusOf, text: str) -> None:
    assert sequences(corpus_of(text), minimum=1)[3] == {}


def test_a_corpus_is_the_same_however_it_is_cut_into_shards(tmp_path: Path) -> None:
    texts = {"one": "rise fall rise", "two": "fall worker rise fall", "three": "rise rise fall"}
    documents = [
        Document(
            row=place, doc_id=name, title=name, file=Path(), earliest=f"192{place}", columns={}
        )
        for place, name in enumerate(texts)
    ]

    def loaded(*shards: list[str]) -> Corpus:
        files: dict[str, list[Path]] = {"measures": [], "counts": [], "sequences": []}
        for place, names in enumerate(shards):
            tokens = table_of(*(texts[name] for name in names))
            object.__setattr__(tokens, "documents", tuple(names))
            made = {
                "measures": measure_documents(tokens, segment_words=2),
                "counts": count_words(tokens, segment_words=2),
                "sequences": running_words(tokens),
            }
            for kind, table in made.items():
                files[kind].append(tmp_path / f"{len(shards)}-{place}-{kind}.parquet")
                write_parquet(table, files[kind][-1])
        return load_corpus(documents, **files, hits=[])

    whole, cut = loaded(["one", "two", "three"]), loaded(["three", "one"], ["two"])
    assert whole.hits.empty
    assert cut.lemmas == whole.lemmas == ["fall", "rise", "worker"]
    assert (cut.lemma_table.toarray() == whole.lemma_table.toarray()).all()
    assert (cut.tagged_table.toarray() == whole.tagged_table.toarray()).all()
    assert sequences(cut, minimum=2) == sequences(whole, minimum=2)
