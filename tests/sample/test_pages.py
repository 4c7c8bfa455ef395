"""The pages: every one is served, no link of a site leads nowhere, and the quirks are where they should be."""

import json
import re

import pytest
from lxml import html

from sample.edition import Edition
from sample.site import Ask, answer
from sample.world import load_world

WORLD = load_world()
EDITION = Edition(world=WORLD, port=8700, published=frozenset(WORLD.held_back))
FIRST = Edition(world=WORLD, port=8700)
PUBLISHERS = [pytest.param(one, id=one.slug) for one in WORLD.publishers]


def ask(host, path, edition=EDITION):
    return answer(edition, Ask(host=host, path=path))


def page_of(slug, edition=EDITION):
    article = WORLD.by_slug[slug]
    reply = ask(f"{article.publisher}.localhost", article.path, edition)
    assert reply.status == 200
    return reply


def text_of(reply, charset="utf-8"):
    return " ".join(html.fromstring(reply.body.decode(charset)).text_content().split())


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_every_link_of_a_site_is_answered(publisher):
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        reply = ask(publisher.host, path)
        assert reply.never or reply.status in (200, 301, 404), path
        if path not in {feed.path for feed in publisher.feeds}:
            assert reply.status != 404, path
        seen.add(path)
        if "text/html" not in reply.headers.get("Content-Type", ""):
            continue
        links = re.findall(r'(?:href|src)="([^"#]+)"', reply.body.decode(publisher.charset, "replace"))
        own = [link.partition(f"{publisher.host}:8700")[2] for link in links if publisher.host in link]
        waiting += [path for path in own if path not in seen and ".amp." not in path]
    assert len(seen) > len(publisher.sections)


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_every_article_is_on_its_page_whole(publisher):
    for article in EDITION.articles(publisher):
        if article.page in ("pdf", "paywalled"):
            continue
        charset = "windows-1252" if article.page == "wrong-charset" else publisher.charset
        shown = text_of(ask(publisher.host, article.path), charset)
        last = re.sub(r"[*>#]|\[|\]\(\S+\)", "", article.body).split()[-6:-1]
        assert " ".join(last) in shown, article.slug


@pytest.mark.parametrize("publisher", [one for one in PUBLISHERS if one.values[0].metadata == "json-ld"])
def test_json_ld_can_be_read(publisher):
    for article in EDITION.articles(publisher):
        if article.page == "pdf":
            continue
        tree = html.fromstring(ask(publisher.host, article.path).body)
        found = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
        graph = found.get("@graph", [found]) if isinstance(found, dict) else found
        (news,) = [one for one in graph if one["@type"] == "NewsArticle"]
        assert news["headline"] == article.title
        assert news["datePublished"] == article.date.isoformat()
        assert news["dateModified"] == article.changed_at.isoformat()


@pytest.mark.parametrize("publisher", [one for one in PUBLISHERS if one.values[0].metadata == "microdata"])
def test_microdata_gives_the_date(publisher):
    article = EDITION.articles(publisher)[0]
    tree = html.fromstring(ask(publisher.host, article.path).body)
    (found,) = tree.xpath("//*[@itemprop='datePublished']")
    assert (found.get("content") or found.get("datetime")) == article.date.isoformat()


@pytest.mark.parametrize("publisher", [one for one in PUBLISHERS if one.values[0].metadata == "meta"])
def test_meta_elements_give_the_date(publisher):
    article = EDITION.articles(publisher)[0]
    tree = html.fromstring(ask(publisher.host, article.path).body)
    found = tree.xpath("string(//meta[@property='article:published_time']/@content)")
    assert found == article.date.isoformat()
    assert not tree.xpath("//script[@type='application/ld+json']")
    assert not tree.xpath("//*[@itemprop]")


def test_one_publisher_has_almost_no_markup():
    tree = html.fromstring(page_of("crossing-at-sweetgrass").body)
    assert {one.tag for one in tree.iter()} <= {"html", "head", "title", "body", "a", "hr", "b", "br"}


