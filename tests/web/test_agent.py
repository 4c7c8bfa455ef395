"""The name that servers see."""

import pytest

from pipeline.errors import ConfigError
from pipeline.settings import FetchSettings
from pipeline.web import build_user_agent


def test_the_contact_is_required_for_real_servers() -> None:
    with pytest.raises(ConfigError, match="NAMEWIRE_FETCH__CONTACT"):
        build_user_agent(FetchSettings(contact=" "), "1.0")
    settings = FetchSettings(allow_loopback=True, url="https://example.org/bot")
    assert build_user_agent(settings, "1.0") == "namewire/1.0 (+https://example.org/bot)"


@pytest.mark.parametrize("contact", ["a\r\nX: y", "ops (at) example.org", "почта@example.org"])
def test_a_contact_that_cannot_stand_in_a_header(contact: str) -> None:
    with pytest.raises(ConfigError):
        build_user_agent(FetchSettings(contact=contact), "1.0")
