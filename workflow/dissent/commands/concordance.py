"""`dissent concordance QUERY`: every place that a term or a CQL query finds, with its context."""

from pathlib import Path
from typing import Annotated

import typer

from dissent.concordance.choices import Format, Sort


def concordance(
    query: Annotated[
        str, typer.Argument(help='A term, as in a theme file, or CQL, as in `[lemma="new"] []`.')
    ],
    directory: Annotated[
        Path, typer.Option("--directory", "-d", help="The project, in which the workflow has run.")
    ] = Path(),
    document: Annotated[
        list[str] | None, typer.Option(help="Search this document (its doc_id); once for each.")
    ] = None,
    group: Annotated[
        str, typer.Option(help="Search the documents of a group: column=value, as in year=1921.")
    ] = "",
    sort: Annotated[
        Sort, typer.Option(help="Order of the lines; `left` is by the words before the hit.")
    ] = Sort.PLACE,
    seed: Annotated[int, typer.Option(help="Another number, another random order.", min=0)] = 1,
    window: Annotated[
        int, typer.Option(help="Words on each side, within the paragraph.", min=1, max=1000)
    ] = 8,
    limit: Annotated[
        str,
        typer.Option(help="Lines shown, or `all`.", show_default="text 100, html 2000, csv all"),
    ] = "",
    format: Annotated[
        Format | None,
        typer.Option(help="How it is written.", show_default="by the output's name, or text"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="The file it goes to; a page if it ends in .html.")
    ] = None,
) -> None:
    """Show every place that a query finds, with the words around it.

    The query is what a rule would say; the hits are those that such a rule would count.
    """
    from dissent.concordance.concordance import make_concordance
    from dissent.concordance.selection import choose_documents
    from dissent.concordance.writing import choose_format, read_limit, write
    from dissent.tagged import open_corpus

    chosen = choose_format(format, output)
    most = read_limit(limit, chosen)
    corpus = open_corpus(directory)
    made = make_concordance(
        corpus,
        query,
        documents=choose_documents(corpus.documents, doc_ids=document or [], group=group),
        window=window,
        sort=sort,
        limit=most,
        seed=seed,
    )
    write(made, format=chosen, output=output)
