"""The doorway: `dissent <step> …`, used by the workflow's rules and by hand."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dissent.commands.concordance import concordance
from dissent.commands.themes import themes as themes_app
from dissent.commands.validate import validate as validate_app
from dissent.errors import DissentError

app = typer.Typer(
    help="Compare the vocabulary of political documents. The workflow (`make`, or `snakemake -c2`) "
    "calls these steps in their order; each can also be run by hand in a project's folder.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

app.command()(concordance)
app.add_typer(themes_app, name="themes")
app.add_typer(validate_app, name="validate")

Manifest = Annotated[
    Path, typer.Option(help="The list of documents and their shards.", exists=True)
]
Tokens = Annotated[Path, typer.Option(help="The shard's tokens (Parquet).", exists=True)]
LexiconFile = Annotated[
    Path, typer.Option(help="The shard's lexicon of types (Parquet).", exists=True)
]
NewTokens = Annotated[Path, typer.Option(help="Where the tokens go (Parquet).")]
NewLexicon = Annotated[Path, typer.Option(help="Where the lexicon of types goes (Parquet).")]
Data = Annotated[
    Path, typer.Option(help="The folder with the manifest and the shards' files.", exists=True)
]
Catalogue = Annotated[Path, typer.Option(help="The catalogue of documents (CSV).", exists=True)]
Themes = Annotated[list[Path], typer.Argument(help="The theme files, in order.", exists=True)]
Tables = Annotated[Path, typer.Option(help="The folder of the tables.", exists=True)]
NewTables = Annotated[Path, typer.Option(help="The folder that the tables go to.")]
Group = Annotated[str, typer.Option(help="Column by which documents are put together.")]
SettingsJson = Annotated[
    str, typer.Option(help="Settings that differ from the defaults, as JSON, as in config.yaml.")
]
SegmentWords = Annotated[int, typer.Option(help="Words of a segment.")]


@app.command()
def read(
    manifest: Manifest,
    shard: Annotated[str, typer.Option(help="Name of the shard, as in 0001-of-0002.")],
    output: Annotated[Path, typer.Option(help="Where the paragraphs go (Parquet).")],
) -> None:
    """Read the documents of a shard: files to clean paragraphs."""
    from dissent.annotation import Text, write_text
    from dissent.manifest import read_manifest, shard_names
    from dissent.progress import Progress
    from dissent.reading import read_document

    listed = read_manifest(manifest)
    if shard not in shard_names(listed):
        known = ", ".join(shard_names(listed)) or "none"
        raise DissentError(f"{manifest} has no shard `{shard}`; it has {known}")
    entries = [entry for entry in listed if entry.shard == shard]
    progress = Progress(f"read {shard}", len(entries))
    texts = []
    for entry in sorted(entries, key=lambda entry: entry.doc_id):
        paragraphs = tuple(read_document(entry.document()))
        texts.append(Text(entry.doc_id, entry.language, paragraphs))
        progress.advance()
    write_text(texts, output)
    progress.finish()


@app.command()
def annotate(
    text: Annotated[Path, typer.Option(help="The shard's paragraphs (Parquet).", exists=True)],
    tokens: NewTokens,
    lexicon: NewLexicon,
    model: Annotated[
        list[str] | None, typer.Argument(help="Pipelines by language, as in `en=en_dissent`.")
    ] = None,
) -> None:
    """Tokenise and tag a shard: paragraphs to the token table. The expensive step."""
    from dissent.annotation import annotate as annotate_texts
    from dissent.annotation import read_text
    from dissent.progress import Progress
    from dissent.tokens import write_tokens

    models = dict(entry.partition("=")[::2] for entry in model or [])
    if not all(models.values()):
        raise DissentError(f"pipelines are written language=pipeline, not `{' '.join(models)}`")
    texts = read_text(text)
    progress = Progress(f"annotate {text.stem}", len(texts))
    table = annotate_texts(texts, models=models, progress=progress)
    write_tokens(table, tokens=tokens, lexicon=lexicon)
    progress.finish()


@app.command()
def match(
    tokens: Tokens,
    lexicon: LexiconFile,
    hits: Annotated[Path, typer.Option(help="Where the spans found go (Parquet).")],
    collocates: Annotated[Path, typer.Option(help="Where the words near them go (Parquet).")],
    themes: Themes,
    context_words: Annotated[int, typer.Option(help="Tokens shown on each side.")] = 14,
    window: Annotated[int, typer.Option(help="Words on each side that count as near.")] = 5,
    term: Annotated[
        list[str] | None, typer.Option(help="A term to look around besides; once for each.")
    ] = None,
) -> None:
    """Find the themes in a shard: every span, what counts, what lost; and what stands near."""
    from dissent.collocating import count_collocates
    from dissent.progress import say
    from dissent.themes.files import read_themes
    from dissent.themes.hits import match_themes
    from dissent.tokens import read_tokens, write_parquet

    table, read = read_tokens(tokens=tokens, lexicon=lexicon), read_themes(themes)
    spans = match_themes(read, table, context_words=context_words)
    near = count_collocates(table, spans, themes=read, window=window, terms=term or [])
    write_parquet(spans, hits)
    write_parquet(near, collocates)
    say(f"match {tokens.stem}: {len(spans):,} spans in {len(table.documents):,} documents")


@app.command()
def count(
    tokens: Tokens,
    lexicon: LexiconFile,
    counts: Annotated[Path, typer.Option(help="Where the counts of words go (Parquet).")],
    sequences: Annotated[
        Path, typer.Option(help="Where the words in their order go, for sequences (Parquet).")
    ],
    measures: Annotated[Path, typer.Option(help="Where the documents' measures go (Parquet).")],
    diversity: Annotated[
        Path, typer.Option(help="Where their diversity at equal lengths goes (Parquet).")
    ],
    segment_words: SegmentWords = 100,
) -> None:
    """Count a shard: words in every segment and in their order, each document's size, diversity."""
    from dissent.counting import count_words, running_words
    from dissent.measuring import measure_diversity, measure_documents
    from dissent.progress import say
    from dissent.tokens import read_tokens, write_parquet

    table = read_tokens(tokens=tokens, lexicon=lexicon)
    write_parquet(count_words(table, segment_words=segment_words), counts)
    write_parquet(running_words(table), sequences)
    write_parquet(measure_documents(table, segment_words=segment_words), measures)
    write_parquet(measure_diversity(table), diversity)
    say(f"count {tokens.stem}: {int(table.words.sum()):,} words")


