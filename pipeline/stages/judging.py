"""Write and take back curators' judgements on names. A judgement that would make the lexicon unsound is refused.

Accepting or rejecting changes files alone: the stored articles change with the next replay, which shows first what
it would do. Taking a judgement back also takes back what replays made of it, from stored text.
"""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from pipeline import names
from pipeline.errors import ConfigError, TransientError
from pipeline.names.folding import fold_text
from pipeline.names.judgements import (
    JUDGEMENTS,
    Acceptance,
    name_file,
    read_number,
    write_acceptance,
    write_denial,
    write_rejection,
)
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.narrowing import find_touched
from pipeline.stages.preparing import prepare_warehouse, read_lexicon, read_lexicon_files
from pipeline.stages.replays import drop_replays, load_replays, replay_articles, undo_batch
from pipeline.stages.shards import Shard
from pipeline.warehouse import Warehouse
from schemas.records import NameJudgement, Record, Verdict

_SHARD = 500
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


class UndoReport(Record):
    """What taking a judgement back did: the replay that was hidden, and the articles that were resolved again."""

    judgement: NameJudgement
    hidden_batch: str = ""
    replayed: int = 0


def read_judgements(settings: Settings) -> tuple[NameJudgement, ...]:
    """Read the judgements in force, by number, and the names that files list as rejected."""
    return names.read_judgements(read_lexicon_files(settings))


def accept_name(settings: Settings, wanted: Acceptance, today: date, note: str = "") -> Path:
    """Write the judgement that a name means an entity; return its file.

    Args:
        settings: Where the files are.
        wanted: The name and its entity, which is a new one where `entity_kind` is given.
        today: The day of the judgement.
        note: What the curator has to say to it.

    Raises:
        ConfigError: The entity is not known (or is, where a new one was meant), bears the name already, the name
            was rejected, or the lexicon would not be sound; nothing is written.
    """
    if not _LANGUAGE.fullmatch(wanted.language):
        raise ConfigError(f"{wanted.language}: no language code such as en, ru or zh-Hant")
    wanted = wanted.model_copy(update={"name": _clean_name(wanted.name)})
    _refuse_judged(settings, wanted.name, "rejected")
    known = read_lexicon(settings).entities
    if wanted.entity_kind is not None:
        if wanted.entity_id in known:
            raise ConfigError(f"{wanted.entity_id}: is in the lexicon already; give it the name with --entity")
        wanted = wanted.model_copy(update={"entity_name": wanted.name})
        return _write(settings, "accepted", wanted.name, partial(write_acceptance, wanted, today, note))
    entity = known.get(wanted.entity_id)
    if entity is None:
        near = ", ".join(difflib.get_close_matches(wanted.entity_id, list(known), 3)) or "namewire sql on entities"
        raise ConfigError(f"{wanted.entity_id}: no entity of the lexicon; see {near}, or make it with --new")
    if any((alias.text, alias.language) == (wanted.name, wanted.language) for alias in entity.aliases):
        raise ConfigError(f"{wanted.name}: is a name of {entity.entity_id} already")
    if wanted.strength == "ambiguous" and not wanted.needs:
        needs = tuple(dict.fromkeys(need for alias in entity.aliases for need in alias.needs))
        wanted = wanted.model_copy(update={"needs": needs})
    if entity.entity_id not in {e.entity_id for e in names.parse_lexicon(read_lexicon_files(settings))}:
        wanted = wanted.model_copy(update={"entity_name": entity.name, "entity_kind": entity.kind})
    return _write(settings, "accepted", wanted.name, partial(write_acceptance, wanted, today, note))


def reject_name(settings: Settings, name: str, today: date, entity_id: str | None = None, note: str = "") -> Path:
    """Write the judgement that a name is none that is wanted, or none of an entity; return its file.

    Raises:
        ConfigError: It was rejected already, the lexicon has it and no entity is given, or the entity is not
            known or does not bear it; nothing is written.
    """
    name = _clean_name(name)
    lexicon = read_lexicon(settings)
    if entity_id is None:
        _refuse_judged(settings, name, "rejected")
        if names.is_known(name, lexicon):
            raise ConfigError(f"{name}: is a name in the lexicon; --entity SLUG takes it from that entity")
        return _write(settings, "rejected", name, partial(write_rejection, name, today, note))
    entity = lexicon.entities.get(entity_id)
    aliases = (
        {a.text for a in entity.aliases if fold_text(a.text) == fold_text(name)} if entity is not None else set()
    )
    if not aliases:
        raise ConfigError(f"{name}: is no name of {entity_id} in the lexicon")
    return _write(settings, "denied", name, partial(write_denial, name, entity_id, sorted(aliases), today, note))


