"""article → mentions: who a text names, whatever it calls them. Pure, but for `shipped`."""

from pipeline.names.candidates import find_candidates, is_known
from pipeline.names.changes import AliasChange, Changes, EntityChange, list_changes
from pipeline.names.entries import describe_schema, parse_lexicon
from pipeline.names.explaining import Explanation, explain
from pipeline.names.judgements import read_judgements
from pipeline.names.layers import Layer, LayerHeader, read_layers
from pipeline.names.lexicons import LOOK_ALIKE, Lexicon, build_lexicon
from pipeline.names.lint import lint_lexicon
from pipeline.names.merging import list_drops, merge_layers
from pipeline.names.outlets import find_outlet
from pipeline.names.resolution import MAX_TEXT, resolve
from pipeline.names.rewriting import rewrite_document
from pipeline.names.shipped import read_shipped_lexicon, read_source_code

__all__ = [
    "LOOK_ALIKE",
    "MAX_TEXT",
    "AliasChange",
    "Changes",
    "EntityChange",
    "Explanation",
    "Layer",
    "LayerHeader",
    "Lexicon",
    "build_lexicon",
    "describe_schema",
    "explain",
    "find_candidates",
    "find_outlet",
    "is_known",
    "lint_lexicon",
    "list_changes",
    "list_drops",
    "merge_layers",
    "parse_lexicon",
    "read_judgements",
    "read_layers",
    "read_shipped_lexicon",
    "read_source_code",
    "resolve",
    "rewrite_document",
]
