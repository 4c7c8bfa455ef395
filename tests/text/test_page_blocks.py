"""Pages cut into blocks, and which of them are the article."""

import pytest
from lxml import html

from pipeline.text import extract_article
from pipeline.text.page_blocks import list_blocks
from pipeline.text.signs import PageFacts, list_signs
from pipeline.text.weighing import BIAS, read_weights, weigh_blocks
from schemas.records import PageSource, Rejection

PROSE = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The council of the harbour town voted on Tuesday evening to close the old ferry pier for two years.",
        "Engineers had found that seven of its nine columns are eaten through and would not stand a winter storm.",
        "The mayor, who had spoken against it in May, said the council would have liked to wait for the autumn.",
        "Fishermen who land their catch at the pier asked for the cost of the longer way round the cape.",
    )
)


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        pytest.param(
            "<p>One <b>two</b> <a href='/'>three</a></p><p>four</p>", ["One two three", "four"], id="inline"
        ),
        pytest.param(
            "<div>One<br>two<p>three</p>four</div>", ["One", "two", "three", "four"], id="breaks and tails"
        ),
        pytest.param("<ul><li>One</li><li>two</li></ul>", ["One", "two"], id="items"),
        pytest.param("<p>One<script>var x</script><style>p</style> two</p>", ["One two"], id="scripts are no text"),
        pytest.param("<template><p>Other</p></template><p>One</p>", ["One"], id="a template is not shown"),
        pytest.param("<noscript><p>One</p></noscript>", ["One"], id="noscript"),
        pytest.param("<p> \n\t </p><p></p>", [], id="nothing"),
    ],
)
def test_blocks_are_what_a_browser_shows_apart(markup: str, texts: list[str]) -> None:
    page = list_blocks(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    assert [block.text for block in page.blocks] == texts


def test_a_block_knows_its_links_and_the_names_of_its_element() -> None:
    root = html.document_fromstring('<div class="relatedLinks more-news" hidden><a href="/a">One</a> and two</div>')
    page = list_blocks(root)
    (block,) = page.blocks
    assert (block.linked, block.links) == (3, 1)
    assert page.read_names(block.node) == ("related", "links", "more", "news", "=hidden")


def test_depth_and_width_cost_no_recursion() -> None:
    deep = html.document_fromstring("<div>" * 200 + "deep" + "</div>" * 200)
    assert [block.text for block in list_blocks(deep).blocks] == ["deep"]
    wide = html.document_fromstring("<aside><p>" + "x" * 50 + "</p></aside>" * 3000)
    page = list_blocks(wide)
    assert len(weigh_blocks(page, PageFacts())) == len(page.blocks)


def test_links_of_a_menu_outside_of_the_prose_are_not_weighed() -> None:
    menu = '<ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li></ul>'
    page = list_blocks(html.document_fromstring(f"<body>{menu}<div class='story'>{PROSE}</div></body>"))
    signs = list_signs(page, PageFacts())
    assert [each is None for each in signs] == [True, True, False, False, False, False]
    assert max(weigh_blocks(page, PageFacts())[:2]) < 0 < min(weigh_blocks(page, PageFacts())[2:])


def test_other_weights_can_be_measured() -> None:
    page = list_blocks(html.document_fromstring(f"<body>{PROSE}</body>"))
    assert set(weigh_blocks(page, PageFacts(), {BIAS: -1.5})) == {-1.5}


def test_the_weights_that_ship_are_whole() -> None:
    weights = read_weights()
    assert BIAS in weights
    assert len(weights) > 5000
    assert all(weight == weight and abs(weight) < 20 for weight in weights.values())


@pytest.mark.parametrize(
    ("frame", "left_out"),
    [
        pytest.param('<div class="newsletter-signup"><p>Sign up for our newsletter.</p></div>', "newsletter",
                     id="newsletter"),
        pytest.param('<div class="related"><h3>Related</h3><ul><li><a href="/a">Pier repairs to cost more</a></li>'
                     '<li><a href="/b">Ferry line to close</a></li></ul></div>', "Ferry line", id="related links"),
        pytest.param('<div id="comments"><div class="comment"><p>I have used this pier for forty years and I say it '
                     'is as good as new, and the engineers are wrong.</p></div></div>', "forty years", id="comments"),
        pytest.param('<h3>More stories</h3><p><a href="/a">A cat was found in the bell tower</a></p>', "bell tower",
                     id="links behind the end"),
        pytest.param("<p>© 2026 Harbour Post. All rights reserved.</p>", "All rights", id="legal line"),
    ],
)  # fmt: skip
def test_the_frame_of_a_text_is_left_out(frame: str, left_out: str) -> None:
    text = extract(f"<div class='article-body'>{PROSE}{frame}</div>").text
    assert left_out not in text
    assert text.endswith("the longer way round the cape.")


def test_a_caption_is_found_among_what_was_removed() -> None:
    caption = "<figcaption>Waves break over the old ferry pier at Ostervik.</figcaption>"
    figure = f"<figure><img src='/p.jpg'>{caption}</figure>"
    article = extract(f"<article>{PROSE[:400]}{figure}{PROSE}</article>")
    assert "Waves break" not in article.text
    removed = [(block.kind, block.words) for block in article.removed]
    assert ("caption", "Waves break over the old ferry pier at Ostervik.") in removed


def test_a_row_of_figures_stays_together_and_a_text_in_cells_does_not() -> None:
    table = "<table><tr><th>Pier</th><th>Built</th></tr><tr><td>Old pier</td><td>1911</td></tr></table>"
    text = extract(f"<article>{PROSE}{table}{PROSE}</article>").text
    assert "Old pier | 1911" in text or "Old pier" not in text


def extract(body: str):
    title = "Old ferry pier to close"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    article = extract_article(PageSource(url="https://gazette.example/news/pier", body=page.encode()))
    assert not isinstance(article, Rejection)
    return article
