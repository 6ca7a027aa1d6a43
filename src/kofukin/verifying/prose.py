"""Amounts in running text, each with the words bound to it: its own clause, then the line, then what is above."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kofukin.messages import Message, Said
from kofukin.model.stated_amounts import narrow
from kofukin.verifying.amount import Amount
from kofukin.verifying.context import COST, ESTIMATE, FUNDS, NOTHING, OTHER, PARTNERS, Context, ProjectNamed
from kofukin.verifying.judging import Asked
from kofukin.verifying.qualifiers import qualifier
from kofukin.verifying.words import EACH, Mention, Words, measure_before, measure_that_is, names_money, says_all
from kofukin.verifying.written import UNITS, Written, scaled, unit_called, written_in

_CLAUSE = re.compile(r"[、。,;；](?![0-9]{3})|[（(](?=[^（()）]*$)")
_SENTENCE = re.compile(r"[。！？!?](?=.)|(?<=[a-z)0-9])\. (?=[A-Z])")
_BRACKET_AFTER = re.compile(r"\s?[（(]([^（()）]{1,60})[）)]")
_ESTIMATED = re.compile(r"推計値?|試算値?|estimate[ds]?", re.I)
_MONEY_BEHIND = re.compile(
    r"\s?の(?P<label>[一-龠々ァ-ヴー]{2,14})"
    r"| (?:of|in|as|from) (?!the (?:national|central|state|government))"
    r"(?P<english>(?:(?!(?:for|that|which|to|with|and|in|of|from|by|as) )[A-Za-z'-]+(?: |(?=[.,;:)]|$))){1,4})"
)
"""The word for money that an amount is said to be of: 4,100万円の市費, 41 million yen in loans."""
_IN_ALL = re.compile(r"\s*(?:in all|in total|altogether|overall)")
_REST_OF_CLAUSE = re.compile(r"(?:(?! and (?:¥|JPY|[0-9]))[^、。,;；]){0,60}")
_IS_ITS_OWN = re.compile(r"側?(?:は|が|に(?!お)|へ|:|[(]|\s*[0-9約])")
_SAME_PROJECT = re.compile(
    r"(?:同|本|当該|この)(?:事業|プロジェクト|取組)|(?<![A-Za-z])(?:th(?:is|e same) project|It)(?![A-Za-z])"
)
_UNSTATED = re.compile(
    r"(?<![0-9A-Za-z,.#/第※注-])(?:(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?![0-9%]|[,.][0-9])"
    r"|(?P<short>[0-9]{1,5}(?:\.[0-9]{1,3})?)(?=[万億]))(?P<scale>[百千]?[万億]|千)?"
    r"(?:\s?[(\[](?:単位[:：]?\s?)?(?P<behind>(?:百万|千|万|億)?円)[)\]])?(?P<counted>\s?[^\s、。,;|(（)）はがをのとで]{0,3})"
)
_LABEL = re.compile(
    r"(?P<label>[^\s、。,;:：・|「」()（）]{1,24})(?:\s?[(\[](?:単位[:：]?\s?)?(?P<unit>(?:百万|千|万|億)?円)[)\]])?[\s:：=は・…*]{0,8}$"
)
_UNIT_ON_LINE = re.compile(r"[(\[](?:単位[:：]?\s?)?((?:百万|千|万|億)?円)[)\]]\s?[:：]")
_INCLUDING = re.compile(r"\s?(?:分|など)?を(?:含め|含む|含んだ)")
_COUNTER = re.compile(r"\s?(?:[人件社回名戸点台本票泊]|世帯|か所|箇所|団体|事業|自治体|米?ドル|ユーロ|ウォン|元)")
_LONGEST_LABEL = 60
_MOST_TURNS = 20
_LISTED = re.compile(
    r"(?:(?:, and |, | and |、|・|と|及び|／|/)(?:[0-9]{1,3}(?:,[0-9]{3})+(?=[ 、・と及／/]|, ))){0,20}"
    r"(?:, and |, | and |、|・|と|及び|／|/)(?P<last>[0-9])"
)
_UNIT_LAST = re.compile(r"(?:[百千]?万|億|千)?円$|(?:(?:thousand|million|billion) )?(?:yen|JPY)$", re.I)
_TOPIC = re.compile(r"(?:交付金|分)*(?:の国費)?(?:に(?:ついて|関して)|で)?[はも]")
_ONE_OF_BOTH = re.compile(r"と|及び|および|並びに|、|and|,|・|／|/")
_CODE = re.compile(r"`((?:kofukin |--)[^`]*)`")
_LONGEST_LINE = 4_000
"""In characters; a longer line is read in pieces, of which none ends inside a number."""
_LONGEST_SEGMENT = 600
_ENDS = re.compile(r"[。、;；|\t ](?![0-9])")
_IN_NUMBER = re.compile(r"[0-9０-９,，.．〇一二三四五六七八九十百千万億兆円 ]")


def without_commands(text: str) -> str:
    """Return a line with commands of this program blanked: what is asked for is no statement."""
    return _CODE.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def amounts_in(
    text: str,
    place: Said | Message,
    line: int,
    words: Words,
    above: Context,
    paragraph: Context = NOTHING,
    unit: int | None = None,
) -> list[Amount]:
    """Return the amounts on a line.

    ``above`` is what holds farther off, ``paragraph`` what the lines right before say, which does not narrow a total.
    ``unit`` is the yen per unit that a note above states for figures without one.
    """
    found: list[Amount] = []
    for begin, piece in _pieces(text):
        readable = without_commands(piece)
        written = written_in(readable)
        unstated = unstated_in(readable, written, unit)
        written = sorted([*written, *unstated], key=lambda one: one.start)
        if not written:
            continue
        mentions = words.mentions(readable)
        contexts = _contexts(readable, written, mentions)
        qualifiers = _qualifiers(readable, written)
        contexts = [context if context.of_all else context.over(paragraph) for context in contexts]
        found += [
            Amount(
                place,
                line,
                piece,
                one.start,
                one.end,
                Asked(
                    one.yen,
                    one.step,
                    one.about,
                    (context if context.of_all else context.over(paragraph)).over(above),
                    one.has_unit,
                    qualifier,
                ),
                begin=begin,
            )
            for one, context, qualifier in zip(written, contexts, qualifiers, strict=True)
        ]
    return found


def _qualifiers(text: str, written: Sequence[Written]) -> list[str]:
    normal = narrow(text)
    befores = [0, *(one.end for one in written)]
    afters = [*(one.start for one in written[1:]), len(normal)]
    return [
        qualifier(normal, one.start, one.end, before, after)
        for one, before, after in zip(written, befores, afters, strict=False)
    ]


def unstated_in(text: str, written: Sequence[Written], unit: int | None) -> Iterator[Written]:
    """Yield the numbers that are money without a unit beside them: 国費（千円） 41,000, or a list under 単位：千円."""
    normal = narrow(text)
    if on_line := _UNIT_ON_LINE.search(normal):
        unit = UNITS[on_line[1]]
    for match in _UNSTATED.finditer(normal):
        number, scale = match["number"] or match["short"], match["scale"] or ""
        start = match.start("number" if match["number"] else "short")
        end = start + len(number) + len(scale)
        if any(one.start < end and start < one.end for one in written):
            continue
        if shared := _unit_of_next(normal, end, written):
            yield Written(start, end, *scaled(number, shared), False)
            continue
        label = _LABEL.search(normal, max(0, start - _LONGEST_LABEL), start)
        stated = match["behind"] or (label["unit"] if label else None)
        is_named = label is not None and names_money(label["label"])
        is_named = is_named or _in_bracket_of_amount(normal, start, written)
        if _COUNTER.match(match["counted"]):
            continue
        if not (match["behind"] or is_named or (unit and not match["counted"].strip())):
            continue
        yen_per_unit = UNITS[stated or f"{scale}円"] if stated or scale else unit
        yen, step = scaled(number, yen_per_unit or 1)
        yield Written(start, end, yen, step, False, yen_per_unit is not None)


def _in_bracket_of_amount(normal: str, at: int, written: Sequence[Written]) -> bool:
    """Return whether a number stands in brackets that open right behind an amount: 169,709千円（推進128,709）."""
    opened = max(normal.rfind("(", 0, at), normal.rfind("[", 0, at))
    is_open = opened >= 0 and ")" not in normal[opened:at] and "]" not in normal[opened:at]
    return is_open and any(one.end <= opened <= one.end + 1 for one in written)


def _unit_of_next(normal: str, end: int, written: Sequence[Written]) -> int | None:
    """Return the unit that a number shares with one behind it: 220,216, 72,200 and 41,000 thousand yen."""
    listed = _LISTED.match(normal, end)
    if not listed:
        return None
    last = next((one for one in written if one.start == listed.start("last")), None)
    unit = _UNIT_LAST.search(normal, last.start, last.end) if last else None
    return unit_called(unit[0]) if unit else None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(text):
        end = min(len(text), at + _LONGEST_LINE)
        if end < len(text):
            ends = [match.end() for match in _ENDS.finditer(text, end - _LONGEST_SEGMENT, end)]
            end = ends[-1] if ends else end
            while not ends and end < len(text) and _IN_NUMBER.match(text, end - 1):
                end += 1
        yield at, text[at:end]
        at = end


def says(text: str, words: Words) -> Context:
    """Return what a line without amounts says for those below it, such as a heading."""
    context = _together(words.mentions(text[:_LONGEST_LINE]))
    return context._replace(extra=tuple(entry for entry in context.extra if entry[0] != "basis"), projects_said=None)


def _contexts(text: str, written: Sequence[Written], mentions: Sequence[Mention]) -> list[Context]:
    normal = narrow(text)
    contexts: list[Context] = []
    taken = 0
    for number, one in enumerate(written):
        begin = max(written[number - 1].end, taken) if number else 0
        end = written[number + 1].start if number + 1 < len(written) else len(text)
        near = max(begin, one.start - _LONGEST_SEGMENT)
        segment = normal[near : one.start]
        cuts = [match.end() for match in _CLAUSE.finditer(segment)]
        clause = near + cuts[-1] if cuts else begin
        clause = _from_joined(normal, mentions, begin, clause)
        own = _asked_between(normal, mentions, clause, one.start)
        earlier = _asked_between(normal, mentions, begin, clause, is_far=True)
        sentence = max((match.end() for match in _SENTENCE.finditer(normal, begin, one.start)), default=begin)
        is_all = says_all(normal[sentence : one.start]) or _IN_ALL.match(normal, one.end) is not None
        after, taken = _after(normal, mentions, one, end)
        if after.measure in (ESTIMATE, OTHER, COST):
            own = own._replace(measure=after.measure, word=after.word)
        if after.owners or after.bodies or after.own_kind:  # in brackets: whose money it is
            own = own._replace(bodies=after.bodies, owners=after.owners, own_kind=after.own_kind)
            own = own._replace(measure=None, word="") if own.measure == FUNDS and not after.bodies else own
        previous = contexts[-1] if contexts else NOTHING
        if sentence > begin and _SAME_PROJECT.search(normal, sentence, one.start):
            previous = previous._replace(measure=None, word="", owners=frozenset(), own_kind="", extra=())
        elif sentence > begin or is_all:
            # A new sentence is about another project; one about all is about no one's share either.
            previous = previous._replace(
                projects=(), hints=(), measure=None, word="", owners=frozenset(), own_kind="", extra=()
            )
        elif number and own.owners != previous.owners:
            previous = previous._replace(measure=None, word="", owners=frozenset())
        if own.programs and not own.projects and _is_topic(normal, mentions, clause, one.start):
            previous = previous._replace(projects=(), hints=())
        if (
            contexts and contexts[-1].owners and _INCLUDING.match(normal, begin)
        ):  # a partner's share and more: no figure is that
            own = own._replace(measure=OTHER, word=normal[begin : one.start].strip(" 、"))
        if is_all:
            own = own._replace(of_all=True)
            previous = NOTHING
        if not is_all:
            earlier = earlier._replace(projects_said=None)
        context = own.over(after).over(earlier).over(previous._replace(of_all=False, projects_said=None))
        contexts.append(context)
    return _in_turn(normal, written, mentions, contexts)


def _is_topic(text: str, mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Return whether a part of a line is about a program, 「加速化交付金については」, and not more of a project."""
    inside = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    return any(mention.asks.programs and _TOPIC.match(text, mention.end) for mention in inside)


