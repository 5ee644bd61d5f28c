"""Names for files: readable, and another one for another group."""

from dissent.slugs import group_slug, slug


def test_a_slug_is_a_doc_id() -> None:
    assert slug("001_Appendix-1 (Été)") == "001-appendix-1-ete"
    assert slug("…") == "document"


def test_a_group_keeps_its_script() -> None:
    assert group_slug("John Reed") == "john-reed"
    assert group_slug("Троцкий") == "троцкий"


def test_groups_that_differ_only_in_signs_have_different_names() -> None:
    names = {group_slug(group) for group in ("A B", "A. B.", "A/B", "(none)", "…", "?")}
    assert len(names) == 6
    assert all(name.strip("-") == name for name in names)
