"""``--help`` as people read it: usage, what it is for, examples, options in groups; aligned for kanji too."""

from collections.abc import Iterator, Sequence
from typing import Any

from typer._click.core import Context, Parameter

from kofukin.messages import Language, Message
from kofukin.messages import help as help_texts
from kofukin.text.display_width import display_width, pad, wrap

_INDENT = "  "
_WIDEST_LEFT = 32


def command_page(context: Context, language: Language) -> str:
    """Return the help of one command."""
    texts, params, width = (
        help_texts.COMMANDS[str(context.command.name)],
        context.command.get_params(context),
        _width(context),
    )
    lines = [_usage(context.command_path, params, language), "", *wrap(texts.long.in_(language), width)]
    lines += ["", *_examples(texts, language, width), *_panels(params, language, width)]
    return "\n".join(lines)


def program_page(context: Context, commands: Sequence[str], language: Language) -> str:
    """Return the help of the whole program."""
    texts, params, width = help_texts.PROGRAM, context.command.get_params(context), _width(context)
    lines = [f"{help_texts.USAGE.in_(language)}: kofukin {help_texts.COMMAND_WORD.in_(language)}", ""]
    lines += wrap(texts.long.in_(language), width)
    lines += ["", *_examples(texts, language, width), "", *_commands(commands, language, width)]
    lines += _panels(params, language, width)
    return "\n".join([*lines, "", help_texts.MORE.in_(language)])


def short_page(context: Context, commands: Sequence[str], language: Language) -> str:
    """Return what the bare command prints: examples first, then the commands."""
    width = _width(context)
    title = wrap(f"kofukin - {help_texts.PROGRAM.short.in_(language)}", width)
    lines = [*title, "", *_examples(help_texts.PROGRAM, language, width), "", *_commands(commands, language, width)]
    return "\n".join([*lines, "", help_texts.MORE.in_(language)])


def _examples(texts: help_texts.Command, language: Language, width: int) -> list[str]:
    return _section(help_texts.EXAMPLES, [(line, what.in_(language)) for line, what in texts.examples], language, width)


def _commands(commands: Sequence[str], language: Language, width: int) -> list[str]:
    rows = [(name, help_texts.COMMANDS[name].short.in_(language)) for name in commands]
    return _section(help_texts.COMMANDS_TITLE, rows, language, width)


def _usage(path: str, params: Sequence[Parameter], language: Language) -> str:
    words = [help_texts.USAGE.in_(language) + ":", path]
    for param in params:
        value = help_texts.OPTIONS[str(param.name)].value
        if param.param_type_name == "argument" and value is not None:
            word = value.in_(language) + ("..." if param.nargs == -1 else "")
            words.append(word if param.required else f"[{word}]")
    return " ".join([*words, help_texts.OPTIONS_WORD.in_(language)])


def _panels(params: Sequence[Parameter], language: Language, width: int) -> Iterator[str]:
    for panel in help_texts.PANELS:
        rows = [_row(param, language) for param in params if help_texts.OPTIONS[str(param.name)].panel is panel]
        if rows:
            yield ""
            yield from _section(panel, rows, language, width)


def _row(param: Any, language: Language) -> tuple[str, str]:
    """Return an option's names with the word for its value, and its text with default and environment variable."""
    entry = help_texts.OPTIONS[param.name]
    value = entry.value.in_(language) if entry.value else ""
    text = entry.text.in_(language)
    if entry.default:
        text += help_texts.DEFAULT(value=entry.default).in_(language)
    if param.name in _ENVIRONMENT:
        text += help_texts.ENVIRONMENT(name=_ENVIRONMENT[param.name]).in_(language)
    if param.param_type_name == "argument":
        return value + ("..." if param.nargs == -1 else ""), text
    if param.multiple:
        text += help_texts.REPEATABLE.in_(language)
    names = ", ".join(sorted(param.opts, key=len))
    if not names.startswith("-") or names.startswith("--"):
        names = _INDENT * 2 + names
    return f"{names} {value}".rstrip(), text


_ENVIRONMENT = {"format": "KOFUKIN_FORMAT", "data": "KOFUKIN_DATA", "lang": "KOFUKIN_LANG"}


def _section(title: Message, rows: Sequence[tuple[str, str]], language: Language, width: int) -> list[str]:
    """Return a heading and two aligned columns; a left side that is too long gets a line of its own."""
    left_width = min(_WIDEST_LEFT, max(display_width(left) for left, _ in rows))
    room = max(20, width - left_width - 2 * len(_INDENT))
    lines = [f"{title.in_(language)}:"]
    for left, right in rows:
        first, *more = wrap(right, room)
        gap = " " * (left_width + 2 * len(_INDENT))
        if display_width(left) > left_width:
            lines += [_INDENT + left, gap + first]
        else:
            lines.append(_INDENT + pad(left, left_width) + _INDENT + first)
        lines += [gap + line for line in more]
    return lines


def _width(context: Context) -> int:
    """Return the width that help is wrapped to: the window's, but not so wide that lines are hard to follow."""
    import shutil

    return max(40, min(100, context.terminal_width or shutil.get_terminal_size().columns))
