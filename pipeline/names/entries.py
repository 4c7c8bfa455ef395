"""YAML → entities: the curated form, its models, and errors that name file and line.

A file has `defaults` (kind, language, source) and `entities`, blocks sorted by `entity_id`. The canonical name
of an entity is a strong alias without being repeated. Aliases stand under their language; a plain string is a
strong alias, a mapping says more. `context` words of an entity serve its ambiguous aliases as `needs`, and the
strong ones against rivals.

A file may also list names as `rejected`: they are not shown as candidates for the lexicon any more. One that
`namewire names accept` or `reject` wrote says in `judgement` what was decided and when.

A later file may name an `entity_id` again (overlays do): fields that it gives replace the earlier ones, its
aliases are added, an alias of the same text and language replaces the earlier one, `drop` takes aliases away,
and `replace: true` forgets the earlier block. Files count in the order of their names, `overlay` names last, and
those of deeper folders after them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError
from schemas.records import Alias, Entity, Strength, Verdict

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that leaves dates as text, so that a wrong one is told with its line."""


_Loader.yaml_implicit_resolvers = {
    char: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for char, pairs in _Base.yaml_implicit_resolvers.items()
}
_Slug = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
_Text = Annotated[str, Field(min_length=1)]
_Language = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")


class _Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AliasBlock(_Block):
    """An alias with more to say than its text."""

    text: str = Field(min_length=1)
    strength: Strength = "strong"
    case: Literal["exact", "any"] = "exact"
    valid_from: date | None = None
    valid_to: date | None = None
    needs: tuple[str, ...] | None = None
    source: str | None = None


class EntityBlock(_Block):
    """One entity as a curator writes it; aliases by language."""

    entity_id: str = _Slug
    name: str | None = Field(default=None, min_length=1)
    kind: str | None = None
    parent_id: str | None = None
    successor_of: str | None = None
    succeeded_on: date | None = None
    wikidata_id: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    founded: date | None = None
    ended: date | None = None
    source: str | None = None
    context: tuple[str, ...] | None = None
    aliases: dict[str, tuple[_Text | AliasBlock, ...]] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()
    replace: bool = False


class FileDefaults(_Block):
    """What holds for a whole file where a block does not say otherwise."""

    kind: str | None = None
    language: str = "en"
    source: str = "editor"


class JudgementBlock(_Block):
    """What a curator decided about a name: the head of a file that a command wrote."""

    verdict: Verdict
    name: str = Field(min_length=1)
    entity_id: str | None = None
    judged_on: date | None = None
    note: str = ""


