"""The text of an article file: its front matter, and its paragraphs as HTML. A small part of Markdown."""

import re
from typing import Any

import yaml
from markupsafe import Markup, escape

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the YAML between the two `---` lines, and the body after them.

    >>> split_front_matter("---\\ntitle: One\\n---\\nTwo.\\n")
    ({'title': 'One'}, 'Two.')
    """
    if not text.startswith("---\n"):
        raise ValueError("does not begin with a --- line")
    front, mark, body = text[4:].partition("\n---\n")
    if not mark:
        raise ValueError("front matter is not closed by a --- line")
    return yaml.safe_load(front), body.strip()


def split_paragraphs(body: str) -> tuple[str, ...]:
    """Return the blocks between blank lines, each on one line.

    >>> split_paragraphs("One\\ntwo.\\n\\n## Three")
    ('One two.', '## Three')
    """
    blocks = re.split(r"\n\s*\n", body.strip())
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def render_block(block: str) -> Markup:
    """Return one block as HTML: `## ` is a subheading, `> ` a quotation, anything else a paragraph.

    >>> render_block("He said **no** & [left](http://a.localhost/).")
    Markup('<p>He said <strong>no</strong> &amp; <a href="http://a.localhost/">left</a>.</p>')
    """
    if block.startswith("## "):
        return Markup("<h2>{}</h2>").format(_inline(block[3:]))
    if block.startswith("> "):
        return Markup("<blockquote><p>{}</p></blockquote>").format(_inline(block[2:]))
    return Markup("<p>{}</p>").format(_inline(block))


def plain_text(block: str) -> str:
    """Return a block without its marks.

    >>> plain_text("## A [b](http://c.localhost/)")
    'A b'
    """
    return _BOLD.sub(r"\1", _LINK.sub(r"\1", re.sub(r"^(## |> )", "", block)))


def _inline(text: str) -> Markup:
    safe = str(escape(text))
    linked = _LINK.sub(r'<a href="\2">\1</a>', safe)
    return Markup(_BOLD.sub(r"<strong>\1</strong>", linked))
