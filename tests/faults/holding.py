"""Run as a process of its own: holds a lock file until it is killed.   python -m tests.faults.holding PATH"""

import signal
import sys
from pathlib import Path

from pipeline.warehouse.lock import hold_lock

if __name__ == "__main__":
    with hold_lock(Path(sys.argv[1]), 0):
        print("held", flush=True)
        signal.pause()
