"""What one line of a page about grants is, read by itself: a heading, a project's name, a figure, and so on.

A line is matched in its narrow form, where every character keeps its place, so that values are cut out of it verbatim.
What a line means beside its neighbours is not decided here (``assembling`` does that).
"""

import re
from typing import NamedTuple

from kofukin.importing import money
from kofukin.importing.applications import application_in_note, application_of, is_legend
from kofukin.importing.brackets import GROUP, application_in, is_application
from kofukin.importing.headings import MUNICIPALITY, Heading, heading, is_years_alone, owner_of, without_years
from kofukin.importing.heads import UNIT, UNIT_SIZES, column_heads, field_of
from kofukin.importing.label_grammar import LABEL, meaning, words_in
from kofukin.importing.money import amounts_on, names_money
from kofukin.importing.open_amounts import is_blank_cost, is_open_amount, without_open_amount
from kofukin.importing.units import is_unit_line, unit_of_title
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.model.stated_amounts import Amount, Whose, balanced, narrow


class Name(NamedTuple):
    """A project's name and what stands on its line. ``open_bracket``: the words of application are not closed.

    ``owner``: a municipality before the name that may be whose the project is.
    """

    name: str
    mark: str | None = None
    application_text: str | None = None
    open_bracket: bool = False
    note: str | None = None
    amounts: tuple[Amount, ...] = ()
    municipality: str | None = None
    owner: str | None = None
    grant_type: str | None = None


class Figure(NamedTuple):
    """A line that is only amounts; none where the word for the project's amount stands before nothing that is one.

    ``by_year``: it gives the amount of a year, or of several, so that the project's own is not said.
    """

    amounts: tuple[Amount, ...]
    by_year: bool = False


class Total(NamedTuple):
    amounts: tuple[Amount, ...]


class Note(NamedTuple):
    """A line about the project above it: a ※ note, with whom it was applied for, or under which program and when.

    ``legend``: it says what a mark means, and is about the projects that bear it.
    """

    text: str
    application_text: str | None = None
    label: Heading | None = None
    legend: bool = False


class UnitLine(NamedTuple):
    yen_per_unit: int


class Furniture(NamedTuple):
    """Page numbers, dates, labels of appendices, heads of columns; ``municipality`` where the issuer is named.

    ``head``: the field that it names as the head of a column, if it is one.
    """

    municipality: str | None = None
    yen_per_unit: int | None = None
    head: str | None = None


class Money(NamedTuple):
    """A line that states something of a project without being plain about it: an amount in prose, and the like."""


class Garbled(NamedTuple):
    """A line with characters that stand for no text."""


class Plain(NamedTuple):
    """Any other text; ``mark`` is its bullet or number."""

    text: str
    mark: str | None = None


Reading = Heading | Name | Figure | Total | Note | UnitLine | Furniture | Money | Garbled | Plain

_LONGEST = 400
"""In characters. No heading, name or figure is longer."""
_LONGEST_ISSUER = 60

_DATE = (
    r"[(\[]?(?:(?:令和|平成|[RH令平])\s*(?:\d{1,2}|元)|20\d\d)\s*[.\-/年]\s*\d{1,2}\s*"
    r"(?:[.\-/月]\s*(?:\d{1,2}\s*日?)?)?\s*(?:現在|時点|作成|公表|更新|発表)?[)\]]?"
)
_ISSUER = re.compile(rf"(?P<date>{_DATE})?\s*{MUNICIPALITY}(?P<office>(?:役所|役場|庁)?(?:\s*\S{{1,20}}[課部局室係])*)")
_FURNITURE = re.compile(
    r"[(\[【〔]?\s*(?:参考資料|資料|別紙|別添|別表|様式|附属資料|参考)\s*[-―]?\s*[\d①-⑳一二三四五六七八九十]*"
    rf"(?:\s*[-―]\s*\d+)?\s*[)\]】〕]?|{_DATE}"
    r"|[-–—―~]?\s*\d{1,4}\s*[-–—―~]?|\d{1,4}\s*/\s*\d{1,4}|(?:p|P|page|Page)\.?\s*\d{1,4}|\d{1,4}\s*(?:ページ|頁|/)"
    r"|[-=_*~─━――═…‥・\s|+:]+"
)
GARBLED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029]")

