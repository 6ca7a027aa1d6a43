"""The heading rows of a table: where they are, which field each column holds, and the unit of its amounts.

Headings are compared folded, by the words that grant lists use; this program's own field names and its labels for
people are known too. A word that could be two things (区分) is settled by what stands below it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing.programs import known_in
from kofukin.importing.sheets import BrokenRecord, Row, Span
from kofukin.messages import LANGUAGES, errors
from kofukin.model.amounts import parse_yen
from kofukin.model.fields import FIELDS
from kofukin.model.project import Project
from kofukin.text.folding import fold

DERIVED = ("era_year", "program_name", "estimated_cost_yen", "other_funds_yen")
"""Fields of ``kofukin list`` that a project does not hold itself."""
OWN = frozenset(Project._fields) | frozenset(DERIVED)
AMOUNTS = frozenset({"national_funds_yen", "partner_national_funds_yen", "stated_cost_yen", "estimated_cost_yen"})

WORDS = {
    "municipality": "団体名 地方公共団体名 地方公共団体 団体 自治体名 自治体 市区町村名 市町村名 区市町村名 市区町村"
    " 市町村 区市町村 都道府県・市区町村名 都道府県・市町村名 都道府県市区町村名 都道府県市町村名 都道府県・市区町村"
    " 都道府県・市町村 都道府県名・市町村名 都道府県名・市区町村名 市町村等名 市町名 交付団体名 交付団体"
    " 交付対象団体名 交付対象団体 申請団体名 申請団体 採択団体名 採択団体 実施団体名 実施団体 実施主体 実施主体名"
    " 事業実施主体 事業主体 事業主体名 申請主体 申請者 申請者名 交付先 交付先団体名 代表団体名 代表団体 申請自治体名"
    " 申請自治体",
    "prefecture": "都道府県名 都道府県 県名 道府県名",
    "municipality_code": "団体コード 地方公共団体コード 全国地方公共団体コード 市区町村コード 市町村コード"
    " 自治体コード 都道府県・市区町村コード 都道府県コード又は市区町村コード 都道府県コードまたは市区町村コード"
    " JISコード 団体CD コード",
    "name": "事業名 事業の名称 事業名称 交付対象事業名 交付対象事業の名称 交付対象事業名称 対象事業名 対象事業の名称"
    " 採択事業名 採択事業の名称 実施事業名 個別事業名 プロジェクト名 事業計画名 実施計画名 交付対象事業 採択事業"
    " 対象事業 事業 名称",
    "program_name": "交付金の名称 交付金名称 交付金名 交付金の種類 交付金種別 交付金区分 制度名 補助金名",
    "application_text": "申請区分 申請形態 申請の形態 申請種別 申請方法 申請の区分 単独・共同 単独・共同の別"
    " 単独/共同 単独/共同の別 実施形態 広域・単独",
    "partners": "共同申請先 共同申請団体 共同申請団体名 共同申請者 共同申請自治体 共同申請の相手 共同実施団体"
    " 共同事業者 連携先 連携団体 連携団体名 連携自治体 連携自治体名 広域連携先 構成団体",
    "fiscal_year": "年度 採択年度 交付年度 交付決定年度 会計年度 交付金年度 採択年 対象年度 予算年度 事業年度 実施年度",
    "last_fiscal_year": "最終年度 終了年度 事業終了年度 完了年度 終了予定年度",
    "national_funds_yen": "国費 国費額 うち国費 交付決定額 交付決定国費 国費交付決定額 交付額 交付金額 国費交付額"
    " 交付額国費 交付金交付額 交付済額 交付確定額 確定額 採択額 採択国費 国費採択額 採択額国費 交付決定額国費"
    " 交付予定額 交付予定国費 国費交付予定額 交付予定額国費 交付金充当額 うち交付金 うち交付金額 内示額 配分額"
    " 決定額 国庫補助額 国庫補助金 国庫支出金 補助金額 交付金額国費 国費交付金額 国費決定額 採択予定額"
    " 国費採択予定額",
    "partner_national_funds_yen": "共同申請先の国費 共同申請先国費 共同申請団体の国費 共同申請団体国費"
    " 連携団体の国費 連携団体国費 連携先国費 共同申請先交付額 共同申請先の交付額",
    "stated_cost_yen": "総事業費 事業費 事業費総額 全体事業費 交付対象事業費 対象事業費 総事業費額 事業費額 事業規模"
    " 総額事業費 事業費全体",
    "subsidy_rate": "補助率 交付率 国費率 補助割合",
    "note": "備考 備考欄 摘要 特記事項 注記 注",
    "summary": "概要 事業概要 事業の概要 事業内容 事業の内容 内容 取組概要 取組内容 取組の概要 事業概要・目的"
    " 交付対象事業の概要 交付対象事業概要 主な内容 主な取組 主な事業内容",
    "kind": "区分 事業区分 種別 種類 事業の種類 事業種別 タイプ",
    "grant": "交付金",
}
"""``kind`` and ``grant`` are no fields: what stands below says whether they are the program, an amount or neither."""

_UNREAD_ON_PURPOSE = frozenset(
    fold(word)
    for word in (
        *("No.", "No", "№", "#", "番号", "通し番号", "整理番号", "連番", "項番", "順番", "通番"),
        *("ふりがな", "フリガナ", "よみ", "読み", "よみがな", "かな"),
    )
)
_MACHINE_AMOUNT = re.compile(r"([a-z_]+)_(thousand|million)_yen")
_MACHINE_UNITS = {"thousand": 10**3, "million": 10**6}
_UNITS = "千円|万円|百万円|千万円|億円|円|thousandyen|millionyen|yen"
_ENGLISH_UNITS = {"yen": 1, "thousandyen": 10**3, "millionyen": 10**6}
_OPEN, _CLOSE = r"[(\[【〔<「]", r"[)\]】〕>」]"
_UNIT_IN_HEADING = re.compile(
    rf"{_OPEN}(?:単位[:は]?)?({_UNITS})(?={_CLOSE}|[・、,/])|単位[:は]?{_OPEN}?({_UNITS})|(千円|百万円|億円)$"
)
_UNIT_IN_TEXT = re.compile(
    rf"単位[:は]?{_OPEN}?({_UNITS})(?!未満)|^{_OPEN}?({_UNITS}){_CLOSE}?$"
    rf"|(?:金額|額|国費|事業費)は(?:すべて|全て)?[、,]?({_UNITS})(?:単位)?(?:で(?:表示|記載|示)|表示|表記|とする|です|です。|。|$)"
    rf"|^amountsin({_UNITS})"
)
"""A note may also say that less than 千円 was cut off, or that amounts are 百万円 or more; neither is a unit."""
_UNIT_BRACKET = re.compile(rf"{_OPEN}(?:単位[:は]?)?(?:{_UNITS}){_CLOSE}|単位[:は]?(?:{_UNITS})$|(?:千円|百万円|億円)$")
_BRACKETED = re.compile(rf"{_OPEN}[^()\[\]【】〔〕<>「」]*{_CLOSE}")
_MARKS = re.compile(r"^(?:\([0-9a-z]\)|[0-9]{1,2}[.)、:]?)|(?:※[0-9,]*|\*[0-9]*|注[0-9]*)$")
_SAYS_NOTHING = re.compile(
    rf"{_OPEN}(?:[0-9]{{1,2}}|[a-z]|※?[0-9]*|注[0-9]*|(?:(?:{_UNITS})[・、,/])?税[込抜]|国費|国費額|予定|見込|内示|(?:令和|平成|[hr])?[0-9元]+年度?|[a-z0-9=÷×+*/-]+){_CLOSE}"
)
"""Brackets in an amount's heading that leave it what it is; others, as （県費） or （要望額）, make it another one."""
_COLUMN_MARK = re.compile(r"\(?(?:[0-9]{1,2}|[a-z])\)?(?:=.*)?")
_LONGEST_HEADING = 60
_LONGEST_TEXT = 200
_SAMPLED = 20
_UNKNOWN = 99
_BY_VALUES = 20
"""Added to the rank of a heading that only its values explain: a heading that speaks for itself goes before it."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def _vocabulary() -> dict[str, tuple[str, int]]:
    """Return field and rank by folded word; a field's first words rank before its later ones."""
    words = {
        fold(word): (field, rank) for field, text in WORDS.items() for rank, word in enumerate(text.split(), start=2)
    }
    for field, entry in FIELDS.items():
        if field in OWN:
            own = {fold(entry.labelled.in_(language)): (field, 1) for language in LANGUAGES}
            words.update({word: entry for word, entry in own.items() if words.get(word) != ("grant", 2)})
    return words


