"""Run `snakemake --lint` and fail on everything it finds but one kind.

That kind asks for a conda environment or container per rule. All rules run one package, whose
dependencies requirements.lock pins with their hashes; a second list of them could only drift.
"""

import json
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
    ran = subprocess.run([snakemake, "--lint", "json"], capture_output=True, text=True, check=False)
    if "{" not in ran.stdout:
        print(ran.stdout, ran.stderr, sep="\n")
        return 1
    found = json.loads(ran.stdout[ran.stdout.index("{") :])
    lints = [
        (part, entry)
        for kind in ("rules", "snakefiles")
        for part in found.get(kind, [])
        for entry in part["lints"]
        if entry["title"] != ALLOWED
    ]
    for part, entry in lints:
        print(f"{part.get('rule') or part.get('snakefile')}: {entry['title']}")
    print(f"snakemake --lint: {len(lints)} problems")
    return 1 if lints else 0


if __name__ == "__main__":
    sys.exit(main())
