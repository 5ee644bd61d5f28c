"""The passports are true: every published value in them is computed here and now."""

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from scipy import sparse
from tests.making import write
from tests.statistics.test_keyness import QUANTEDA_ORDERS

import dissent.statistics
from dissent.statistics import passports
from dissent.statistics.passports import Passport, Published, families, numbers, read_family
from dissent.tables import SCHEMA_FILE

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
REFERENCES = {
    "keyness": "keyness",
    "dispersion": "dispersion",
    "lexdiv": "diversity",
    "collocation": "collocation",
    "similarity": "similarity",
}
# What the published values were computed from, how exactly they are printed, and the like.
INPUTS = {
    "freq_target", "freq_reference", "n_target", "n_reference", "target", "reference", "abs_tol",
    "rel_tol", "tol", "dec", "window", "freqs", "cyclic_distances", "part_sizes", "subfreq",
    "partsize", "N", "V", "D", "freq_spectrum", "freqs_desc", "repeat", "n_ii", "n_ix", "n_xi",
    "o11", "o12", "o21", "o22", "tables", "a", "b", "system1", "system2", "alpha", "mfw",
}  # fmt: skip

# Lists of words that say what was counted, not in what order a measure puts it.
COUNTED = {"tokens", "tokens_pattern", "words", "columns", "docs", "collocation", "pair"}

# Counts, rates, shares and dates that mean what they are called.
PLAIN = {
    "theme_contrasts.rate_a", "theme_contrasts.rate_b", "theme_terms.share",
    "rules.share_of_theme", "keyness.rate", "keyness.reference_rate",
    "theme_group_contrasts.rate_a", "theme_group_contrasts.rate_b", "theme_trends.earliest",
    "theme_trends.latest", "collocation_contrasts.rate", "collocation_contrasts.reference_rate",
    "word_shift.share_a", "word_shift.share_b", "corrected_rates.sentence_share",
    "rules.share_of_category", "largest_rules.rate", "largest_rules.rate_without",
    "largest_rules.share",
}  # fmt: skip

# Public functions that are no statistic of their own, with the reason.
PARTS = {
    "arrays.floats": "takes numbers as an array",
    "cells.cells_of": "checks and lists the cells of a table",
    "cells.split_by_group": "rearranges the cells of a table",
    "contingency.checked": "checks the numbers of a table",
    "contingency.divergence": "half of G2, a step towards it",
    "contingency.quotient": "divides",
    "contingency.where_both": "keeps what is defined",
    "contingency.williams_correction": "a factor within the corrected G2",
    "dispersion.within_groups": "the measures of dispersion, of many documents at once",
    "diversity.measured": "the measures of diversity, of many stretches at once",
    "document_variation.class_sums": "what the common variation of documents follows from",
    "document_variation.sums_by_class": "adds up by frequency",
    "groups.weighted_rate": "the rate at one moment of the smoothed trend",
    "intervals.resampled": "says how an interval was made",
    "jackknife.blocks_of_samples": "puts samples together for the interval",
    "mtld_factors.read_factors": "finds the factors of MTLD",
    "pairwise.burrows_delta_matrix": "the same measure, of all pairs at once",
    "pairwise.cosine_delta_matrix": "the same measure, of all pairs at once",
    "pairwise.cosine_matrix": "the same measure, of all pairs at once",
    "pairwise.hellinger_matrix": "the same measure, of all pairs at once",
    "pairwise.jensen_shannon_matrix": "the same measure, of all pairs at once",
    "permutation.can_be_exchanged": "says whether there are passages enough",
    "resampling.block_sums": "sums rows for the block bootstrap",
    "resampling.seed_sequence": "seeds random numbers",
    "resampling.segment_table": "checks the shape of what is resampled",
    "scaling.turned": "chooses the sign of the axes of a map",
    "significance.bonferroni_level": "the level of the conservative log ratio",
    "keyness.least_clear_g2": "spares the LRC of words that cannot have one",
    "significance.false_discovery_by_family": "q of several families at once",
    "similarity.standards": "mean and deviation within the z-score",
    "similarity_intervals.drawn_segments": "draws segments for the bootstrap",
    "similarity_intervals.jackknife_blocks": "cuts a document into blocks",
    "similarity_intervals.without_each_block": "counts without each block",
    "stretches.chance_missed": "a term of HD-D",
    "stretches.spread": "lists places in a text",
    "trends.time_grid": "the moments at which a line is drawn",
}

# Functions of one document that no table calls, with the reason.
BY_HAND = {"dispersion.document_range": "`dispersion.within_groups` finds it for all at once"}

TABLES = YAML(typ="safe", pure=True).load(SCHEMA_FILE.read_text(encoding="utf-8"))
EVERY = [passport for family in families().values() for passport in family.passports]
PUBLISHED = [
    pytest.param(passport, entry, id=f"{passport.id}-{number}")
    for passport in EVERY
    for number, entry in enumerate(passport.published, start=1)
]


def function_of(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"dissent.statistics.{module}"), function)


