"""The page as a reader gets it: complete, honest, harmless, and the same every time."""

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from tests.report.report_project import Project, figure_text, rows_of, section, sentences

from dissent.errors import DissentError
from dissent.tables import write_json

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&\"'</title>\u2028--><!--"


def test_every_rate_has_as_many_lines_as_hits(project: Project) -> None:
    project.report()
    rows = rows_of(sorted(project.evidence.glob("[!_]*.js")))
    parts = Counter((row["hit_id"].split(":")[0], row["theme"], row["category"]) for row in rows)
    rates = pd.read_csv(project.folder / "tables" / "theme_rates.csv", keep_default_na=False)
    for rate in rates.itertuples():
        found = sum(
            count
            for (doc_id, theme, category), count in parts.items()
            if (doc_id, theme) == (rate.doc_id, rate.theme) and rate.category in ("", category)
        )
        assert found == rate.hits


def test_every_rate_is_a_button_with_its_hits(plain_page: str) -> None:
    cells = re.findall(
        r"<td[^>]*><button type=\"button\"><small>([\d,]+) hits?</small>", plain_page
    )
    assert len(cells) == 3 * (2 + 3)
    assert sum(map(int, cells)) == 2 * 14


def test_tables_of_different_runs_are_refused(project: Project) -> None:
    project.write()
    path = project.folder / "tables" / "hits.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(DissentError, match="counts 1"):
        project.make()


def test_many_hits_are_split_into_files_of_five_thousand(project: Project) -> None:
    project.add_hits("white", "mood", "anger", 5_001)
    project.report()
    first, second = project.evidence / "white.js", project.evidence / "white.2.js"
    assert len(rows_of([first])) == 5_000
    assert len(rows_of([second])) == 5
    assert '{"part":1,"parts":2}' in first.read_text(encoding="utf-8")


def test_evidence_of_an_earlier_run_is_removed(project: Project) -> None:
    project.evidence.mkdir(parents=True)
    (project.evidence / "gone.js").write_text("", encoding="utf-8")
    project.report()
    assert sorted(path.name for path in project.evidence.iterdir()) == [
        "_rules.js",
        "green.js",
        "red.js",
        "white.js",
    ]


def test_hostile_text_stays_text(project: Project) -> None:
    project.documents[0].update(title=HOSTILE, author=HOSTILE, note=HOSTILE, source=HOSTILE)
    project.labels["class"] = HOSTILE
    project.add_hits("red", "mood", "anger", 1, left=HOSTILE, match=HOSTILE, right=HOSTILE)
    page = project.report()
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts == ['<script type="application/json" id="names">', "<script>"]
    assert "<img" not in page
    assert page.count("</title>") == 1
    evidence = (project.evidence / "red.js").read_text(encoding="utf-8")
    assert "<" not in evidence
    assert "\u2028" not in evidence
    assert rows_of([project.evidence / "red.js"])[-1]["match"] == HOSTILE


def test_same_tables_give_the_same_bytes(project: Project) -> None:
    def written() -> dict[str, bytes]:
        project.report()
        found = project.page.parent.rglob("*")
        return {str(path): path.read_bytes() for path in found if path.is_file()}

    assert written() == written()


def test_precis_are_announced_before_anything_else(project: Project) -> None:
    for document in project.documents:
        document["text_status"] = "precis"
    page = project.report()
    assert "These texts are précis." in page
    assert page.index("demonstration of the method, not evidence") < page.index("<main")


def test_a_single_precis_and_an_excerpt_are_named(project: Project) -> None:
    project.documents[0]["text_status"] = "precis"
    project.documents[1]["text_status"] = "excerpt"
    page = project.report()
    assert "1 of these 3 texts is a précis: Red." in page
    assert "1 of these 3 texts is an excerpt: White." in page


def test_full_texts_have_no_notice(plain_page: str) -> None:
    assert 'class="notice" role="note"' not in plain_page


def test_no_difference_is_claimed_where_q_is_not_small(project: Project) -> None:
    project.add_contrast("class", "red", "white", low=0.9, high=3.0, q=0.2)
    project.add_contrast("class", "red", "green", low=1.1, high=4.0, q=0.051)
    page = project.report()
    found = sentences(page, "class")
    assert "Red has the highest measured rate" in found
    assert "cannot be told apart at this length from the next, White" in found
    assert "cannot be told apart from the lowest, Green" in found
    assert "more often" not in found
    assert "times as often" not in found
    assert "Pairs told apart" not in page


