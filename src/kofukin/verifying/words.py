"""What the data and the country call things: the years, programs, bodies, projects and measures that a text names."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing.known_programs import names_of_known
from kofukin.importing.label_grammar import AMOUNT, SHARE, meaning
from kofukin.importing.label_grammar import COST as COST_ROLE
from kofukin.importing.label_grammar import FUNDS as FUNDS_ROLE
from kofukin.importing.vocabulary import known_programs
from kofukin.model import fiscal_year
from kofukin.model.stated_amounts import narrow
from kofukin.text.folding import fold
from kofukin.verifying.context import (
    COST,
    ESTIMATE,
    FUNDS,
    NOTHING,
    OTHER,
    PARTNERS,
    UNKNOWN_BODY,
    Context,
    ProjectNamed,
)
from kofukin.verifying.telling_words import projects_by_word, spans_in

_TAKEN = "\uffff"
_KANJI = "〇一二三四五六七八九十"
_YEAR = re.compile(
    rf"(?:令和|平成|昭和|(?<![A-Za-z])[RHSrhs](?=[0-9])|令(?=[0-9])|平(?=[0-9]))\s?(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}}|元)(?:\s?年度?)?(?![0-9.]|\s?年\s?[0-9])"
    r"|(?:FY\s?|fiscal(?: year)? )(?:19|20)[0-9]{2}|(?<![0-9A-Za-z.,#/-])(?:19|20)[0-9]{2}\s?年度?"
    r"|(?:(?<=20[0-9]{2}[-–~〜])|(?<=[Ii]n )|(?<=[Ff]or )|(?<=[Dd]uring )|(?<=[Ff]rom ))"
    r"(?:19|20)[0-9]{2}(?![0-9,.]?[0-9]|/| ?(?:people|yen))"
)
_SHORT_YEAR = re.compile(rf"(?<![0-9A-Za-z{_KANJI}元和成.,])([0-9]{{1,2}}|[{_KANJI}]{{2,3}})\s?年度")
"""A year without its era: 平成28年度から29年度."""
_NO_REIWA = 13
"""From this year on, a year without an era is none of 令和: no list is of fiscal years so far ahead."""
_BARE_YEAR = re.compile(r"(?:FY)?(?:19|20)[0-9]{2}(?:年度?)?")
_RANGE = re.compile(r"\s?(?:~|-|から|through|to|–|〜|－)\s?")
_IS_DATE = re.compile(
    r"(?<=年)第|\s?(?:補正|当初)|\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月|(?<=年)(?:春|夏|秋|冬|末)"
)
_RUNS = re.compile(r"\s?[にも]?\s?(?:実施(?:中|して|され|する)|継続中|進行中|に動)")
"""Behind a year: the projects that run then are meant, whenever they were granted."""
_BUDGET = re.compile(r"\s?(?:第?\s?[0-9一二三四]{1,2}\s?[次号])?\s?(補正|当初)(?:予算)?")
_SPANS = (
    (re.compile(r"毎年度?|年額|各年度(?!の)|(?<![0-9一二三四五数])年間(?!の?(?:平均|計画|予定))|年当たり"), "one year"),
    (re.compile(r"(?<![A-Za-z])(?:per year|a year|annual(?:ly)?|each year|every year)(?![A-Za-z])", re.I), "one year"),
    (
        re.compile(
            r"[0-9一二三四五]\s?(?:[かカヶケ箇]年(?:間)?|年間)(?=で|に(?!わた)|、|合計|計|分|総額|の(?:国費|合計|総額|交付|計))"
            r"|全期間|(?<![A-Za-z])over (?:the |all )?(?:two|three|four|five|[0-9]|full|whole) (?:years|period)",
            re.I,
        ),
        "all years",
    ),
)
"""What an amount covers (``amount_basis``), as texts say it."""
_QUOTED = re.compile(r"[「『]([^「」『』]{2,80})[」』]")
_LIKE_PROJECT = re.compile(r"(?:事業|プロジェクト|計画|project)$", re.I)
_SHORTEST_NAME, _KEY = 4, 6
_APPLICATIONS = (
    (re.compile(r"単独(?!費)(?:申請|事業)?|(?<![A-Za-z])single(?![A-Za-z])"), "single"),
    (re.compile(r"共同(?!申請(?:先|者|団体|自治体))(?:申請|事業)?|(?<![A-Za-z])joint(?:ly)?(?![A-Za-z])"), "joint"),
)
_OWNS = re.compile(
    r"(?:側|長|議会|役場|役所)?\s*(?:の(?!自治体|市町村)|分|は|が|に|へ|も|で(?!す)|から|より|として|[:：,、。（()）)】」\]]|[0-9¥約]|(?<=\s)|$)"
)
_ADDED = re.compile(r"\s?(?:(?:分|など)?を(?:合わせ|足し|加え|含め)た|分を含む)")
"""Behind a body: its money is added to that of another."""
_BOTH = re.compile(r"\s?(?:と|及び|および|並びに|や|・)\s?")
_OWN_KIND = re.compile(
    r"(?<![一-龠々ァ-ヴーA-Za-z])[本当同]?([市町村道県府都])(?=側?(?:の(?!駅|中|うち|内)|分|は|が(?!ち)|へ|に(?![よおつ対])|[:：)]|\s*[0-9約(]))"
)
_UNKNOWN_PROGRAM = re.compile(r"[一-龠々ァ-ヴーA-Z・]{2,24}(?:交付金|補助金|助成金|基金)")
_GENERAL_MONEY = re.compile(
    r"(?:地方創生)?(?:関連|関係)?(?:本|同|当該|各|両|国庫|国|対象|新型|単独|共同|申請|採択|予定)*(?:交付金|補助金|助成金)"
)
_PROJECT_LIKE = re.compile(
    r"(?:[一-龠々ァ-ヴーA-Za-z0-9・]|まち|むら|ひと|しごと|づくり|おこし|にぎわい|ふれあい|なか|くらし|らし){2,40}"
    r"(?:事業|プロジェクト)(?![費者所名数別化体]|年度|計画|期間|内容|分類)"
)
_GENERAL_PROJECT = re.compile(
    r"地方創生|関連|対象|交付金?|補助|国庫|推進|加速化|拠点整備|単独|共同|申請|広域|連携|委託|公共|継続|新規|当該|主要|重点|個別|採択"
    r"|実施|複数|一部|今回|先導|該当|既存|施設|整備|活用|年度|実績|予定|予算|計画|両|全体|全部|以下|前者|後者|支援|助成|自治体|市町村"
    r"|[国市道県町村本同全各他次別等的及第上下記中約計件つ0-9一二三四五六七八九十百・]|平成|令和"
)
"""What 「…事業」 may hold without being the name of one: 本事業, 11 事業, 交付対象事業."""
_STRANGE_BODY = re.compile(
    r"(?<![一-龠])(?!(?:当|本|同|各|他|全|両|我が?|市|都道府|市区)[都道府県市区町村])"
    r"[一-龠ヶケぁ-ん]{1,5}?[一-龠](?:[市町村県府]|(?<![地学校特行])区)(?=(?:側|長|議会|役場|役所)?(?:の|分|は|が|に|へ|も|で(?!す)|から|[:：、（()）】\]]|\s|[0-9¥]|$))|北海道|東京都"
)
_MEASURES = (
    (re.compile(r"推計|estimate", re.I), ESTIMATE),
    (re.compile(r"partners?['’]? (?:national )?funds|partners?['’]|共同申請先", re.I), PARTNERS),
    (
        re.compile(
            r"県費|都費|道費|府費|市費|町費|村費|県補助金?|市補助金?|一般財源|起債|地方債|市債|県債|県負担|市負担|自己負担|寄附金"
            r"|上限|限度額|申請額|要望額|要求額|差額|増額|減額|残額|不用額|歳入|市税|委託料|人件費|工事費|ceiling|limit|maximum"
            r"|国費(?:以外|を除|を差し引|を含ま|でな|ではな)[^、。]{0,8}"
            r"|(?<![A-Za-z])(?:budget|donations?|revenues?|own (?:funds|money)|bonds?|loans?|tax(?:es)?|benefits?"
            r"|effect)(?![A-Za-z])"
        ),
        OTHER,
    ),
    (
        re.compile(
            r"national (?:funds|money|grant)|国費|国庫|採択額|内示額|交付決定額|交付確定額|交付予定額|交付限?額|充当額"
            r"|交付対象額|補助金額?|補助額|交付金額"
        ),
        FUNDS,
    ),
    (re.compile(r"事業費|総経費|(?<![A-Za-z])costs?(?![A-Za-z])", re.I), COST),
)
_FUNDS_IN_SENTENCE = re.compile(r"(?<![A-Za-z])grants? of$|の交付(?:を受け|金)", re.I)
_OF_ALL = re.compile(
    r"全体|総額|総計|合計|小計|全事業|全部|すべて|全て|合わせ|あわせ|計(?=[は、 :：0-9約]|$)"
    r"|(?<![A-Za-z])(?:overall|in all|altogether|in total|total)(?![A-Za-z])",
    re.I,
)
EACH = re.compile(r"それぞれ|順に|respectively", re.I)
_ESTIMATED_COST = re.compile(r"(?:事業費|cost).{0,3}(?:推計|estimate)|(?:推計|estimated?).{0,3}(?:事業費|cost)", re.I)
_OTHER_MONEY = re.compile(
    r"[一-龠々ァ-ヴー]{0,12}(?:額|費|金|料|債|税|収入|収益|財源|負担|効果|売上高?|利益|寄[附付]|予算|決算|赤字|黒字|損失|資産)$"
)
"""A word for money of whatever kind: one that is no other word's is not the grant's either."""
_ANY_MONEY = re.compile(r"(?:合計|総)?金?額|(?:同|全|合計|総|計|小計)額|金|資金|国の?負担|国庫負担")
_PARTICLES = re.compile(r"(?:[\s　:：・…‥=＝(（\[【〔<＜はがをもでに、]|として|約|およそ|うち|(?<![\w])分)+$")
_MARK = re.compile(r"^\s*(?:>\s*)*(?:\[\^?\w{1,8}\]:?|[-*+・※○]|[0-9]{1,2}[.)](?![0-9]))?\s*")
_CUT = re.compile(r"\. |[\s　:：、。）)」】〕>＞・…‥(（]+|の|は|が|、")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_WORD = re.compile(r"\s{2,}[のはがを]?")
_FARTHEST_MEASURE = 120
_LONGEST_LABEL = 30


_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNT = re.compile(
    rf"(?<![0-9.,第])([0-9]{{1,4}})\s?(?:事業|件)"
    r"(?=の(?:国費|合計|総額|計|交付|金額)|で(?![すきはも])|に?[、,]?(?:合計|総額|計)|[)、,。]|$)"
    rf"|(?<![A-Za-z0-9.,])([0-9]{{1,4}}|{'|'.join(_NUMBERS)}) (?:\w+ )?projects(?![A-Za-z])",
    re.I,
)
"""Of how many projects an amount is: 11 事業で, ten projects."""
_WIDER = re.compile(
    r"全国(?=の(?!自治体に先|[^、。]{1,8}分)|では?|計|合計|総額|分)|国全体|[都道府県]内(?=全体|全域|の(?:全|市町村|自治体))"
    r"|[一-龠]{1,4}(?:管内|振興局)(?=の|で|は|全)|(?<![A-Za-z])(?:nation-?wide|across (?:Japan|the country))\b",
    re.I,
)
"""More than one body: of data of one body no figure is that."""
_CITY_AND_PREFECTURE = re.compile(r"(?<![一-龠])本?[市町村]と[道県府都](?=を合わせ|の合計|の計|、?合わせ)")


class _Folded(NamedTuple):
    """A text as names are looked for in it, and where each of its characters stands in the text."""

    text: str
    at: list[int]


@lru_cache(maxsize=8192)
def _fold_one(character: str) -> str:
    return fold(character)


def _folded(text: str) -> _Folded:
    parts, at = [], []
    for index, character in enumerate(text):
        part = character if character == _TAKEN else _fold_one(character)
        parts.append(part)
        at += [index] * len(part)
    return _Folded("".join(parts), at)


class Index:
    """Names by how they begin, so that all those in a text are found in one pass over it."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[str]] = {}
        self._exact: dict[str, set[int]] = {}
        self._lengths: set[int] = set()

    def add(self, folded: str, number: int) -> None:
        if folded not in self._exact:
            self._exact[folded] = set()
            key = folded[:_KEY]
            self._lengths.add(len(key))
            self._by_key.setdefault(key, []).append(folded)
        self._exact[folded].add(number)

    def of(self, folded: str) -> frozenset[int]:
        """Return the numbers of what is called exactly so."""
        return frozenset(self._exact.get(folded, ()))

    def spans_in(self, text: str, shortest: int) -> Iterator[tuple[int, int, str]]:
        """Yield where names stand in a folded text, the longest at each place, none in another."""
        at = 0
        lengths = sorted((length for length in self._lengths if length >= min(shortest, _KEY)), reverse=True)
        while at < len(text):
            best = ""
            for length in lengths:
                for name in self._by_key.get(text[at : at + length], ()):
                    if len(name) > len(best) and len(name) >= shortest and text.startswith(name, at):
                        best = name
            if best:
                yield at, at + len(best), best
            at += len(best) or 1