@app.command()
def compare(
    data: Data,
    catalogue: Catalogue,
    tables: NewTables,
    themes: Themes,
    settings: SettingsJson = "{}",
    validation: Annotated[
        list[Path] | None,
        typer.Option(help="A key or a coded sheet; once for each.", exists=True),
    ] = None,
) -> None:
    """Compare the documents: all tables, with their description in datapackage.json."""
    from dissent.comparison import compare_documents
    from dissent.settings import resolve

    compare_documents(
        data=data,
        catalogue=catalogue,
        themes=themes,
        tables=tables,
        settings=resolve(json.loads(settings), source="--settings"),
        validation=validation or [],
    )


@app.command()
def figures(
    tables: Tables,
    output: Annotated[Path, typer.Option(help="The folder of the figures.")],
    theme: Annotated[list[Path], typer.Option(help="A theme file; once for each.", exists=True)],
    name: Annotated[
        list[str], typer.Argument(help="The figures to draw: theme-rates, keyness-vlasov, …")
    ],
) -> None:
    """Draw figures from the tables: SVG, PNG, and JSON with title, caption and alt text."""
    from dissent.figures import draw_figures

    draw_figures(tables=tables, folder=output, themes=theme, names=name)


@app.command()
def report(
    tables: Tables,
    figures: Annotated[Path, typer.Option(help="The folder of the figures.", exists=True)],
    record: Annotated[
        Path, typer.Option(help="The run's record, provenance/run.json.", exists=True)
    ],
    output: Annotated[Path, typer.Option(help="The folder of the report.")],
    themes: Themes,
) -> None:
    """Write the report: one page, offline, with the lines behind every rate."""
    from dissent.report import write_report

    write_report(tables=tables, figures=figures, record=record, themes=themes, folder=output)


@app.command()
def provenance(
    manifest: Manifest,
    output: Annotated[Path, typer.Option(help="Where the record goes (JSON).")],
    settings: Annotated[str, typer.Option(help="All settings, as JSON.")],
    models: Annotated[str, typer.Option(help="Which pipeline for which language, as JSON.")],
    themes: Themes,
    reference_manifest: Annotated[
        Path | None, typer.Option(help="The reference corpus' documents and shards.", exists=True)
    ] = None,
    reference_list: Annotated[
        Path | None, typer.Option(help="The reference corpus' frequency list.", exists=True)
    ] = None,
) -> None:
    """Record what ran, on what, with which versions."""
    from dissent.provenance import write_record

    write_record(
        manifest=manifest,
        settings=settings,
        models=models,
        themes=themes,
        path=output,
        reference_manifest=reference_manifest,
        reference_list=reference_list,
    )


@app.command()
def settings() -> None:
    """Describe every setting of config/config.yaml, in Markdown."""
    from dissent.settings import reference

    print(reference(), end="")


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The new project's folder.")],
    files: Annotated[
        list[Path] | None, typer.Argument(help="The documents; copied into the project.")
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(help="A table (CSV) with a column `file` and titles, authors, dates, …"),
    ] = None,
    group: Group = "doc_id",
) -> None:
    """Make a project: settings, themes and a catalogue of the documents given.

    Without files, those that the metadata table names are taken.
    """
    from dissent.initialisation import make_project

    made = make_project(folder, files=files or [], metadata=metadata, group=group)
    print(made)


def main() -> None:
    """Run the command line; a user's mistake ends with its message alone, and exit status 2."""
    try:
        app()
    except DissentError as error:
        print(f"dissent: {error}", file=sys.stderr)
        sys.exit(2)
