"""What somebody meant whose query finds nothing: a form for a lemma, a part of speech for a tag."""

from collections.abc import Sequence

from dissent.themes.conditions import ALL_UPOS, All, Attribute, Condition
from dissent.themes.resolving import types_of
from dissent.tokens import Lexicon


def meant_instead(condition: Condition, lexicons: Sequence[Lexicon]) -> str:
    """Say of a form that is asked for as a lemma, or a part of speech as a tag, what it is.

    Parameters
    ----------
    condition
        Of a query that finds nothing.
    lexicons
        The types of the corpus.

    Returns
    -------
    str
        A clause, as in "no lemma is `workers`; the form `workers` has the lemma `worker`"; empty
        where the condition makes neither mistake.
    """
    for part in condition.parts if isinstance(condition, All) else (condition,):
        values = part.literals if isinstance(part, Attribute) else None
        if not isinstance(part, Attribute) or values is None:
            continue
        if part.name == "tag" and all(value in ALL_UPOS for value in values):
            return (
                f'`{part.regex}` is a part of speech, asked for with [pos="{part.regex}"]; '
                "tags look like `NN`"
            )
        if part.name == "lemma" and not any(types_of(part, each).any() for each in lexicons):
            for value in values:
                lemmas = sorted(
                    {lemma for each in lexicons for lemma in each.lemma[each.lower == value]}
                )
                if lemmas:
                    have = "` and `".join(lemmas)
                    return f"no lemma is `{value}`; the form `{value}` has the lemma `{have}`"
    return ""