def test_canonical_has_no_tracking():
    tree = html.fromstring(page_of("ceasefire-is-holding-mediators-say").body)
    (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith("/world/article-ceasefire-is-holding-mediators-say.html")


def test_tracking_leads_to_the_same_page():
    path = WORLD.by_slug["ceasefire-is-holding-mediators-say"].path
    plain = ask("daily-beacon.localhost", path)
    assert ask("daily-beacon.localhost", f"{path}?utm_source=rss") == plain


def test_russian_page_is_windows_1251():
    reply = page_of("astana-soveshchanie-granica")
    assert reply.headers["Content-Type"] == "text/html; charset=windows-1251"
    assert "Исламское государство".encode("cp1251") in reply.body


def test_arabic_page_runs_from_right_to_left():
    tree = html.fromstring(page_of("awdat-alaailat-almawsil").body)
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")


def test_wrong_charset_page_says_utf_8_and_is_windows_1252():
    reply = page_of("cafe-riche-letters-found")
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode()
    assert "Besançon" in reply.body.decode("windows-1252")
    assert "€4,000" in reply.body.decode("windows-1252")


def test_empty_article_has_a_page_without_text():
    tree = html.fromstring(page_of("video-sunrise-at-abu-simbel").body)
    (body,) = tree.xpath("//*[@itemprop='articleBody']")
    assert body.text_content().strip() == ""
    assert tree.xpath("//div[@class='nr-nav']/a")


def test_paywalled_page_holds_the_beginning_alone():
    reply = page_of("maritime-insurance-red-sea-paper")
    assert b'"isAccessibleForFree": false' in reply.body
    assert "This paper compares 1,140 quotations" in text_of(reply)
    assert "three brokers gave" not in text_of(reply)


def test_pdf_is_a_pdf():
    reply = page_of("factsheet-wagner-africa-corps-pdf")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.body.startswith(b"%PDF-1.4")
    start = int(reply.body.split(b"startxref\n")[1].split()[0])
    assert reply.body[start:].startswith(b"xref")


def test_old_address_redirects():
    reply = ask("nile-review.localhost", "/?p=4412")
    assert (reply.status, reply.headers["Location"]) == (301, WORLD.by_slug["boat-museum-cedar"].path)


def test_robots_keeps_the_members_pages_shut():
    assert b"Disallow: /members/" in ask("northwatch.localhost", "/robots.txt").body
    assert WORLD.by_slug["members-briefing-drone-supply"].path.startswith("/members/")
    for publisher in WORLD.publishers:
        assert ask(publisher.host, "/robots.txt").status == 200


def test_held_back_page_is_not_there_at_first():
    article = WORLD.by_slug["un-envoy-briefs-council-yemen-truce"]
    assert ask("meridian-press.localhost", article.path, FIRST).status == 404
    assert ask("meridian-press.localhost", article.path).status == 200


def test_revision_replaces_the_page_and_says_so():
    old, new = (page_of("akkar-water-works-restart", edition) for edition in (FIRST, EDITION))
    assert "pipes that are held at the port" in text_of(old)
    assert "Updated" not in text_of(old)
    assert "connected on Wednesday" in text_of(new)
    assert "Updated 18 November 2026" in text_of(new)
    assert b'itemprop="dateModified" content="2026-11-18T16:40:00+02:00"' in new.body


def test_pair_told_like_the_seeds():
    original = text_of(page_of("isis-seeks-foothold-on-the-amu-darya"))
    copy = text_of(page_of("who-is-opening-the-northern-door"))
    assert "ISISs Khorasan branch" in original
    assert "Read more" in original
    assert "ISIS’s Khorasan branch" in copy
    assert "by Hindu Kush Review, via http://hindukush-review.localhost:8700/" in copy
    assert "read more." in copy


def test_index_lists_every_feed():
    shown = ask("127.0.0.1", "/").body.decode()
    assert all(feed.path in shown for one in WORLD.publishers for feed in one.feeds)
