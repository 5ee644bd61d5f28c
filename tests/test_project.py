"""The plan of a project: what each shard's work depends on."""

from pathlib import Path

from tests.making import TAGS_AND_LEMMAS, pipeline_files

from dissent.manifest import Entry
from dissent.project import Plan
from dissent.settings import resolve


def entry(doc_id: str, language: str, shard: str) -> Entry:
    return Entry(
        doc_id=doc_id, file=f"{doc_id}.txt", sha256="", bytes=1, modified_ns=1, language=language,
        pages="", start="", end="", encoding="", group=doc_id, shard=shard,
    )  # fmt: skip


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
