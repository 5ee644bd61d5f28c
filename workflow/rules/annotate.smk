"""Tokenise and tag: the expensive step, done once per shard.

Needs data/text/<shard>.parquet; makes data/tokens/<shard>.parquet and data/lexicon/<shard>.parquet.
"""


rule annotate:
    """Tag one shard with the spaCy pipelines of the setting `models`."""
    input:
        text="results/data/text/{shard}.parquet",
    output:
        tokens="results/data/tokens/{shard}.parquet",
        lexicon="results/data/lexicon/{shard}.parquet",
    log:
        "results/logs/annotate/{shard}.log",
    benchmark:
        "results/benchmarks/annotate/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=3000,
        runtime=60,
    params:
        models=lambda wildcards: plan.models(wildcards.shard),
        identity=lambda wildcards: plan.model_identity(wildcards.shard),
        code=plan.code("dissent.annotation"),
        libraries=plan.libraries("spacy", "thinc", "numpy"),
    shell:
        "dissent annotate --text {input.text:q} --tokens {output.tokens:q}"
        " --lexicon {output.lexicon:q} {params.models:q} 2>&1 | tee {log:q}"
