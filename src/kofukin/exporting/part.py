"""The datasets of a database cut down to the projects that match, with the programs, rounds and documents of these."""

import sqlite3
from collections.abc import Sequence

from kofukin import query
from kofukin.filters import Filters
from kofukin.messages import Language, Said, labels
from kofukin.model.project import Dataset
from kofukin.store import reading


def part_of(
    connection: sqlite3.Connection, filters: Filters, asked: Sequence[Said], language: Language
) -> list[Dataset]:
    """Return the datasets with what matches, each saying in its title that it is a part and by which filters.

    Open points of a file as a whole stay with it. Where nothing matches, the datasets stand there without projects.
    """
    kept = {str(project) for (project,) in query.list_projects(connection, filters, ("id",)).rows}
    parts = [_part(dataset, kept, asked, language) for dataset in reading.datasets_of(connection)]
    return [part for part in parts if part.projects or not kept]


def links_cut(connection: sqlite3.Connection, parts: Sequence[Dataset]) -> int:
    """Return how many projects of the parts carry on one that is in none of them; the link is not written."""
    kept = sum(project.continues is not None for part in parts for project in part.projects)
    ids = {project.id for part in parts for project in part.projects}
    linked = connection.execute("SELECT id FROM project WHERE continues IS NOT NULL")
    return sum(project in ids for (project,) in linked) - kept


def title_of_part(title: str, asked: Sequence[Said], language: Language) -> str:
    """Return the title of a dataset that holds what was asked for and no more."""
    return labels.PART_OF(title=title, asked=list(asked)).in_(language)


def _part(dataset: Dataset, kept: set[str], asked: Sequence[Said], language: Language) -> Dataset:
    projects = tuple(
        project if project.continues in kept else project._replace(continues=None)
        for project in dataset.projects
        if project.id in kept
    )
    rounds = {(project.program, project.fiscal_year) for project in projects}
    programs = {project.program for project in projects}
    cited = {project.source_document for project in projects}
    return dataset._replace(
        title=title_of_part(dataset.title, asked, language),
        programs=tuple(program for program in dataset.programs if program.id in programs),
        rounds=tuple(each for each in dataset.rounds if (each.program, each.fiscal_year) in rounds),
        projects=projects,
        documents=tuple(document for document in dataset.documents if document.id in cited),
        remarks=tuple(remark for remark in dataset.remarks if remark.project is None or remark.project in kept),
    )
