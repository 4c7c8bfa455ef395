"""Schwartz and Hearst's definitions: which short form, which long form, and where it ends."""

import pytest

from pipeline.names.definitions import find_definitions, has_initials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the World Health Organization (WHO)", [("WHO", "World Health Organization")], id="plain"),
        pytest.param(
            "the “World Health Organization” (“WHO”)", [("WHO", "World Health Organization")], id="quotes"
        ),
        pytest.param("World Health Organization [WHO]", [("WHO", "World Health Organization")], id="brackets"),
        pytest.param(
            "World Health Organization (hereafter WHO)", [("WHO", "World Health Organization")], id="lead"
        ),
        pytest.param("WHO (World Health Organization)", [("WHO", "World Health Organization")], id="inverse"),
        pytest.param("They left. (AP) said", [], id="agency"),
        pytest.param("It fell. Health rose (WHO)", [], id="other-sentence"),
        pytest.param("he died (aged 40)", [], id="no-short-form"),
        pytest.param("he died (2010)", [], id="year"),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.short, found.long_form) for found in find_definitions(text)] == expected


@pytest.mark.parametrize(
    ("short", "long_form", "expected"),
    [
        pytest.param("ISIS", "Institute for Science and International Security", True, id="small-words"),
        pytest.param("OSCE", "Organization for Security and Co-operation in Europe", False, id="hyphen-part"),
        pytest.param("ISIS", "in Syria said", False, id="too-few"),
        pytest.param("AU", "African Union", True, id="two"),
    ],
)
def test_initials(short: str, long_form: str, expected: bool) -> None:
    assert has_initials(short, long_form) is expected
