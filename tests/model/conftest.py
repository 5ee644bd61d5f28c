"""Let the tests of the model import the scripts of its recipe, and give them a small pipeline."""

import sys
from pathlib import Path

import pytest
from tests.model.small_pipeline import save_pipeline

MODEL = Path(__file__).parents[2] / "workflow" / "model"

sys.path.insert(0, str(MODEL / "recipe"))


@pytest.fixture(scope="session")
def small_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a pipeline that knows a few words and ends sentences at a full stop."""
    return save_pipeline(tmp_path_factory.mktemp("pipelines") / "en_small")


@pytest.fixture
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say, as the recipe does, that one core does all sums."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
