"""Amounts in running text, each with the words bound to it: its own clause, then the line, then what is above."""

import re
from collections.abc import Iterator, Sequence

from kofukin.messages import Message, Said
from kofukin.model.stated_amounts import narrow
from kofukin.verifying.amount import Amount
from kofukin.verifying.context import NOTHING, PARTNERS, Context, ProjectNamed
from kofukin.verifying.judging import Asked
from kofukin.verifying.words import Mention, Words, measure_before, says_all, says_each
from kofukin.verifying.written import Written, written_in

_CLAUSE = re.compile(r"[、。,;；](?![0-9]{3})|[（(](?=[^（()）]*$)")
_SENTENCE = re.compile(r"[。！？!?](?=.)|(?<=[a-z)0-9])\. (?=[A-Z])")
_BRACKET_AFTER = re.compile(r"\s?[（(]([^（()）]{1,60})[）)]")
_IN_ALL = re.compile(r"\s*(?:in all|in total|altogether|overall)")
_REST_OF_CLAUSE = re.compile(r"[^、。,;；]{0,60}")
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
    text: str, place: Said | Message, line: int, words: Words, above: Context, paragraph: Context = NOTHING
) -> list[Amount]:
    """Return the amounts on a line.

    ``above`` is what holds farther off, ``paragraph`` what the lines right before say, which does not narrow a total.
    """
    found: list[Amount] = []
    for piece in _pieces(text):
        readable = without_commands(piece)
        written = written_in(readable)
        if not written:
            continue
        mentions = words.mentions(readable)
        contexts = _contexts(readable, written, mentions)
        contexts = [context if context.of_all else context.over(paragraph) for context in contexts]
        found += [
            Amount(
                place,
                line,
                piece,
                one.start,
                one.end,
                Asked(
                    one.yen, one.step, one.about, (context if context.of_all else context.over(paragraph)).over(above)
                ),
            )
            for one, context in zip(written, contexts, strict=True)
        ]
    return found


def _pieces(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = min(len(text), at + _LONGEST_LINE)
        if end < len(text):
            ends = [match.end() for match in _ENDS.finditer(text, end - _LONGEST_SEGMENT, end)]
            end = ends[-1] if ends else end
            while not ends and end < len(text) and _IN_NUMBER.match(text, end - 1):
                end += 1
        yield text[at:end]
        at = end


def says(text: str, words: Words) -> Context:
    """Return what a line without amounts says for those below it, such as a heading."""
    return _together(words.mentions(text[:_LONGEST_LINE]))


def _contexts(text: str, written: Sequence[Written], mentions: Sequence[Mention]) -> list[Context]:
    normal = narrow(text)
    contexts: list[Context] = []
    for number, one in enumerate(written):
        begin = written[number - 1].end if number else 0
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
        after = _after(normal, mentions, one, end)
        previous = contexts[-1] if contexts else NOTHING
        if sentence > begin or is_all:
            # A new sentence is about another project; one about all is about no one's share either.
            previous = previous._replace(projects=(), measure=None, word="", owners=frozenset())
        elif number and own.owners != previous.owners:
            previous = previous._replace(measure=None, word="", owners=frozenset())
        if is_all:
            own = own._replace(of_all=True)
            previous = NOTHING
        context = own.over(after).over(earlier).over(previous._replace(of_all=False))
        if says_each(normal):
            context = context._replace(each=True)
        contexts.append(context)
    return contexts


def _asked_between(text: str, mentions: Sequence[Mention], start: int, end: int, is_far: bool = False) -> Context:
    """Return what stands in a part of a line asks: of each kind the last, with those that are joined to it."""
    inside = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    context = _together(inside, text)
    measure, word = measure_before(_blanked(text, mentions, start, end))
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


def _after(text: str, mentions: Sequence[Mention], one: Written, end: int) -> Context:
    """Return what is said right behind an amount: in brackets, or to the end of its clause where no other follows."""
    if (match := _BRACKET_AFTER.match(text, one.end)) and match.end() <= end:
        return _together([m for m in mentions if match.start() <= m.start and m.end <= match.end()])
    if end < len(text):
        return NOTHING
    match = _REST_OF_CLAUSE.match(text, one.end)
    stop = match.end() if match else one.end
    inside = [m for m in mentions if one.end <= m.start and m.end <= stop and not m.asks.owners and not m.asks.bodies]
    return _together(inside)


def _together(mentions: Sequence[Mention], text: str = "") -> Context:
    """Return what mentions ask together: of each kind the last one, and those that are joined to it (H28 と H29)."""
    context = NOTHING
    nearest: dict[str, int] = {}
    for mention in reversed(mentions):
        asks = mention.asks
        kind = asks.said[0][0] if asks.said else ""
        if kind not in nearest:
            context = context.over(asks)
        elif (text and _is_joined(text[mention.end : nearest[kind]])) or (not text and kind != "project"):
            context = _joined(context, asks)
        else:
            continue
        nearest[kind] = mention.start
    return context


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
