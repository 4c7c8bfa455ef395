"""Measurements: speed, extraction on open corpora, the scheduler at work. Never part of `make test`."""
