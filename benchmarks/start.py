"""How long the program takes to start, against the least that a typer program can do in the same environment.

Run it with ``python benchmarks/start.py``. What counts is the ratio of the medians. Nothing passes or fails here.
"""

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
    with tempfile.TemporaryDirectory() as folder:
        hello, hello_rich = Path(folder, "hello.py"), Path(folder, "hello_rich.py")
        hello.write_text(HELLO.format(more=""))
        hello_rich.write_text(HELLO.format(more="import rich.table"))
        compare("a typer hello-world", [sys.executable, str(hello)], ["list -f csv", "totals -f csv", "list --help"])
        compare("a typer hello-world that imports rich.table", [sys.executable, str(hello_rich)], ["totals", "list"])


def compare(name: str, yardstick: list[str], commands: list[str]) -> None:
    """Print the median time of each command and its ratio to the yardstick's."""
    calls = {name: yardstick} | {f"kofukin {command}": [PROGRAM, *command.split()] for command in commands}
    times = timing.medians(calls, RUNS)
    for called, median in times.items():
        print(f"{median * 1000:7.1f} ms  {median / times[name]:4.2f}  {called}")


if __name__ == "__main__":
    main()
