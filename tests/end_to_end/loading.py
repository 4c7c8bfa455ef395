"""Run as a process of its own by the tests of concurrency: loads what is staged, and waits where it is told to.

    python -m tests.end_to_end.loading DATA_DIR REGISTRY '{"in": "load_articles", "insert": 3}'

There it prints `waiting` and goes on when a line comes in; at the end it prints the summary of the load.
"""

import json
import sys
from pathlib import Path

from pipeline import stages
from tests.end_to_end.killable import Trap
from tests.end_to_end.worlds import build_settings


def _wait() -> None:
    print("waiting", flush=True)
    sys.stdin.readline()


def main(data_dir: str, registry: str, where: str) -> None:
    settings = build_settings(Path(data_dir), Path(registry))
    trap = Trap(json.loads(where), _wait)
    trap.run("imports", lambda: None)
    print(trap.run("load_articles", lambda: stages.load_articles(settings)).model_dump_json(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