def argument(given: Any) -> Any:
    """A list becomes an array, `{text: …}` the codes of its words."""
    if isinstance(given, Mapping):
        assert list(given) == ["text"]
        return np.unique(given["text"].split(), return_inverse=True)[1]
    return np.array(given) if isinstance(given, list) else given


def computed(passport: Passport, entry: Published) -> np.ndarray:
    arguments = {name: argument(given) for name, given in entry.arguments.items()}
    result = function_of(passport.function)(**arguments)
    return np.asarray(reduce(lambda part, place: part[place], entry.pick, result), dtype=float)


@pytest.mark.parametrize(("passport", "entry"), PUBLISHED)
def test_a_published_value_is_reproduced(passport: Passport, entry: Published) -> None:
    # half a unit of the last printed digit, which a value exactly between two may just exceed
    allowed = entry.tolerance or 1.001 * 0.5 * 10.0 ** -(entry.decimals or 0)
    expected = np.array(entry.value, dtype=float)
    assert computed(passport, entry) == pytest.approx(expected, rel=0, abs=allowed, nan_ok=True)


def test_every_family_has_its_passports() -> None:
    wanted = {"keyness", "collocation", "dispersion", "diversity", "similarity", "uncertainty"}
    assert wanted <= set(families())


@pytest.mark.parametrize("passport", EVERY, ids=lambda passport: passport.id)
def test_a_passport_names_columns_and_a_function_that_exist(passport: Passport) -> None:
    assert callable(function_of(passport.function))
    for place in passport.used_in:
        table, _, column = place.partition(".")
        assert column in TABLES[table]["columns"], place


def used_names(path: Path) -> Iterator[str]:
    """Every name that the code of a module refers to; what it defines or imports is not enough."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_what_a_passport_describes_makes_the_tables() -> None:
    package = Path(dissent.statistics.__file__).parents[1]
    folders = (package, package / "comparison", package / "validation")
    makers = [path for folder in folders for path in folder.glob("*.py")]
    used = {name for path in makers for name in used_names(path)}
    for path in package.glob("statistics/*.py"):
        used.update(used_names(path))
    functions = {passport.function for passport in EVERY if passport.used_in}
    idle = {name for name in functions if name.partition(".")[2] not in used}
    assert idle == set(BY_HAND)
    assert [passport.id for passport in EVERY if not passport.used_in] == []


def test_every_number_in_the_tables_has_a_passport_or_is_plain() -> None:
    used = {place for passport in EVERY for place in passport.used_in}
    there = {
        f"{table}.{column}"
        for table, entry in TABLES.items()
        for column, described in entry["columns"].items()
        if described["type"] == "number"
    }
    assert there - used == PLAIN


def test_every_statistic_has_a_passport() -> None:
    public = {
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(dissent.statistics.__path__)
        if not module.ispkg
        for name, function in inspect.getmembers(
            importlib.import_module(f"dissent.statistics.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_") and function.__module__.endswith(f".{module.name}")
    }
    named = {passport.function for passport in EVERY}
    assert public - named - set(PARTS) == set()
    assert set(PARTS) <= public - named


@pytest.mark.parametrize(("file", "family"), REFERENCES.items(), ids=list(REFERENCES))
def test_no_published_value_of_the_collection_is_passed_over(file: str, family: str) -> None:
    path = REFERENCE / f"{file}_published.json"
    if not path.is_file():
        pytest.skip(f"the collected values are not beside the project: no {path.name}")
    wanted = list(expected_numbers(json.loads(path.read_text(encoding="utf-8"))))
    assert uncovered(wanted, given_numbers(family)) == []


@pytest.mark.parametrize("file", REFERENCES)
def test_no_published_order_of_words_is_passed_over(file: str) -> None:
    path = REFERENCE / f"{file}_published.json"
    if not path.is_file():
        pytest.skip(f"the collected values are not beside the project: no {path.name}")
    printed = Counter(orders(json.loads(path.read_text(encoding="utf-8"))))
    assert printed - Counter(map(tuple, QUANTEDA_ORDERS.values())) == Counter()


def test_an_order_of_words_is_found_wherever_it_stands() -> None:
    content = {"cases": [{"tokens": ["a", "a"], "sorted": {"g2": ["b", "a"]}}, {"note": "a b"}]}
    assert list(orders(content)) == [("b", "a")]


@pytest.mark.parametrize(
    ("wanted", "given", "missing"),
    [
        ([0.5, 0.5], [0.5], ["b 0.5"]),  # each value has to be named as often as it is printed
        ([1.2, 0.123456], [1.2007, 0.1235], ["b 0.123456"]),
        ([1.2, 31777], [1.2007, 31777], []),  # the passports may know more digits
        ([5, 0.8], [4.6, 0.757], ["a 5", "b 0.8"]),  # but not fewer
        ([1e-9, 7], [0, 7], ["a 1e-09"]),
    ],
)
def test_a_value_that_the_passports_do_not_name_is_found(
    wanted: list[float], given: list[float], missing: list[str]
) -> None:
    assert uncovered(list(zip("ab", wanted, strict=True)), given) == missing


def given_numbers(family: str) -> list[float]:
    """Every published number that the passports of a family name."""
    found = families()[family]
    return [
        value
        for entry in [*(p for one in found.passports for p in one.published), *found.elsewhere]
        for value in numbers(entry.value)
    ]


def expected_numbers(content: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """Every number that a source printed, with its place; what it was computed from is left out."""
    inside = any(key.startswith("expected") for key in path)
    if isinstance(content, dict):
        for key, value in content.items():
            if inside or key not in INPUTS:
                yield from expected_numbers(value, (*path, key))
    elif isinstance(content, list):
        once = symmetric(content)
        for row, value in enumerate(content):
            rest = value[row + 1 :] if once else value
            yield from expected_numbers(rest, (*path, str(row)))
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield "/".join(path), content


def orders(content: Any) -> Iterator[tuple[str, ...]]:
    """Every list of words that a source printed, but those that it was computed from."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in COUNTED:
                yield from orders(value)
    elif isinstance(content, list) and content:
        if all(isinstance(item, str) for item in content):
            yield tuple(content)
        else:
            yield from (order for item in content for order in orders(item))


