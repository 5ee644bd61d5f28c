"""A whole run on two documents whose every word, hit and rate was counted by hand.

decree (27 words, 35 tokens): bureaucrats, orders, Bureaucracy, working class, worker, "orders",
bureaucrats; *First-class* does not count. song (8 words, 10 tokens): orders.
"""

import json
import re

import pandas as pd
import pytest
from tests.workflow.conftest import Project

from dissent.tables import read_table, schemas


def table(project: Project, name: str) -> pd.DataFrame:
    return read_table(project.results / "tables" / f"{name}.csv")


def test_documents_stand_in_date_order_with_their_sizes(finished: Project) -> None:
    documents = table(finished, "documents").set_index("doc_id")
    assert documents.index.tolist() == ["decree", "song"]
    sizes = ["tokens", "words", "sentences", "types", "lemmas"]
    assert documents.loc["decree", sizes].tolist() == [35, 27, 5, 21, 21]
    assert documents.loc["song", sizes].tolist() == [10, 8, 2, 5, 5]
    assert documents.loc["song", "ttr"] == 5 / 8
    assert documents["status"].tolist() == ["read", "read"]
    assert "shorter than 42 words" in documents.loc["song", "note"]


def test_rates_are_the_hits_counted_by_hand(finished: Project) -> None:
    rates = table(finished, "theme_rates").set_index(["doc_id", "theme", "category"])
    expected = {
        ("decree", "office", ""): (5, 27),
        ("decree", "office", "bureaucrats"): (3, 27),
        ("decree", "office", "orders"): (2, 27),
        ("decree", "labour", ""): (2, 27),
        ("decree", "labour", "people"): (2, 27),
        ("song", "office", ""): (1, 8),
        ("song", "office", "bureaucrats"): (0, 8),
        ("song", "office", "orders"): (1, 8),
        ("song", "labour", ""): (0, 8),
        ("song", "labour", "people"): (0, 8),
    }
    assert rates.index.tolist() == list(expected)
    for key, (hits, words) in expected.items():
        row = rates.loc[key]
        assert (row["hits"], row["words"]) == (hits, words)
        assert row["rate"] == pytest.approx(1000 * hits / words, rel=1e-5)
        assert row["low"] <= row["rate"] <= row["high"]
    assert not rates["enough_text"].any()


def test_hits_are_those_found_by_hand(finished: Project) -> None:
    hits = table(finished, "hits")
    columns = ["hit_id", "paragraph", "sentence", "start", "end", "match", "rule_id", "flags"]
    assert hits[columns].to_numpy().tolist() == [
        ["decree:office:1", 1, 1, 1, 2, "bureaucrats", "office.bureaucrats.bureaucra*", ""],
        ["decree:office:3", 1, 1, 3, 4, "orders", "office.orders.order_noun", ""],
        ["decree:office:5", 1, 2, 5, 6, "Bureaucracy", "office.bureaucrats.bureaucra*", ""],
        ["decree:labour:11", 2, 3, 11, 13, "working class", "labour.people.working-class",
         "over:labour.people.class_noun(shorter)"],
        ["decree:labour:17", 2, 4, 17, 18, "worker", "labour.people.worker", ""],
        ["decree:office:23", 2, 4, 23, 24, "orders", "office.orders.order_noun", "quoted"],
        ["decree:office:33", 3, 5, 33, 34, "bureaucrats", "office.bureaucrats.bureaucra*", ""],
        ["song:office:7", 1, 2, 7, 8, "orders", "office.orders.order_noun", ""],
    ]  # fmt: skip
    fourth = hits.iloc[3]
    assert fourth["left"] == "The "
    assert fourth["right"] == ' was hungry. A worker wanted bread and got "orders" again.'


