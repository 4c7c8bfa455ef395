"""A publisher of one feed whose pages a test changes between two runs of the line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from pipeline.settings import Settings
from tests.end_to_end.worlds import Tables, build_settings, read_clock, run_pass

LEXICON = {"a.yaml": "entities: [{entity_id: haven, name: Haven, kind: place}]"}
"""In place of the shipped lexicon, which takes seconds to be loaded."""


@contextmanager
def serve(answer: Callable[[str], str | None]) -> Iterator[str]:
    """Serve what `answer` gives for a path (None is 404) on loopback; yield the address without a path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answer(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Reader:
    """The line over one newspaper, run a day later each time, and what the snapshot then says."""

    def __init__(self, root: str, folder: Path) -> None:
        registry = folder / "registry.yaml"
        registry.write_text(
            f"- {{url: '{root}/feed', title: Haven Gazette, publisher: Haven Gazette, country: XX, language: en,"
            " kind: outlet, checked: never}\n"
        )
        made = build_settings(folder / "data", registry)
        self.settings: Settings = made.model_copy(update={"cache_dir": folder / "cache"})
        self.later = timedelta(0)

    def clock(self) -> datetime:
        return read_clock() + self.later

    def read(self) -> None:
        """Run the line once more."""
        self.later += timedelta(days=1)
        run_pass(self.settings, clock=self.clock)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """Query the newest snapshot."""
        with Tables(self.settings.data_dir / "news.duckdb") as tables:
            return tables.rows(sql)