def test_no_difference_is_claimed_where_the_interval_takes_in_one(project: Project) -> None:
    project.add_contrast("class", "red", "white", low=0.98, high=3.0, q=0.01)
    project.add_contrast("class", "red", "green", low=0.98, high=3.0, q=0.01)
    page = project.report()
    assert "more often" not in sentences(page, "class")
    assert "Pairs told apart" not in page


def test_a_difference_that_the_interval_bears_is_stated_with_it(project: Project) -> None:
    project.add_contrast("class", "red", "white", low=1.2, high=3.0, q=0.01)
    project.add_contrast("class", "red", "green", low=0.9, high=4.0, q=0.3)
    found = sentences(project.report(), "class")
    assert "It speaks of this more often than the next, White" in found
    assert "2.00 times as often (1.20 to 3.00; q = 0.010)" in found
    assert "cannot be told apart from the lowest, Green" in found


def test_the_highest_is_told_apart_from_all_only_where_every_contrast_says_so(
    project: Project,
) -> None:
    project.add_contrast("class", "red", "white", low=1.2, high=3.0, q=0.01)
    project.add_contrast("class", "red", "green", low=1.2, high=4.0, q=0.01)
    found = sentences(project.report(), "class")
    assert "speaks of this more often than each of the 2 other documents" in found


def test_a_pair_is_written_with_the_higher_rate_first(project: Project) -> None:
    project.add_contrast("class", "green", "red", rate_ratio=0.25, low=0.1, high=0.5, q=0.001)
    page = project.report()
    assert "4.00" in page
    assert "2.00–10.00" in page


def test_short_documents_are_greyed_and_not_ranked(project: Project) -> None:
    project.enough = False
    project.add_contrast("class", "red", "white", low=0.5, high=3.0, q=0.5)
    page = project.report()
    assert 'data-theme="class"' not in page
    assert "No document is long enough to be ranked" in page
    assert page.count('<td class="short"><button') == 3 * (2 + 3)


def test_documents_too_short_to_be_ranked_are_measured_against_all_together(
    project: Project,
) -> None:
    project.short = {"green"}
    page = project.report()
    assert "Were it twice that of all documents together" in page
    assert "where a rate twice that of all documents together could be seen" in page
    project.enough = False
    assert "a rate twice that of all documents together could not" in project.report()


def test_a_higher_rate_that_is_not_ranked_is_named(project: Project) -> None:
    project.short = {"red"}
    found = sentences(project.report(), "class")
    assert "White has the highest measured rate, 4.0 (2.0 to 9.0)" in found
    assert (
        "Red has a higher measured rate, 9.0 (4.5 to 19.0), but is too short to be ranked." in found
    )


def test_of_several_higher_rates_that_are_not_ranked_the_highest_is_named(
    project: Project,
) -> None:
    project.short = {"red", "white"}
    project.add_hits("green", "class", "workers", 1)
    assert sentences(project.report(), "class").endswith(
        "Only Green is long enough to be ranked; its rate is 1.0 (0.50 to 3.0). 2 documents have a "
        "higher measured rate but are too short to be ranked, the highest of them Red, at 9.0 (4.5 "
        "to 19.0)."
    )


def test_a_lower_rate_that_is_not_ranked_is_not_named(project: Project) -> None:
    project.short = {"white"}
    assert "too short" not in sentences(project.report(), "class")


def test_where_none_is_ranked_the_highest_measured_is_named(project: Project) -> None:
    project.enough = False
    found = re.sub(r"<[^>]+>", "", project.report())
    assert (
        "Measured, not ranked, the highest rates are: Class, Red at 9.0 (4.5 to 19.0); "
        "Mood, Green at 1.0 (0.50 to 3.0)." in found
    )


def test_a_theme_of_which_no_ranked_document_speaks_is_said_to_have_none(
    project: Project,
) -> None:
    project.short = {"green"}
    found = sentences(project.report(), "mood")
    assert found == (
        "Mood. None of the 2 documents long enough to be ranked speaks of this: they cannot be "
        "told apart. Green has a higher measured rate, 1.0 (0.50 to 3.0), but is too short to be "
        "ranked."
    )