def _in_turn(
    normal: str, written: Sequence[Written], mentions: Sequence[Mention], contexts: list[Context]
) -> list[Context]:
    """Return the contexts with things listed before それぞれ taken one for each amount behind it, where so many are."""
    for each in islice(EACH.finditer(normal), _MOST_TURNS):
        begin = max((match.end() for match in _SENTENCE.finditer(normal, 0, each.start())), default=0)
        end = next((match.start() for match in _SENTENCE.finditer(normal, each.end())), len(normal))
        at = [number for number, one in enumerate(written) if begin <= one.start < end]
        if not each[0].isascii():  # "respectively" stands behind what it orders
            begin = max((one.end for one in written if begin <= one.start and one.end <= each.start()), default=begin)
        at = [number for number in at if written[number].start >= begin]
        listed = (
            _listed([mention for mention in mentions if begin <= mention.start], normal, written[at[0]].start)
            if at
            else []
        )
        for number in at:
            contexts[number] = contexts[number]._replace(each=True)
        if len(listed) == len(at) > 1:
            for number, mention in zip(at, listed, strict=True):
                asks = mention.asks
                if asks.projects or asks.hints:
                    contexts[number] = contexts[number]._replace(projects=(), hints=())
                if asks.bodies or asks.owners:
                    contexts[number] = contexts[number]._replace(bodies=frozenset(), owners=frozenset(), own_kind="")
                contexts[number] = asks.over(contexts[number])._replace(each=False)
    return contexts