class Mention(NamedTuple):
    """Something that a text names, from ``start`` to ``end``, and what it asks of a fact."""

    start: int
    end: int
    asks: Context


class Words:
    """What can be recognised in a text; names are read from the data once, when the first text is read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.projects, self.bodies, self.partners = Index(), Index(), Index()
        for number, name in connection.execute("SELECT number, name FROM project WHERE name IS NOT NULL"):
            self.projects.add(fold(name), number)
        for body, name in connection.execute("SELECT body, folded_name FROM municipality WHERE name IS NOT NULL"):
            self.bodies.add(name, body)
        for (name,) in connection.execute("SELECT DISTINCT folded_name FROM partner"):
            self.partners.add(name, 0)
        self.ids = {
            ident: number for number, ident in connection.execute("SELECT number, id FROM project WHERE id IS NOT NULL")
        }
        self.codes = dict(connection.execute("SELECT code, body FROM municipality WHERE code IS NOT NULL"))
        self.application_texts = {
            fold(text): application
            for text, application in connection.execute(
                "SELECT DISTINCT application_text, application FROM project WHERE application_text IS NOT NULL"
            )
            if application
        }
        self._is_of_one_body = connection.execute("SELECT count(DISTINCT body) FROM municipality").fetchone()[0] == 1
        self._kinds = {
            name[-1:] for (name,) in connection.execute("SELECT DISTINCT folded_name FROM municipality") if name
        }
        self._connection = connection
        self._telling: dict[str, frozenset[int]] = {}
        self._read_programs(connection)

    def learn(self, texts: Iterable[str]) -> None:
        """Look up the words of ``texts`` that names of projects have."""
        self._telling = projects_by_word(self._connection, texts)

    def has_body_of(self, kind: str) -> bool:
        """Return whether some project's own body is a 市, 町, ... ."""
        return kind in self._kinds

    def _read_programs(self, connection: sqlite3.Connection) -> None:
        whole: dict[str, str] = {}
        short: dict[str, str] = {}
        english: dict[str, str] = {}
        self.program_names: dict[str, str] = {}
        known = [(p.id, p.name, p.short_name, p.name_en, p.short_name_en) for p, _ in known_programs()]
        own = connection.execute("SELECT id, name, short_name, name_en, short_name_en FROM program").fetchall()
        for name, program in names_of_known():
            whole[fold(name)] = program.id
        for program_id, name, short_name, name_en, short_name_en in [*known, *own]:
            self.program_names[program_id] = short_name or name or program_id
            if name:
                whole[fold(name)] = program_id
            if short_name:
                short[fold(short_name)] = program_id
            english |= {word: program_id for word in (name_en, short_name_en) if word}
        ids = {program_id: program_id for program_id in self.program_names}
        self._whole = sorted(whole.items(), key=lambda entry: -len(entry[0]))
        self._exact_program = {**short, **whole, **{fold(word): p for word, p in english.items()}, **ids}
        stems = "|".join(re.escape(narrow(word)) for word in sorted(short, key=len, reverse=True) if word)
        self._short = re.compile(
            rf"(?:(?<=^)|(?<=[度市町村県道府都]の)|(?<=[\s、。（(「『・:：,/と及びは\]】>円度0-9\-*|]))(?:地方創生)?({stems})"
            rf"(?=交付金|タイプ|分|は|が|も|で|と|の(?:国費|交付|合計|計|金額|事業|{_TAKEN}|[都道府県市町村])|に(?=[0-9約はも])|から|及び|[\s、。,)）:：」』・/\]】*|]|$|[0-9約])"
        )
        self._short_of = short
        words = "|".join(re.escape(word) for word in sorted([*english, *ids], key=len, reverse=True))
        self._english = re.compile(rf"(?<![A-Za-z-])({words})(?![A-Za-z-])")
        self._english_of = {**english, **ids}

    def mentions(self, text: str) -> list[Mention]:
        """Return what a text names, in order."""
        normal = narrow(text)
        found, rest = self._names(normal)
        found += self._programs(rest)
        for mention in found:
            rest = rest[: mention.start] + _TAKEN * (mention.end - mention.start) + rest[mention.end :]
        found += self._project_words(rest)
        found += _budgets(rest)
        found += _years(rest)
        found += [
            Mention(*match.span(), Context(extra=(("basis", basis),), said=(("basis", match[0]),)))
            for pattern, basis in _SPANS
            for match in pattern.finditer(rest)
        ]
        found += _counts(rest)
        for pattern, application in _APPLICATIONS:
            found += [
                Mention(
                    *match.span(), Context(applications=frozenset({application}), said=(("application", match[0]),))
                )
                for match in pattern.finditer(rest)
            ]
        return sorted(found, key=lambda mention: mention.start)

    def _names(self, normal: str) -> tuple[list[Mention], str]:
        """Return the projects and bodies that are named, and the text without them."""
        found: list[Mention] = []

        rest = normal

        def take(start: int, end: int, asks: Context) -> None:
            nonlocal rest
            found.append(Mention(start, end, asks))
            rest = rest[:start] + _TAKEN * (end - start) + rest[end:]

        folded = _folded(rest)
        for start, end, name in self.projects.spans_in(folded.text, _SHORTEST_NAME):
            first, last = folded.at[start], folded.at[end - 1] + 1
            said = normal[first:last]
            named = ProjectNamed(said, name, self.projects.of(name))
            take(first, last, Context(projects=(named,), said=(("project", said),)))
        for match in re.finditer(r"[a-z0-9][a-z0-9._-]{3,60}", rest):
            if (number := self.ids.get(match[0])) is not None:
                named = ProjectNamed(match[0], "", frozenset({number}))
                take(*match.span(), Context(projects=(named,), said=(("project", match[0]),)))
        for match in _QUOTED.finditer(rest):
            if _TAKEN in match[1] or not _LIKE_PROJECT.search(match[1]):
                continue
            named = ProjectNamed(match[1], fold(match[1]), frozenset(), is_part=True)
            take(*match.span(), Context(projects=(named,), said=(("project", match[1]),)))
        for first, last, asks in self._bodies_in(rest):
            take(first, last, asks)
        for match in _STRANGE_BODY.finditer(rest):
            asks = Context(bodies=frozenset({UNKNOWN_BODY}), said=(("municipality", match[0]),))
            if _OWNS.match(rest, match.end()):
                take(*match.span(), asks)
        for match in _OWN_KIND.finditer(rest):
            take(*match.span(), Context(own_kind=match[1], said=(("municipality", match[0]),)))
        for match in _CITY_AND_PREFECTURE.finditer(rest):
            take(*match.span(), Context(measure=OTHER, word=match[0]))
        for match in _WIDER.finditer(rest) if self._is_of_one_body else ():
            take(*match.span(), Context(bodies=frozenset({UNKNOWN_BODY}), said=(("municipality", match[0]),)))
        return [mention for mention in found if not mention.asks.is_empty], rest

    def _project_words(self, rest: str) -> Iterator[Mention]:
        """Yield words that tell a project, and what looks like the name of one without any."""
        spans: list[tuple[int, int, frozenset[int]]] = []
        for start, end, word in sorted(spans_in(rest)):
            numbers = self._telling.get(word)
            if numbers and spans and start < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]), spans[-1][2] | numbers)
            elif numbers:
                spans.append((start, end, numbers))
        for start, end, numbers in spans:
            named = ProjectNamed(rest[start:end], "", numbers)
            yield Mention(start, end, Context(hints=(named,), said=(("project_word", named.text),)))
        for match in _PROJECT_LIKE.finditer(rest):
            is_told = any(start < match.end() and match.start() < end for start, end, _ in spans)
            if not is_told and len(_GENERAL_PROJECT.sub("", match[0]).removesuffix("事業")) > 1:
                named = ProjectNamed(match[0], fold(match[0]), frozenset(), is_part=True)
                yield Mention(*match.span(), Context(projects=(named,), said=(("project", match[0]),)))

    def body_asked(self, folded: str, said: str) -> Context:
        """Return what the name of a body asks: that the projects are its own, or the share is its own."""
        named = (("municipality", said),)
        if self.partners.of(folded):
            return Context(owners=frozenset({folded}), said=named)
        return Context(bodies=self.bodies.of(folded) or frozenset({UNKNOWN_BODY}), said=named)

    def _bodies_in(self, text: str) -> list[tuple[int, int, Context]]:
        """Return where bodies of the data stand, and what each asks: nothing where no money is said to be its own."""
        folded = _folded(text)
        spans: list[tuple[int, int, str]] = []
        for index in (self.partners, self.bodies):
            for start, end, name in index.spans_in(folded.text, 2):
                first, last = folded.at[start], folded.at[end - 1] + 1
                if _TAKEN not in text[first:last] and not any(a < last and first < b for a, b, _ in spans):
                    spans.append((first, last, name))
        spans.sort()
        found: list[tuple[int, int, Context]] = []
        for first, last, name in reversed(spans):
            is_added = _ADDED.match(text, last) is not None
            asks = self.body_asked(name, text[first:last]) if is_added or _OWNS.match(text, last) else NOTHING
            if is_added and asks.owners:
                asks = Context(measure=OTHER, word=text[first:last])
            joined = found and _BOTH.fullmatch(text, last, found[-1][0])
            if joined and not found[-1][2].is_empty:
                asks = self.body_asked(name, text[first:last])
                if bool(asks.owners) != bool(found[-1][2].owners):  # the money of both, which no figure is
                    both = text[first : found[-1][1]]
                    asks = Context(measure=OTHER, word=both)
                    found[-1] = (*found[-1][:2], asks)
            found.append((first, last, asks))
        return found[::-1]

    def _programs(self, rest: str) -> list[Mention]:
        found: list[Mention] = []
        folded = _folded(rest)
        text = folded.text
        for name, program in self._whole:
            at = text.find(name)
            while at >= 0:
                first, last = folded.at[at], folded.at[at + len(name) - 1] + 1
                found.append(Mention(first, last, self.program_asked(program, rest[first:last])))
                text = text[:at] + _TAKEN * len(name) + text[at + len(name) :]
                at = text.find(name, at + len(name))
        for mention in found:
            rest = rest[: mention.start] + _TAKEN * (mention.end - mention.start) + rest[mention.end :]
        for match in self._short.finditer(rest):
            called = self._short_of.get(fold(match[1]))
            if called:
                found.append(Mention(*match.span(), self.program_asked(called, match[1])))
        found += [
            Mention(*match.span(), self.program_asked(self._english_of[match[1]], match[1]))
            for match in self._english.finditer(rest)
        ]
        for mention in found:
            rest = rest[: mention.start] + _TAKEN * (mention.end - mention.start) + rest[mention.end :]
        found += [
            Mention(*match.span(), self.program_asked(self.program_called(match[0]) or match[0], match[0]))
            for match in _UNKNOWN_PROGRAM.finditer(rest)
            if not _GENERAL_MONEY.fullmatch(match[0]) and measure_called(match[0]) is None
        ]
        return found

    def program_asked(self, program: str, said: str) -> Context:
        return Context(programs=frozenset({program}), said=(("program", said),))

    def program_called(self, text: str) -> str | None:
        """Return the program that a cell names with all its text."""
        folded = fold(text.strip("*_ "))
        return self._exact_program.get(folded) or self._exact_program.get(folded.removesuffix("交付金"))


