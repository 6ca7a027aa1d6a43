"""A dataset file → a validated Dataset: the bundled one, or the user's own."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import tomli

from kofukin.errors import DatasetError, reason_of
from kofukin.files import comments
from kofukin.files.validation import UNREADABLE, Sums, problems
from kofukin.messages import Message, Said, errors
from kofukin.model.fields import DATASET
from kofukin.model.project import WHOLE_PROJECT, Dataset, Document, Partner, Program, Project, Remark, RemarkKind, Round

_MOST_SYNTAX_ERRORS = 50
_MOST_READ_AGAIN = 50_000_000
"""Characters: each line that cannot be read costs a reading of all the others."""
_UNREADABLE_TOML = f'"\\u0000{UNREADABLE[1:]}"'


_MOST_FROM_A_STREAM = 256 * 2**20
"""So much is read of what is no file and may have no end, such as a pipe or a device."""
_OTHER_FILES = {
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".txt"), errors.IMPORT_IT),
    **dict.fromkeys((".json", ".zip"), errors.ONLY_DATASETS),
}
"""What to say of a file that is no dataset, by its ending."""


def load(paths: Sequence[Path]) -> tuple[Dataset, ...]:
    """Return the datasets in ``paths``, each checked; raises DatasetError with every problem of all of them."""
    datasets, found = [], []
    for path in paths:
        dataset, reasons = read(path)
        found += reasons
        if dataset is not None:
            datasets.append((path, dataset))
    found += clashes(datasets)
    if found:
        hint = errors.DATASET_HINT if any(map(os.path.isfile, paths)) else errors.CHECK_NAME
        raise DatasetError(errors.DATASET_UNUSABLE(count=len(found)), hint, tuple(found))
    return tuple(dataset for _, dataset in datasets)


def read(path: Path) -> tuple[Dataset | None, list[Said]]:
    """Return the dataset in one file and no problems, or no dataset and each problem as ``file:line: path: reason``."""
    try:
        text = read_text(path)
    except DatasetError as error:
        is_other = _OTHER_FILES.get(path.suffix.lower()) if not isinstance(error.__cause__, OSError) else None
        return None, [_located(path, None, "", is_other(path=path) if is_other else error.message)]
    if not text.strip():
        return None, [_located(path, 1, "", errors.FILE_EMPTY)]
    document, syntax_errors = _parse(text)
    if syntax_errors and f"[{DATASET.name}]" not in text:
        if is_other := _OTHER_FILES.get(path.suffix.lower()):
            return None, [_located(path, None, "", is_other(path=path))]
        return None, [_located(path, syntax_errors[0][0], "", syntax_errors[0][1])]
    placed = [(line, "", reason) for line, reason in syntax_errors]
    if document is not None and (remaining := problems(document)):
        from kofukin.files.toml_lines import TomlLines, show_path  # only a file with problems needs it

        lines = TomlLines(text)
        placed += [(lines.line_of(p.path), show_path(p.path), p.reason) for p in remaining]
    if placed:
        placed.sort(key=lambda entry: entry[0])
        return None, [_located(path, *entry) for entry in placed]
    assert document is not None  # or there were syntax errors
    return _build(document, text), []


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text, with or without a BOM; raises DatasetError that says what the file is instead."""
    try:
        data = _from_stream(path) if _is_stream(path) else path.read_bytes()
    except OSError as error:
        raise DatasetError(errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DatasetError(errors.UTF16)
    if data.startswith(b"PAR1"):
        raise DatasetError(errors.PARQUET)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(_encoding_problem(data, error)) from error


def _is_stream(path: Path) -> bool:
    return path.exists() and not (os.path.isfile(path) or os.path.isdir(path))


def _from_stream(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(_MOST_FROM_A_STREAM + 1)
    if len(data) > _MOST_FROM_A_STREAM:
        raise DatasetError(errors.ENDLESS(megabytes=_MOST_FROM_A_STREAM // 2**20))
    return data


def _encoding_problem(data: bytes, error: UnicodeDecodeError) -> Said:
    line = data.count(b"\n", 0, error.start) + 1
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return errors.NOT_UTF8(line=line)
    return errors.SHIFT_JIS(line=line)


def _located(path: Path, line: int | None, place: str, reason: Message | Said) -> Said:
    where = f"{path}:{line}" if line is not None else str(path)
    return errors.LOCATED(where=f"{where}: {place}" if place else where, reason=reason)


def _parse(text: str) -> tuple[dict[str, Any] | None, list[tuple[int, Message | Said]]]:
    """Return what can be parsed, or None where that says nothing of the rest, and the lines that can't be."""
    lines = text.replace("\r\n", "\n").split("\n")
    found: list[tuple[int, Message | Said]] = []
    seen: set[int] = set()
    while True:
        try:
            return tomli.loads("\n".join(lines)), found
        except tomli.TOMLDecodeError as error:
            number = min(error.lineno, len(lines))
            if number in seen:
                return None, found
            if len(found) >= max(_MOST_SYNTAX_ERRORS, _MOST_READ_AGAIN // (len(text) + 1)):
                return None, [*found, (number, errors.REST_UNREAD)]
            seen.add(number)
            found.append((number, _syntax_problem(lines[number - 1], error.msg)))
            key = re.match(r"\s*[A-Za-z0-9_-]+\s*=", lines[number - 1])
            if key is None:
                return None, found
            lines[number - 1] = f"{key[0]} {_UNREADABLE_TOML}"
        except (RecursionError, ValueError):
            return None, [*found, (1, errors.TOO_MUCH)]


def _syntax_problem(line: str, parser_message: str) -> Said:
    key, _, value = (part.strip() for part in line.partition("="))
    if re.match(r"[0-9]{1,3}(,[0-9]{3})+", value):
        if key.endswith("_yen"):
            return errors.COMMA_IN_YEN(key=key)
        digits = re.match(r"[0-9,]+", value)
        return errors.COMMA_IN_NUMBER(key=key, value=digits[0].replace(",", "_") if digits else value)
    if re.match(r"[０-９]", value):
        return errors.FULL_WIDTH_DIGIT(key=key)
    if re.match(r"0[0-9]+", value):
        return (errors.LEADING_ZERO if key.endswith("code") else errors.ZEROS_BEFORE)(key=key)
    if key and value and not value.isascii() and value[0] not in "\"'[{":
        return errors.UNQUOTED_TEXT(key=key)
    return errors.NOT_TOML(reason=parser_message)


def clashes(datasets: Sequence[tuple[Path, Dataset]]) -> list[Said]:
    """Return what two files say differently, whichever is read first.

    One project id twice, one program or document id with two meanings, or a round that differs. What a round or a
    document lacks another file may state, but no project may come to lie outside its round by that.
    """
    found: list[Said] = []
    projects: dict[str, Path] = {}
    documents: dict[str, tuple[Path, Document]] = {}
    for path, dataset in datasets:
        for project in dataset.projects:
            if project.id in projects:
                found.append(
                    _located(path, None, "", errors.DUPLICATE_ACROSS(id=project.id, other=projects[project.id]))
                )
            projects.setdefault(project.id, path)
        for document in dataset.documents:
            earlier, described = documents.setdefault(document.id, (path, document))
            if differs := _differing(described, document):
                reason = errors.DOCUMENT_CLASH(id=document.id, keys=differs, other=earlier)
                found.append(_located(path, None, "", reason))
            documents[document.id] = (earlier, _together(described, document))
    return found + _program_clashes(datasets) + _round_clashes(datasets) + sums_too_large(datasets)


_OF_LINES = ("budget_id", "succeeds", "basis")
"""What two files may not say differently of one program, beside its name."""


def _program_clashes(datasets: Sequence[tuple[Path, Dataset]]) -> list[Said]:
    """Return where files differ on a program, or lead it back to itself between them."""
    found: list[Said] = []
    programs: dict[str, tuple[Path, Program]] = {}
    for path, dataset in datasets:
        for program in dataset.programs:
            other, known = programs.setdefault(program.id, (path, program))
            if known.name != program.name:
                found.append(_located(path, None, "", errors.PROGRAM_CLASH(id=program.id, other=other)))
                continue
            for key in _OF_LINES:
                if None not in (own := {getattr(known, key), getattr(program, key)}) and len(own) > 1:
                    reason = errors.PROGRAM_KEY_CLASH(id=program.id, key=key, other=other)
                    found.append(_located(path, None, "", reason))
            lacking = {key: value for key, value in program._asdict().items() if getattr(known, key) is None}
            programs[program.id] = (other, known._replace(**lacking))
    if not found and len(datasets) > 1 and any(own.succeeds for _, own in programs.values()):
        from kofukin.files.succession import Succession, circles  # few datasets need the reference

        for circle in circles([Succession(own.id, own.name, own.succeeds) for _, own in programs.values()]):
            reason = errors.PROGRAMS_IN_CIRCLE(programs=" → ".join(circle))
            found.append(_located(programs[circle[0]][0], None, "", reason))
    return found


def _differing(one: Document, other: Document) -> list[str]:
    """Return the keys of which both say something, and not the same; a hash is one in small and capital letters."""
    pairs = zip(Document._fields, one, other, strict=True)
    stated = [(key, str(a), str(b)) for key, a, b in pairs if a is not None and b is not None]
    return [key for key, a, b in stated if a != b and (key != "sha256" or a.lower() != b.lower())]


def _together(one: Document, other: Document) -> Document:
    return Document._make(a if a is not None else b for a, b in zip(one, other, strict=True))


def sums_too_large(datasets: Sequence[tuple[Path, Dataset]]) -> list[Said]:
    """Return what several datasets together add up to, where no database counts so far."""
    sums = Sums()
    for _, dataset in datasets if len(datasets) > 1 else ():
        rates = {(round_.program, round_.fiscal_year): round_.subsidy_rate for round_ in dataset.rounds}
        for project in dataset.projects:
            sums.add_project(project, rates.get((project.program or "", project.fiscal_year)))
    return [_located(path, None, "", reason) for reason in sums.too_large() for path, _ in datasets[:1]]


def _round_clashes(datasets: Sequence[tuple[Path, Dataset]]) -> list[Said]:
    found: list[Said] = []
    rounds: dict[tuple[str, int], tuple[Path, Round]] = {}
    last_years: dict[tuple[str | None, int], tuple[Path, int]] = {}
    for path, dataset in datasets:
        for round_ in dataset.rounds:
            other, known = rounds.setdefault(round_[:2], (path, round_))
            if any(None not in (one, another) and one != another for one, another in zip(known, round_, strict=True)):
                reason = errors.ROUND_CLASH(id=round_.program, year=round_.fiscal_year, other=other)
                found.append(_located(path, None, "", reason))
            rounds[round_[:2]] = (
                other,
                Round._make(a if a is not None else b for a, b in zip(known, round_, strict=True)),
            )
            if round_.last_fiscal_year is not None:
                last_years.setdefault(round_[:2], (path, round_.last_fiscal_year))
    for path, dataset in datasets:
        for project in dataset.projects:
            bound = last_years.get((project.program, project.fiscal_year))
            if bound is not None and project.last_fiscal_year is not None and project.last_fiscal_year > bound[1]:
                reason = errors.LAST_YEAR_CLASH(year=project.last_fiscal_year, last=bound[1], other=bound[0])
                found.append(_located(path, None, f"{project.id}.last_fiscal_year", reason))
    return found


def _build(document: dict[str, Any], text: str) -> Dataset:
    tables = document.get("project", ())
    return Dataset(
        **document["dataset"],
        documents=tuple(Document(**table) for table in document.get("document", ())),
        programs=tuple(Program(**table) for table in document.get("program", ())),
        rounds=tuple(Round(**table) for table in document.get("round", ())),
        projects=tuple(map(_project, tables)),
        remarks=(
            *(remark for table in tables for remark in _remarks(table)),
            *(Remark("open", point["text"], place=point.get("place")) for point in document.get("open", ())),
            *(remark for _, remark in _in_comments(text, tables)),
        ),
    )


_REMARKS: tuple[RemarkKind, ...] = get_args(RemarkKind)


def _project(table: dict[str, Any]) -> Project:
    partners = tuple(Partner(**partner) for partner in table.get("partners", ()))
    stated = {name: value for name, value in table.items() if name not in _REMARKS}
    return Project(**{**stated, "partners": partners})


def _remarks(table: dict[str, Any]) -> Iterator[Remark]:
    """Yield what the project's table says of its fields: one text or several of each."""
    for kind in _REMARKS:
        for field, texts in table.get(kind, {}).items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield Remark(kind, text, table["id"], None if field == WHOLE_PROJECT else field)


def _in_comments(text: str, tables: Sequence[dict[str, Any]]) -> Iterator[tuple[int, Remark]]:
    """Yield what a draft of an earlier form says in comments, each with its line."""
    for line, remark in comments.remarks_in(text):
        yield line, remark if remark.project is None else remark._replace(project=tables[int(remark.project)]["id"])


def open_points(path: Path) -> list[tuple[int, Remark]]:
    """Return the open points of a sound dataset file, each with its line, in the file's order."""
    text = read_text(path)
    document, _ = _parse(text)
    if document is None:
        return []
    from kofukin.files.toml_lines import TomlLines  # only an unsettled draft needs it

    lines = TomlLines(text)
    found = [
        (lines.line_of(("open", n)), Remark("open", point["text"], place=point.get("place")))
        for n, point in enumerate(document.get("open", ()))
    ]
    for n, table in enumerate(document.get("project", ())):
        for remark in _remarks(table):
            if remark.is_open:
                found.append((lines.line_of(("project", n, "open", remark.field or WHOLE_PROJECT)), remark))
    found += [(line, remark) for line, remark in _in_comments(text, document.get("project", ())) if remark.is_open]
    return sorted(found, key=lambda point: point[0])
