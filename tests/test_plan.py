"""The plan of a run: what each shard's work depends on, and which shards there are."""

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.making import TAGS_AND_LEMMAS, pipeline_files

from dissent.manifest import Entry
from dissent.plan import COMPARISON_SETTINGS, Plan
from dissent.settings import resolve

OF_OTHER_STEPS = {"catalogue", "themes", "models", "evidence", "figures", "shard_megabytes"}


def entry(doc_id: str, language: str, shard: str) -> Entry:
    return Entry(
        doc_id=doc_id, file=f"{doc_id}.txt", sha256="", bytes=1, modified_ns=1, language=language,
        pages="", start="", end="", encoding="", date="", group=doc_id, shard=shard,
    )  # fmt: skip


def plan_with(reference: str = "rest", *compared: Entry, **config: Any) -> Plan:
    settings = resolve({"reference": reference, **config})
    return Plan(settings, ("a.yaml",), (entry("a", "en", "0001-of-0001"),), compared)


OTHER = entry("a", "en", "reference-0001-of-0002")


def test_a_shard_depends_on_the_pipelines_of_its_own_languages(tmp_path: Path) -> None:
    folder = str(pipeline_files(tmp_path / "ru", *TAGS_AND_LEMMAS))
    entries = (
        entry("a", "en-GB", "0001-of-0003"),
        entry("b", "ru", "0002-of-0003"),
        entry("c", "en", "0002-of-0003"),
    )
    plan = Plan(resolve({"models": {"en": "en_dissent", "ru": folder}}), (), entries)
    assert plan.models("0001-of-0003") == ["en-GB=en_dissent"]
    assert plan.models("0002-of-0003") == [f"ru={folder}", "en=en_dissent"]
    assert plan.models("0003-of-0003") == []
    assert folder not in plan.model_identity("0001-of-0003")
    assert "sha256:" in plan.model_identity("0002-of-0003")
    (note,) = plan.notes
    assert note.startswith("sentence breaks in `ru` by rule (full stop, question mark, exclamation")


def test_without_a_reference_corpus_there_is_nothing_of_it() -> None:
    plan = plan_with()
    assert plan.shards == ["0001-of-0001"]
    assert plan.reference_shards == plan.reference_files == plan.reference_manifests == []
    assert plan.reference_option == ""
    assert plan.summary == "1 document in 1 shard, 1 theme files"


def test_a_reference_catalogue_has_shards_and_a_manifest_of_its_own() -> None:
    plan = plan_with("reference/documents.csv", OTHER)
    assert plan.shards == ["0001-of-0001"]
    assert plan.reference_shards == ["reference-0001-of-0002", "reference-0002-of-0002"]
    assert plan.manifest("0001-of-0001") == "results/data/manifest.csv"
    assert plan.manifest("reference-0001-of-0002") == "results/data/reference.csv"
    assert plan.reference_files == ["reference/documents.csv"]
    assert plan.reference_manifests == ["results/data/reference.csv"]
    assert plan.reference_option == "--reference-manifest results/data/reference.csv"
    assert plan.summary.endswith("theme files, compared with 1 document in 2 shards")


def test_a_frequency_list_has_no_shards() -> None:
    plan = plan_with("lists/all words.csv")
    assert plan.reference_shards == plan.reference_manifests == []
    assert plan.reference_files == ["lists/all words.csv"]
    assert shlex.split(plan.reference_option) == ["--reference-list", "lists/all words.csv"]
    assert plan.summary.endswith("compared with the frequency list lists/all words.csv")


def test_the_languages_of_the_reference_corpus_are_tagged_too(tmp_path: Path) -> None:
    folder = str(pipeline_files(tmp_path / "ru", *TAGS_AND_LEMMAS))
    other = entry("b", "ru", "reference-0001-of-0001")
    models = {"en": "en_dissent", "ru": folder}
    plan = plan_with("reference/documents.csv", other, models=models)
    assert plan.models("reference-0001-of-0001") == [f"ru={folder}"]
    assert plan.models("0001-of-0001") == ["en=en_dissent"]
    assert len(plan.taggers) == 2


def test_another_text_in_the_reference_corpus_changes_only_its_own_shard() -> None:
    before = plan_with("reference/documents.csv", OTHER)
    after = plan_with("reference/documents.csv", replace(OTHER, sha256="1"))
    for shard, same in (("0001-of-0001", True), ("reference-0001-of-0002", False)):
        assert (before.content(shard) == after.content(shard)) is same
    assert before.corpus_content != after.corpus_content


def test_one_group_alone_has_a_keyness_plot_if_there_is_a_reference_corpus() -> None:
    assert plan_with().keyness_figures == []
    assert plan_with("lists/words.csv").keyness_figures == ["keyness-a"]


@pytest.mark.parametrize(
    ("documents", "drawn"),
    [
        (1, set()),
        (2, {"word-shift-closest"}),
        (3, {"similarity-dendrogram", "similarity-map", "correspondence-map",
             "word-shift-closest", "word-shift-farthest"}),
        (61, {"similarity-map", "correspondence-map"}),
        (2_001, {"correspondence-map"}),
    ],
)  # fmt: skip
def test_figures_of_likeness_are_drawn_where_there_are_documents_for_them(
    documents: int, drawn: set[str]
) -> None:
    entries = tuple(entry(f"d{number}", "en", "0001-of-0001") for number in range(documents))
    plan = replace(plan_with(), entries=entries)
    always = {"theme-rates", "category-heatmap", "x-ray", *plan.keyness_figures}
    assert set(plan.figures) - always == drawn


def test_a_trend_needs_two_dates() -> None:
    dated = [replace(entry(name, "en", ""), date=name) for name in ("1920", "1921")]
    for entries, drawn in ((dated, True), (dated[:1] * 2, False)):
        assert ("theme-trends" in replace(plan_with(), entries=tuple(entries)).figures) is drawn


@pytest.mark.parametrize("name", sorted(vars(resolve({}))))
def test_every_setting_reaches_the_comparison_or_is_another_step_s(name: str) -> None:
    assert (name in COMPARISON_SETTINGS) is not (name in OF_OTHER_STEPS)


def test_the_comparison_gets_its_settings_as_they_are_written() -> None:
    config = {"collocation": {"terms": ['"working class"', "class_NOUN"]}, "seed": 7}
    plan = plan_with("lists/words.csv", **config)
    assert resolve(json.loads(plan.comparison_settings)) == plan.settings
    assert resolve(json.loads(plan.all_settings)) == plan.settings


def test_terms_reach_the_command_line_as_they_are() -> None:
    terms = ['"working class"', "bureaucra*", "don't", "-ism"]
    plan = plan_with(collocation={"terms": terms})
    assert shlex.split(plan.term_options) == [f"--term={term}" for term in terms]
    assert plan_with().term_options == ""
