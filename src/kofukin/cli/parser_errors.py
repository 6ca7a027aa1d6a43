"""The option parser's own English complaints, said in our words."""

from collections.abc import Sequence
from difflib import get_close_matches

from typer._click import exceptions as click
from typer._click.core import Context

from kofukin.errors import UsageError
from kofukin.messages import Message, Said, errors


def _near(option: str, context: Context | None) -> list[str]:
    """Return the command's options that are spelled like ``option``; the dashes, which all share, do not count."""
    if context is None:
        return []
    known = {name.lstrip("-"): name for param in context.command.get_params(context) for name in param.opts}
    return [known[name] for name in get_close_matches(option.lstrip("-"), known, cutoff=0.7)]


def translated(error: click.ClickException, arguments: Sequence[str]) -> UsageError:
    """Return our error for one of the parser's, which does not always say in which command it arose."""
    from kofukin.cli.app import COMMANDS

    context = getattr(error, "ctx", None)
    command = next((argument for argument in arguments if argument in COMMANDS), None)
    path = context.command_path if context is not None else " ".join(filter(None, ["kofukin", command]))
    see_help = errors.SEE_HELP(command=path)
    if isinstance(error, click.NoSuchOption):
        near = _near(error.option_name, context)
        hint: Message | Said = errors.DID_YOU_MEAN(candidates=near) if near else see_help
        return UsageError(errors.UNKNOWN_OPTION(text=error.option_name[:60]), hint)
    if isinstance(error, click.BadOptionUsage):
        needs = "requires" in error.message
        message = errors.OPTION_NEEDS_VALUE if needs else errors.OPTION_TAKES_NO_VALUE
        return UsageError(message(text=error.option_name), see_help)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        from kofukin.messages import help as texts

        entry = texts.OPTIONS.get(str(error.param.name))
        return UsageError(errors.MISSING_ARGUMENT(text=entry.value if entry else error.param.name), see_help)
    if "unexpected extra argument" in error.message:
        extra = error.message.partition(" (")[2].removesuffix(")")
        return UsageError(errors.EXTRA_ARGUMENTS(text=extra[:60]), see_help)
    return UsageError(errors.USED_WRONGLY(text=error.format_message()[:200]), see_help)
