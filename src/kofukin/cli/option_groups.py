"""Options that several commands share: a group is a function from options to a value, spliced into a signature."""

import inspect
from collections.abc import Callable
from typing import Any


def with_options(**groups: Callable[..., Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Replace each named parameter of a command by the options of its group, and hand the command the group's value.

    ``@with_options(filters=filter_options)`` on ``def command(filters: Filters)`` gives a command with every option
    of ``filter_options``; its return value arrives as ``filters``.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        options = {name: inspect.signature(group, eval_str=True).parameters for name, group in groups.items()}

        def spliced(**given: Any) -> None:
            values = {name: group(**{key: given.pop(key) for key in options[name]}) for name, group in groups.items()}
            command(**values, **given)

        parameters: list[inspect.Parameter] = []
        for name, parameter in inspect.signature(command, eval_str=True).parameters.items():
            parameters += options.get(name, {name: parameter}).values()
        arguments_first = sorted(parameters, key=lambda p: p.default is not inspect.Parameter.empty)
        spliced.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in arguments_first]
        )
        spliced.__name__ = command.__name__
        return spliced

    return decorate
