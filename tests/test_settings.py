"""Settings: defaults, and messages that name the nearest known key."""

from dataclasses import asdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.making import write

from dissent.errors import DissentError
from dissent.settings import REPOSITORY, read_config, reference, resolve


def test_an_absent_configuration_gives_the_defaults() -> None:
    settings = resolve({})
    assert settings.themes == ("config/themes",)
    assert settings.models == {"en": "en_dissent"}
    assert (settings.intervals.replicates, settings.intervals.level, settings.seed) == (
        2000,
        0.95,
        1921,
    )


def test_a_project_says_only_what_differs() -> None:
    settings = resolve({"intervals": {"level": 0.9}, "themes": ["a.yaml", "b.yaml"]})
    assert settings.intervals.level == 0.9
    assert settings.intervals.replicates == 2000
    assert settings.themes == ("a.yaml", "b.yaml")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"sed": 3}, "unknown setting `sed`; did you mean `seed`?"),
        ({"intervals": {"replicate": 5}}, "unknown setting `replicate` in `intervals`; did you"),
        ({"intervals": {"level": 2}}, "`intervals.level`: 2 is greater"),
        ({"group": 3}, "`group` is `3`; it has to be a text"),
        ({"themes": 3}, "it has to be a path or a list of paths"),
        ({"models": {False: "nb_core_news_sm"}}, 'write it in quotation marks, as in "no"'),
    ],
)
def test_a_mistake_is_named_with_its_remedy(config: dict[str, object], said: str) -> None:
    with pytest.raises(DissentError) as caught:
        resolve(config)
    assert said in str(caught.value)
    assert str(caught.value).startswith("config/config.yaml: ")


def test_a_file_may_be_absent_empty_or_all_comments(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    for content in (None, "", "# seed: 3\n", "intervals:\n  # level: 0.9\n"):
        if content is not None:
            write(path, content)
        assert resolve(read_config(path, overrides={})) == resolve({})


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "config.yaml", "seed: 3\nintervals: {level: 0.9, replicates: 500}\n")
    settings = resolve(read_config(path, overrides={"seed": 4, "intervals": {"level": 0.8}}))
    assert (settings.seed, settings.intervals.level, settings.intervals.replicates) == (4, 0.8, 500)


def test_numbers_in_a_section_on_the_command_line_are_numbers(tmp_path: Path) -> None:
    given = {"intervals": {"level": "0.9", "replicates": "300"}, "models": {"en": "some_model"}}
    settings = resolve(read_config(tmp_path / "none.yaml", overrides=given))
    assert (settings.intervals.level, settings.intervals.replicates) == (0.9, 300)
    assert settings.models == {"en": "some_model"}


def test_norwegian_needs_no_quotation_marks_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "config.yaml", "models:\n  no: nb_core_news_sm\n")
    assert resolve(read_config(path, overrides={})).models == {"no": "nb_core_news_sm"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("seed: 3\nintervals: [1\n", "line 3: not YAML"),
        ("seed: 3\nseed: 4\n", "line 2: `seed` stands already in line 1; make one of the two"),
        ("seed: \x07\n", "not YAML: "),
        ("just words\n", "has to be a list of `key: value` lines"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(DissentError) as caught:
        read_config(write(tmp_path / "config.yaml", content), overrides={})
    assert said in str(caught.value)


def test_the_commented_config_shows_exactly_the_defaults() -> None:
    shown = YAML(typ="safe").load((REPOSITORY / "config/config.yaml").read_text("utf-8"))
    assert resolve(shown) == resolve({})
    known = asdict(resolve({}))
    assert shown.keys() == known.keys()
    for name, section in shown.items():
        if isinstance(section, dict):
            assert section.keys() == known[name].keys()


def test_the_settings_are_documented_from_the_schema() -> None:
    assert (REPOSITORY / "config/README.md").read_text("utf-8") == reference()
