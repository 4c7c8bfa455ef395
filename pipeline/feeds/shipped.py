"""The registry that ships with Namewire: the one file that this room reads."""

from importlib import resources


def read_shipped_registry() -> str:
    """Return the text of `feeds.yaml`."""
    return resources.files("pipeline.feeds").joinpath("feeds.yaml").read_text("utf-8")
