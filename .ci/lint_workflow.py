"""Run `snakemake --lint` and fail on everything it finds but one kind.

That kind asks for a conda environment or container per rule. All rules run one package, whose
dependencies requirements.lock pins with their hashes; a second list of them could only drift.
"""

import re
import subprocess
import sys
from pathlib import Path

ALLOWED = "Specify a conda environment or container for each rule."


def main() -> int:
    """Print what the linter finds.

    Returns
    -------
    int
        Exit status: 1 where there is anything but the one kind.
    """
    snakemake = Path(sys.executable).parent / "snakemake"
    ran = subprocess.run([snakemake, "--lint"], capture_output=True, text=True, check=False)
    said = ran.stdout + ran.stderr
    found = re.findall(r"^    \* (.+):$", said, flags=re.MULTILINE)
    problems = [title for title in found if title != ALLOWED]
    if problems or not found:
        print(said)
    print(f"snakemake --lint: {len(problems)} problems")
    return 1 if problems or not found else 0


if __name__ == "__main__":
    sys.exit(main())