class LexiconFile(_Block):
    """One YAML file of the lexicon."""

    judgement: JudgementBlock | None = None
    defaults: FileDefaults = FileDefaults()
    entities: tuple[EntityBlock, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Located:
    """A block with where it stands: file and line, and the line of each alias by its text."""

    file: str
    line: int
    block: EntityBlock
    defaults: FileDefaults
    alias_lines: Mapping[tuple[str, str], int]

    def locate_alias(self, language: str, text: str) -> str:
        """Return `file:line` of an alias, or of the block where the alias is the entity's name."""
        return f"{self.file}:{self.alias_lines.get((language, text), self.line)}"


def parse_lexicon(files: Mapping[str, str]) -> tuple[Entity, ...]:
    """Parse lexicon files (name → YAML text) into entities, sorted by id, overlays applied in order of file name.

    Raises ConfigError with file, line and what is wrong.
    """
    merged: dict[str, Entity] = {}
    for located in read_blocks(files):
        entity_id = located.block.entity_id
        earlier = None if located.block.replace else merged.get(entity_id)
        merged[entity_id] = _merge(located, earlier)
    return tuple(merged[key] for key in sorted(merged))


def read_blocks(files: Mapping[str, str]) -> Iterator[Located]:
    """Read the blocks of all files with their lines; overlays (`overlay…`, then those in folders) come last."""
    for name in sorted(files, key=_rank_file):
        yield from _read_blocks(name, files[name])


def read_file(name: str, text: str) -> LexiconFile:
    """Read one file, its head and its lists included.

    Raises:
        ConfigError: It is not YAML or not a lexicon file; the message names file and line.
    """
    return _parse_file(name, text)[0]


def _rank_file(name: str) -> tuple[int, str]:
    return max(name.count("/"), name.startswith("overlay")), name


def describe_schema() -> dict[str, Any]:
    """Return the JSON Schema of a lexicon file."""
    return {"title": "Namewire lexicon file", **LexiconFile.model_json_schema()}


def list_aliases(located: Located, earlier: Entity | None = None) -> list[Alias]:
    """Return the aliases that a block states, its canonical name among them."""
    block, defaults = located.block, located.defaults
    source = block.source or defaults.source
    aliases = []
    for language, stated in block.aliases.items():
        for entry in stated:
            alias = AliasBlock(text=entry) if isinstance(entry, str) else entry
            aliases.append(_make_alias(alias, language, source, block.context or ()))
    texts = (
        {alias.text for alias in aliases} | {alias.text for alias in earlier.aliases if earlier}
        if earlier
        else {alias.text for alias in aliases}
    )
    if block.name is not None and block.name not in texts and (block.kind or defaults.kind) != "look-alike":
        named = AliasBlock(text=block.name)
        aliases.insert(0, _make_alias(named, defaults.language, source, block.context or ()))
    return aliases


def _make_alias(alias: AliasBlock, language: str, source: str, context: tuple[str, ...]) -> Alias:
    needs = alias.needs if alias.needs is not None else (() if alias.strength == "weak" else context)
    return Alias(
        text=alias.text,
        language=language,
        strength=alias.strength,
        case=alias.case,
        valid_from=alias.valid_from,
        valid_to=alias.valid_to,
        needs=needs,
        source=alias.source or source,
    )


def _merge(located: Located, earlier: Entity | None) -> Entity:
    block, where = located.block, f"{located.file}:{located.line}"
    kind = block.kind or (earlier.kind if earlier else located.defaults.kind)
    name = block.name or (earlier.name if earlier else None)
    if name is None or kind is None:
        raise ConfigError(f"{where}: entity {block.entity_id!r} needs a {'name' if name is None else 'kind'}")
    aliases = {(alias.text, alias.language): alias for alias in (earlier.aliases if earlier else ())}
    aliases.update({(alias.text, alias.language): alias for alias in list_aliases(located, earlier)})
    kept = tuple(alias for alias in aliases.values() if alias.text not in block.drop)
    given = {key: getattr(block, key) for key in _SIMPLE if key in block.model_fields_set}
    before = {key: getattr(earlier, key) for key in _SIMPLE} if earlier else {}
    return Entity(entity_id=block.entity_id, name=name, kind=kind, aliases=kept, **{**before, **given})


_SIMPLE = ("parent_id", "successor_of", "succeeded_on", "wikidata_id", "founded", "ended")


@lru_cache(maxsize=64)
def _read_blocks(name: str, text: str) -> tuple[Located, ...]:
    """Read a file once, however often its blocks are asked for: reading YAML is most of the work of a lint."""
    parsed, node = _parse_file(name, text)
    return tuple(
        Located(name, block_node.start_mark.line + 1, block, parsed.defaults, _index_aliases(block_node))
        for block, block_node in zip(parsed.entities, _find_blocks(node) if node else (), strict=True)
    )


def _parse_file(name: str, text: str) -> tuple[LexiconFile, yaml.Node | None]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise ConfigError(f"{name}:{line}: not YAML: {getattr(error, 'problem', None) or error}") from error
    finally:
        loader.dispose()
    if node is None:
        return LexiconFile(), None
    try:
        return LexiconFile.model_validate(data), node
    except ValidationError as error:
        raise ConfigError(_describe_error(name, node, error)) from error


def _describe_error(name: str, node: yaml.Node, error: ValidationError) -> str:
    first = error.errors()[0]
    here, path = node, []
    for step in first["loc"]:
        child = _descend(here, step)
        if child is None:
            continue
        here = child
        path.append(str(step))
    return f"{name}:{here.start_mark.line + 1}: {'.'.join(path)}: {first['msg']}"


def _descend(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child if isinstance(child, yaml.Node) else None
    return None


def _find_blocks(node: yaml.Node) -> list[yaml.Node]:
    entities = _descend(node, "entities")
    return list(entities.value) if entities is not None else []


def _index_aliases(block: yaml.Node) -> dict[tuple[str, str], int]:
    lines: dict[tuple[str, str], int] = {}
    aliases = _descend(block, "aliases")
    for language, entries in aliases.value if aliases is not None else ():
        for entry in entries.value:
            text = entry if isinstance(entry, yaml.ScalarNode) else _descend(entry, "text")
            if text is not None:
                lines.setdefault((language.value, text.value), entry.start_mark.line + 1)
    return lines
