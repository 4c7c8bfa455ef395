"""Learn `pipeline/names/copula.txt`: how the verb `is` and names stand in English clauses.

    python -m benchmarks.copula

Texts are those of ../shared/corpora that may be shared and changed: the extraction benchmarks' articles (MIT, CC BY),
re3d (OGL, public domain, CC BY), the linking benchmarks (Apache-2.0). Only the weights of single words and of classes
are kept. A fifth of the documents is left out to measure with.
"""

import hashlib
import json
import math
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.names.copula import list_signs

_CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
_WEIGHTS = Path(__file__).parents[1] / "pipeline" / "names" / "copula.txt"
_NAMES = (
    "ISIS ISIL Isil Daesh Hamas Hezbollah Taliban NATO Nato OPEC Opec UNESCO Unicef UNICEF NASA IBM Google "
    "Apple Facebook Microsoft Amazon Twitter Intel Samsung Sony Tesla Uber Netflix Boeing Toyota Disney Nike "
    "Airbus Nokia Oracle Cisco Dell Adobe Spotify YouTube Instagram WhatsApp Reddit LinkedIn Airbnb Nintendo "
    "Ford Honda Nissan Volkswagen BMW Audi Ikea Walmart Costco Starbucks Pfizer Moderna HSBC Barclays BP "
    "Shell Exxon Gazprom Huawei Xiaomi Tencent Alibaba Baidu TikTok ESPN CNN PETA Fatah Fox Arsenal Chelsea "
    "Liverpool Barcelona Juventus Russia Iran Israel Ukraine China Syria Iraq Turkey Germany France India "
    "Pakistan Congress Parliament Labour Trump Biden Obama Putin Assad "
)
"""Names of one word that take no article, as the name IS takes none."""
_NAME = re.compile(rf"(?<![\w'’.-])(?:{'|'.join(_NAMES.split())})(?![\w'’])")
_VERB = re.compile(r"(?<![\w'’-])[Ii]s(?![\w'’-])")
_A_DOCUMENT = 25
_LEAST = 12
_ROUNDS = 12
_RATE, _DECAY = 0.15, 2e-5

Example = tuple[bool, str, int, int]


def main() -> None:
    """Learn, measure on the documents that were left out, write the weights."""
    learnt, held_out = _collect()
    print(f"{len(learnt)} places to learn from, {len(held_out)} to measure with")
    weights = _learn(learnt)
    for shouting in (False, True):
        _measure(weights, held_out, shouting)
    kept = sorted((sign, weight) for sign, weight in weights.items() if abs(weight) >= 0.1)
    _WEIGHTS.write_text("".join(f"{sign}\t{weight:.2f}\n" for sign, weight in kept), encoding="utf-8")
    print(f"{_WEIGHTS.name}: {len(kept)} weights")


def _collect() -> tuple[list[Example], list[Example]]:
    chance = random.Random(3)
    parts: tuple[list[Example], list[Example]] = ([], [])
    for name, text in _read_texts():
        held_out = hashlib.sha256(name.encode()).digest()[0] < 51
        for pattern, is_name in ((_VERB, False), (_NAME, True)):
            places = list(pattern.finditer(text))
            chance.shuffle(places)
            parts[held_out].extend((is_name, text, m.start(), m.end()) for m in places[:_A_DOCUMENT])
    return parts


def _read_texts() -> Iterator[tuple[str, str]]:
    archives = sorted(_CORPORA.glob("*.tar.xz"))
    wanted = [a for a in archives if a.name.startswith(("scrapinghub", "Murrough", "ad-freiburg", "dstl"))]
    if not wanted:
        sys.exit(f"{_CORPORA}: the corpora are not there, so nothing can be learnt")
    for archive in wanted:
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield from _read_file(member.name, file.read())


def _read_file(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith("ground-truth.json"):
        yield from ((key, page["articleBody"]) for key, page in json.loads(content).items())
    elif "/ground-truth/" in name:
        text = json.loads(content)["ground_truth"].get("main_content")
        yield from [(name, text)] if text else []
    elif name.endswith((".benchmark.jsonl", "documents.json")):
        for number, line in enumerate(content.decode().splitlines()):
            if line.strip().startswith("{"):
                yield f"{name} {number}", json.loads(line.strip().rstrip(","))["text"]


def _learn(examples: list[Example]) -> dict[str, float]:
    rows = [(is_name, list_signs(*place, shouting=s)) for is_name, *place in examples for s in (False, True)]
    counts = Counter(sign for _, signs in rows for sign in signs)
    rows = [(is_name, [sign for sign in signs if counts[sign] >= _LEAST]) for is_name, signs in rows]
    share = sum(is_name for is_name, _ in rows) / len(rows)
    weights: dict[str, float] = {"bias": 0.0}
    steps: Counter[str] = Counter()
    chance = random.Random(5)
    for _ in range(_ROUNDS):
        chance.shuffle(rows)
        for is_name, signs in rows:
            total = weights["bias"] + sum(weights.get(sign, 0.0) for sign in signs)
            error = (is_name - 1 / (1 + math.exp(-total))) * (0.5 / share if is_name else 0.5 / (1 - share))
            for sign in ("bias", *signs):
                weight = weights.get(sign, 0.0)
                slope = error - _DECAY * weight * len(rows) / counts.get(sign, len(rows))
                steps[sign] += slope * slope  # type: ignore[assignment]
                weights[sign] = weight + _RATE * slope / math.sqrt(steps[sign] + 1e-9)
    return weights


def _measure(weights: dict[str, float], examples: list[Example], shouting: bool) -> None:
    scored = [
        (weights["bias"] + sum(weights.get(s, 0.0) for s in list_signs(*place, shouting=shouting)), is_name)
        for is_name, *place in examples
    ]
    right = sum((score > 0) == is_name for score, is_name in scored)
    print(f"capitals {'everywhere' if shouting else 'as they are'}: {right / len(scored):.4f} right at 0")
    for bar in (-3, -2, -1, 1, 2, 3):
        above = [is_name for score, is_name in scored if score > bar]
        names = sum(is_name for _, is_name in scored)
        print(f"  above {bar:2}: precision {sum(above) / len(above):.4f}, recall {sum(above) / names:.4f} of names")


if __name__ == "__main__":
    main()
