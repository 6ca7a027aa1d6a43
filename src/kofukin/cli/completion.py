"""What the shell offers for a value: years, programs, columns and ids from the data, words from the program."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

Offers = list[tuple[str, str]] | list[str]


def _bundled() -> "sqlite3.Connection":
    """Open the data: imported here, since completing an option's name needs none of it."""
    from kofukin.cli.options import data_options

    return data_options().open()


def _starting(offers: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def years(incomplete: str) -> Offers:
    from kofukin import query
    from kofukin.fiscal_year import era_label

    return _starting([(era_label(year), str(year)) for year in query.years(_bundled())], incomplete)


def programs(incomplete: str) -> Offers:
    rows = _bundled().execute("SELECT id, name FROM program ORDER BY position").fetchall()
    return _starting(rows, incomplete)


def applications(incomplete: str) -> Offers:
    return _starting([("single", "単独申請"), ("joint", "共同申請")], incomplete)


def partners(incomplete: str) -> Offers:
    rows = _bundled().execute("SELECT DISTINCT name, '' FROM partner ORDER BY 1").fetchall()
    return [name for name, _ in _starting(rows, incomplete)]


def municipalities(incomplete: str) -> Offers:
    rows = _bundled().execute("SELECT name, coalesce(code, '') FROM municipality ORDER BY code LIMIT 2000").fetchall()
    return _starting(rows, incomplete)


def ids(incomplete: str) -> Offers:
    rows = _bundled().execute("SELECT id, name FROM project ORDER BY number LIMIT 2000").fetchall()
    return _starting(rows, incomplete)


def columns(incomplete: str) -> Offers:
    """Offer the last name of a comma list, behind the names that stand already."""
    from kofukin.query import FIELDS

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in [*FIELDS, "all"] if name.startswith(last)]


def sort_keys(incomplete: str) -> Offers:
    from kofukin.query import FIELDS

    return [name + order for name in FIELDS for order in ("", ":desc") if (name + order).startswith(incomplete)]


def dimensions(incomplete: str) -> Offers:
    from kofukin.query import ALL, DIMENSIONS

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in [*DIMENSIONS, ALL] if name.startswith(last)]


def formats(incomplete: str) -> Offers:
    from kofukin.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def page_formats(incomplete: str) -> Offers:
    return [name for name in ("table", "json", "markdown") if name.startswith(incomplete)]


def units(incomplete: str) -> Offers:
    from kofukin.amounts import UNIT_NAMES

    return [name for name in UNIT_NAMES if name.startswith(incomplete)]


def colors(incomplete: str) -> Offers:
    return [name for name in ("auto", "always", "never") if name.startswith(incomplete)]


def languages(incomplete: str) -> Offers:
    return _starting([("ja", "日本語"), ("en", "English")], incomplete)
