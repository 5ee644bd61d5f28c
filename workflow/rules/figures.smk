"""Draw the figures.

Needs the tables; makes figures/<name>.svg, .png and, with its texts, .json.
"""

FIGURES = collect(
    "results/figures/{figure}.{format}", figure=plan.figures, format=["svg", "png", "json"]
)


rule figures:
    """Draw every figure, as SVG and PNG, with its texts as JSON."""
    input:
        TABLES,
        themes=plan.theme_paths,
    output:
        FIGURES,
    log:
        "results/logs/figures.log",
    benchmark:
        "results/benchmarks/figures.tsv"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=20,
    params:
        themes=plan.theme_options,
        names=plan.figures,
        code=plan.code("dissent.figures"),
        libraries=plan.libraries("altair", "vl-convert-python", "pandas"),
    shell:
        "dissent figures --tables results/tables --output results/figures"
        " {params.themes} {params.names:q} 2>&1 | tee {log:q}"