_BULLET = re.compile(
    r"(?P<mark>[・●◎◇◆□■▪▫▶►➤★☆◦‣⦿•✓✔]|[○◯〇](?![○◯〇×✕])|[-*–+＊－](?=\s)|[①-⑳㉑-㉟❶-❿]"
    r"|[(（【\[［〔][0-9０-９]{1,3}[)）】\]］〕]"
    r"|(?:No|NO|№)[.．]?[0-9０-９]{1,3}(?=\s)|[0-9０-９]{1,3}[.)．）](?![0-9０-９])|[0-9０-９]{1,3}　"
    r"|[ア-ン][.)．）　])\s*"
)
NUMBER = re.compile(r"\s*(?P<number>[0-9０-９]{1,3})[ \u2002-\u200a]+(?=\S)")
"""A number and a space before a line: its place in a list, if that runs on from line to line, else part of it."""
MARKS_OF_HEADINGS = (*"●◎◆□■▪▶►★○◯〇◇", "1", "1.", "(1)", "①")
_MARKUP = re.compile(r"#{1,6}\s+|>\s+")
_WHOSE_PROJECT = re.compile(rf"{MUNICIPALITY}\s*(?:[:：]|\s{{2,}}|\u3000)\s*(?=\S)")
_OWNER_BEFORE = re.compile(rf"{MUNICIPALITY}\s(?=\S)")
_OWNER_OF_SUM = re.compile(rf"{MUNICIPALITY}\s*[:：]?\s*(?:交付)?(?:総額|合計額?|計)\s*[:：]?\s*\d")
_SOURCE_OF_FUNDS = re.compile(
    r"(?:うち|内訳|一般財源|特定財源|その他|自己資金|地方債|起債|寄附金|負担金|[都道府県市区町村]単?[費債]|.*[算決総]額$)"
)
_APPLICATION_LINE = re.compile(r"(?:申請区分|申請形態|申請方法|申請主体)\s*[::]\s*(?P<words>\S.*)")
_PART_OF_ABOVE = re.compile(r"[(\[]?\s*(?:うち|内数|上記|[*＊])")
_JOINT_LINE = re.compile(r"共同(?:申請|実施)?(?:団体|自治体|市町村|先|者)\s*[::]\s*\S.*")
_PARTNERS_LINE = re.compile(r"連携(?:する)?(?:団体|自治体|市町村|先|者)\s*[::]\s*\S.*")
_TOTAL = re.compile(
    r"(?P<before>.*?)(?:[合小総]\s*計|^計|^総額)\s*額?"
    r"(?:[\s:()\[\]、…・\d=]|件|事業費|国費|国庫補助金?額?|(?:交付|採択|内示|配分)(?:決定|予定|金|済)*額|交付金|金額)*"
)
_TOTAL_APART = re.compile(
    r"(?P<before>(?:.*[\s)\]】])?)(?:[合小総]\s*計|(?<!\S)計|総額)\s*額?(?=\s*(?:[:(\[\d]|国費|交付|採択|事業費))"
)
"""The word for a total with no other word right behind it: what stands there counts or explains."""
_BARE_TOTAL = re.compile(r"(?P<words>\D(?:\D*[^\d\s])?)\s*+(?P<figure>\d{1,3}(?:,\d{3})+|\d+)")
_BEFORE_AMOUNT = " \t\u3000—–―:：・…‥(（<＜[［【〔"
_BEGINS_BEHIND = " \t\u3000※*＊(（【［[〔<＜"
_BEHIND_AMOUNT = re.compile(r"[\s)>\]】〕。.]*")
_BETWEEN_AMOUNTS = re.compile(r"[\s()\[\]<>【】〔〕、,;:・/。=…△▲−-]*")
_LOOSE_APPLICATION = re.compile(r"(?P<name>\S(?:.*\S)?)\s++(?P<words>(?:\S+と)?(?:単独|共同)申請)")
_STRAY_APPLICATION = re.compile(r"(?:単独|共同)申請\s*[>)】〉\]]?\s*(?:※.*)?$")
_LABEL = re.compile(r"[^\s:]{1,8}\s*:")
_NEVER_AT_END = re.compile(r"[、。,.がをはにへとやの(（<＜「『]$|(?:ます|です|した|する|など|から|まで|より|ため)$")
_NO_NAME = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d*\s*[人年kKm㎡])|(?:未定|未確定|調整中|精査中|検討中|非公表|なし|[-―−]+)$"
)
_NAME_END = re.compile(r"(?:事業|プロジェクト|プログラム)(?:\s*[(（][^()（）]*[)）])?$")