def test_a_pair_that_is_missing_cannot_be_told_apart(project: Project) -> None:
    project.add_contrast("class", "red", "white", low=1.2, high=3.0, q=0.01)
    project.add_contrast("class", "red", "green", low=1.2, high=3.0, q=0.01)
    page = project.report()
    assert "2 of 3 pairs (in 1 of them neither speaks of it) can be told apart, 1 of them" in page
    assert "neither on the whole theme (3 pairs each)" in page


@pytest.mark.parametrize("empty", [{"rate_ratio": float("nan")}, {"q": float("nan")}])
def test_a_pair_without_a_ratio_cannot_be_told_apart(
    project: Project, empty: dict[str, float]
) -> None:
    project.add_contrast("class", "red", "white", **{"low": 1.2, "high": 3.0, "q": 0.01, **empty})
    project.add_contrast("class", "red", "green", low=1.2, high=3.0, q=0.01)
    page = project.report()
    assert "1 of 3 pairs (in 2 of them neither speaks of it) can be told apart, on" in page
    found = sentences(page, "class")
    assert "cannot be told apart at this length from the next, White" in found
    assert "It speaks of this more often than the lowest, Green" in found


def test_pairs_told_apart_by_few_hits_are_counted(project: Project) -> None:
    project.enough = False
    project.add_contrast("class", "red", "white", low=1.2, high=3.0, q=0.01)  # 13 hits
    project.add_contrast("class", "red", "green", low=1.2, high=3.0, q=0.01)  # 9 hits
    project.add_contrast("class", "white", "green", category="owners", low=2.0, high=3.0, q=0.01)
    page = project.report()
    few = "on fewer than 10 hits in both together"
    found = section(page, "contrasts")
    assert f"neither speaks of it) can be told apart, 1 of them {few}." in found
    assert f"Of the 6 contrasts in its categories, 1 can, {few}." in found
    found = section(page, "findings")
    assert f"Even so 2 of 6 contrasts can be told apart, 1 of them {few};" in found


def test_missing_pairs_of_a_large_corpus_count_as_not_told_apart(project: Project) -> None:
    project.add_contrast("class", "red", "*", low=1.2, high=3.0, q=0.01)
    page = project.report()
    assert "1 of 3 pairs (in 2 of them neither speaks of it) can be told apart." in page
    assert "more often than all other documents together" in sentences(page, "class")


def test_a_large_corpus_is_compared_with_all_others_together(project: Project) -> None:
    for doc_id in ("red", "white", "green"):
        project.add_contrast("class", doc_id, "*", low=1.2, high=3.0, q=0.01)
    found = sentences(project.report(), "class")
    assert "more often than all other documents together: 2.00 times as often" in found


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({"negative_binomial"}, "by a negative-binomial likelihood in all 15. The likelihood is"),
        ({"bootstrap"}, "by a circular block bootstrap in all 15. The bootstrap is for"),
        (
            {"bootstrap", "negative_binomial"},
            "bootstrap in 8 of 15 and by a negative-binomial likelihood in 7 of 15. The bootstrap",
        ),
    ],
)
def test_the_methods_say_how_many_intervals_are_of_which_kind(
    project: Project, kinds: set[str], said: str
) -> None:
    project.write()
    path = project.folder / "tables" / "theme_rates.csv"
    rates = pd.read_csv(path, keep_default_na=False)
    rates["interval"] = [sorted(kinds)[row % len(kinds)] for row in range(len(rates))]
    rates.to_csv(path, index=False)
    assert said in section(project.make(), "methods")


def test_no_text_says_nan(project: Project) -> None:
    nan = float("nan")
    project.add_contrast("class", "red", "white", rate_ratio=nan, low=nan, high=nan, p=nan, q=nan)
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", project.report(), flags=re.DOTALL)
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)


def test_the_methods_name_versions_settings_and_checksums_but_no_place(project: Project) -> None:
    project.settings = {"catalogue": "/home/someone/secret/documents.csv"}
    page = project.report()
    assert "spaCy 1.0 (en: en_dissent 0.1.0)" in page
    assert "Sentence breaks: in en by the pipeline&#39;s senter." in page
    assert "sha256:0123" in page
    assert "The uncertainty of a document's rate is about its passages" in page
    assert "config/themes/class.yaml" in page
    assert "documents.csv" in page
    assert "/home/someone" not in page
    assert str(project.folder) not in page


