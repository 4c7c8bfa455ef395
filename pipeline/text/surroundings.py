"""What stands above the text in the markup and is left out of it: attributions. What is below it reads `ending`."""

import re

from lxml import html

from pipeline.text.characters import clean_characters, fold_space, fold_words
from pipeline.text.credits import read_attribution
from pipeline.text.tree import list_after, read_short_text
from schemas.records import Credit

_HOLDERS = frozenset(
    ("p", "div", "span", "b", "strong", "em", "i", "font", "td", "li", "a", "address", "cite", "small")
)
_MAX_ELEMENTS = 60
_MAX_LENGTH = 160
_CAPTION = re.compile(
    r"(?<![a-z])(?:captions?|photo-?credits?|image-?credits?|img-?credits?|legende|bildunterschrift)(?![a-z])", re.I
)


def find_attributions(root: html.HtmlElement, text: str) -> tuple[Credit, ...]:
    """Return the credits of short elements between the headline and the text: "By …", "Source: …", "via …"."""
    heading = next(root.iter("h1"), None)
    first = fold_words(text.partition("\n")[0][:_MAX_LENGTH])
    if heading is None or not first:
        return ()
    found: list[Credit] = []
    before = ""
    for element in list_after(heading, _MAX_ELEMENTS):
        words = clean_characters(read_short_text(element, _MAX_LENGTH)) if element.tag in _HOLDERS else before
        if words == before:
            continue  # an element around the same words has been read
        before = words
        if len(words) > _MAX_LENGTH and fold_words(words).startswith(first[:40]):
            break
        if words and len(words) <= _MAX_LENGTH:
            said = [credit for line in _list_lines(element) for credit in read_attribution(line)]
            found.extend(said if said and not _is_caption(element) else ())
    return tuple(dict.fromkeys(found))


def _is_caption(element: html.HtmlElement) -> bool:
    """Whether an element says who took a picture."""
    holders = (element, *element.iterancestors())
    return any(
        holder.tag in ("figure", "figcaption") or _CAPTION.search(holder.get("class") or "") for holder in holders
    )


def _list_lines(element: html.HtmlElement) -> list[str]:
    """The lines that an element shows: where two texts meet without a space, a style sheet keeps them apart."""
    lines: list[str] = [""]
    for part in element.itertext():
        if lines[-1][-1:].isalnum() and (part[:1].isupper() or part[:1].isdigit()):
            lines.append("")
        lines[-1] += part
    return [line for line in (fold_space(clean_characters(line)) for line in lines) if line]