_VOCABULARY = _vocabulary()
HEADING_WORDS = frozenset(_VOCABULARY) | OWN
"""What a cell of a second table's heading may be; a quick look tells most cells that are none."""


class Column(NamedTuple):
    """A column: its 0-based place, its heading as written, the field it holds, the unit that its heading gives."""

    at: int
    heading: str
    field: str | None = None
    rank: int = _UNKNOWN
    yen_per_unit: int | None = None
    is_own: bool = False

    @property
    def is_by_values(self) -> bool:
        """Whether only the values below the heading showed what the column is."""
        return self.field is not None and _BY_VALUES <= self.rank < _UNKNOWN


class Layout(NamedTuple):
    """The heading rows of a table and what its columns are.

    ``starts`` is the row of its heading, or of its first project where it has none. ``columns`` are those read, by
    field; ``rivals`` those passed over, each with the one that was read for the same field; ``missing`` the headings
    that the user named and that are not there. ``is_own``: it is a list that this program wrote. ``is_assumed``: that
    its heading is one, nothing shows.
    """

    rows: tuple[Row, ...]
    starts: int
    columns: Mapping[str, Column]
    unread: tuple[Column, ...]
    rivals: tuple[tuple[Column, Column], ...]
    missing: tuple[str, ...]
    headings: tuple[str, ...]
    width: int
    is_own: bool
    is_assumed: bool = False

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Return whether ``cells`` are one of the heading rows again, as at the top of each printed page."""
        bare = _bare(cells)
        return any(bare == _bare(own) for _, own in self.rows)


def _bare(cells: Iterable[str]) -> list[str]:
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def unit_in_text(text: str) -> int | None:
    """Return the yen in the unit that a title or note states, as 「（単位：千円）」 does."""
    return _unit(_UNIT_IN_TEXT, fold(text)) if len(text) <= _LONGEST_TEXT else None


def _unit(pattern: re.Pattern[str], folded: str) -> int | None:
    found = {next(filter(None, groups)) for groups in pattern.findall(folded)}
    if len(found) != 1:
        return None
    (unit,) = found
    return _ENGLISH_UNITS.get(unit) or parse_yen(f"1{unit}")


@lru_cache(maxsize=4096)
def recognise(heading: str) -> tuple[str | None, int]:
    """Return the field that a heading names, and how surely: 0 for this program's own name, then 1, 2 and so on."""
    bare = heading.strip()
    if bare in OWN:
        return bare, 0
    if (match := _MACHINE_AMOUNT.fullmatch(bare)) and f"{match[1]}_yen" in AMOUNTS:
        return f"{match[1]}_yen", 0
    if len(bare) > _LONGEST_HEADING:
        return None, _UNKNOWN
    folded = fold(bare)
    no_unit = _UNIT_BRACKET.sub("", folded)
    for text in (folded, no_unit, _MARKS.sub("", no_unit)):
        if text in _VOCABULARY:
            return _VOCABULARY[text]
    no_brackets = _BRACKETED.sub("", no_unit)
    for text in (no_brackets, _MARKS.sub("", no_brackets)):
        field, rank = _VOCABULARY.get(text, (None, _UNKNOWN))
        if field is not None and (
            field not in AMOUNTS or all(map(_SAYS_NOTHING.fullmatch, _BRACKETED.findall(no_unit)))
        ):
            return field, rank
    return None, _UNKNOWN