def test_the_policy_allows_exactly_the_style_and_script_of_the_page(plain_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', plain_page)
    assert policy is not None
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", plain_page, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content.group(1).encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy.group(1)
    assert "default-src &#39;none&#39;" in policy.group(1)
    assert "http" not in policy.group(1)
    assert not re.search(r"\sstyle=", plain_page)


def test_a_figure_is_drawn_into_the_page_with_its_texts(plain_page: str) -> None:
    assert 'id="theme-rates-clip0"' in plain_page
    assert "url(#theme-rates-clip0)" in plain_page
    assert re.search(r'<svg[^>]* role="img" aria-label="Red most."', plain_page)
    assert "<h3>Rates</h3>" in plain_page
    assert "<figcaption>Of all." in plain_page
    assert "</b> Dots.</span>" in plain_page


@pytest.mark.parametrize("content", [None, "{", "[]", '{"title": "Rates"}'])
def test_a_figure_without_its_texts_is_refused(project: Project, content: str | None) -> None:
    project.write()
    path = project.folder / "figures" / "theme-rates.json"
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(DissentError, match=r"theme-rates\.json: .*run `dissent figures` again"):
        project.make()


def test_a_text_of_a_figure_stays_text(project: Project) -> None:
    project.write()
    hostile = figure_text(title=HOSTILE, caption=HOSTILE, how_to_read=HOSTILE, alt=HOSTILE)
    write_json(hostile, project.folder / "figures" / "theme-rates.json")
    assert "<img" not in project.make()


def test_a_large_drawing_becomes_a_picture(project: Project, tmp_path: Path) -> None:
    project.write()
    drawing = project.folder / "figures" / "x-ray.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="9"><!--'
        + "x" * 300_000
        + "--></svg>",
        encoding="utf-8",
    )
    drawing.with_suffix(".png").write_bytes(b"\x89PNG")
    write_json(figure_text(), drawing.with_suffix(".json"))
    assert 'width="500" src="data:image/png;base64,' in project.report()


def test_a_figure_of_a_group_that_is_gone_is_left_out(project: Project) -> None:
    project.write()
    (project.folder / "figures" / "keyness-gone.svg").write_text("<svg/>", encoding="utf-8")
    assert "keyness-gone" not in project.report()


def test_documents_with_the_same_title_can_be_told_apart(project: Project) -> None:
    project.documents[0]["title"] = project.documents[1]["title"] = "Appeal"
    page = project.report()
    for doc_id in ("red", "white"):
        row = f'<tr data-doc="{doc_id}"><th scope="row">Appeal [{doc_id}]<small>'
        assert page.count(row) == 1 + 2  # the themes, and the categories of each
        assert f"Appeal<small><code>{doc_id}</code>" in page


@pytest.mark.parametrize(
    ("titles", "labels"),
    [
        (("An Appeal", "an  appeal"), ("An Appeal [red]", "an  appeal [white]")),
        (("1", "2"), ("1 [red]", "2 [white]")),
        (("", "White"), ("red", "White")),
    ],
)
def test_titles_that_do_not_tell_documents_apart_have_their_doc_id(
    project: Project, titles: tuple[str, str], labels: tuple[str, str]
) -> None:
    project.documents[0]["title"], project.documents[1]["title"] = titles
    page = project.report()
    for doc_id, label in zip(("red", "white"), labels, strict=True):
        assert f'<tr data-doc="{doc_id}"><th scope="row">{label}<small>' in page


def test_a_corpus_without_hits_has_a_report(tmp_path: Path) -> None:
    empty = Project(tmp_path)
    empty.add_document("only", date="")
    page = empty.report()
    assert page.count("One document: there is nothing to compare it with.") == 2
    assert "There is one group only" in page


@pytest.mark.parametrize("enough", [True, False])
def test_a_single_document_is_not_measured_against_others(tmp_path: Path, *, enough: bool) -> None:
    alone = Project(tmp_path, enough=enough)
    alone.add_document("only")
    alone.add_hits("only", "class", "workers", 3)
    page = alone.report()
    found = page[: page.index('id="methods"')]
    assert "One document: there is nothing to compare it with." in found
    assert "80 % power" not in found
    assert "long enough" not in found
    assert "too short" not in found


def test_the_longest_of_very_many_documents_are_listed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dissent.report.material.SHOWN_DOCUMENTS", 2)
    project.documents[1]["words"] = 500
    page = project.report()
    assert '<tr data-doc="red">' in page
    assert '<tr data-doc="white">' not in page
    assert "names the 2 longest of 3 documents" in page
    assert len(list(project.evidence.glob("[!_]*.js"))) == 3
