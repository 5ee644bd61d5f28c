"""Two languages, the second tagged by a pipeline of the project's own: one whole run, and after."""

import json
import re

import pytest
from tests.making import TAGS_AND_LEMMAS, pipeline_of, write
from tests.workflow.conftest import CATALOGUE, CONFIG, LABOUR, Project, make_project

from dissent.tables import read_table

pytestmark = pytest.mark.slow

BY_RULE = "by rule (full stop, question mark, exclamation mark): the pipeline"
SPEECH = "Рабочие голодны. Рабочие ждут хлеба! Чего ждут рабочие?\n"


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with a speech in Russian, after its run."""
    project = make_project(tmp_path_factory.mktemp("bilingual"))
    folder = project.folder
    pipeline_of(folder / "pipelines" / "ru_rules", *TAGS_AND_LEMMAS)
    models = "models: {en: en_dissent, ru: pipelines/ru_rules}\n"
    write(folder / "config" / "config.yaml", CONFIG.replace("shard_megabytes", "# ") + models)
    write(folder / "config" / "themes" / "b_labour.yaml", LABOUR + "    - рабочий\n")
    write(folder / "corpus" / "texts" / "speech.txt", SPEECH)
    header, *rows = CATALOGUE.splitlines()
    rows = [f"{header},language", *(f"{row},en-GB" for row in rows)]
    rows.append("speech,A speech,texts/speech.txt,1921,,ru")
    write(folder / "corpus" / "documents.csv", "\n".join(rows))
    return Project(folder, said=project.run())


def test_each_language_is_tagged_by_its_pipeline(bilingual: Project) -> None:
    documents = read_table(bilingual.results / "tables" / "documents.csv").set_index("doc_id")
    assert documents.loc["speech", ["words", "sentences"]].tolist() == [8, 3]
    terms = read_table(bilingual.results / "tables" / "theme_terms.csv")
    found = terms[terms["doc_id"] == "speech"]
    assert found[["term", "hits"]].to_numpy().tolist() == [["рабочий", 3]]
    assert "worker" in set(terms["term"])


def test_the_run_its_record_and_the_report_say_which_pipeline_tagged_what(
    bilingual: Project,
) -> None:
    assert bilingual.said.count(f"sentence breaks in `ru` {BY_RULE} pipelines/ru_rules has") == 1
    record = json.loads((bilingual.results / "provenance" / "run.json").read_text("utf-8"))
    english, russian = record["models"]
    assert (english["languages"], english["pipeline"]) == (["en-GB"], "en_dissent")
    assert (russian["languages"], russian["pipeline"]) == (["ru"], "pipelines/ru_rules")
    assert russian["sentence_breaks"] == f"{BY_RULE} has none"
    assert re.fullmatch("sha256:[0-9a-f]{16}", russian["checksum"])
    page = (bilingual.results / "report" / "index.html").read_text("utf-8")
    ours = f"en-GB: en_dissent {english['version']}"
    assert f"({ours}; ru: pipelines/ru_rules 0.0.0)" in page
    assert f"; in ru {BY_RULE} has none." in page


def test_a_changed_pipeline_tags_anew(bilingual: Project) -> None:
    with bilingual.with_file("pipelines/ru_rules/NOTE", "Better rules."):
        assert bilingual.planned()["annotate"] == 1


def test_a_pipeline_that_cannot_tag_stops_the_run_before_it_begins(bilingual: Project) -> None:
    ran = bilingual.snakemake("--config", "models={ru: en_dissent}")
    assert ran.returncode != 0
    assert "setting `models`, `ru: en_dissent`: this pipeline is for `en`" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