def test_rules_say_what_they_found_lost_and_had_cancelled(finished: Project) -> None:
    rules = table(finished, "rules").set_index("rule_id")
    columns = ["types_matched", "hits", "documents", "lost_to", "cancelled"]
    assert rules.loc["office.bureaucrats.bureaucra*", columns].tolist() == [2, 3, 1, "", 0]
    assert rules.loc["office.orders.order_noun", columns].tolist() == [1, 3, 2, "", 0]
    lost = "labour.people.working-class (1)"
    assert rules.loc["labour.people.class_noun", columns].tolist() == [1, 0, 0, lost, 1]
    assert rules.loc["labour.people.peasant", columns].tolist() == [0, 0, 0, "", 0]
    assert rules.loc["office.bureaucrats.bureaucra*", "share_of_theme"] == pytest.approx(3 / 6)


def test_terms_and_contrasts_follow_from_the_hits(finished: Project) -> None:
    terms = table(finished, "theme_terms")
    of_office = terms[(terms["doc_id"] == "decree") & (terms["theme"] == "office")]
    assert dict(zip(of_office["term"], of_office["hits"], strict=True)) == {
        "bureaucrat": 2, "bureaucracy": 1, "order": 2,
    }  # fmt: skip
    assert of_office["share"].sum() == pytest.approx(1)
    contrasts = table(finished, "theme_contrasts").set_index(["theme", "category"])
    row = contrasts.loc[("office", "")]
    assert (row["doc_a"], row["doc_b"]) == ("decree", "song")
    expected = ((5 + 27 / 35) / 27) / ((1 + 8 / 35) / 8)
    assert row["rate_ratio"] == pytest.approx(expected, rel=1e-5)


def test_keyness_follows_from_the_counts(finished: Project) -> None:
    keyness = table(finished, "keyness").set_index(["group", "lemma"])
    bread = keyness.loc[("song", "bread")]
    counts = ["count", "reference_count", "words", "reference_words", "documents"]
    assert bread[counts].tolist() == [3, 1, 8, 27, 1]
    assert bread["g2"] == pytest.approx(5.7376, abs=1e-3)
    assert keyness.loc[("decree", "bread"), "g2"] == pytest.approx(-5.7376, abs=1e-3)
    assert "." not in keyness.index.get_level_values("lemma")


def test_every_table_has_its_columns_and_is_described(finished: Project) -> None:
    package = json.loads((finished.results / "tables" / "datapackage.json").read_text("utf-8"))
    described = {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in package["resources"]
    }
    for name, schema in schemas().items():
        header = table(finished, name).columns.tolist()
        assert described[f"{name}.csv"] == header
        assert [column for column in header if column in schema.names] == schema.names


def test_the_report_opens_all_lines_of_every_rate(finished: Project) -> None:
    page = (finished.results / "report" / "index.html").read_text("utf-8")
    assert "A decree" in page
    assert "précis" in page
    evidence = "".join(
        path.read_text("utf-8")
        for path in sorted((finished.results / "report" / "evidence").glob("*.js"))
    )
    found = re.findall(r"(decree|song):(office|labour):\d+", evidence)
    assert len(found) == len(table(finished, "hits"))


def test_figures_are_there_as_svg_and_png(finished: Project) -> None:
    folder = finished.results / "figures"
    names = ["theme-rates", "category-heatmap", "x-ray", "keyness-decree", "keyness-song"]
    for name in names:
        assert (folder / f"{name}.svg").read_text("utf-8").startswith("<svg")
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_the_record_names_inputs_settings_and_versions(finished: Project) -> None:
    record = json.loads((finished.results / "provenance" / "run.json").read_text("utf-8"))
    assert {entry["doc_id"] for entry in record["documents"]} == {"decree", "song"}
    assert record["settings"]["intervals"]["replicates"] == 200
    (tagger,) = record["models"]
    assert (tagger["languages"], tagger["pipeline"]) == (["en"], "en_dissent")
    assert tagger["checksum"].startswith("sha256:")
    assert record["software"]["spacy"]