def _listed(mentions: Sequence[Mention], text: str, before: int) -> list[Mention]:
    """Return the last things of one kind that are listed before a place."""
    listed: list[Mention] = []
    for mention in reversed([mention for mention in mentions if mention.end <= before and mention.asks.said]):
        kind = mention.asks.said[0][0]
        if listed and (kind != listed[0].asks.said[0][0] or not _is_joined(text[mention.end : listed[0].start])):
            if len(listed) > 1:
                break
            listed = []
        listed.insert(0, mention)
    return listed if len(listed) > 1 else []


def _asked_between(text: str, mentions: Sequence[Mention], start: int, end: int, is_far: bool = False) -> Context:
    """Return what stands in a part of a line asks: of each kind the last, with those that are joined to it."""
    inside = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    context = _together(inside, text)
    if context.measure is not None:
        return context
    measure, word = measure_before(_blanked(text, mentions, start, end))
    if measure is None and context.bodies and not is_far and not context.owners:
        body = next(mention for mention in reversed(inside) if mention.asks.bodies)
        is_its_own = _IS_ITS_OWN.match(text, body.end) is not None
        return context._replace(measure=FUNDS, word=text[body.start : body.end]) if is_its_own else context
    if measure is None:
        return context
    owner = next((mention for mention in reversed(inside) if mention.asks.owners), None)
    if owner is not None and re.match(r"\s?(?:側)?の", text[owner.end : end]):
        return context._replace(measure=PARTNERS if measure != "other" else measure, word=word)
    if owner is not None and text.rfind(word, start, end) < owner.start:
        return context
    if is_far and owner is not None:
        return context
    return context._replace(measure=measure, word=word)


