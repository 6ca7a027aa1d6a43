"""A dataset as TOML, in the schema's order, with room for remarks beside each field.

Written by our own few lines: the shape is fixed, the amounts want their separators, and a hundred thousand projects
want a writer that does not build a tree of them first.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kofukin.files.schema import DATASET, PARTNER, PROGRAM, PROJECT, ROUND, TableSchema
from kofukin.model.project import Dataset, Partner, Program, Project, Remark, Round

Remarks = Mapping[str, Sequence[str]]
"""Comment lines by the field they stand above; those under ``""`` stand above the whole table."""

_NONE: Remarks = MappingProxyType({})


def header_pieces(dataset: Dataset, remarks: Sequence[str] = ()) -> Iterator[str]:
    """Yield the file's beginning: remarks, then the ``[dataset]`` table."""
    yield from (f"{_comment(line)}\n" for line in remarks)
    if remarks:
        yield "\n"
    yield from _table("[dataset]", DATASET, dataset, _NONE)


def program_pieces(programs: Iterable[Program], rounds: Iterable[Round]) -> Iterator[str]:
    """Yield the ``[[program]]`` and ``[[round]]`` tables."""
    for program in programs:
        yield from _table("[[program]]", PROGRAM, program, _NONE)
    for round_ in rounds:
        yield from _table("[[round]]", ROUND, round_, _NONE)


def project_pieces(project: Project, remarks: Remarks = _NONE) -> Iterator[str]:
    """Yield one ``[[project]]`` table, its remarks as comments."""
    yield from _table("[[project]]", PROJECT, project, remarks)


def dataset_pieces(dataset: Dataset) -> Iterator[str]:
    """Yield a whole dataset, what an import says of it as comments."""
    said: dict[str | None, list[Remark]] = {}
    for remark in dataset.remarks:
        said.setdefault(remark.project, []).append(remark)
    yield from header_pieces(dataset, [remark.text for remark in said.get(None, ())])
    yield from program_pieces(dataset.programs, dataset.rounds)
    for project in dataset.projects:
        yield from project_pieces(project, by_field(said.get(project.id, ())))


def by_field(remarks: Iterable[Remark]) -> dict[str, list[str]]:
    """Return the comment lines by the field that they are to stand above."""
    lines: dict[str, list[str]] = {}
    for remark in remarks:
        lines.setdefault(remark.field or "", []).append(remark.text)
    return lines


def _table(heading: str, schema: TableSchema, values: object, remarks: Remarks) -> Iterator[str]:
    if heading.startswith("[["):
        yield "\n"
    yield from (f"{_comment(line)}\n" for line in remarks.get("", ()))
    yield f"{heading}\n"
    for field in schema.fields:
        value = getattr(values, field.name)
        yield from (f"{_comment(line)}\n" for line in remarks.get(field.name, ()))
        if field.name in remarks and value in (None, ()):
            yield f"# {field.name} =\n"
        if field.table is not None:
            yield from _partners(field.name, value)
        elif value is not None:
            yield f"{field.name} = {_value(value)}\n"


def _partners(name: str, partners: Sequence[Partner]) -> Iterator[str]:
    if not partners:
        return
    yield f"{name} = [\n"
    for partner in partners:
        pairs = ((field.name, getattr(partner, field.name)) for field in PARTNER.fields)
        yield f"    {{ {', '.join(f'{key} = {_value(value)}' for key, value in pairs if value is not None)} }},\n"
    yield "]\n"


def _value(value: object) -> str:
    if isinstance(value, int):
        return f"{value:_}" if value >= 10_000 else str(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(line: str) -> str:
    """Return a line as a TOML comment, which may hold no control characters."""
    kept = "".join(character if character >= " " and character != "\x7f" else " " for character in line)
    return f"# {kept}".rstrip()