def read_line(text: str, is_numbered: bool = False) -> Reading:
    """Return what a line is, read by itself; ``is_numbered``: the number it begins with is its place in a list."""
    text = text.strip()
    if is_numbered and (match := NUMBER.match(text)):
        text = f"{match['number']}.{text[match.end() :]}"
    if GARBLED.search(text):
        return Garbled()
    if vocabulary().again.search(text) or vocabulary().beside.match(text):
        return Money()  # stated once more, or as an example, so that adding it up would count it twice
    if "|" in text and not _FURNITURE.fullmatch(narrow(text)):
        return Money()  # cells of a table that nobody could put together
    text = without_markup(text)
    if len(text) > _LONGEST:
        return Money() if "円" in text else Plain(text)
    normal = narrow(text)
    if match := UNIT.fullmatch(normal):
        return UnitLine(UNIT_SIZES[match["unit"]])
    if is_unit_line(text) and (unit := unit_of_title(text)) is not None:
        return UnitLine(unit)
    if is_legend(text):
        return Note(text, legend=True)
    if normal.startswith(("※", "(注", "注)", "*注", "注:")):
        return Note(text, application_in_note(text))
    mark, bare = _without_bullet(text)
    if (words := _application_alone(bare)) is not None:
        return Note(text, words)
    found = tuple(amounts_on(bare))
    if not found and _FURNITURE.fullmatch(normal):
        return Furniture()
    if _PARTNERS_LINE.fullmatch(narrow(bare)):
        return Money()  # who takes part need not be who applied
    if found and (owner := _OWNER_OF_SUM.match(narrow(bare))):
        return Heading(municipality=bare[: owner.end("municipality")], amounts=found)
    if total := _total(bare, found):
        return total
    if not found and (heads := _heads(narrow(bare))):
        return heads
    read = _figure(bare, found) or _figure_by_year(bare) or heading(bare) or _project_line(bare, mark)
    if read is None and is_open_amount(bare) and not _are_heads(narrow(bare).split()):
        return Figure(())
    if read is None and ((found and _PART_OF_ABOVE.match(normal)) or (not found and _is_labelled_remark(text))):
        return Note(text)
    return read or (Money() if found else _place(text, bare, mark) or Plain(bare, mark))


def without_markup(text: str) -> str:
    """Return a line without Markdown's signs for headings, quotations and bold letters, nor blanks in its label."""
    text = _MARKUP.sub("", text.replace("**", ""), count=1)
    match = _SPACED_LABEL.match(text)
    return re.sub(r"[ \u3000]", "", match["label"]) + text[match.end("label") :] if match else text


_SPACED_LABEL = re.compile(
    r"\s*(?P<label>[^\W\d_a-z](?:[ \u3000]{1,3}[^\W\d_a-z]){1,6})(?=[ \u3000]*[:：])", re.IGNORECASE
)


class Labelled(NamedTuple):
    """What a line says behind a label, 「団体名：岡谷市」; ``field`` is what the label stands for, if that is known."""

    field: str | None
    value: str
    label: str


def labelled(text: str) -> Labelled | None:
    """Return what a line says behind a label."""
    _, bare = _without_bullet(text.strip())
    match = _LABEL_AND_VALUE.fullmatch(narrow(bare))
    return Labelled(meaning(match["label"]).role, bare[match.start("value") :], match["label"]) if match else None


_LABEL_AND_VALUE = re.compile(r"[\[【(]?(?P<label>[^\s:()\[\]【】]{1,14})[\]】)]?\s*:\s*(?P<value>\S.*)")


def is_of_others(text: str) -> bool:
    """Return whether a line says that a project was withdrawn, or behind a label that money is another payer's."""
    return bool(vocabulary().fallen.search(text)) or names_another_payer(text)


def names_another_payer(text: str) -> bool:
    """Return whether a line says behind a label that money is another payer's: 財源：県補助金, 交付主体：長野県."""
    said = labelled(text)
    if said is None:
        return False
    if any(kinds & {"other", "mixed"} for kinds in words_in(said.value)):
        return True
    remarks, payers = vocabulary().remarks, vocabulary().by_section["payer"]
    label, value = plain(said.label), plain(said.value)
    if label in payers["sources"] and value in payers["other_short"]:
        return True
    return label in remarks["grantor"] and value not in remarks["state"]


def _is_labelled_remark(text: str) -> bool:
    said = labelled(text)
    return said is not None and (said.field == "note" or names_another_payer(text))


def is_total(words: str) -> bool:
    """Return whether words are those before a total: 「合計」, 「小計（3 件） 国費」; a name with one in it is none."""
    if len(words) > _LONGEST:
        return False
    normal = narrow(words).strip()
    match = _TOTAL.fullmatch(normal) or _TOTAL_APART.match(normal)
    return match is not None and balanced(match["before"])