def find_layout(rows: Sequence[Row], spans: Sequence[Span], chosen: Mapping[str, str]) -> Layout | None:
    """Return the first table's layout in ``rows``, the beginning of a sheet, or None where no row is a heading.

    ``chosen`` are the user's columns, by field. The rows below the heading are looked at to settle what a word means.
    """
    for depth in (1, 2, 3):
        for at in range(len(rows) - depth + 1):
            if is_heading(rows[at : at + depth], spans, chosen):
                first, last = _extended(rows, at, at + depth, spans, chosen)
                return layout(rows[first:last], rows[last:], spans, chosen)
    return _layout_by_place(rows, spans, chosen)


def _layout_by_place(rows: Sequence[Row], spans: Sequence[Span], chosen: Mapping[str, str]) -> Layout | None:
    """Return the layout of a table without headings that we know, all of whose columns the user names by place.

    Its first row that has something in each of them is a project if it has an amount, else it is taken for a heading.
    """
    places = {field: _index(wanted) for field, wanted in chosen.items()}
    if "name" not in places or len(places) < 2 or None in places.values():
        return None
    for at, (_, cells) in enumerate(rows):
        if all(place is not None and place < len(cells) and cells[place].strip() for place in places.values()):
            if _is_data(rows[at], chosen):
                return layout((), rows[at:], spans, chosen)
            return layout(rows[at : at + 1], rows[at + 1 :], spans, chosen)._replace(is_assumed=True)
    return None


