"""How long the program takes to start, against the least that a typer program can do in the same environment.

Run it with ``python benchmarks/start.py`` in an environment that has the program installed, not linked (``-e``): only
then is the bundled data packed. What counts is the ratio of the medians. ``--count`` counts instructions with valgrind
instead, which other work on the machine does not change: it tells two states of the program apart, while waiting for
the disk and the kernel, of which the program does less than its imports suggest, is only in the times. Nothing passes or
fails here.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import timing

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
    measure = count if "--count" in sys.argv[1:] else clock
    with tempfile.TemporaryDirectory() as folder:
        hello, hello_rich = Path(folder, "hello.py"), Path(folder, "hello_rich.py")
        hello.write_text(HELLO.format(more=""))
        hello_rich.write_text(HELLO.format(more="import rich.table"))
        measure("a typer hello-world", [str(hello)], ["list -f csv", "totals -f csv", "list --help"])
        measure("a typer hello-world that imports rich.table", [str(hello_rich)], ["totals", "list"])


def clock(name: str, yardstick: list[str], commands: list[str]) -> None:
    """Print the median time of each command and its ratio to the yardstick's."""
    calls = all_calls(name, yardstick, commands)
    times = timing.medians(calls, RUNS)
    for called, median in times.items():
        print(f"{median * 1000:7.1f} ms  {median / times[name]:4.2f}  {called}")


def count(name: str, yardstick: list[str], commands: list[str]) -> None:
    """Print the instructions of each command, in millions, and their ratio to the yardstick's."""
    counts = {called: instructions(call) for called, call in all_calls(name, yardstick, commands).items()}
    for called, number in counts.items():
        print(f"{number / 1e6:7.1f} M   {number / counts[name]:4.2f}  {called}")


def all_calls(name: str, yardstick: list[str], commands: list[str]) -> dict[str, list[str]]:
    calls = {name: yardstick} | {f"kofukin {command}": [PROGRAM, *command.split()] for command in commands}
    return {called: [sys.executable, *call] for called, call in calls.items()}


def instructions(call: list[str]) -> int:
    """Return how many instructions a process ran, in the program and its libraries, without the kernel's."""
    subprocess.run(call, stdout=subprocess.DEVNULL, check=True)  # so that everything is compiled
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run([*valgrind, *call], env=environment, capture_output=True, text=True, check=True)
    return int(done.stderr.rpartition("Collected : ")[2].split()[0])


if __name__ == "__main__":
    main()
