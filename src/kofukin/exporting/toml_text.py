"""A dataset as TOML, in the order of its fields, what an import says of them among the data.

Written by our own few lines: the shape is fixed, the amounts want their separators, and a hundred thousand projects
want a writer that does not build a tree of them first.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from kofukin.model.fields import DATASET, DOCUMENT, OPEN_POINT, PARTNER, PROGRAM, PROJECT, ROUND, Kind, Record
from kofukin.model.project import WHOLE_PROJECT, Dataset, Document, Partner, Program, Project, Remark, Round


def header_pieces(dataset: Dataset, comments: Iterable[str] = ()) -> Iterator[str]:
    """Yield the file's beginning: comments, then the ``[dataset]`` table."""
    lines = [f"{_comment(line)}\n" for line in comments]
    yield from lines
    if lines:
        yield "\n"
    yield from _table("[dataset]", DATASET, dataset)


def document_pieces(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the ``[[document]]`` tables."""
    for document in documents:
        yield from _table("[[document]]", DOCUMENT, document)


def program_pieces(programs: Iterable[Program], rounds: Iterable[Round]) -> Iterator[str]:
    """Yield the ``[[program]]`` and ``[[round]]`` tables."""
    for program in programs:
        yield from _table("[[program]]", PROGRAM, program)
    for round_ in rounds:
        yield from _table("[[round]]", ROUND, round_)


def project_pieces(project: Project, remarks: Sequence[Remark] = (), comments: Iterable[str] = ()) -> Iterator[str]:
    """Yield one ``[[project]]`` table with what is said of its fields, under comments for whoever reads the file."""
    yield from _table("[[project]]", PROJECT, project, remarks, comments)


def open_point_pieces(remarks: Iterable[Remark]) -> Iterator[str]:
    """Yield an ``[[open]]`` table for each open point that belongs to no project."""
    for remark in remarks:
        if remark.is_open:
            yield from _table("[[open]]", OPEN_POINT, remark)


def dataset_pieces(dataset: Dataset) -> Iterator[str]:
    """Yield a whole dataset."""
    said: dict[str | None, list[Remark]] = {}
    for remark in dataset.remarks:
        said.setdefault(remark.project, []).append(remark)
    yield from header_pieces(dataset)
    yield from document_pieces(dataset.documents)
    yield from program_pieces(dataset.programs, dataset.rounds)
    for project in dataset.projects:
        yield from project_pieces(project, said.get(project.id, ()))
    yield from open_point_pieces(said.get(None, ()))


def _table(
    heading: str, record: Record, values: object, remarks: Sequence[Remark] = (), comments: Iterable[str] = ()
) -> Iterator[str]:
    if heading.startswith("[["):
        yield "\n"
    yield from (f"{_comment(line)}\n" for line in comments)
    yield f"{heading}\n"
    for field in record.in_file:
        if field.kind is Kind.TEXTS:
            yield from _texts(field.name, [remark for remark in remarks if remark.kind == field.name])
            continue
        value = getattr(values, field.name)
        if field.table is not None:
            yield from _partners(field.name, value)
        elif value is not None:
            yield f"{field.name} = {_value(value)}\n"


def _texts(name: str, remarks: Sequence[Remark]) -> Iterator[str]:
    """Yield what is said of fields: one text or an array of several for each."""
    by_field: dict[str, list[str]] = {}
    for remark in remarks:
        by_field.setdefault(remark.field or WHOLE_PROJECT, []).append(_value(remark.text))
    if by_field:
        said = ", ".join(
            f"{field} = {texts[0] if len(texts) == 1 else '[' + ', '.join(texts) + ']'}"
            for field, texts in by_field.items()
        )
        yield f"{name} = {{ {said} }}\n"


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
