"""`make up`: Airflow with its UI, scheduler and workers on this machine, on the real feeds or the sample world."""

import argparse
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from sample.orchestration import (
    MARKER,
    build_airflow_environment,
    build_sample_environment,
    run_airflow,
)
from sample.registry import write_registry
from sample.world import load_world

SAMPLE_PORT = 8700


def main() -> None:
    """Prepare the metadata database and the pool, then run Airflow until Ctrl-C."""
    arguments = _read_arguments()
    data_dir = Path(os.environ.get("NAMEWIRE_DATA_DIR", "data"))
    if not arguments.sample:
        _set_sample_aside(data_dir)
    environment = build_airflow_environment(data_dir) | _build_server_environment(arguments.host, arguments.port)
    commands = [[sys.executable, "-m", "airflow", "standalone"]]
    if arguments.sample:
        data_dir.mkdir(parents=True, exist_ok=True)
        write_registry(load_world(), data_dir / MARKER, arguments.sample_port)
        environment = build_sample_environment(data_dir, arguments.sample_port) | environment
        serve = [sys.executable, "-m", "pipeline.cli", "serve-sample", "--port", str(arguments.sample_port)]
        commands.insert(0, [*serve, "--publish-after", str(arguments.publish_after)])
    elif not environment.get("NAMEWIRE_FETCH__CONTACT"):
        print("Real feeds are not polled until NAMEWIRE_FETCH__CONTACT is set to an address where their publishers")
        print("can reach you: NAMEWIRE_FETCH__CONTACT=you@example.org make up. The UI starts without it.")
    logs = data_dir / "airflow" / "up-logs"
    print("Preparing Airflow's metadata database and the pool of loads ...")
    run_airflow(environment, "db", "migrate", log_path=logs / "migrate.log")
    run_airflow(environment, "pools", "set", "warehouse", "1", "loads", log_path=logs / "pool.log")
    print(
        f"Airflow's UI will be on {environment['AIRFLOW__API__BASE_URL']} (no login: loopback only). Ctrl-C stops."
    )
    sys.exit(_run_together(commands, environment))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address of the UI; anything but loopback has no login")
    parser.add_argument("--port", type=int, default=8080, help="port of the UI")
    parser.add_argument("--sample", action="store_true", help="run on the sample world")
    parser.add_argument("--sample-port", type=int, default=SAMPLE_PORT)
    parser.add_argument("--publish-after", type=float, default=180.0, help="seconds until later articles appear")
    return parser.parse_args()


def _set_sample_aside(data_dir: Path) -> None:
    """Move the demo's data out of the way of real feeds; nothing is deleted."""
    if not (data_dir / MARKER).exists():
        return
    aside = data_dir.with_name(f"{data_dir.name}-sample-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    data_dir.rename(aside)
    print(f"{data_dir} held the sample world of the demo; it is now {aside}.")


def _build_server_environment(host: str, port: int) -> dict[str, str]:
    base = f"http://{host}:{port}"
    return {
        "AIRFLOW__API__HOST": host,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": base,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base}/execution/",
    }


def _run_together(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run the commands until the last one ends or a signal comes; stop them all, and say how the last one ended."""
    # A shell that starts us in the background has SIGINT ignored, which children inherit; Airflow stops at it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    children = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]

    def stop(number: int, frame: FrameType | None) -> None:
        for child in children:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGINT)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    code = children[-1].wait()
    stop(0, None)
    for child in children:
        child.wait()
    return 0 if code in (0, -signal.SIGINT) else code


if __name__ == "__main__":
    main()
