"""What the shell offers for a value: years, programs, columns and ids from the data, words from the program."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from kofukin.cli.data_source import data_options
from kofukin.errors import KofukinError
from kofukin.render import NOTES
from kofukin.text.encodings import WRITTEN

if TYPE_CHECKING:
    from kofukin.model.fields import Field
    from kofukin.query.naming import Called

Offers = list[tuple[str, str]] | list[str]


def _asked(ctx: typer.Context, sql: str) -> list[tuple[str, str]]:
    """Return what the data of the command line so far answers, or nothing where it cannot be read."""
    newest = [ctx.params["new"]] if ctx.params.get("new") else None
    try:
        rows: list[tuple[str, str]] = data_options(ctx.params.get("data") or newest).open().execute(sql).fetchall()
    except KofukinError:
        return []
    return rows


def _starting(offers: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def years(ctx: typer.Context, incomplete: str) -> Offers:
    from kofukin.model.fiscal_year import era_label

    found = _asked(ctx, "SELECT DISTINCT fiscal_year, '' FROM project ORDER BY 1")
    return _starting([(era_label(int(year)), str(year)) for year, _ in found], incomplete)


def programs(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer ids, or the Japanese names that begin with what was typed."""
    ids = _asked(ctx, "SELECT id, name FROM program ORDER BY position")
    names = _asked(ctx, "SELECT short_name, id FROM program UNION ALL SELECT name, id FROM program")
    return _starting(ids, incomplete) or list(dict(_starting(names, incomplete)).items())


def applications(incomplete: str) -> Offers:
    return _starting([("single", "単独申請"), ("joint", "共同申請")], incomplete)


def partners(ctx: typer.Context, incomplete: str) -> Offers:
    found = _asked(ctx, "SELECT DISTINCT name, '' FROM partner ORDER BY 1 LIMIT 2000")
    return [name for name, _ in _starting(found, incomplete)]


def municipalities(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer the names of bodies, and the codes of those that share a name with another."""
    sql = (
        "SELECT iif(told_apart <> name, coalesce(code, name), name), iif(told_apart <> name, told_apart,"
        " coalesce(code, '')) FROM body WHERE name IS NOT NULL ORDER BY code LIMIT 2000"
    )
    found = _asked(ctx, sql)
    return _starting(found, incomplete) or [offer for offer in found if offer[1].startswith(incomplete)]


def ids(ctx: typer.Context, incomplete: str) -> Offers:
    return _starting(_asked(ctx, "SELECT id, name FROM project ORDER BY number LIMIT 2000"), incomplete)


def _fields(ctx: typer.Context) -> "tuple[Field, ...]":
    """Return the fields of the command that is being typed."""
    from kofukin import query

    if ctx.info_name == "totals":
        known = [name for name in str(ctx.params.get("by") or "program").split(",") if name in query.DIMENSIONS]
        return query.fields_of_totals(known)
    if ctx.info_name == "programs":
        return query.PROGRAM_FIELDS
    if ctx.info_name == "diff":
        from kofukin.comparing import CHANGE_FIELDS

        return CHANGE_FIELDS
    return (*query.FIELDS.values(), *query.LISTED_ON_REQUEST.values())


def _named(names: Iterable[str], labels: "Called", incomplete: str) -> list[str]:
    """Return the names that begin with what was typed, else what people call them and begins with it."""
    found = [name for name in names if name.startswith(incomplete)]
    return found or [text for _, label in labels for text in dict.fromkeys(label) if text.startswith(incomplete)]


def columns(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer the last name of a comma list, behind the names that stand already."""
    from kofukin.query.naming import called

    before, comma, last = incomplete.rpartition(",")
    fields = _fields(ctx)
    offers = _named([*(field.name for field in fields), "all"], called(fields), last)
    return [before + comma + name for name in offers]


def sort_keys(ctx: typer.Context, incomplete: str) -> Offers:
    from kofukin.query.naming import called

    fields = _fields(ctx)
    name, colon, order = incomplete.partition(":")
    offers = _named([field.name for field in fields], called(fields), name)
    keys = [offer + order for offer in offers for order in ("", ":desc")]
    return [key for key in keys if key.startswith(name + colon + order)]


def dimensions(incomplete: str) -> Offers:
    from kofukin.query import ALL, DIMENSIONS
    from kofukin.query.naming import dimensions_called

    before, comma, last = incomplete.rpartition(",")
    offers = _named([*DIMENSIONS, ALL], dimensions_called(), last)
    return [before + comma + name for name in dict.fromkeys(offers)]


def formats(incomplete: str) -> Offers:
    from kofukin.render import FORMATS

    return [name for name, entry in FORMATS.items() if name.startswith(incomplete) and not entry.is_binary]


def page_formats(incomplete: str) -> Offers:
    return [name for name in ("table", "json", "markdown") if name.startswith(incomplete)]


def citation_styles(incomplete: str) -> Offers:
    return [name for name in ("bibtex", "csl") if name.startswith(incomplete)]


def units(incomplete: str) -> Offers:
    from kofukin.model.amounts import UNIT_NAMES

    return [name for name in UNIT_NAMES if name.startswith(incomplete)]


def encodings(incomplete: str) -> Offers:
    return [name for name in WRITTEN if name.startswith(incomplete)]


def colors(incomplete: str) -> Offers:
    return [name for name in ("auto", "always", "never") if name.startswith(incomplete)]


def themes(incomplete: str) -> Offers:
    return [name for name in ("light", "dark") if name.startswith(incomplete)]


def notes(incomplete: str) -> Offers:
    return [str(name) for name in NOTES if name.startswith(incomplete)]


def languages(incomplete: str) -> Offers:
    return _starting([("ja", "日本語"), ("en", "English")], incomplete)