def _from_joined(text: str, mentions: Sequence[Mention], begin: int, clause: int) -> int:
    """Return where a clause begins if what is listed right before it belongs to it: 平成28年度、29年度合わせて."""
    first = next((mention for mention in mentions if mention.start >= clause), None)
    if first is None or text[clause : first.start].strip():
        return clause
    for mention in reversed([mention for mention in mentions if begin <= mention.start and mention.end <= clause]):
        is_same = bool(mention.asks.said and first.asks.said and mention.asks.said[0][0] == first.asks.said[0][0])
        if not is_same or not _is_joined(text[mention.end : first.start]):
            break
        first, clause = mention, mention.start
    return clause


def _blanked(text: str, mentions: Sequence[Mention], start: int, end: int) -> str:
    """Return a part of a line without what was taken for names, programs and years, which hold words for money too."""
    part = text[start:end]
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            part = part[: mention.start - start] + " " * (mention.end - mention.start) + part[mention.end - start :]
    return part


def _after(text: str, mentions: Sequence[Mention], one: Written, end: int) -> tuple[Context, int]:
    """Return what is said right behind an amount, in brackets or to the end of its clause, and where that ends."""
    if (match := _BRACKET_AFTER.match(text, one.end)) and match.end() <= end:
        said = _together([m for m in mentions if match.start() <= m.start and m.end <= match.end()])
        is_estimate = _ESTIMATED.fullmatch(match[1]) is not None
        measure, word = (
            (ESTIMATE, match[1]) if is_estimate else measure_that_is(_blanked(text, mentions, *match.span(1)))
        )
        return (said._replace(measure=measure, word=word) if measure else said), one.end
    match = _REST_OF_CLAUSE.match(text, one.end)
    stop = match.end() if match else one.end
    if end < stop:
        return NOTHING, one.end
    inside = [m for m in mentions if one.end <= m.start and m.end <= stop]
    inside = [m for m in inside if not (m.asks.owners or m.asks.bodies or m.asks.own_kind)]
    said = _together(inside)
    if match := _MONEY_BEHIND.match(text, one.end, end):
        label = match.span("label" if match["label"] else "english")
        measure, word = measure_that_is(_blanked(text, mentions, *label).strip())
        said = said._replace(measure=measure, word=word) if measure else said
    return said, max((m.end for m in inside), default=one.end)


