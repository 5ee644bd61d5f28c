"""Settings: defaults, and messages that name the nearest known key."""

import pytest
from ruamel.yaml import YAML

from dissent.errors import DissentError
from dissent.settings import REPOSITORY, reference, resolve


def test_an_absent_configuration_gives_the_defaults() -> None:
    settings = resolve({})
    assert settings.themes == ("config/themes",)
    assert settings.models == {"en": "en_dissent"}
    assert (settings.replicates, settings.level, settings.seed) == (2000, 0.95, 1921)


def test_a_project_says_only_what_differs() -> None:
    settings = resolve({"intervals": {"level": 0.9}, "themes": ["a.yaml", "b.yaml"]})
    assert settings.level == 0.9
    assert settings.replicates == 2000
    assert settings.themes == ("a.yaml", "b.yaml")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"sed": 3}, "unknown setting `sed`; did you mean `seed`?"),
        ({"intervals": {"replicate": 5}}, "unknown setting `replicate` in `intervals`; did you"),
        ({"intervals": {"level": 2}}, "`intervals.level`: 2 is greater"),
        ({"group": 3}, "`group` is `3`; it has to be a text"),
        ({"reference": "bnc"}, "`reference` is `bnc`; it can only be `rest`"),
        ({"themes": 3}, "it has to be a path or a list of paths"),
        ({"models": {False: "nb_core_news_sm"}}, 'write it in quotation marks, as in "no"'),
    ],
)
def test_a_mistake_is_named_with_its_remedy(config: dict[str, object], said: str) -> None:
    with pytest.raises(DissentError) as caught:
        resolve(config)
    assert said in str(caught.value)
    assert str(caught.value).startswith("config/config.yaml: ")


def test_the_commented_config_shows_exactly_the_defaults() -> None:
    shown = YAML(typ="safe").load((REPOSITORY / "config/config.yaml").read_text("utf-8"))
    assert resolve(shown) == resolve({})
    sections = ("intervals", "contrasts", "keyness", "evidence", "figures")
    named = len(shown) - len(sections) + sum(len(shown[name]) for name in sections)
    assert named == len(vars(resolve({})))


def test_the_settings_are_documented_from_the_schema() -> None:
    assert (REPOSITORY / "config/README.md").read_text("utf-8") == reference()
