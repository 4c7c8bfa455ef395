"""`python -m benchmarks` measures speed: of pages, names, copies, and of very many feeds; with a name, that alone."""

import argparse

from benchmarks import copies_speed, names_speed, polling_load, throughput

MEASUREMENTS = {
    "pages": throughput.main,
    "names": names_speed.main,
    "copies": copies_speed.main,
    "feeds": polling_load.main,
}


def main() -> None:
    """Run what the command line names, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure throughput.")
    parser.add_argument("measurements", nargs="*", metavar="|".join(MEASUREMENTS), help="by default all")
    chosen = parser.parse_args().measurements or list(MEASUREMENTS)
    if unknown := [name for name in chosen if name not in MEASUREMENTS]:
        parser.error(f"no such measurement: {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}")
    for name in chosen:
        MEASUREMENTS[name]()


if __name__ == "__main__":
    main()