def _counts(text: str) -> Iterator[Mention]:
    """Yield of how many projects a text says that an amount is."""
    for match in _COUNT.finditer(text):
        said = (match[1] or match[2]).lower()
        count = _NUMBERS.index(said) + 1 if said in _NUMBERS else int(said)
        yield Mention(*match.span(), Context(projects_said=count, said=(("count", match[0]),)))


def _budgets(text: str) -> Iterator[Mention]:
    """Yield the budgets that a text names: 平成28年度補正予算 → H28 補正."""
    for match in _YEAR.finditer(text):
        budget = _BUDGET.match(text, match.end())
        if budget and (year := year_called(match[0])) is not None:
            said = text[match.start() : budget.end()]
            value = f"{fiscal_year.era_label(year)} {budget[1]}"
            asks = Context(extra=(("budget", value),), said=(("budget", said),))
            yield Mention(match.start(), budget.end(), asks)


def _years(text: str) -> list[Mention]:
    found: list[Mention] = []
    era = ""
    for match in sorted([*_YEAR.finditer(text), *_SHORT_YEAR.finditer(text)], key=lambda match: match.start()):
        if match.re is _YEAR and match[0][0] in _ERA_SIGNS:
            era = _ERA_SIGNS[match[0][0]]
        if match.re is _SHORT_YEAR and found and match.start() < found[-1].end:
            continue
        if _IS_DATE.match(text, match.end()):
            continue
        year = _short_year(match[1], era) if match.re is _SHORT_YEAR else year_called(match[0])
        if year is None:
            continue
        years = {year}
        start = match.start()
        if found and len(found[-1].asks.years) == 1 and _RANGE.fullmatch(text, found[-1].end, match.start()):
            first = min(found[-1].asks.years)
            if 0 < year - first < 60:
                years = set(range(first, year + 1))
                start = found.pop().start
        said = (("fiscal_year", text[start : match.end()].strip()),)
        asks = Context(years=frozenset(years), said=said)
        if runs := _RUNS.match(text, match.end()):
            asks = Context(active=frozenset(years), said=(("active", said[0][1]),))
        found.append(Mention(start, runs.end() if runs else match.end(), asks))
    return found


