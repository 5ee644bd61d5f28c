"""The reference corpus with which groups are compared instead of with the rest of the corpus."""

from pathlib import Path

from dissent.catalogue import read_catalogue
from dissent.comparison.corpus import Corpus, load_corpus
from dissent.comparison.frequency_list import FrequencyList, read_frequency_list
from dissent.manifest import read_manifest, shard_names
from dissent.reference import reference_kind


def load_reference(data: Path, reference: str) -> Corpus | FrequencyList | None:
    """Load the reference corpus.

    Parameters
    ----------
    data
        The folder with the manifests and the shards' files.
    reference
        The setting `reference`.

    Returns
    -------
    Corpus or FrequencyList or None
        The documents of a catalogue, in date order and without hits, a frequency list, or nothing
        where groups are compared with the rest of the corpus.

    Raises
    ------
    DissentError
        Where the setting names no such file, or the file is faulty.
    """
    kind = reference_kind(reference)
    if kind == "rest":
        return None
    if kind == "list":
        return read_frequency_list(Path(reference))
    entries = read_manifest(data / "reference.csv")
    shards = shard_names(entries)
    return load_corpus(
        read_catalogue(Path(reference), models={entry.language for entry in entries}),
        measures=[data / "measures" / f"{shard}.parquet" for shard in shards],
        counts=[data / "counts" / f"{shard}.parquet" for shard in shards],
        sequences=[data / "sequences" / f"{shard}.parquet" for shard in shards],
        hits=[],
    )
