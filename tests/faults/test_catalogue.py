"""No row of the catalogue is without a test: sections B to G, and A4 to A15."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTIONS = {
    "A": range(4, 16),
    "B": range(1, 17),
    "C": range(1, 23),
    "D": range(1, 19),
    "E": range(1, 16),
    "F": range(1, 10),
    "G": range(1, 10),
}
ROWS = {f"{section}{number}" for section, numbers in SECTIONS.items() for number in numbers}


def test_every_row_has_a_test():
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "faults", "--collect-only", "-q", "-p", "no:randomly", "tests"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    ids = re.findall(r"::\S+?\[(.*)\]", listed.stdout)
    found = {row for one in ids for row in re.findall(r"\b[A-J]\d{1,2}\b", one)}
    assert len(ROWS) == 101
    assert sorted(ROWS - found) == []