def _total(text: str, found: tuple[Amount, ...]) -> Total | None:
    """Return the amounts of a total; a bare number behind the word is one, in the unit stated for all."""
    normal = narrow(text)
    if "limit" in meaning(normal[: found[0].figure_start] if found else normal).kinds:
        return None
    if found:
        return Total(found) if is_total(normal[: found[0].figure_start]) and not application_in(text) else None
    if (match := _BARE_TOTAL.fullmatch(normal)) and is_total(match["words"]):
        at = match.start("figure")
        return Total((Amount("", match["figure"], "", at, at, match.end(), False, True),))
    return None


def _place(text: str, bare: str, mark: str | None) -> Heading | Furniture | None:
    """Return a line that names only who issued the page, whose projects follow, or what stands in columns below."""
    normal = narrow(text)
    for candidate in (normal, narrow(bare if mark in MARKS_OF_HEADINGS else text).strip("【】[]()<>〔〕")):
        if len(candidate) <= _LONGEST_ISSUER and (match := _ISSUER.fullmatch(candidate)):
            if match["date"] or match["office"]:
                return Furniture(match["municipality"])
            return Heading(municipality=match["municipality"])
    if is_blank_cost(normal):
        return Furniture()
    if match := UNIT.search(normal):
        return Furniture(owner_of(bare), UNIT_SIZES[match["unit"]])
    field, unit = field_of(normal)
    if field is not None:
        return Furniture(yen_per_unit=UNIT_SIZES[unit] if unit else None, head=field)
    return None


def _application_alone(text: str) -> str | None:
    """Return the words of application that are all of a line: behind a label, in brackets, or with partners."""
    normal = narrow(text)
    if match := _APPLICATION_LINE.fullmatch(normal):
        return text[match.start("words") :]
    if _JOINT_LINE.fullmatch(normal):
        return text
    inside = text[1:-1].strip()
    return inside if GROUP.fullmatch(normal) and is_application(inside) and application_of(inside) else None


def _heads(normal: str) -> Furniture | None:
    """Return a line of several heads of columns, and no other word."""
    words = normal.split()
    heads = column_heads(words) if _are_heads(words) else None
    return Furniture(yen_per_unit=heads.yen_per_unit, head="name") if heads else None


def _are_heads(words: list[str]) -> bool:
    heads = column_heads(words)
    return heads is not None and len(heads.fields) == len(words) and not _is_title(words)


def _is_title(words: list[str]) -> bool:
    """Return whether words name a grant and, apart from it, its year: 「地方創生推進交付金 令和3年度事業一覧」."""
    said = [meaning(word) for word in words]
    return any(one.kinds == {"named_grant"} and one.year is None for one in said) and any(one.year for one in said)


def without_bullet(text: str, is_numbered: bool) -> tuple[str | None, str]:
    """Return the kind of mark before a line's text, and the text; ``is_numbered``: the number before it is one."""
    text = text.strip()
    if is_numbered and (match := NUMBER.match(text)):
        return "1.", text[match.end() :]
    return _without_bullet(text)


def _without_bullet(text: str) -> tuple[str | None, str]:
    """Return the kind of bullet or number before a text, (1) for any such number, and the text without it."""
    match = _BULLET.match(text)
    if match is None or match.end() == len(text):
        return None, text
    mark = re.sub(r"[①-⑳㉑-㉟❶-❿]", "①", re.sub(r"[0-9]+", "1", narrow(match["mark"]).strip()))
    return re.sub(r"[ア-ン]", "ア", mark), text[match.end() :]


def _project_line(text: str, mark: str | None) -> Name | None:
    """Return the project that a line names by words of application, by an amount behind the name, or by a label."""
    found = _named_project(text, mark)
    if found and (match := _WHOSE_PROJECT.match(found.name)):
        return found._replace(name=found.name[match.end() :], municipality=found.name[: match.end("municipality")])
    return found


def owner_before(name: Name) -> tuple[str, str] | None:
    """Return the municipality that stands before a name and one space, and the name without it."""
    match = _OWNER_BEFORE.match(name.name)
    return (match["municipality"], name.name[match.end() :]) if match else None


