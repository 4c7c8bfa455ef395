"""`namewire replay`: what it prints before it loads anything."""

import pytest


@pytest.mark.parametrize(
    ("what", "first"),
    [
        pytest.param("names", "0 of 0 articles can be touched.", id="names"),
        pytest.param("text", "0 articles are made anew.", id="text"),
    ],
)
def test_a_dry_run_says_how_many_articles_it_looks_at(namewire, what, first):
    ended = namewire("replay", what, "--dry-run")
    assert (ended.status, ended.errors) == (0, "")
    assert ended.text.splitlines()[0] == first
    assert ended.text.splitlines()[-1] == "Nothing was loaded."
