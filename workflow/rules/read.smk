"""Read the documents.

Needs the files that the catalogue names, through the manifest; makes data/text/<shard>.parquet. The
shards of a reference corpus, data/text/reference-<shard>.parquet, are those of another manifest.
"""


rule read:
    """Read the documents of one shard and divide them into clean paragraphs."""
    input:
        manifest=lambda wildcards: ancient(plan.manifest(wildcards.shard)),
    output:
        text="results/data/text/{shard}.parquet",
    log:
        "results/logs/read/{shard}.log",
    benchmark:
        "results/benchmarks/read/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=1000,
        runtime=10,
    params:
        content=lambda wildcards: plan.content(wildcards.shard),
        code=plan.code("dissent.reading"),
    shell:
        "dissent read --manifest {input.manifest:q} --shard {wildcards.shard:q}"
        " --output {output.text:q} 2>&1 | tee {log:q}"
