"""Say exactly which pipeline it is, so that figures can be told from those of another version."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def pipeline_digest(folder: Path) -> str:
    """Digest what a pipeline is made of.

    Unlike the checksum of `dissent.pipelines`, it leaves out what is written after the measuring:
    the figures in `meta.json`, and the hidden files of Snakemake.

    Args:
        folder: the folder of the pipeline.

    Returns:
        The sha256 digest of the names and contents of its files.
    """
    digest = hashlib.sha256()
    names = sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )
    for name in names:
        if any(part.startswith(".") for part in name.split("/")):
            continue
        content = (folder / name).read_bytes()
        digest.update(name.encode())
        digest.update(_without_figures(content) if name == "meta.json" else content)
    return digest.hexdigest()


def _without_figures(meta: bytes) -> bytes:
    fields = json.loads(meta)
    fields.pop("performance", None)
    return json.dumps(fields, sort_keys=True).encode()
