"""Articles of open corpora as origins for `python -m benchmarks.copies --bulk`: nothing of them is committed.

Reuters-21578 (wire items of 1987) and re3d (defence and security reports) are read from ../shared/corpora.
"""

import html
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.copy_gold import GoldReport
from pipeline.copies.fingerprint import list_ngrams
from pipeline.copies.tokens import fold_tokens

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
_REUTERS, _RE3D = "jakecyr+TextClassification.tar.xz", "dstl+re3d.tar.xz"
_ITEM = re.compile(r'<REUTERS[^>]*NEWID="(\d+)">.*?<TITLE>(.*?)</TITLE>.*?<BODY>(.*?)</BODY>', re.S)
_WORDS = range(80, 900)


def read_bulk(count: int) -> list[GoldReport]:
    """Return about `count` articles of 80 to 900 words, always the same; none where the corpora are not there."""
    if not (CORPORA / _REUTERS).is_file():
        return []
    texts = [*_read_re3d(), *_read_reuters()]
    fitting = [text for text in texts if len(text[2].split()) in _WORDS]
    chosen = _drop_doubles(Random("bulk").sample(fitting, min(count, len(fitting))))
    return [
        GoldReport(
            report_id=f"bulk/{name}",
            dossier=f"bulk-{name}",
            language="en",
            title=title,
            text=text,
            publisher=f"Origin House {at}",
            published_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=at % 200),
        )
        for at, (name, title, text) in enumerate(chosen)
    ]


def _drop_doubles(texts: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Leave out texts a third of whose runs of five words stand in one before: they are copies already."""
    seen: dict[str, set[int]] = {}
    kept = []
    for at, text in enumerate(texts):
        grams = set(list_ngrams(fold_tokens(text[2]), 5))
        shared = Counter(place for gram in grams for place in seen.get(gram, ()))
        if max(shared.values(), default=0) * 3 < len(grams):
            kept.append(text)
            for gram in grams:
                seen.setdefault(gram, set()).add(at)
    return kept


def _read_reuters() -> Iterator[tuple[str, str, str]]:
    for _, page in _read_members(_REUTERS, ".sgm"):
        for name, title, body in _ITEM.findall(page.decode("latin-1")):
            plain = re.sub(r"\s*Reuter\s*$", "", html.unescape(body).replace("\x03", "").strip(), flags=re.I)
            parts = (re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n {4}", plain))
            yield f"reuters-{name}", html.unescape(title), "\n\n".join(parts)


def _read_re3d() -> Iterator[tuple[str, str, str]]:
    for _, lines in _read_members(_RE3D, "documents.json"):
        for line in lines.decode("utf-8").splitlines():
            if line.strip():
                document = json.loads(line)
                yield f"re3d-{document['_id']}", document["title"], document["text"].replace("\n", "\n\n")


def _read_members(archive: str, ending: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(CORPORA / archive) as opened:
        for member in opened:
            if member.name.endswith(ending) and (file := opened.extractfile(member)):
                yield member.name, file.read()