_ERA_SIGNS = {"平": "平成", "令": "令和", "昭": "昭和", "H": "平成", "R": "令和", "h": "平成", "r": "令和"}


def _short_year(number: str, era: str) -> int | None:
    """Return the year of a number without an era: of the one named before it, else where it can be of one only."""
    year = year_called(f"平成{number}年度")
    if era:
        return year_called(f"{era}{number}年度")
    return year if year is not None and _FIRST_HEISEI + _NO_REIWA <= year <= _LAST_HEISEI else None


_FIRST_HEISEI, _LAST_HEISEI = 1988, 2019


def year_called(text: str) -> int | None:
    """Return the fiscal year that a text is, or None."""
    bare = re.sub(r"fiscal(?: year)? ", "FY", text.strip(" *_"))
    bare = re.sub(r"(?<=^[0-9]{4})\s?年$", "", bare)
    if len(bare) > 12:
        return None
    try:
        return fiscal_year.parse(bare)
    except UsageError:
        return None


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip(" *")) or _BARE_YEAR.fullmatch(text.strip(" *")))


def measure_before(text: str) -> tuple[str | None, str]:
    """Return what the words at the end of ``text`` call the amount that follows, and the words."""
    bare = _PARTICLES.sub("", narrow(text[-_FARTHEST_MEASURE:]))
    label = _MARK.sub("", bare)[-_LONGEST_LABEL:]
    for start in [0, *(match.end() for match in _CUT.finditer(label))]:
        own = label[start:].strip()
        if own and own.count(")") == own.count("(") and (measure := measure_called(own)):
            word = _WORD.split(_IN_BRACKETS.sub("", own))[-1].lstrip("とやの. ,;")
            if any(map(str.isalnum, word)):  # うち「…」 before a name that was taken out says nothing of money
                return measure, word
    last: tuple[int, str | None, str] = (-1, None, "")
    for pattern, measure in _MEASURES:
        for match in pattern.finditer(bare):
            if match.end() > last[0] or (match.end() == last[0] and measure == ESTIMATE):
                last = (match.end(), measure, match[0])
    if (said := _OTHER_MONEY.search(bare)) and last[0] < len(bare) and not _is_any_money(said[0]):
        return OTHER, said[0]
    if last[1] is None and (said := _FUNDS_IN_SENTENCE.search(bare)):
        return FUNDS, said[0]
    return last[1], last[2]


