"""Compare the documents, once for the whole corpus.

Needs the catalogue, the themes and what the shards counted, and the same of the reference corpus, or
its frequency list, if there is one; makes the tables.
"""

TABLES = collect("results/tables/{table}.csv", table=plan.tables)


rule compare:
    """Compare documents and groups: themes, words, collocations, similarity, dispersion, trends."""
    input:
        catalogue=plan.settings.catalogue,
        manifest=ancient("results/data/manifest.csv"),
        counted=collect(
            "results/data/{kind}/{shard}.parquet",
            kind=["hits", "collocates", "counts", "sequences", "measures", "diversity"],
            shard=plan.shards,
        ),
        reference=plan.reference_files,
        reference_manifest=ancient(plan.reference_manifests),
        reference_counted=collect(
            "results/data/{kind}/{shard}.parquet",
            kind=["counts", "sequences", "measures"],
            shard=plan.reference_shards,
        ),
        themes=plan.theme_paths,
        validation=plan.validation_files,
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
        settings=plan.comparison_settings,
        validation=plan.validation_options,
        code=plan.code("dissent.comparison"),
        columns=plan.columns(),
        libraries=plan.libraries("numpy", "scipy", "pandas", "scikit-learn"),
    shell:
        "dissent compare --data results/data --catalogue {input.catalogue:q} --tables results/tables"
        " --settings {params.settings:q} {params.validation} {input.themes:q} 2>&1 | tee {log:q}"
