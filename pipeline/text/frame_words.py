"""Words in the names of elements that tell a text from its frame; sites of all languages name these in English."""

OTHER_NAMES = frozenset((
    "comment", "comments", "commentlist", "disqus", "reply", "replies", "respond", "related", "recommended",
    "recirc", "sidebar", "footer", "popular", "trending", "newsletter", "promo", "widget", "modal", "popup",
    "similar", "recommend", "=hidden", "=complementary", "=contentinfo", "=dialog", "<aside", "<footer", "<nav",
))  # fmt: skip
"""Names of elements whose prose is no part of an article, as far as one does not hold the whole page."""

BAD_NAMES = frozenset((
    "ad", "ads", "advert", "advertisement", "author", "bio", "breadcrumb", "breadcrumbs", "byline", "caption",
    "comment", "comments", "cookie", "copyright", "credit", "date", "disclaimer", "disqus", "donate", "footer",
    "form", "gallery", "header", "hidden", "inline", "links", "list", "lists", "login", "masthead", "menu",
    "meta", "metadata", "more", "most", "nav", "navbar", "navigation", "newsletter", "next", "outbrain",
    "pagination", "paywall", "popular", "popup", "prev", "previous", "promo", "promoted", "promotion", "rail",
    "read", "reading", "recirc", "recommend", "recommended", "related", "reply", "respond", "rss", "search",
    "share", "sharing", "sidebar", "signup", "similar", "social", "sponsor", "sponsored", "subscribe",
    "subscription", "tag", "tags", "taboola", "teaser", "teasers", "timestamp", "toolbar", "tools", "trending",
    "twitter", "facebook", "widget", "widgets", "=hidden", "=navigation", "=complementary", "=banner",
    "=contentinfo", "<nav", "<footer", "<aside", "<form", "<header",
))  # fmt: skip
"""Names of elements that frame a text, or stand in it without being of it."""

GOOD_NAMES = frozenset((
    "articlebody", "body", "content", "entry", "post", "story", "text", "article", "main", "paragraph",
    "blockquote", "<article", "<main",
))  # fmt: skip
"""Names of elements that hold a text."""
