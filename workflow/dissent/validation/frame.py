"""Which sentences could be coded? All of the corpus, told apart by what the rules found in them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.tagged import TaggedCorpus
from dissent.themes.files import Theme
from dissent.themes.hits import COUNTED, match_themes
from dissent.tokens import TokenTable
from dissent.validation.likeness import ThemeWords, content_words

HIT, NEAR, PLAIN = "hit", "near", "plain"
STRATA = (HIT, NEAR, PLAIN)
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Frame:
    """The sentences of a corpus, and the hits of one theme in them.

    `sentences` has one row per sentence with at least one word, documents in date order: `shard`,
    `doc` (place in date order), `doc_id`, `page`, `paragraph`, `sentence`, `start` and `end`
    (tokens of the shard), `words`, `hits`, `stratum`. `hits` has one row per sentence and rule:
    `place` (row of `sentences`), `rule_id`, `category`, `hits`.
    """

    theme: Theme
    sentences: pd.DataFrame
    hits: pd.DataFrame
    theme_words: tuple[str, ...]
    digest: str


def sentence_frame(corpus: TaggedCorpus, theme: Theme) -> Frame:
    """List the sentences of a corpus by stratum.

    `hit`: a hit that counts begins in it. `near`: none does, but it has a word like the theme's,
    see `ThemeWords`. `plain`: neither.

    Parameters
    ----------
    corpus
        The tagged corpus.
    theme
        The theme, whose rules are matched anew.

    Returns
    -------
    Frame
        Sentences without a word are left out.
    """
    sentences: list[pd.DataFrame] = []
    hits, spans = [], []
    like = ThemeWords()
    for number, tokens in enumerate(corpus.tables()):
        found = match_themes([theme], tokens, context_words=0).to_pandas()
        counted = found[found["status"] == COUNTED]
        rows = _sentences(tokens, corpus, number)
        place = _sentence_of(tokens, counted, rows["start"].to_numpy())
        rows["hits"] = np.bincount(place, minlength=len(rows))
        before = sum(len(earlier) for earlier in sentences)
        sentences.append(rows)
        hits.append(counted[["rule_id", "category"]].assign(place=place + before))
        spans.append(counted)
        like.add(counted["term"], tokens, _edges(rows), (rows["hits"] > 0).to_numpy())
    frame = pd.concat(sentences, ignore_index=True)
    frame["stratum"] = _strata(frame, corpus.tables(), like.chosen())
    return _in_date_order(
        theme, frame, pd.concat(hits), like.chosen(), hits_digest(pd.concat(spans))
    )


def hits_digest(spans: pd.DataFrame) -> str:
    """Summarise which hits a theme has, so that changed rules or texts are noticed.

    Parameters
    ----------
    spans
        The theme's hits that count, with `doc_id`, `start`, `end` and `rule_id`.

    Returns
    -------
    str
        A digest, the same in whatever order the hits stand.
    """
    columns = [spans[name].tolist() for name in ("doc_id", "start", "end", "rule_id")]
    lines = sorted("\t".join(map(str, row)) for row in zip(*columns, strict=True))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def texts_digest(documents: Iterable[tuple[str, int]]) -> str:
    """Summarise which documents there are and how long they are.

    Parameters
    ----------
    documents
        Name and number of words of each.

    Returns
    -------
    str
        A digest, the same in whatever order they stand.
    """
    lines = sorted(f"{doc_id}\t{words}" for doc_id, words in documents)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def present_state(corpus: TaggedCorpus, theme: Theme) -> tuple[str, str]:
    """Say which hits a theme has now, and in which texts.

    Parameters
    ----------
    corpus
        The tagged corpus.
    theme
        The theme, whose rules are matched anew.

    Returns
    -------
    hits, texts : str
        The digests of both, as the key of a sheet has them.
    """
    spans: list[pd.DataFrame] = []
    sizes: list[tuple[str, int]] = []
    for tokens in corpus.tables():
        found = match_themes([theme], tokens, context_words=0).to_pandas()
        spans.append(found[found["status"] == COUNTED])
        sizes += zip(tokens.documents, tokens.words.tolist(), strict=True)
    texts = texts_digest((doc_id, words) for doc_id, words in sizes if words)
    return hits_digest(pd.concat(spans)), texts


def _sentences(tokens: TokenTable, corpus: TaggedCorpus, number: int) -> pd.DataFrame:
    """The sentences of one shard, those without a word as well."""
    changes = np.flatnonzero(np.diff(tokens.sentence) | np.diff(tokens.doc)) + 1
    start = np.concatenate([[0], changes]).astype(np.int64)[: len(tokens)]
    end = np.append(start[1:], len(tokens))[: len(start)]
    doc_ids = np.array(tokens.documents, dtype=object)[tokens.doc[start]]
    return pd.DataFrame(
        {
            "shard": number,
            "doc": [corpus.place[doc_id] for doc_id in doc_ids],
            "doc_id": doc_ids,
            **{
                name: getattr(tokens, name)[start].astype(np.int64)
                for name in ("page", "paragraph", "sentence")
            },
            "start": start,
            "end": end,
            "words": np.add.reduceat(tokens.is_word.astype(np.int64), start) if len(start) else 0,
        }
    )


def _sentence_of(tokens: TokenTable, spans: pd.DataFrame, start: Counts) -> Counts:
    """The sentence in which each span begins."""
    place = {doc_id: number for number, doc_id in enumerate(tokens.documents)}
    doc = spans["doc_id"].map(place).to_numpy(dtype=np.int64)
    token = tokens.bounds[doc] + spans["start"].to_numpy(dtype=np.int64)
    return np.asarray(np.searchsorted(start, token, side="right") - 1, dtype=np.int64)


def _edges(sentences: pd.DataFrame) -> Counts:
    return np.append(sentences["start"].to_numpy(), sentences["end"].to_numpy()[-1:])


def _strata(
    sentences: pd.DataFrame, tables: Iterable[TokenTable], chosen: frozenset[str]
) -> npt.NDArray[np.object_]:
    """The stratum of every sentence."""
    near = []
    for number, tokens in enumerate(tables):
        rows = sentences[sentences["shard"] == number]
        lexicon = tokens.lexicon
        like = content_words(lexicon) & np.array([lemma in chosen for lemma in lexicon.lemma], bool)
        before = np.concatenate([[0], np.cumsum(like[tokens.code])])
        near.append(before[rows["end"].to_numpy()] > before[rows["start"].to_numpy()])
    without = np.where(np.concatenate(near), NEAR, PLAIN) if near else np.zeros(0, dtype=object)
    return np.where(sentences["hits"].to_numpy() > 0, HIT, without).astype(object)


def _in_date_order(
    theme: Theme, sentences: pd.DataFrame, hits: pd.DataFrame, chosen: frozenset[str], digest: str
) -> Frame:
    """Put the sentences in their order, leave out those without words, and count hits by rule."""
    there = sentences[sentences["words"] > 0].sort_values(["doc", "start"], kind="stable")
    place = pd.Series(np.arange(len(there)), index=there.index)
    hits = hits.assign(place=hits["place"].map(place)).dropna(subset="place")
    counted = hits.groupby(["place", "rule_id", "category"]).size().rename("hits").reset_index()
    counted["place"] = counted["place"].astype("int64")
    return Frame(theme, there.reset_index(drop=True), counted, tuple(sorted(chosen)), digest)
