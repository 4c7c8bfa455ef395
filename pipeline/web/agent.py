"""The name under which Namewire calls on servers."""

import re

from pipeline.errors import ConfigError
from pipeline.settings import FetchSettings

AGENT_TOKEN = "namewire"
_HEADER_UNSAFE = re.compile(r"[^\x20-\x7e]|[()]")


def build_user_agent(settings: FetchSettings, version: str) -> str:
    """Return `namewire/VERSION (+URL; contact)`.

    Without a contact only loopback is ever called (see `Fetcher`), and the agent has none to name.

    Raises:
        ConfigError: no contact is set and loopback is not allowed, so that only real servers could be meant.

    >>> build_user_agent(FetchSettings(contact="ops@example.org", url="https://example.org/bot"), "0.1.0")
    'namewire/0.1.0 (+https://example.org/bot; ops@example.org)'
    """
    contact = settings.contact.strip()
    if not contact and not settings.allow_loopback:
        raise ConfigError(
            "NAMEWIRE_FETCH__CONTACT is not set: servers must be told whom to write to. "
            "Set it to an e-mail address or a page with one."
        )
    for value in (contact, settings.url, version):
        if _HEADER_UNSAFE.search(value):
            raise ConfigError(f"{value!r} cannot stand in a User-Agent header: use plain ASCII without brackets")
    about = "; ".join(part for part in (f"+{settings.url}", contact) if part)
    return f"{AGENT_TOKEN}/{version} ({about})"