def _named_project(text: str, mark: str | None) -> Name | None:
    labelled = _label_of_name(text)
    text = text[labelled:] if labelled else text
    words = application_in(text)
    if words is None:
        return (
            _name_with_amount(text, mark)
            or _name_with_loose_words(text, mark)
            or (Name(text, mark) if labelled and text else None)
        )
    name, rest = text[: words.start].strip(), text[words.end :].strip()
    if not name:
        return None
    if not words.closed:
        return Name(name, mark, words.text, open_bracket=True)
    if not _stands_as_name(name) or (rest and text[words.end] not in _BEGINS_BEHIND and not amounts_on(rest)):
        return None  # a sentence goes on behind the brackets
    if before := _name_with_amount(name, mark):
        return before._replace(application_text=words.text, note=rest or None)
    cut = rest.find("※") if "※" in rest else len(rest)
    figure = _figure(rest[:cut], tuple(amounts_on(rest[:cut])))
    note = rest[cut:] if figure else rest
    return Name(name, mark, words.text, note=note or None, amounts=figure.amounts if figure else ())


def _label_of_name(text: str) -> int:
    """Return where a name begins behind the label for it, 「事業名：…」 or 「事業名　…」; 0 where there is none."""
    match = _LABEL_BEFORE.match(narrow(text))
    if match is None:
        return 0
    said = meaning(match["label"])
    is_label = said.role in ("name", LABEL) or (said.role is None and match["label"].endswith("名") and ":" in match[0])
    return match.end() if is_label and not said.is_money else 0


_LABEL_BEFORE = re.compile(r"[\[【(]?(?P<label>[^\s:()\[\]【】「」]{1,12})[\]】)]?(?:\s*:\s*|\s+)(?=\S)")


def _name_with_loose_words(text: str, mark: str | None) -> Name | None:
    """Return a name whose words of application stand behind a space, or whose brackets around them do not pair."""
    if match := _LOOSE_APPLICATION.fullmatch(text):
        return Name(match["name"], mark, match["words"])
    if not balanced(text) and _STRAY_APPLICATION.search(narrow(text)):
        return Name(text, mark, text, open_bracket=True)
    return None


def _name_with_amount(text: str, mark: str | None) -> Name | None:
    """Return a name with its amount behind it: 「事業名（交付額:2,886,000円）」, 「事業名 国費 1,200千円」.

    Without a bullet, a bracket or a word for the amount, the name must end as names of projects do.
    """
    found = tuple(amounts_on(text))
    if not found:
        return None
    first = found[0]
    known = first.whose in (Whose.FUNDS, Whose.COST, Whose.UNNAMED)
    name = _unquoted(text[: first.start if known else first.figure_start].rstrip(_BEFORE_AMOUNT))
    tail = _without_remarks(narrow(text), found[-1].end)[found[-1].end :]
    if "※" in tail:
        tail = text[found[-1].end :]
    cut = tail.find("※") if "※" in tail else len(tail)
    shown = mark is not None or first.bracketed or first.whose in (Whose.FUNDS, Whose.COST)
    if (
        not _BEHIND_AMOUNT.fullmatch(narrow(tail[:cut]))
        or not re.search(r"[^\W\d_]", name)
        or not _stands_as_name(name)
        or _SOURCE_OF_FUNDS.match(narrow(name))
        or names_money(re.split(r"[(（]", name)[0])
        or not meaning(name).strange
        or (mark is None and _IN_A_SENTENCE.search(name))
        or (not known and (first.bracketed or first.whose is Whose.BODY))
        or not (shown or is_like_name(name))
    ):
        return None
    if not known:  # the words before the amount are the name itself
        first = first._replace(label="")
    return Name(name, mark, note=tail[cut:].strip() or None, amounts=(first, *found[1:]))


_MONEY_BEHIND = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*\d\s*(?:[百千]?万|億|千)?円[^()\[\]【】〔〕]*[)\]】〕]\s*$")
_ALL_IN_BRACKETS = re.compile(r"[〔【\[［「『](?P<name>[^〔〕【】\[\]［］「」『』]+)[〕】\]］」』]")
_IN_QUOTATION_MARKS = re.compile(r"[「『](?P<name>[^「」『』]+)[」』]?")
_IN_A_SENTENCE = re.compile(r"[はがをにで、].*「[^」]*」?$")


def _unquoted(name: str) -> str:
    """Return a name without quotation marks around all of it, also where one of a pair is lost."""
    match = _IN_QUOTATION_MARKS.fullmatch(name)
    return match["name"] if match else name


