"""Find the themes and count the words: arithmetic on the token table, once per shard.

Needs data/tokens and data/lexicon; makes data/hits, data/counts and data/measures.
"""


rule match:
    """Find every span that fits a rule of the themes, and settle which of them count."""
    input:
        tokens="results/data/tokens/{shard}.parquet",
        lexicon="results/data/lexicon/{shard}.parquet",
        themes=plan.theme_paths,
    output:
        hits="results/data/hits/{shard}.parquet",
    log:
        "results/logs/match/{shard}.log",
    benchmark:
        "results/benchmarks/match/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=10,
    params:
        context_words=plan.settings.context_words,
        code=plan.code("dissent.themes.hits"),
    shell:
        "dissent match --tokens {input.tokens:q} --lexicon {input.lexicon:q}"
        " --output {output.hits:q} --context-words {params.context_words} {input.themes:q}"
        " 2>&1 | tee {log:q}"


rule count:
    """Count the lemmas of every segment, and measure every document."""
    input:
        tokens="results/data/tokens/{shard}.parquet",
        lexicon="results/data/lexicon/{shard}.parquet",
    output:
        counts="results/data/counts/{shard}.parquet",
        measures="results/data/measures/{shard}.parquet",
    log:
        "results/logs/count/{shard}.log",
    benchmark:
        "results/benchmarks/count/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=10,
    params:
        segment_words=plan.settings.segment_words,
        code=plan.code("dissent.counting"),
    shell:
        "dissent count --tokens {input.tokens:q} --lexicon {input.lexicon:q}"
        " --counts {output.counts:q} --measures {output.measures:q}"
        " --segment-words {params.segment_words} 2>&1 | tee {log:q}"
