"""Train the pipeline that `config.cfg` states, on one core and repeatably.

On numpy's own matrix product, which is faster than thinc's where the latter has no kernel made for
the processor.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import relations  # noqa: F401  (registers the component)
from one_thread import require_one_thread
from spacy import util
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops
from tokenisation import adapt_tokeniser

from dissent.components.embedding import Entry, learn_words

log = logging.getLogger("train")


@util.registry.callbacks("dissent.prepare_pipeline.v1")
def prepare_pipeline(path: str, lexicon: str) -> Callable[[Language], None]:
    """Make the callback that adapts the tokeniser and tells the tok2vec its words.

    Args:
        path: the `.spacy` file of the training documents.
        lexicon: the file that `lexicon.py` wrote.

    Returns:
        Changes a pipeline before its components are initialised.
    """

    def prepare(nlp: Language) -> None:
        adapt_tokeniser(nlp)
        documents = DocBin().from_disk(path).get_docs(Vocab())
        counts = Counter(token.text for document in documents for token in document)
        tok2vec: Any = nlp.get_pipe("tok2vec")
        entries = json.loads(Path(lexicon).read_text(encoding="utf-8"))
        known = {word: Entry(*entry) for word, entry in entries.items()}
        learn_words(tok2vec.model.get_ref("embed"), counts, known)

    return prepare


def train(config: Path, output: Path, *, overrides: dict[str, object]) -> float:
    """Train a pipeline and write `model-best` and `model-last`.

    Args:
        config: the spaCy configuration.
        output: the folder for the two pipelines.
        overrides: settings that replace the configuration's, such as `training.max_steps`.

    Returns:
        The wall time in seconds.

    Raises:
        ThreadsError: if more than one thread may take part in a matrix product.
    """
    require_one_thread(", so that the same weights come out.")
    started = time.monotonic()
    set_current_ops(NumpyOps(use_blis=False))
    settings = util.load_config(config, overrides=overrides, interpolate=False)
    nlp = init_nlp(settings, use_gpu=-1)
    output.mkdir(parents=True, exist_ok=True)
    train_nlp(nlp, output, use_gpu=-1)
    return time.monotonic() - started


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path, help="the spaCy training configuration")
    parser.add_argument("--train", required=True, type=Path, help="training .spacy file")
    parser.add_argument("--dev", required=True, type=Path, help="development .spacy file")
    parser.add_argument("--lexicon", required=True, type=Path, help="the lexicon's JSON file")
    parser.add_argument("--lemmas", required=True, type=Path, help="the TSV file of lemmas")
    parser.add_argument("--output", required=True, type=Path, help="folder for the pipelines")
    parser.add_argument("--max-steps", type=int, help="budget, in place of the configuration's")
    settings = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    overrides: dict[str, object] = {
        "paths.train": str(settings.train),
        "paths.dev": str(settings.dev),
        "paths.lexicon": str(settings.lexicon),
        "paths.lemmas": str(settings.lemmas),
    }
    if settings.max_steps is not None:
        overrides["training.max_steps"] = settings.max_steps
    seconds = train(settings.config, settings.output, overrides=overrides)
    log.info("trained in %.0f seconds", seconds)


if __name__ == "__main__":
    main()
