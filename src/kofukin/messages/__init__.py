"""Everything the program says, in both languages: the only place where its sentences stand.

``errors`` holds what goes wrong, ``labels`` what stands in and under tables, ``help`` what ``--help`` prints.
A caller names a message and gives its values; which language it is said in is decided where it is printed.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Option(NamedTuple):
    """An option that a message speaks of, with a value or without; from Python it is an argument (``for_python``)."""

    name: str
    value: str | int | None = None

    def __str__(self) -> str:
        return f"--{self.name}" if self.value is None else f"--{self.name} {self.value}"

    def for_python(self) -> str:
        """Return it as the argument of a call."""
        if self.value is None:
            return self.name
        return f'{self.name}="{self.value}"' if isinstance(self.value, str) else f"{self.name}={self.value}"


class Said(NamedTuple):
    """A message with its values, in no language yet."""

    message: "Message"
    values: dict[str, object]

    def in_(self, language: Language) -> str:
        """Return the sentence in ``language``; a value that is itself a message is said in that language too."""
        template = self.message.template(language)
        values = {name: _Count(v) if type(v) is int else say(v, language) for name, v in self.values.items()}
        if "「{" in template:
            values = {name: _nested(value) if f"「{{{name}}}" in template else value for name, value in values.items()}
        return template.format(**values)

    def with_options(self, written: Callable[[Option], object]) -> "Said":
        """Return the same with each option in it, or in a message within it, as ``written`` has it."""
        return Said(self.message, {name: _with_options(value, written) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.in_("en")


def _with_options(value: object, written: Callable[[Option], object]) -> object:
    if isinstance(value, Option):
        return written(value)
    if isinstance(value, Said):
        return value.with_options(written)
    return [_with_options(item, written) for item in value] if type(value) is list else value


class _Count(int):
    """A number that English counts things with: ``{rows:line}`` is "1 line" or "2 lines", ``{rows:is|are}`` a word."""

    def __format__(self, spec: str) -> str:
        one, is_choice, many = spec.partition("|")
        if is_choice:
            return one if self == 1 else many
        return f"{int(self)} {spec}{'' if self == 1 else 's'}" if spec.isalpha() else format(int(self), spec)


class Message(NamedTuple):
    """One sentence in both languages, with ``{name}`` where a value goes."""

    ja: str
    en: str

    def __call__(self, **values: object) -> Said:
        return Said(self, values)

    def template(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en

    def in_(self, language: Language) -> str:
        """Return the sentence in ``language``; for messages without values."""
        return self.template(language)

    def __str__(self) -> str:
        return self.in_("en")


def _nested(value: object) -> object:
    """Return a text whose marks of quotation are those that stand inside others: 「『さっぽろ圏』事業」."""
    return value.translate(_INNER) if isinstance(value, str) else value


_INNER = str.maketrans("「」『』", "『』「」")


def say(value: object, language: Language) -> object:
    """Return ``value`` in ``language`` if it is a message (or a list of them), else as it is."""
    if isinstance(value, Message | Said):
        return value.in_(language)
    if type(value) in (list, tuple):
        separator = "、" if language == "ja" else ", "
        return separator.join(str(say(item, language)) for item in value)  # type: ignore[attr-defined]
    return value
