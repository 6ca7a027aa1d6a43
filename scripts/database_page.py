"""The page about ``.db`` files, made from the schema and its comments (see ``make_docs.py``, which writes it)."""

import re

from kofukin import store

_INTRODUCTION = f"""<!-- Made from the program by scripts/make_docs.py; do not edit. -->

# The database

`kofukin export -o x.db` and `kofukin import FILE -o x.db` write a SQLite file that any SQLite tool opens and that
`--data x.db` asks where it lies, without changing it. Its `application_id` is {store.APPLICATION_ID}, its
`user_version`, the version of this schema, {store.SCHEMA_VERSION}. The comments below stand in the file too
(`sqlite3 x.db .schema`).

Amounts are whole yen, fiscal years Gregorian (2017 is H29). NULL means that the source does not say; it never means 0.
A partner's money lies outside the project's, and the two are never added.

Columns marked *derived* follow from others and are stored because queries need them. A tool that changes the data has
to change them as well; `kofukin check x.db` finds what no longer agrees, references that lead nowhere, and values that
no dataset may hold. The folded form of a text, by which texts are compared, ignores width, case, hiragana or
katakana, ヶ or ケ, white space, variation selectors, and which dash or wave was typed; a radical is the kanji it
stands for.

A question that any tool can ask:

```sql
SELECT program.short_name, project.fiscal_year, count(*), sum(project.national_funds_yen)
FROM project LEFT JOIN program ON program.id = project.program
GROUP BY 1, 2;
```
"""
_TABLE = re.compile(r"CREATE TABLE (\w+) \( -- (.+?)\n(.+?)\n\)", re.DOTALL)
_COLUMN = re.compile(
    r"^    (?P<name>[a-z0-9_]+) (?P<type>TEXT|INTEGER)(?P<rest>.*?),?(?: -- (?P<meaning>.+))?$", re.MULTILINE
)
_INDEX = re.compile(r"CREATE (UNIQUE )?INDEX (\w+) ON (\w+) \(([^)]+)\)(?: WHERE ([^;]+))?;")


def page() -> str:
    """Return the page, in English only like the comments in the file."""
    tables = [_table(*found) for found in _TABLE.findall(store.SCHEMA)]
    indexes = [_index(*found) for found in _INDEX.findall(store.INDEXES)]
    head = "| index | columns |\n|---|---|\n"
    return "\n".join([_INTRODUCTION, *tables, "## Indexes\n", head + "".join(indexes)])


def _table(name: str, meaning: str, body: str) -> str:
    rows = "".join(map(_column, _COLUMN.finditer(body)))
    return f"## {name}\n\n{meaning[0].upper()}{meaning[1:]}.\n\n| column | type | meaning |\n|---|---|---|\n{rows}"


def _column(found: re.Match[str]) -> str:
    rest = found["rest"]
    refers = re.search(r"REFERENCES (\w+) \((\w+)\)", rest)
    type_ = found["type"].lower() + (f" → `{refers[1]}.{refers[2]}`" if refers else "")
    needed = "" if "NOT NULL" in rest or "PRIMARY KEY" in rest else ", may be NULL"
    return f"| `{found['name']}` | {type_}{needed} | {found['meaning'] or ''} |\n"


def _index(unique: str, name: str, table: str, columns: str, where: str) -> str:
    condition = f" where `{where}`" if where else ""
    return f"| `{name}` | {'unique: ' if unique else ''}`{table}` ({' '.join(columns.split())}){condition} |\n"
