"""Random questions to random datasets, answered by kofukin and by DuckDB.

Each run makes others; ``DIFFERENTIAL_SEED=N`` makes those of a run that printed N, and
``python scripts/differential.py`` asks as many as there is time for.
"""

import json
import os
from pathlib import Path
from random import Random, SystemRandom

import pytest

from conftest import Process
from kofukin.query import listing
from second_opinion.made_data import made_document, toml_text
from second_opinion.questions import made_question
from second_opinion.trial import Trial, run, smallest, trial

SEED = os.environ.get("DIFFERENTIAL_SEED") or str(SystemRandom().randrange(10**6))
DATASETS = 12


@pytest.mark.parametrize("number", range(DATASETS))
def test_duckdb_says_the_same_of_a_dataset_made_at_random(number: int, tmp_path: Path) -> None:
    print(f"DIFFERENTIAL_SEED={SEED}")  # noqa: T201 - pytest shows it where this fails
    _, differences = trial(f"{SEED}/{number}", tmp_path)
    assert not differences, "\n".join([f"DIFFERENTIAL_SEED={SEED}", *(found.told() for found in differences)])


def test_the_installed_program_says_the_same_as_this_process(process: Process, tmp_path: Path) -> None:
    random = Random("one of each")
    document = made_document(random)
    path = tmp_path / "made.toml"
    path.write_text(toml_text(document), encoding="utf-8")
    questions = [question for question in (made_question(random, document) for _ in range(9)) if not question.newer]
    for question in questions[:3]:
        command, *rest = question.arguments
        arguments = (command, "--data", str(path), *rest)
        assert json.loads(process(*arguments).stdout) == json.loads(run(*arguments))


def test_an_answer_that_forgets_the_filters_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "where_of", lambda filters: ("", []))
    random = Random("any")
    document = made_document(random)
    document["project"] = document["project"][:20]
    questions = [made_question(random, document) for _ in range(20)]
    with Trial(document, tmp_path) as made:
        found, *_ = made.differences(questions, random)
    assert found.told().startswith("kofukin ")
    assert 0 < len(smallest(document, found.question, tmp_path)["project"]) < 20
