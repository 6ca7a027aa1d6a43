"""JSON and JSON Lines of records → a table: a heading of their keys, and a row for each record."""

import json
import math
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from kofukin.errors import reason_of
from kofukin.importing.encoding import refusal
from kofukin.importing.sheet import Row, Sheet
from kofukin.messages import errors, importing

LARGEST_BYTES = 256 * 2**20


def sheet_in(path: Path, encoding: str) -> Sheet:
    """Return the records of a file as one table; raises KofukinError for what holds none."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise refusal(path, importing.DOCUMENT_TOO_LARGE(most=LARGEST_BYTES // 2**20), importing.SPLIT_OR_TABLE)
        text = path.read_text(encoding=encoding)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    try:
        if path.suffix.lower() == ".jsonl":
            records: Any = [_parsed(line) for line in text.splitlines() if line.strip()]
        else:
            records = _parsed(text)
    except (ValueError, RecursionError) as error:
        raise refusal(path, importing.NOT_JSON(reason=str(error)[:80])) from error
    found = _records(records)
    if found is None:
        raise refusal(path, importing.NO_RECORDS, importing.RECORDS_ARE)
    return Sheet(None, _rows(found), has_numbers=True)


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=str, object_pairs_hook=_record)


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raises ValueError for a key that stands twice and for halves of characters."""
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a key stands twice in one record")
    for text in (*record, *record.values()):
        if isinstance(text, str):
            text.encode()
    return record


def _records(value: Any) -> list[dict[str, Any]] | None:
    """Return the list of records that a document is, or holds as its only list of them; else the one called so."""
    if _are_records(value):
        return list(value)
    lists = list(_lists_in(value, _DEEPEST))
    named = [found for key, found in lists if key == "records"]
    return named[0] if len(named) == 1 else lists[0][1] if len(lists) == 1 else None


_DEEPEST = 3
"""So many objects lie round the records that a portal answers with."""


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _lists_in(value: Any, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for key, own in value.items() if isinstance(value, dict) else ():
        if _are_records(own):
            yield key, own
        elif depth > 1:
            yield from _lists_in(own, depth - 1)


def _rows(records: list[dict[str, Any]]) -> Generator[Row, None, None]:
    keys = list(dict.fromkeys(key for record in records for key in record))
    yield 1, keys
    for number, record in enumerate(records, start=2):
        yield number, [_text(record.get(key)) for key in keys]


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)
