"""Breaks the program in many small ways and tells which faults no test notices: ``python scripts/mutation.py model``.

It needs ``pip install mutmut==3.8.1``, which has too many dependencies to be among the others. Parts are packages or
modules (``model``, ``text``, ``query``, ``store.pairs``); none means all that pyproject.toml names for mutmut.
What was found is kept in ``mutants/``; delete that folder to begin anew. ``mutmut show NAME`` prints a fault.
benchmarks/RESULTS.md says which faults may stay unnoticed, and why.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTMUT = str(Path(sys.executable).with_name("mutmut"))


def main() -> None:
    wanted = tuple(f"kofukin.{part}." for part in sys.argv[1:]) or ("kofukin.",)
    subprocess.run([MUTMUT, "run", "--max-children", "2", *(f"{name}*" for name in wanted)], check=True)
    listed = subprocess.check_output([MUTMUT, "results", "--all", "true"], text=True)
    found = [line.strip().split(": ") for line in listed.splitlines() if line.strip().startswith(wanted)]
    outcomes: dict[str, Counter[str]] = {}
    for name, outcome in found:
        outcomes.setdefault(name.partition(".x")[0], Counter())[outcome] += 1
    for module, counted in sorted(outcomes.items()):
        print(f"{module}: " + ", ".join(f"{count} {outcome}" for outcome, count in counted.most_common()))
    print("\n".join(name for name, outcome in found if outcome not in ("killed", "timeout")))


if __name__ == "__main__":
    main()