def measure_that_is(label: str) -> tuple[str | None, str]:
    """Return what a label is called that ends in a word for money, and the word: 全額市費, own funds."""
    measure, word = measure_before(label)
    return (measure, word) if word and _PARTICLES.sub("", narrow(label)).endswith(word) else (None, "")


def _is_any_money(word: str) -> bool:
    """Return whether a word for money tells nothing of its kind."""
    return bool(_ANY_MONEY.fullmatch(word) or _GENERAL_MONEY.fullmatch(word))


@lru_cache(maxsize=4096)
def measure_called(label: str) -> str | None:
    """Return what money a label names with all its words, None for a label that names none."""
    if _ESTIMATED_COST.search(label):
        return ESTIMATE
    said = meaning(label)
    if said.veto in (None, "strange") and (said.strange or "project" in said.kinds):
        return None
    if said.role == FUNDS_ROLE:
        return FUNDS
    if said.role == SHARE:
        return PARTNERS
    if said.role == COST_ROLE:
        return COST
    if said.role == AMOUNT:
        return None
    return OTHER if said.veto and said.veto not in ("rate", "count", "goal") else None


def names_money(label: str) -> bool:
    """Return whether a label ends in a word for money, units and what else stands in brackets apart."""
    bare = _PARTICLES.sub("", re.sub(r"[(\[].{0,20}?[)\]]", "", narrow(label)))
    tails = [bare, *(bare[match.end() :] for match in _CUT.finditer(bare))]
    if any(tail and measure_called(tail) for tail in tails):
        return True
    return any(match.end() == len(bare) for pattern, _ in _MEASURES for match in pattern.finditer(bare))


def says_all(text: str) -> bool:
    return _OF_ALL.search(text) is not None