def layout(
    heading: Sequence[Row], below: Sequence[Row], spans: Sequence[Span], chosen: Mapping[str, str] = _NOTHING
) -> Layout:
    """Return the layout that ``heading`` rows give, each field by the column that names it best."""
    below = below[:_SAMPLED]
    width = max(len(cells) for _, cells in heading or below)
    columns = list(_columns(heading, spans)) or [Column(index, "") for index in range(width)]
    is_own = sum(column.is_own for column in columns) > 2
    columns = [_settled(column, below, is_own) for column in columns]
    missing = []
    for field, wanted in chosen.items():
        found = _chosen_column(columns, wanted)
        if found is None:
            missing.append(wanted)
        else:
            columns = [column._replace(field=None) if column.field == field else column for column in columns]
            columns[found] = columns[found]._replace(field=field)
    candidates: dict[str, list[Column]] = {}
    for column in columns:
        if column.field is not None:
            candidates.setdefault(column.field, []).append(column)
    taken = {field: min(found, key=lambda c: (c.rank, c.at)) for field, found in candidates.items()}
    return Layout(
        tuple(heading),
        (heading or below)[0][0],
        taken,
        tuple(c for c in columns if c.field is None and not _is_unread_on_purpose(c, below)),
        tuple((c, taken[field]) for field, found in candidates.items() for c in found if c is not taken[field]),
        tuple(missing),
        tuple(column.heading for column in columns if column.heading),
        width,
        is_own,
    )


def headings_in(rows: Sequence[Row]) -> list[str]:
    """Return what might be the headings where none was recognised: the cells of the first row that has several."""
    for _, cells in rows:
        texts = [cell.strip() for cell in cells if cell.strip()]
        if len(texts) > 1:
            return texts
    return []


def check_chosen(chosen: Mapping[str, str]) -> None:
    """Raise UsageError for a field that no column can be chosen for."""
    known = [*Project._fields, *DERIVED, "prefecture"]
    for field in chosen:
        if field not in known:
            raise UsageError(errors.UNKNOWN_COLUMN(text=field[:60]), errors.VALID_FIELDS(fields=known))