def _together(mentions: Sequence[Mention], text: str = "") -> Context:
    """Return what mentions ask together: of each kind the last one, and those that are joined to it (H28 と H29)."""
    hints = tuple(named for mention in mentions for named in mention.asks.hints)
    context = NOTHING
    nearest: dict[str, int] = {}
    for mention in reversed(mentions):
        asks = mention.asks
        if asks.hints:
            continue
        kind = asks.said[0][0] if asks.said else ""
        if kind not in nearest:
            context = context.over(asks)
        elif (text and _is_joined(text[mention.end : nearest[kind]])) or (not text and kind != "project"):
            context = _joined(context, asks)
        else:
            continue
        nearest[kind] = mention.start
    return context if context.projects else context._replace(hints=hints)


def _is_joined(between: str) -> bool:
    return len(between) < 12 and _ONE_OF_BOTH.sub("", between).strip(" 　の国費年度事業") == ""


def _joined(context: Context, asks: Context) -> Context:
    said = dict(context.said)
    for name, text in asks.said:
        said[name] = f"{text}、{said[name]}" if name in said and said[name] != text else text
    return context._replace(
        years=context.years | asks.years,
        programs=context.programs | asks.programs,
        applications=context.applications | asks.applications,
        bodies=context.bodies | asks.bodies,
        owners=context.owners | asks.owners,
        projects=_distinct((*asks.projects, *context.projects)),
        said=tuple(said.items()),
    )


def _distinct(projects: Sequence[ProjectNamed]) -> tuple[ProjectNamed, ...]:
    """Return the projects that are named; one that is named twice, by id and name, is the one that both mean."""
    kept: list[ProjectNamed] = []
    for named in projects:
        twin = next((n for n, other in enumerate(kept) if named.numbers & other.numbers or named == other), None)
        if twin is None:
            kept.append(named)
        else:
            kept[twin] = kept[twin]._replace(numbers=named.numbers & kept[twin].numbers)
    return tuple(kept)
