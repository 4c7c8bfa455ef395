"""`python -m pipeline.cli` is `namewire`."""

from pipeline.cli import main

main()