def name_of(text: str, mark: str | None = None) -> Name:
    """Return the name that a line is, where only its place shows that.

    What its ＜＞ hold is no part of the name, nor is an amount behind it that cannot be read.
    """
    text = without_open_amount(text)
    text = text[_label_of_name(text) :]
    if (match := _MONEY_BEHIND.search(narrow(text))) is not None and match.start():
        return Name(text[: match.start()].strip(), mark, note=text[match.start() :].strip())
    if (match := _ALL_IN_BRACKETS.fullmatch(text.strip())) is not None:
        text = match["name"]
    groups = [match for match in GROUP.finditer(narrow(text)) if match[0][0] == "<" and match.end() == len(text)]
    if groups and (name := text[: groups[0].start()].strip()):
        return Name(name, mark, text[groups[0].start() + 1 : -1].strip())
    return Name(text, mark)


def listed_name(text: str, mark: str | None) -> Name | None:
    """Return the project that an entry of a list names by its end alone, without the type in brackets before it."""
    before = _TYPE_BEFORE.match(text)
    bare = text[before.end() :] if before else text
    money_behind = _MONEY_BEHIND.search(narrow(bare))
    if money_behind is not None and is_like_name(name := bare[: money_behind.start()].strip()):
        return Name(name, mark, note=bare[money_behind.start() :].strip())
    first, _, rest = bare.partition("　") if "　" in bare else bare.partition(" ")
    behind = _GROUPS_BEHIND.search(bare)
    name = bare[: behind.start()] if behind else bare
    if not is_like_name(name):
        name, behind = first, None
        if not rest or not is_like_name(name):
            return None
    if money.is_never_name(name):
        return None
    note = behind[0].strip() if behind and behind[0].strip() else None
    return Name(name, mark, note=note, grant_type=before["type"] if before else None)


_TYPE_BEFORE = re.compile(r"[【［\[〔](?P<type>[^【】［］\[\]〔〕]{1,20})[】］\]〕]\s*(?=\S)")
_GROUPS_BEHIND = re.compile(r"\s*(?:[【［\[〔](?:[^【】［］\[\]〔〕])*[】］\]〕]\s*)+$")


def _stands_as_name(text: str) -> bool:
    return "。" not in text and not _NEVER_AT_END.search(text)


def is_sentence(text: str) -> bool:
    """Return whether a text is what names are not: a sentence, a line about something, words for one to come."""
    return not _stands_as_name(text) or is_labelled(text) or is_never_name(text)


def is_labelled(text: str) -> bool:
    """Return whether a line says what it is about: 「事業期間：3 年間」."""
    return bool(_LABEL.match(narrow(text)))


def is_like_name(text: str) -> bool:
    """Return whether a plain line ends as names of projects do."""
    return bool(_NAME_END.search(narrow(text))) and _stands_as_name(text)


def is_never_name(text: str) -> bool:
    """Return whether a line is what names are not: an amount, a dash, words for one to come, a total, heads, years."""
    normal = narrow(text).strip()
    words = normal.split()
    return (
        money.is_never_name(text)
        or is_total(normal)
        or _NO_NAME.match(normal) is not None
        or is_years_alone(text)
        or (bool(words) and all(field_of(word)[0] is not None for word in words))
    )


def ends_sentence(text: str) -> bool:
    return text.rstrip().endswith(("。", "．", "！", "？", "!", "?", "」。", "）。"))


def _figure_by_year(text: str) -> Figure | None:
    """Return the amounts of a line that gives them year by year: 「令和4年度 国費 1,000千円」, 「R5　2,000」."""
    without = without_years(text)
    return (
        Figure((), by_year=True) if without != narrow(text) and _figure(without, tuple(amounts_on(without))) else None
    )


def _without_remarks(normal: str, end: int) -> str:
    """Return a line without brackets behind its amounts in which no figure stands: （印刷代等込）."""
    return normal[:end] + re.sub(r"\([^()\d]*\)|\[[^\[\]\d]*\]|【[^【】\d]*】", "", normal[end:])


def _figure(text: str, found: tuple[Amount, ...]) -> Figure | None:
    """Return the amounts of a line that is nothing else."""
    if not found:
        return None
    normal = narrow(text)
    if found[0].whose in (Whose.BODY, Whose.OTHER, Whose.NOT_OURS):
        return None
    normal = _without_remarks(normal, found[-1].end)
    ends = [0, *(amount.end for amount in found)]
    starts = [*(amount.start for amount in found), len(normal)]
    between = "".join(normal[end:start] for end, start in zip(ends, starts, strict=True))
    return Figure(found) if _BETWEEN_AMOUNTS.fullmatch(between) else None
