"""The data from Python: the questions of the command line, with its filters and fields, answered as plain rows.

``import kofukin; data = kofukin.open("nation.db"); data.list(year="H29", program="推進")``
"""

import contextlib
import os
import sqlite3
import warnings
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from threading import get_ident
from types import TracebackType
from typing import Any, TypeAlias, TypedDict, Unpack

from kofukin import answer, comparing, query
from kofukin.answer import counted_once
from kofukin.errors import KofukinError, UsageError, shortened
from kofukin.filters import Filters, filters_of, limit_of, sort_of
from kofukin.messages import LANGUAGES, Language, Option, errors
from kofukin.model.amounts import Unit
from kofukin.query import details
from kofukin.query.grouping import dimensions_of
from kofukin.render import Style
from kofukin.render.page import values_of
from kofukin.store import opening, soundness
from kofukin.store.database_file import DatabaseFile
from kofukin.table import Table

Row: TypeAlias = dict[str, str | int | float | list[str] | None]
"""An answer's values by field: yen and fiscal years as int, ``partners`` as a list, what is not stated as None."""
Rows: TypeAlias = list[Row]
Page: TypeAlias = dict[str, Any]
"""All that is known of one thing, by field: values as in a row, and dicts and lists of dicts of what belongs to it."""
Some: TypeAlias = str | int | Iterable[str | int]
"""One value, or several of which one has to hold."""
Names: TypeAlias = str | Sequence[str]
"""Names with commas between them, or one by one."""
PathLike: TypeAlias = str | os.PathLike[str]


class Asked(TypedDict, total=False):
    """The filters of the command line; several are and-ed, several values in one are or-ed.

    ``year`` is the grant's fiscal year and ``active`` one in which projects run: 2017, ``"H29"``, ``"令和元年度"``,
    ``"H28-H30"``. ``program`` is an id, a name or an unambiguous part of one (``"推進"``); ``application`` is
    ``"single"``, ``"joint"`` or the document's own words; ``partner`` and ``municipality`` are names or parts of them,
    a municipality also its code. ``min`` and ``max`` bound the national funds: in yen as an int, or ``"3000万円"``.
    None asks nothing.
    """

    year: Some | None
    active: Some | None
    program: Some | None
    application: Some | None
    partner: Some | None
    municipality: Some | None
    min: int | str | None
    max: int | str | None