def undo_judgement(settings: Settings, judgement_id: str, *, clock: Clock = read_clock) -> UndoReport:
    """Take a judgement back: set its file aside, and give the articles their former rows, without fetching anything.

    Where the last replay followed this judgement and nothing else, its rows are hidden and the former ones show
    again. Other articles that were resolved while it was in force and that it can touch are resolved once more.

    Raises:
        ConfigError: There is no such judgement, or a later one builds on it.
    """
    path = _find_file(settings, judgement_id)
    judgement = next(j for j in read_judgements(settings) if j.judgement_id == read_number(path.name))
    before = read_lexicon(settings)
    files = read_lexicon_files(settings)
    _refuse_faults(files, {key: text for key, text in files.items() if not key.endswith(f"/{path.name}")})
    aside = path.parent / "undone"
    aside.mkdir(exist_ok=True)
    path.rename(aside / path.name)
    after = read_lexicon(settings)
    if not (settings.warehouse or settings.warehouse_path.exists()):
        return UndoReport(judgement=judgement)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    batch = None if before.version == after.version else warehouse.find_replay(after.version, before.version)
    if batch is not None:
        undo_batch(settings, batch, clock=clock)
    replayed = 0 if before.version == after.version else _resolve_again(settings, warehouse, judgement, clock)
    prepare_warehouse(settings, clock())
    return UndoReport(judgement=judgement, hidden_batch=batch or "", replayed=replayed)


def _resolve_again(settings: Settings, warehouse: Warehouse, judgement: NameJudgement, clock: Clock) -> int:
    """Replay what was resolved with a judgement in force and return how many articles that were.

    Of those that came meanwhile only the ones that its absence can touch; of those that a replay made anew all, so
    that they get their former rows with the former version of the lexicon.
    """
    judged = warehouse.read_judged_articles(judgement.judgement_id)
    touched = frozenset(find_touched(settings, warehouse, read_lexicon(settings)) if judged else ())
    ids = tuple(a.article_id for a in judged if a.is_replayed or a.article_id in touched)
    if not ids:
        return 0
    drop_replays(settings)
    for start in range(0, len(ids), _SHARD):
        shard = Shard(name=f"articles from {start + 1}", ids=ids[start : start + _SHARD])
        replay_articles(settings, shard, "names", clock=clock)
    load_replays(settings, clock=clock)
    return len(ids)


def _clean_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not any(map(str.isalnum, cleaned)):
        raise ConfigError(f"{name!r}: a name has a letter or a digit")
    return cleaned


def _refuse_judged(settings: Settings, name: str, verdict: Verdict) -> None:
    for judgement in read_judgements(settings):
        if judgement.judgement == verdict and fold_text(judgement.name) == fold_text(name):
            raise ConfigError(f"{name}: judgement {judgement.judgement_id} has {verdict} it; undo that first")


def _refuse_faults(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Refuse a change of the files that makes a fault which was not there."""
    known = set(names.lint_lexicon(before))
    fault = next((fault for fault in names.lint_lexicon(after) if fault not in known), None)
    if fault is not None:
        raise ConfigError(f"the lexicon would have a fault: {fault}")


def _write(settings: Settings, verdict: Verdict, name: str, write: Callable[[int], str]) -> Path:
    """Write a judgement under the next number, whole or not at all."""
    folder = _find_folder(settings)
    number = max((int(read_number(path.name) or 0) for path in folder.glob("**/*.yaml")), default=0) + 1
    path, content = folder / name_file(number, verdict, name), write(number)
    files = read_lexicon_files(settings)
    _refuse_faults(files, {**files, f"{JUDGEMENTS}/{path.name}": content})
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise TransientError(f"{path}: the judgement could not be written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _find_folder(settings: Settings) -> Path:
    return settings.data_dir / "lexicon" / JUDGEMENTS.rpartition("/")[2]


def _find_file(settings: Settings, judgement_id: str) -> Path:
    wanted = f"{int(judgement_id):04}" if judgement_id.isdigit() else judgement_id
    for path in _find_folder(settings).glob("*.yaml"):
        if wanted in (read_number(path.name), path.stem, path.name):
            return path
    raise ConfigError(f"{judgement_id}: no judgement in force has this number; see namewire names judgements")
