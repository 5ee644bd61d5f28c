"""What the pipeline's tokeniser does otherwise than spaCy's English one, to cut as treebanks do.

Never at the hyphen of a word: `counter-revolution` stays three tokens, as spaCy cuts it, although
the treebanks keep some prefixes (`non-`, `pre-`) with their word.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# A run of marks is one token: !!!, .?, ***, ====, <<; but an ellipsis before it stands alone.
RUNS = [r"(?:(?<!\.)\.)?[!?]+(?<=[.!?][!?])", r"\*{2,}", *(f"{mark}{{2,}}" for mark in "=_#~<>")]
# Not "-for" or "-Russia", where a dash stands close to a word.
PREFIXES = [*RUNS, r"-(?=[A-Za-z])"]
# 7:30PM.
SUFFIXES = [*RUNS, r"(?<=[0-9])(?:AM|PM|am|pm)"]
# AK-47, member(s), (a)(b), and where a space was forgotten: "What?they".
INFIXES = [r"(?<=[A-Z])-(?=[0-9])", r"(?<=[a-z])\((?=[a-z])", r"\)(?=\()", r"(?<=\))\("]
INFIXES += [r"(?<=[a-z])[?!]+(?=[A-Za-z])"]
# Telephone numbers, and the one word whose hyphen never cuts.
WHOLE = re.compile(r"(?:1-)?(?:\d{3}-)?\d{3}-\d{4}|[Ee]-(?:mail|MAIL|Mail)\w*")
# spaCy keeps `and/or` whole, sees a face in `):`, and reads the others as "I'd", "we'd", "can't",
# "won't" without their apostrophe; in careful prose they are words.
ORDINARY = ["and/or", "):", "id", "wed", "Wed", "cant", "Cant", "wont", "Wont"]
ABBREVIATIONS = ["al.", "Capt.", "Col.", "Ft.", "Lieut.", "Lt.", "Messrs."]
ABBREVIATIONS += ["Mon.", "Tues.", "Wed.", "Thur.", "Thurs.", "Fri.", "Sat."]
CONTRACTIONS = [("wan", "na"), ("Wan", "na")]


def adapt_tokeniser(nlp: Language) -> None:
    """Change the rules of an English pipeline's tokeniser; they are saved with it.

    Args:
        nlp: the pipeline.
    """
    defaults, tokeniser = nlp.Defaults, nlp.tokenizer
    prefixes = [*PREFIXES, *(defaults.prefixes or [])]
    suffixes = [*SUFFIXES, *(defaults.suffixes or [])]
    infixes = [*(defaults.infixes or []), *INFIXES]
    tokeniser.prefix_search = compile_prefix_regex(prefixes).search
    tokeniser.suffix_search = compile_suffix_regex(suffixes).search
    tokeniser.infix_finditer = compile_infix_regex(infixes).finditer
    tokeniser.token_match = WHOLE.fullmatch
    tokeniser.rules = {text: cut for text, cut in tokeniser.rules.items() if text not in ORDINARY}
    for abbreviation in ABBREVIATIONS:
        tokeniser.add_special_case(abbreviation, [{ORTH: abbreviation}])
    for parts in CONTRACTIONS:
        tokeniser.add_special_case("".join(parts), [{ORTH: part} for part in parts])
