"""Speed is that of one core, against a yardstick where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from one_thread import ThreadsError
from speed import (
    Texts,
    differences,
    load_seconds,
    measure_speed,
    processor,
    size_bytes,
)
from thinc.api import get_current_ops

TEXTS = Texts(("The workers met. The Soviet met.",) * 20, words=160)


@pytest.mark.usefixtures("_one_thread")
def test_both_pipelines_are_timed_with_both_matrix_libraries(small_pipeline: Path) -> None:
    before = get_current_ops()
    found = measure_speed(small_pipeline, small_pipeline, TEXTS, rounds=2)
    for kind in ("tokens_per_second", "first_pass"):
        assert {name: sorted(rates) for name, rates in found[kind].items()} == {
            "pipeline": ["blis", "numpy"],
            "yardstick": ["blis", "numpy"],
        }
        assert all(rate > 0 for rates in found[kind].values() for rate in rates.values())
    assert sorted(found["ratios"]) == [
        "numpy_to_blis",
        "pipeline_to_yardstick_blis",
        "pipeline_to_yardstick_numpy",
    ]
    assert found["library_differences"]["annotations"] == 0
    assert found["library_differences"]["tokens"] == 160
    assert get_current_ops() is before


@pytest.mark.usefixtures("_one_thread")
def test_without_a_yardstick_it_is_not_measured(small_pipeline: Path) -> None:
    found = measure_speed(small_pipeline, None, TEXTS, rounds=1)
    assert found["tokens_per_second"]["yardstick"] is None
    assert found["ratios"]["pipeline_to_yardstick_numpy"] is None
    assert found["ratios"]["numpy_to_blis"] > 0


def test_more_than_one_thread_is_refused(
    small_pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with pytest.raises(ThreadsError, match="OPENBLAS_NUM_THREADS"):
        measure_speed(small_pipeline, None, TEXTS, rounds=1)


def test_differing_annotations_are_counted_by_kind() -> None:
    left = [("NN", "NOUN", "war", "", "True"), ("VB", "VERB", "be", "", "False")]
    right = [("NN", "NOUN", "War", "", "True"), ("VBZ", "VERB", "is", "", "False")]
    found = differences(left, right)
    assert (found["tokens"], found["annotations"], found["tag"], found["lemma"]) == (2, 3, 1, 2)


def test_loading_is_timed_in_a_fresh_process(small_pipeline: Path) -> None:
    assert 0 < load_seconds(small_pipeline, loads=1) < 60


def test_the_size_is_that_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "vocab").mkdir()
    (tmp_path / "config.cfg").write_bytes(b"12345")
    (tmp_path / "vocab" / "strings.json").write_bytes(b"123")
    assert size_bytes(tmp_path) == 8


def test_the_processor_has_a_name() -> None:
    assert processor()
