"""Record the run and write the report.

Needs tables and figures; makes report/index.html with its evidence, and provenance/run.json.
"""

import json

from dissent.provenance import NOTED


rule provenance:
    """Record inputs with their checksums, settings, versions and the pipelines."""
    input:
        manifest=ancient("results/data/manifest.csv"),
        reference=plan.reference_files,
        reference_manifest=ancient(plan.reference_manifests),
        themes=plan.theme_paths,
    output:
        record="results/provenance/run.json",
    log:
        "results/logs/provenance.log",
    benchmark:
        "results/benchmarks/provenance.tsv"
    threads: 1
    resources:
        mem_mb=500,
        runtime=5,
    params:
        settings=plan.all_settings,
        models=json.dumps([tagger.record for tagger in plan.taggers]),
        reference=plan.reference_option,
        content=plan.corpus_content,
        software=plan.libraries(*NOTED),
        code=plan.code("dissent.provenance"),
    shell:
        "dissent provenance --manifest {input.manifest:q} --output {output.record:q}"
        " --settings {params.settings:q} --models {params.models:q} {params.reference}"
        " {input.themes:q} 2>&1 | tee {log:q}"


rule report:
    """Write the report: one page that works offline, and the lines behind every rate."""
    input:
        TABLES,
        FIGURES,
        record="results/provenance/run.json",
        themes=plan.theme_paths,
    output:
        page="results/report/index.html",
        evidence=directory("results/report/evidence"),
    log:
        "results/logs/report.log",
    benchmark:
        "results/benchmarks/report.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=20,
    params:
        code=plan.code("dissent.report"),
        columns=plan.columns(),
    shell:
        "dissent report --tables results/tables --figures results/figures --record {input.record:q}"
        " --output results/report {input.themes:q} 2>&1 | tee {log:q}"
