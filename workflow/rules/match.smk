"""Find the themes and count the words: arithmetic on the token table, once per shard.

Needs data/tokens and data/lexicon; makes data/hits and data/collocates, and data/counts,
data/sequences, data/measures and data/diversity. In a reference corpus words are only counted.
"""


rule match:
    """Find every span that fits a rule of the themes, settle which count, and what stands near."""
    input:
        tokens="results/data/tokens/{shard}.parquet",
        lexicon="results/data/lexicon/{shard}.parquet",
        themes=plan.theme_paths,
    output:
        hits="results/data/hits/{shard}.parquet",
        collocates="results/data/collocates/{shard}.parquet",
    log:
        "results/logs/match/{shard}.log",
    benchmark:
        "results/benchmarks/match/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=10,
    params:
        context_words=plan.settings.evidence.context_words,
        window=plan.settings.collocation.window,
        terms=plan.term_options,
        code=[plan.code("dissent.themes.hits"), plan.code("dissent.collocating")],
    shell:
        "dissent match --tokens {input.tokens:q} --lexicon {input.lexicon:q}"
        " --hits {output.hits:q} --collocates {output.collocates:q}"
        " --context-words {params.context_words} --window {params.window} {params.terms}"
        " {input.themes:q} 2>&1 | tee {log:q}"


rule count:
    """Count the words of every segment, list them in order, and measure every document."""
    input:
        tokens="results/data/tokens/{shard}.parquet",
        lexicon="results/data/lexicon/{shard}.parquet",
    output:
        counts="results/data/counts/{shard}.parquet",
        sequences="results/data/sequences/{shard}.parquet",
        measures="results/data/measures/{shard}.parquet",
        diversity="results/data/diversity/{shard}.parquet",
    log:
        "results/logs/count/{shard}.log",
    benchmark:
        "results/benchmarks/count/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=10,
    params:
        segment_words=plan.settings.intervals.segment_words,
        code=[plan.code("dissent.counting"), plan.code("dissent.measuring")],
    shell:
        "dissent count --tokens {input.tokens:q} --lexicon {input.lexicon:q}"
        " --counts {output.counts:q} --sequences {output.sequences:q}"
        " --measures {output.measures:q} --diversity {output.diversity:q}"
        " --segment-words {params.segment_words} 2>&1 | tee {log:q}"