class Data:
    """Dataset files that were opened to be asked; close it, or use it in a ``with`` statement.

    Every question raises KofukinError, whose ``hint`` says what would do, for a value that cannot be used (a bad year,
    an unknown program or column) and for data that turns out to be damaged. Amounts are in yen; what the source does
    not state is None, never 0. It is for the thread that opened it.
    """

    def __init__(self, *paths: PathLike) -> None:
        """Open dataset files, or folders of them, as ``--data`` does; none means the bundled dataset.

        Raises KofukinError with every problem of all of them in ``details``.
        """
        if "" in paths:
            raise KofukinError(errors.NO_FILE_NAMED(option="open()"), errors.CHECK_NAME)  # else the current folder
        self._name = ", ".join(map(str, paths)) or "kofukin"
        files = [*map(Path, paths)]
        for path in files:
            if names := opening.passed_over(path):
                warnings.warn(str(errors.NOT_READ_IN_FOLDER(folder=path, names=names)), stacklevel=3)
        self._opened: sqlite3.Connection | None = opening.open_all(files)
        self._thread = get_ident()

    def list(
        self,
        *words: str,
        columns: Names | None = None,
        sort: Names = (),
        limit: int | None = None,
        **asked: Unpack[Asked],
    ) -> Rows:
        """Return the projects that match, one dict each, in the data's order.

        ``words`` are looked for in name, summary, note, partners and municipality, and all have to be there.
        ``columns`` are names of fields, all of them unless given; ``sort`` is a field or several, ``":desc"`` behind it
        for the largest first; ``limit`` is how many at the most. The filters are those of ``Asked``.
        """
        with self._asking() as connection:
            filters = query.resolve(connection, _filters(words, asked))
            most = None if limit is None else limit_of(str(limit))
            names = _columns(columns, tuple(query.FIELDS))
            table = answer.projects(connection, filters, names, sort_of(_names(sort)), most, False, Unit.YEN)
            return _rows(table)

    def totals(
        self,
        *words: str,
        by: Names = "program",
        columns: Names | None = None,
        sort: Names = (),
        once: bool = False,
        **asked: Unpack[Asked],
    ) -> Rows:
        """Return a dict for each group of what matches: its key, how many projects, and sums in yen.

        ``by`` names dimensions (``program``, ``year``, ``application``, ``municipality``, ``prefecture`` and so on), or
        ``"all"`` for one row over everything. ``national_funds_yen`` adds up the amounts that are stated and is None
        where none is, ``unstated`` counts the others; partners' funds are a sum of their own. ``once`` counts a joint
        project once that two bodies list.
        """
        with self._asking() as connection:
            filters = query.resolve(connection, _filters(words, asked))
            if once:
                filters, _ = counted_once.once(connection, filters)
            names = _names(columns) if columns is not None else None
            table = answer.totals(
                connection, filters, dimensions_of(_names(by)), names, sort_of(_names(sort)), people=False
            )
            return _rows(table)

    def show(self, project: str, language: Language = "en") -> Page:
        """Return everything about one project, by its id, its name or a part of the name that fits no other.

        Beside the fields of ``list`` that is ``related``, the ids of related projects, the ``citation`` in
        ``language``, ``document``, a dict of what is known of the document, where it is described, and ``open`` where
        it has open points. Raises KofukinError where none or several fit.
        """
        with self._asking() as connection:
            if language not in LANGUAGES:
                choices = errors.VALID_CHOICES(choices=list(LANGUAGES))
                raise UsageError(errors.BAD_CHOICE(option=Option("language"), text=shortened(str(language))), choices)
            detail = details.show(connection, query.find_project(connection, project))
            return {name: _plain(value) for name, value in values_of(detail, Style(language, Unit.YEN)).items()}

    def programs(self) -> Rows:
        """Return the grant programs that the data knows, each with its names, years and rates."""
        with self._asking() as connection:
            return _rows(answer.programs(connection, None))

    def program(self, program: str) -> Page:
        """Return everything about one grant program, by its id, a name of it or a part that fits no other.

        That is its names, types, rates and ``limits``; its ``line``, what it was before and became, each step with its
        ground; and the state's money for it: ``budgets`` by fiscal year and sheet, and ``breaks`` where these are not
        one series. Raises KofukinError where none or several fit.
        """
        from kofukin import program_page  # reads the reference of national money

        with self._asking() as connection:
            table = program_page.page(connection, program, None, people=False, nested=True)
            (page,) = _rows(table)
            return page

    def diff(
        self, new: "Data", *words: str, columns: Names | None = None, places: bool = False, **asked: Unpack[Asked]
    ) -> Rows:
        """Return what appeared, is gone and changed from this data to ``new``, a dict for each field that differs.

        Each has the value ``before`` and ``after``, of the kind that the field named in ``field`` has, and where both
        stand in their sources. ``match`` says by what two were paired. Ids and places in the sources count as changes
        where ``places`` are asked for. Raises KofukinError where the two have no body in common.
        """
        with self._asking() as old, new._asking() as other:
            filters = comparing.on_both(old, other, _filters(words, asked))
            versions = comparing.Version(self._name, old, filters[0]), comparing.Version(new._name, other, filters[1])
            names = _columns(columns, tuple(field.name for field in comparing.CHANGE_FIELDS))
            return _rows(comparing.compared(*versions, names, places=places).table)

    def close(self) -> None:
        """Let go of the files, in the thread that opened them; asking again raises KofukinError."""
        if self._opened is not None:
            self._check_thread()
            self._opened.close()
        self._opened = None

    def __enter__(self) -> "Data":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<kofukin.Data {self._name}{'' if self._opened else ', closed'}>"

    def _check_thread(self) -> None:
        if self._thread != get_ident():
            raise KofukinError(errors.OTHER_THREAD, errors.OPEN_IN_EACH_THREAD)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """Give the database for one question; a failure that the data causes is told as such."""
        if self._opened is None:
            raise KofukinError(errors.DATA_CLOSED, errors.OPEN_IT_AGAIN)
        self._check_thread()
        try:
            yield self._opened
            if isinstance(self._opened, DatabaseFile):
                self._opened.check_unchanged()
        except KofukinError as error:
            raise error.with_options(Option.for_python).with_traceback(error.__traceback__) from error.__cause__
        except Exception as error:
            if told := soundness.explained(error):
                raise told from error
            raise


def open(*paths: PathLike) -> Data:  # noqa: A001 - it is called kofukin.open
    """Open dataset files (``.toml``, ``.db`` or folders of them) to ask them from Python; none means the bundled one.

    Raises KofukinError for what is no dataset, with every problem in its ``details``.
    """
    return Data(*paths)


def _filters(words: Sequence[str], asked: Asked) -> Filters:
    given = {name: value for name, value in asked.items() if value is not None}
    bounds = {name: str(given.pop(name)) for name in ("min", "max") if name in given}
    return filters_of(words, **{name: _texts(value) for name, value in given.items()}, **bounds)  # type: ignore[arg-type]


def _texts(value: object) -> Sequence[str]:
    """Return one value, or several, as they would be typed."""
    return [str(each) for each in value] if isinstance(value, Iterable) and not isinstance(value, str) else [str(value)]


def _names(names: Names) -> tuple[str, ...]:
    parts = names.split(",") if isinstance(names, str) else names
    return tuple(name.strip() for name in parts if name.strip())


def _columns(columns: Names | None, everything: tuple[str, ...]) -> tuple[str, ...] | None:
    names = _names(columns) if columns is not None else None
    return everything if names == (answer.EVERY_COLUMN,) else names


def _rows(table: Table) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def _plain(value: object) -> object:
    """Return a value as a type that every library knows."""
    if isinstance(value, tuple):
        return [*value]
    return float(value) if isinstance(value, Decimal) else value
