"""Other people's lists of names → entities of a layer: three formats, one way of judging what they say."""

from pipeline.names.imports.assembly import Counted, Imported, ImportOptions, assemble_entities
from pipeline.names.imports.formats import FORMATS, guess_format, parse_source

__all__ = [
    "FORMATS",
    "Counted",
    "ImportOptions",
    "Imported",
    "assemble_entities",
    "guess_format",
    "parse_source",
]
