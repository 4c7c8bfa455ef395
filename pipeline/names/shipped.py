"""Reads the data that ships with Namewire: the lexicon, words, weights; the only file access in this room."""

from importlib import resources


def read_shipped_lexicon() -> dict[str, str]:
    """Return the packaged lexicon files, file name → YAML text."""
    folder = resources.files("pipeline.names") / "lexicon"
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def read_english_words() -> frozenset[str]:
    """Return the packaged list of ordinary English words, in lower case."""
    return frozenset((resources.files("pipeline.names") / "english.txt").read_text(encoding="utf-8").split())


def read_copula_weights() -> str:
    """Return the packaged weights of `copula`, a sign and its weight a line."""
    return (resources.files("pipeline.names") / "copula.txt").read_text(encoding="utf-8")


def read_source_code() -> bytes:
    """Return the source code of this room: a compiled lexicon is of no use to another."""
    folder = resources.files("pipeline.names")
    modules = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".py")), key=lambda e: e.name)
    return b"".join(module.read_bytes() for module in modules)
