"""A short version of docs/validation_coverage.py: the intervals cover about what they promise."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "validation_coverage.py"


@pytest.fixture(scope="module")
def simulation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validation_coverage", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["validation_coverage"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lines", [30, 200])
def test_the_truth_lies_in_most_intervals_of_simulated_validations(
    simulation: ModuleType, lines: int
) -> None:
    found = simulation.coverage(simulation.World((0.8, 0.1, 0.005), lines), times=30)
    assert found.pop("uncorrected") > 0
    # 30 corpora: three standard errors below 95 % are 83 %
    assert min(found.values()) >= 0.83


def test_rates_that_nobody_corrects_lie_beside_the_truth(simulation: ModuleType) -> None:
    found = simulation.coverage(simulation.World((0.5, 0.05, 0.0), 200), times=20)
    assert found["uncorrected"] < 0.7 < 0.83 < found["rate"]
