"""Let the tests of the model import the scripts of its recipe."""

import sys
from pathlib import Path

MODEL = Path(__file__).parents[2] / "workflow" / "model"

sys.path.insert(0, str(MODEL / "recipe"))
