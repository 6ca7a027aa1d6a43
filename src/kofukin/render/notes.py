"""The notes under a table: in groups, in short, or in the words for paper."""

from kofukin.messages import Message, Said, notes
from kofukin.render import Style
from kofukin.render.people import visible
from kofukin.table import Table

_HOME = {message: group for group, members in notes.GROUPS.items() for message in members}
_WORDINGS = {message: wording for members in notes.GROUPS.values() for message, wording in members.items()}


def grouped(table: Table, style: Style, printed: bool = False) -> list[tuple[str, list[str]]]:
    """Return each group's name with its notes, as many as the style asks for; ``printed`` words them for paper.

    Short ones come in groups without a name, a line each.
    """
    if style.notes == "none":
        return []
    if style.notes == "short":
        return [("", [line]) for line in short(table, style)]
    found: dict[Message, list[str]] = {group: [] for group in notes.GROUPS}
    for note in table.notes:
        wording = _wording(note)
        said = _reworded(note, wording.printed) if printed and wording.printed else note
        if line := visible(said.in_(style.language)):
            found[_group(note)].append(line)
    return [(group.in_(style.language), lines) for group, lines in found.items() if lines]


def short(table: Table, style: Style) -> list[str]:
    """Return on at most two lines what the figures would be misread without: what they are, then what is not known."""
    first: list[str] = []
    second: list[str] = []
    groups = list(notes.GROUPS)
    for note in sorted(table.notes, key=lambda note: groups.index(_group(note))):
        if (wording := _wording(note)).short:
            line = first if _group(note) in notes.ON_FIRST_LINE else second
            line.append(visible(_reworded(note, wording.short).in_(style.language)).rstrip("."))
    separator, stop = ("。", "") if style.language == "ja" else ("; ", ".")
    lines = [separator.join(line) + stop for line in (first, second) if line]
    return [line[:1].upper() + line[1:] for line in lines]


def _message(note: Message | Said) -> Message:
    return note.message if isinstance(note, Said) else note


def _wording(note: Message | Said) -> notes.Wording:
    return _WORDINGS.get(_message(note), notes.Wording())


def _group(note: Message | Said) -> Message:
    return _HOME.get(_message(note), notes.OTHERS)


def _reworded(note: Message | Said, message: Message) -> Message | Said:
    return message(**note.values) if isinstance(note, Said) else message
