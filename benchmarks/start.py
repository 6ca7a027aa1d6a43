"""How long the program takes to start, against the least that a typer program can do in the same environment.

Run it with ``python benchmarks/start.py``. Commands take turns, so that a machine whose speed drifts slows them all;
what counts is the ratio of the medians. Nothing passes or fails here.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 40
PROGRAM = str(Path(sys.executable).with_name("kofukin"))
HELLO = """\
import typer
{more}
app = typer.Typer()

@app.command()
def main(name: str = "World"):
    print(f"Hello {{name}}")

app()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        hello, hello_rich = Path(folder, "hello.py"), Path(folder, "hello_rich.py")
        hello.write_text(HELLO.format(more=""))
        hello_rich.write_text(HELLO.format(more="import rich.table"))
        compare("a typer hello-world", [sys.executable, str(hello)], ["list -f csv", "totals -f csv", "list --help"])
        compare("a typer hello-world that imports rich.table", [sys.executable, str(hello_rich)], ["totals", "list"])


def compare(name: str, yardstick: list[str], commands: list[str]) -> None:
    """Print the median time of each command and its ratio to the yardstick's."""
    calls = [yardstick, *([PROGRAM, *command.split()] for command in commands)]
    times = measure(calls)
    base = statistics.median(times[0])
    print(f"{base * 1000:7.1f} ms  1.00  {name}")
    for command, taken in zip(commands, times[1:], strict=True):
        median = statistics.median(taken)
        print(f"{median * 1000:7.1f} ms  {median / base:4.2f}  kofukin {command}")


def measure(calls: list[list[str]]) -> list[list[float]]:
    """Return the seconds that each call took in each of RUNS rounds, after one round that does not count."""
    times: list[list[float]] = [[] for _ in calls]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for round_ in range(RUNS + 1):
        for call, taken in zip(calls, times, strict=True):
            begun = time.perf_counter()
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL, env=environment)
            if round_:
                taken.append(time.perf_counter() - begun)
    return times


if __name__ == "__main__":
    main()
