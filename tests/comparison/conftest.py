"""A corpus in memory, made from a few words, as the shards would have counted it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.making import table_of, theme_of

from dissent.catalogue import Document, in_date_order
from dissent.comparison.corpus import Corpus
from dissent.counting import count_words, running_words
from dissent.measuring import measure_documents
from dissent.themes.files import Theme
from dissent.themes.hits import match_themes

CLASS = """\
theme: class
categories:
  workers: [worker, working class]
  owners: [owner]
"""


@pytest.fixture
def themes(tmp_path: Path) -> list[Theme]:
    return [theme_of(tmp_path, CLASS)]


@pytest.fixture
def corpus_of(themes: list[Theme]) -> Callable[..., Corpus]:
    """Make a corpus of texts, dated in their order; `segment_words` as in the settings."""

    def make(*texts: str, segment_words: int = 100, **columns: list[str]) -> Corpus:
        tokens = table_of(*texts)
        documents = [
            Document(
                row=place + 2,
                doc_id=doc_id,
                title=doc_id.upper(),
                file=Path(),
                earliest=f"19{place:02d}-01-01",
                columns={key: values[place] for key, values in columns.items()},
            )
            for place, doc_id in enumerate(tokens.documents)
        ]
        return Corpus(
            documents=tuple(in_date_order(documents)),
            measures=measure_documents(tokens, segment_words=segment_words).to_pandas(),
            word_counts=count_words(tokens, segment_words=segment_words),
            word_order=running_words(tokens),
            spans=match_themes(themes, tokens, context_words=3).to_pandas(),
        )

    return make