def is_heading(rows: Sequence[Row], spans: Sequence[Span] = (), chosen: Mapping[str, str] = _NOTHING) -> bool:
    """Return whether the rows name a project's name and one more field.

    Columns that the user names by place count where some other cell is a heading by its words.
    """
    if any(isinstance(cells, BrokenRecord) for _, cells in rows):
        return False
    columns = list(_columns(rows, spans))
    fields = {column.field for column in columns if column.field}
    by_place: set[str] = set()
    for field, wanted in chosen.items():
        found = _chosen_column(columns, wanted)
        if found is not None and columns[found].heading:
            (by_place if found == _index(wanted) else fields).add(field)
    return bool(fields) and "name" in fields | by_place and len(fields | by_place) > 1


def _is_data(row: Row, chosen: Mapping[str, str]) -> bool:
    """Return whether a row that the user's letters point into is a project already: a table without headings."""
    indexes = [_index(wanted) for field, wanted in chosen.items() if field in AMOUNTS]
    cells = [row[1][index] for index in indexes if index is not None and index < len(row[1])]
    return any(re.fullmatch("[0-9][0-9,]*(?:千?円)?", fold(cell)) for cell in cells)


def _extended(
    rows: Sequence[Row], first: int, last: int, spans: Sequence[Span], chosen: Mapping[str, str]
) -> tuple[int, int]:
    """Return where a heading begins and ends, with the rows above and below that belong to it."""

    def is_more(above: int, below: int) -> bool:
        return rows[above][0] + 1 == rows[below][0] and is_heading(rows[min(first, above) : below + 1], spans, chosen)

    while last < len(rows) and _continues_heading(rows[last][1]) and is_more(last - 1, last):
        last += 1
    while first and _stands_over(rows[first - 1], rows[first], spans) and is_more(first - 1, first):
        first -= 1
    return first, last


def _continues_heading(row: list[str]) -> bool:
    """Return whether a row below a heading is more of it: field words, units, or column marks (A, B, ③=①÷②)."""
    cells = [fold(cell) for cell in row if cell.strip()]
    if not cells or isinstance(row, BrokenRecord):
        return False
    if all(_COLUMN_MARK.fullmatch(cell) for cell in cells):
        numbers = [str(number) for number in range(1, len(cells) + 1)]
        return cells == numbers or not all(cell.isdecimal() for cell in cells)
    return all(recognise(cell)[0] or unit_in_text(cell) for cell in cells)


def _stands_over(row: Row, below: Row, spans: Sequence[Span]) -> bool:
    """Return whether a row above a heading groups its columns: 「国費」 over 「採択額」 and 「交付額」."""
    cells = row[1]
    own = [index for index, cell in enumerate(cells) if cell.strip()]
    if not own or isinstance(cells, BrokenRecord) or any(unit_in_text(cells[index]) for index in own):
        return False
    headed = [index for index, cell in enumerate(below[1]) if cell.strip()]
    over = _over(row, below, spans)
    reach = {index: sum(over.get(column) == index for column in headed) for index in own}
    if len(own) == 1 and reach[own[0]] == len(headed):
        return False  # a title over the whole table
    return any(recognise(cells[index])[0] for index in own) or all(reach[index] > 1 for index in own)


def _over(row: Row, below: Row | None, spans: Sequence[Span]) -> dict[int, int]:
    """Return, for each column that a text in ``row`` stands over, the column of that text.

    Merged cells say so; where a row has none, a text reaches as far as blank cells do that have a heading below.
    """
    number, cells = row
    over = {index: index for index, cell in enumerate(cells) if cell.strip()}
    merged = [span for span in spans if span.top <= number <= span.bottom]
    if merged or below is None:
        for span in merged:
            if span.left in over:
                over.update(dict.fromkeys(range(span.left, min(span.right + 1, len(cells))), span.left))
        return over
    source = None
    for index, heading in enumerate(below[1]):
        if index in over:
            source = index
        elif source is not None and heading.strip():
            over[index] = source
        else:
            source = None
    return over


