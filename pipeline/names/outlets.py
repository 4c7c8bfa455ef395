"""Name of a credit → the outlet that it names: the lexicon asked about one name that stands for itself."""

from datetime import date

from pipeline.names.folding import fold_text, keep_text
from pipeline.names.lexicons import Lexicon

OUTLET = "outlet"
"""The kind of newspapers, broadcasters, sites and news agencies in the lexicon."""

_ARTICLE = "the "


def find_outlet(name: str, lexicon: Lexicon, day: date | None = None) -> str | None:
    """Return the entity_id of the one outlet that a credit's name can mean, None where there is none or more.

    The place where it stands is the evidence that an outlet is meant, so weak and ambiguous aliases count as well:
    `AP` in a dateline is no armed force. `day` is the article's; an alias that was not in use on it does not count.

    A leading `The` is optional, unless the lexicon has the name with it as another's.
    """
    folded = fold_text(keep_text(name.strip()))
    for spelling in (folded, folded.removeprefix(_ARTICLE), _ARTICLE + folded):
        outlets = {
            bearer.entity_id
            for bearer in lexicon.find_bearers(spelling)
            if bearer.kind == OUTLET and bearer.is_valid_on(day)
        }
        if outlets:
            return outlets.pop() if len(outlets) == 1 else None
    return None
