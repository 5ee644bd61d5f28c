"""Compare the documents, once for the whole corpus.

Needs the catalogue, the themes and what the shards counted; makes the tables.
"""

TABLES = collect(
    "results/tables/{table}.csv",
    table=[
        "documents",
        "theme_rates",
        "theme_contrasts",
        "theme_terms",
        "hits",
        "rules",
        "keyness",
    ],
)


rule compare:
    """Compare documents and groups: rates with intervals, contrasts, terms, hits, rules, keyness."""
    input:
        catalogue=plan.settings.catalogue,
        manifest=ancient("results/data/manifest.csv"),
        hits=collect("results/data/hits/{shard}.parquet", shard=plan.shards),
        counts=collect("results/data/counts/{shard}.parquet", shard=plan.shards),
        measures=collect("results/data/measures/{shard}.parquet", shard=plan.shards),
        themes=plan.theme_paths,
    output:
        TABLES,
        package="results/tables/datapackage.json",
    log:
        "results/logs/compare.log",
    benchmark:
        "results/benchmarks/compare.tsv"
    threads: 1
    resources:
        mem_mb=4000,
        runtime=60,
    params:
        group=plan.settings.group,
        seed=plan.settings.seed,
        replicates=plan.settings.replicates,
        level=plan.settings.level,
        max_documents=plan.settings.max_documents,
        min_count=plan.settings.min_count,
        prior_words=plan.settings.prior_words,
        code=plan.code("dissent.comparison"),
        columns=plan.columns(),
        libraries=plan.libraries("numpy", "scipy", "pandas"),
    shell:
        "dissent compare --data results/data --catalogue {input.catalogue:q} --tables results/tables"
        " --group {params.group:q} --seed {params.seed} --replicates {params.replicates}"
        " --level {params.level} --max-documents {params.max_documents}"
        " --min-count {params.min_count} --prior-words {params.prior_words} {input.themes:q}"
        " 2>&1 | tee {log:q}"
