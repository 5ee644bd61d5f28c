"""A pipeline of rules, and treebank text for it, small enough that its mistakes can be counted."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

# What the pipeline says of the words it knows; of others it says nothing.
SAID = {
    "the": ("DET", "DT", "the"),
    "workers": ("NOUN", "NNS", "worker"),
    "soviet": ("NOUN", "NN", "soviet"),
    "met": ("VERB", "VBD", "meet"),
    "red": ("ADJ", "JJ", "red"),
    "e": ("NOUN", "NN", "e"),
    "-": ("PUNCT", "HYPH", "-"),
    "mail": ("NOUN", "NN", "mail"),
    ".": ("PUNCT", ".", "."),
}


def make_pipeline() -> Language:
    """Make the pipeline: an attribute ruler and a sentencizer, which spaCy scores like others."""
    nlp = spacy.blank("en", meta={"name": "small", "version": "1.2.3"})
    ruler = nlp.add_pipe("attribute_ruler")
    for word, (upos, xpos, lemma) in SAID.items():
        attributes = {"POS": upos, "TAG": xpos, "LEMMA": lemma, "MORPH": "Said=Yes"}
        ruler.add(patterns=[[{"LOWER": word}]], attrs=attributes)
    nlp.add_pipe("sentencizer")
    nlp.meta["sources"] = [
        {"name": "made up", "author": "nobody", "license": "CC0", "url": "https://example.org"}
    ]
    return nlp


def save_pipeline(folder: Path) -> Path:
    """Save the pipeline."""
    make_pipeline().to_disk(folder)
    return folder


def conllu(*rows: str, document: str = "", paragraph: bool = False) -> str:
    """Write a sentence.

    Args:
        rows: `form upos lemma` or `form upos xpos lemma`, with a `+` behind it where no space
            follows.
        document: the name of the document that it opens.
        paragraph: whether it opens a paragraph.
    """
    lines = [f"# newdoc id = {document}"] * bool(document) + ["# newpar"] * paragraph
    for number, row in enumerate(rows, start=1):
        space = "SpaceAfter=No" if row.endswith(" +") else "_"
        form, upos, *xpos, lemma = row.removesuffix(" +").split()
        tag = xpos[0] if xpos else "_"
        features = "Said=Yes" if upos == "NOUN" else "_"
        lines.append(f"{number}\t{form}\t{lemma}\t{upos}\t{tag}\t{features}\t_\t_\t_\t{space}")
    return "\n".join(lines) + "\n\n"


# All right but for the lemma of "met", and "Soviet", which is a name here.
RIGHT = ("The DET DT the", "workers NOUN NNS worker", "met VERB VBD met +", ". PUNCT . .")
NAMED = ("The DET DT the", "Soviet PROPN NNP Soviet", "met VERB VBD meet +", ". PUNCT . .")
# The pipeline cuts e-mail in three, and makes one token of the two words "work" and "ers".
CUT_OTHERWISE = ("e-mail NOUN NN e-mail", "work VERB VB work +", "ers X FW ers")
