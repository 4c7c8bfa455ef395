"""Page → article: what is joined of the pure rooms."""

from pipeline.settings import Settings
from pipeline.stages.making import Tools, make_article
from schemas.records import EntryHints, PageSource, Rejection

PAGE = """<html><head><title>Vote put off</title></head><body><article><h1>Vote put off</h1><p>By Reuters Reyes</p>
<p>HARBOUR TOWN, Norway (AP) — The council of the harbour town met for six hours on Tuesday and put off its vote.</p>
<p>Members asked for a fresh estimate of the cost, which has doubled since the first drawings were shown to them.</p>
<p>Until then the old pier stays open, with a limit of eighty passengers at a time, said the engineers.</p>
<p>Source: The Unheard Of Ledger</p></article>"""


def test_credits_have_the_outlets_that_they_name(lexicon):
    page = PageSource(url="https://harbour.example/1", body=PAGE.encode(), content_type="text/html")
    made = make_article(page, EntryHints(), "Harbour Post", Tools(lexicon), Settings())
    assert not isinstance(made, Rejection)
    assert {(credit.role, credit.name): credit.entity_id for credit in made.article.credits} == {
        ("byline", "Reuters Reyes"): None,
        ("agency", "AP"): "associated-press",
        ("source", "The Unheard Of Ledger"): None,
    }