def _columns(heading: Sequence[Row], spans: Sequence[Span]) -> Iterator[Column]:
    width = max((len(cells) for _, cells in heading), default=0)
    belows: list[Row | None] = [*heading[1:], None]
    over = [_over(row, below, spans) for row, below in zip(heading, belows, strict=False)]
    for index in range(width):
        parts: list[str] = []
        for (_, cells), sources in zip(heading, over, strict=True):
            part = cells[sources[index]].strip() if index in sources else ""
            if part and (not parts or parts[-1] != part):
                parts.append(part)
        yield _column(index, parts)


def _column(index: int, parts: list[str]) -> Column:
    """Return the column under these headings, the topmost first."""
    heading = " ".join(" ".join(part.split()) for part in parts)
    units = [unit for part in reversed(parts) if (unit := _unit(_UNIT_IN_HEADING, fold(part)) or unit_in_text(part))]
    words = [part for part in parts if not unit_in_text(part)]
    if len(words) > 1:
        words = [word for word in words if not _COLUMN_MARK.fullmatch(fold(word))] or words
    field, rank = recognise("".join(words)) if words else (None, _UNKNOWN)
    if field is None and len(words) > 1:
        field, rank = recognise(words[-1])
        if field == "national_funds_yen" and any(recognise(word)[0] == "partners" for word in words):
            field = "partner_national_funds_yen"
    if rank == 0 and field in AMOUNTS:
        machine = _MACHINE_AMOUNT.fullmatch(words[-1])
        units = [_MACHINE_UNITS[machine[2]] if machine else 1]
    return Column(index, heading, field, rank, units[0] if units else None, rank == 0)


def _settled(column: Column, below: Sequence[Row], is_own: bool) -> Column:
    """Return the column with a word that may mean several things settled by the values below it."""
    if column.field not in ("kind", "grant", "id") or (column.field == "id" and is_own):
        return column
    values = _values(column, below)
    field = None
    if column.field == "id":
        field = "id" if any(not value.isdecimal() for value in values) else None
    elif column.field == "grant":
        amounts = column.yen_per_unit or any(re.match("[0-9]", fold(value)) for value in values)
        field = "national_funds_yen" if amounts else "program"
    elif any(known_in(value) for value in values):
        field = "program_name"
    elif any(word in value for value in values for word in ("単独", "共同", "広域")):
        field = "application_text"
    return column._replace(field=field, rank=column.rank + _BY_VALUES)


def _values(column: Column, below: Sequence[Row]) -> list[str]:
    return [value for _, cells in below if column.at < len(cells) and (value := cells[column.at].strip())]


def _is_unread_on_purpose(column: Column, below: Sequence[Row]) -> bool:
    """Return whether nothing is lost with a column: running numbers, or how a name is pronounced."""
    folded = fold(column.heading)
    if folded in _UNREAD_ON_PURPOSE or _MARKS.sub("", folded) in _UNREAD_ON_PURPOSE:
        return True
    values = _values(column, below)
    if folded not in ("", "id") or len(values) < 2 or not all(re.fullmatch("[0-9]{1,6}", value) for value in values):
        return False
    numbers = list(map(int, values))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _chosen_column(columns: Sequence[Column], wanted: str) -> int | None:
    """Return the index of the column that the user names by heading, letter (C, AB) or number from 1, or None."""
    folded = fold(wanted)
    for column in columns:
        heading = fold(column.heading)
        if folded and folded in (heading, _UNIT_BRACKET.sub("", heading), *map(fold, column.heading.split(" "))):
            return column.at
    index = _index(wanted)
    return index if index is not None and index < len(columns) else None


def _index(wanted: str) -> int | None:
    plain = fold(wanted)
    if re.fullmatch("[0-9]{1,5}", plain):
        return int(plain) - 1 if int(plain) else None
    if not re.fullmatch("[a-z]{1,3}", plain):
        return None
    number = 0
    for letter in plain:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number - 1


def column_letter(index: int) -> str:
    """Return a 0-based index as spreadsheets name the column: 0 → A, 27 → AB."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        letters = chr(ord("A") + letter) + letters
        index -= 1
    return letters
