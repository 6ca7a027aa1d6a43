"""Asks kofukin and DuckDB the same random questions: ``python scripts/differential.py --cases 5000 --seed 7``.

Where they differ, the question is printed, both answers, and the smallest dataset that still shows it; the exit code is
then 1. ``tests/second_opinion`` holds what makes the datasets and the questions, and asks some of them at each run.
"""

import argparse
import math
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from second_opinion.made_data import toml_text
from second_opinion.trial import QUESTIONS, smallest, trial


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000, help="how many questions")
    parser.add_argument("--seed", default=str(SystemRandom().randrange(10**6)), help="what a former run printed")
    options = parser.parse_args()
    datasets = math.ceil(options.cases / QUESTIONS)
    print(f"seed {options.seed}: {datasets} datasets, {datasets * QUESTIONS} questions", flush=True)
    differing = sum(_differing(f"{options.seed}/{number}") for number in range(datasets))
    print(f"{differing} answers differ")
    return min(differing, 1)


def _differing(seed: str) -> int:
    """Print each difference in a trial and the smallest dataset for the first; return how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        document, differences = trial(seed, Path(folder))
        for number, found in enumerate(differences):
            print(f"\nseed {seed}: {found.told()}", flush=True)
            if number == 0:
                print(toml_text(smallest(document, found.question, Path(folder))), flush=True)
    return len(differences)


if __name__ == "__main__":
    sys.exit(main())
