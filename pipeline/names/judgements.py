"""What curators decided about names, as lexicon files: one small file a judgement, read like any overlay.

An accepted name is an alias of an entity; a denied one is dropped from an entity; a rejected one is no candidate
any more. A file is named by the judgement's number, and taking it away takes the judgement back.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

from pipeline.names.entries import JudgementBlock, read_file
from schemas.records import NameJudgement, Record, Strength

JUDGEMENTS = "data/lexicon/judgements"
"""The folder of the files, as their names begin."""

_NUMBERED = re.compile(r"(?P<number>\d{4,})-[a-z]+-.*\.yaml")


class Acceptance(Record):
    """A name to accept for an entity; with `kind` the entity is new and the name its first.

    `entity_name` and `entity_kind` are given where no curated file says them: of new and imported entities.
    """

    name: str
    entity_id: str
    entity_name: str | None = None
    entity_kind: str | None = None
    parent_id: str | None = None
    language: str = "en"
    strength: Strength = "strong"
    needs: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


def read_judgements(files: Mapping[str, str]) -> tuple[NameJudgement, ...]:
    """Read the judgements of lexicon files (name → YAML text), by number, then names that files list as rejected.

    Raises:
        ConfigError: A file is none of the lexicon's.
    """
    found: list[NameJudgement] = []
    for name in sorted(files):
        if "judgement:" not in files[name] and "rejected:" not in files[name]:
            continue
        parsed = read_file(name, files[name])
        head = parsed.judgement
        number = read_number(name)
        if head is not None:
            found.append(NameJudgement(judgement_id=number or name, judgement=head.verdict, **_list_facts(head)))
        listed = (text for text in parsed.rejected if head is None or text != head.name)
        found.extend(NameJudgement(judgement_id=number or name, judgement="rejected", name=text) for text in listed)
    return tuple(found)


def read_number(path: str) -> str | None:
    """Return the number in the name of a judgement's file, None of another file.

    >>> read_number("data/lexicon/judgements/0012-rejected-green-union.yaml")
    '0012'
    """
    match = _NUMBERED.fullmatch(path.rpartition("/")[2])
    return match["number"] if match is not None else None


def name_file(number: int, verdict: str, name: str) -> str:
    """Return the name of a judgement's file.

    >>> name_file(12, "rejected", "Green Union")
    '0012-rejected-green-union.yaml'
    """
    slug = "-".join(re.findall(r"\w+", name.lower()))[:40].strip("-_") or "name"
    return f"{number:04}-{verdict}-{slug}.yaml"


def write_acceptance(acceptance: Acceptance, today: date, note: str, number: int) -> str:
    """Return the file that gives an entity a name."""
    given = acceptance.model_dump(
        include={"strength", "needs", "valid_from", "valid_to"}, exclude_defaults=True, mode="json"
    )
    entity: dict[str, Any] = {
        "entity_id": acceptance.entity_id,
        "name": acceptance.entity_name,
        "kind": acceptance.entity_kind,
        "parent_id": acceptance.parent_id,
    }
    entity = {key: value for key, value in entity.items() if value is not None}
    alias = {"text": acceptance.name, **given} if given else acceptance.name
    entity["aliases"] = {acceptance.language: [alias]}
    return _write(
        {
            "judgement": _write_head("accepted", acceptance.name, acceptance.entity_id, today, note),
            "defaults": {"language": acceptance.language, "source": f"judgement-{number:04}"},
            "entities": [entity],
        }
    )


def write_denial(name: str, entity_id: str, aliases: Iterable[str], today: date, note: str, number: int) -> str:
    """Return the file that takes a name from an entity, in all `aliases` that spell it."""
    return _write(
        {
            "judgement": _write_head("denied", name, entity_id, today, note),
            "entities": [{"entity_id": entity_id, "drop": list(aliases)}],
        }
    )


def write_rejection(name: str, today: date, note: str, number: int) -> str:
    """Return the file that says a name is none that is wanted."""
    return _write({"judgement": _write_head("rejected", name, None, today, note), "rejected": [name]})


def _list_facts(head: JudgementBlock) -> dict[str, Any]:
    return dict(head.model_dump(exclude={"verdict"}))


def _write_head(verdict: str, name: str, entity_id: str | None, today: date, note: str) -> dict[str, Any]:
    head = {"verdict": verdict, "name": name, "entity_id": entity_id, "judged_on": str(today), "note": note}
    return {key: value for key, value in head.items() if value}


def _write(content: dict[str, Any]) -> str:
    written: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return written