def symmetric(content: list[Any]) -> bool:
    """Whether this is a matrix that says everything twice, but for its diagonal."""
    rows = [row for row in content if isinstance(row, list) and len(row) == len(content)]
    return len(rows) == len(content) > 1 and rows == [list(row) for row in zip(*rows, strict=True)]


def uncovered(wanted: list[tuple[str, float]], given: list[float]) -> list[str]:
    """The wanted numbers that are left when each given one may stand for one of them."""
    places = [(place, value, half_unit(value)) for place, value in wanted]
    fits = np.array(
        [[abs(value - one) <= allowed for one in given] for _, value, allowed in places]
    ).reshape(len(places), len(given))
    matched = sparse.csgraph.maximum_bipartite_matching(sparse.csr_array(fits), perm_type="column")
    return [
        f"{place} {value:g}"
        for (place, value, _), match in zip(places, matched, strict=True)
        if match < 0
    ]


def half_unit(value: float) -> float:
    """Half a unit of the last printed digit, but never so much that another number would do."""
    digits = re.fullmatch(r"-?\d+(?:\.(\d+))?(?:e(-?\d+))?", repr(value))
    assert digits is not None
    decimals = 0 if digits[1] in (None, "0") else len(digits[1])
    return min(1.001 * 0.5 * 10.0 ** (int(digits[2] or 0) - decimals), 0.005)


VALID = """\
statistics:
  - id: mean
    name: Mean
    variant: arithmetic
    formula: 'm'
    symbols: m the mean
    direction: higher is more
    source: "Nobody (1900)"
    function: keyness.log_likelihood
    used_in: [keyness.g2]
    published:
      - {arguments: {count: 1}, value: [1, 2.5], pick: 0, tolerance: 1e-9, citation: "N (1900)"}
elsewhere:
  - {value: 0.5, measure: another mean, source: "N (1901)", reason: no table has it}
"""


def test_a_file_is_read_into_passports(tmp_path: Path) -> None:
    family = read_family(write(tmp_path / "means.yaml", VALID))
    (passport,), (elsewhere,) = family.passports, family.elsewhere
    (entry,) = passport.published
    assert (family.name, passport.used_in) == ("means", ("keyness.g2",))
    assert (entry.value, entry.pick, entry.tolerance) == ((1, 2.5), (0,), 1e-9)
    assert (elsewhere.value, elsewhere.reason) == (0.5, "no table has it")


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("    symbols:", "    signs:", r"means.yaml, statistics 1 \(`mean`\): .*'signs'"),
        ("tolerance: 1e-9", "decimals: many", r"`published`, 1, `decimals`: 'many' is not"),
        ("tolerance: 1e-9, ", "", r"statistics 1 \(`mean`\), `published`, 1: .*not valid"),
        ("value: 0.5", "value: half", r"elsewhere 1 \(`another mean`\), `value`: 'half'"),
        ("statistics:", "statistic:", r"means.yaml, the whole file: .*'statistic'"),
        ("variant: arithmetic", "variant: [a", r"means.yaml: not YAML: .*line 5"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert VALID.count(right) == 1
    path = write(tmp_path / "means.yaml", VALID.replace(right, wrong))
    with pytest.raises(ValueError, match=message):
        read_family(path)


def test_without_published_values_a_passport_says_how_it_is_checked(tmp_path: Path) -> None:
    entry = VALID[VALID.index("    published:") : VALID.index("elsewhere:")]
    bare = VALID.replace(entry, "    published: []\n")
    with pytest.raises(ValueError, match="'checked_by' is a required property"):
        read_family(write(tmp_path / "means.yaml", bare))
    checked = VALID.replace(entry, "    published: []\n    checked_by: simulation\n")
    (passport,) = read_family(write(tmp_path / "means.yaml", checked)).passports
    assert passport.checked_by == "simulation"


def test_two_statistics_of_one_id_are_refused(tmp_path: Path) -> None:
    found = [read_family(write(tmp_path / f"{name}.yaml", VALID)) for name in ("one", "two")]
    with pytest.raises(ValueError, match=r"`mean` is in one\.yaml and in two\.yaml"):
        passports.check_ids(found)
