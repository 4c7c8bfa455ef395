"""robots.txt (RFC 9309): whether an article page may be asked for, and how slowly."""

from protego import Protego

from pipeline.web.agent import AGENT_TOKEN
from schemas.records import FetchFailure, Response

MAX_CRAWL_DELAY_S = 30.0


class RobotsRules:
    """The rules of one host, as far as they speak to us."""

    def __init__(self, text: str) -> None:
        """Read the text of a robots.txt; whatever is no rule in it is ignored."""
        self.text = text
        self._rules = Protego.parse(text)

    def is_allowed(self, url: str) -> bool:
        """Tell whether `url` may be asked for."""
        return bool(self._rules.can_fetch(url, AGENT_TOKEN))

    @property
    def crawl_delay_s(self) -> float | None:
        """Seconds between two starts that the host asks for; None where it asks for none or over 30 s."""
        delay = self._rules.crawl_delay(AGENT_TOKEN)
        return float(delay) if delay is not None and 0 < delay <= MAX_CRAWL_DELAY_S else None


def read_robots(outcome: Response | FetchFailure) -> RobotsRules | FetchFailure:
    """Turn the outcome of asking for /robots.txt into rules, or into the failure that defers the page.

    A file that is not there (4xx, too many or refused redirects) allows all. A server that fails, asks for
    patience or does not answer defers. An HTML page in its place holds no rules.
    """
    if isinstance(outcome, FetchFailure):
        if _is_unavailable(outcome):
            return RobotsRules("")
        reason = f"robots: {outcome.reason}"
        return outcome.model_copy(update={"reason": reason, "transient": True})
    text = outcome.body.decode("utf-8-sig", "replace").replace("\x00", "")
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        return RobotsRules("")
    return RobotsRules(text)


def _is_unavailable(failure: FetchFailure) -> bool:
    if failure.status is not None and failure.status not in (408, 425, 429):
        return failure.status < 500
    return failure.reason in ("too many redirects", "refused", "content coding")
