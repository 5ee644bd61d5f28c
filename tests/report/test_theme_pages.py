"""Each theme's rules in the report: badge, shares, forms, warnings, and the way to their lines."""

import re

import pytest
from tests.report.report_project import Project, rows_of, section

from dissent.errors import DissentError


def summaries(page: str) -> list[str]:
    found = re.search(r'<section id="themes".*?</section>', page, re.DOTALL)
    assert found is not None
    return re.findall(r"<summary>(.*?)</summary>", found.group())


def coded(project: Project, **columns: object) -> None:
    given = {"coders": 2, "lines": 60, "precision": 0.9, "precision_low": 0.8,
             "precision_high": 0.95, "recall": 0.7, "recall_low": 0.5, "recall_high": 0.85,
             "alpha": 0.81, "status": "current"}  # fmt: skip
    project.add("validation", theme="class", **{**given, **columns})


def test_a_theme_that_nobody_has_coded_is_not_validated(plain_page: str) -> None:
    found = section(plain_page, "themes")
    assert "Class not validated" in found
    assert "Mood not validated" in found
    assert "nobody has coded lines of the theme" in found


def test_a_validated_theme_says_how_right_its_rules_are(project: Project) -> None:
    coded(project)
    coded(project, category="workers", precision=0.1)
    found = section(project.report(), "themes")
    assert (
        "Class validated Validated: precision 0.90 (0.80–0.95), recall 0.70 (0.50–0.85); " in found
    )
    assert "60 lines coded by 2 coders, Krippendorff’s α 0.81." in found
    assert "Mood not validated" in found


def test_a_validation_of_other_rules_is_outdated(project: Project) -> None:
    coded(project, status="outdated", alpha=float("nan"))
    found = section(project.report(), "themes")
    assert "Class validation outdated The rules or the texts have changed" in found
    assert "α" not in found


def test_the_badge_stands_with_the_rates_too(plain_page: str) -> None:
    assert "Class not validated" in section(plain_page, "rates")


def test_every_rule_with_a_hit_opens_its_lines_and_every_category(plain_page: str) -> None:
    buttons = re.findall(
        r'data-doc="\*" data-unit="([^"]+)"(?: data-rule="([^"]+)")?>(\d+)</button>', plain_page
    )
    assert buttons == [
        ("class/workers", "", "11"),
        ("class/workers", "class.workers.worker", "11"),
        ("class/owners", "", "2"),
        ("class/owners", "class.owners.capital", "2"),
        ("mood/anger", "", "1"),
        ("mood/anger", "mood.anger.anger", "1"),
    ]


def test_rules_without_a_hit_are_a_table_with_the_reason(project: Project) -> None:
    project.add("rule_checks", file="class.yaml", line=7, theme="class", category="owners",
                rule_id="class.owners.landlord", check="no_match",
                message="`landlord` finds nothing: the corpus has no such word")  # fmt: skip
    page = project.report()
    assert "Rules without a hit (1)" in summaries(page)
    assert "landlord class.owners.landlord owners finds nothing" in section(page, "themes")
    assert not any("warning" in summary for summary in summaries(page))


def test_warnings_about_rules_with_a_hit_are_listed_with_what_they_take_in(
    project: Project,
) -> None:
    project.add("rule_checks", file="class.yaml", line=4, theme="class", category="workers",
                rule_id="class.workers.worker", check="over_broad",
                message="`worker` takes in too much", types="worker (9); working (2)")  # fmt: skip
    page = project.report()
    assert "1 warning about rules with a hit" in summaries(page)
    found = section(page, "themes")
    assert "class.yaml, line 4 worker takes in too much" in found
    assert "The most frequent forms worker (9); working (2)" in found


def test_the_rate_without_the_largest_rule_is_said(project: Project) -> None:
    for doc_id, rate, without in (("*", 12.0, 4.0), ("red", 9.0, 2.0)):
        project.add("largest_rules", doc_id=doc_id, theme="class", share=0.75, rate=rate,
                    rule_id="class.workers.worker", rate_without=without)  # fmt: skip
    page = project.report()
    found = section(page, "themes")
    assert "The largest, worker, has 75\u00a0% of them".replace("\u00a0", " ") in found
    assert "together is 4.0 rather than 12.0 per 1,000 words" in found
    assert "Red worker 75 % 9.00 2.00" in found


def test_the_index_says_in_which_documents_each_rule_has_hits(project: Project) -> None:
    project.report()
    rules = rows_of([project.evidence / "_rules.js"])
    assert {rule["rule_id"]: rule["documents"] for rule in rules} == {
        "class.workers.worker": ["red", "white"],
        "class.owners.capital": ["red"],
        "mood.anger.anger": ["green"],
    }


def test_a_rule_with_another_number_of_lines_is_refused(project: Project) -> None:
    project.write()
    path = project.folder / "tables" / "rules.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r",11,", ",12,", text, count=1), encoding="utf-8")
    with pytest.raises(DissentError, match=r"rules\.csv counts 12"):
        project.make()
