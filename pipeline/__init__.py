"""Namewire: news in, names straight. The rooms of the line; `stages` joins them, `cli` and `dags/` run it."""

__version__ = "0.1.0"
