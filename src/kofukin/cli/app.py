"""The typer application: the program's own options, and commands that are imported only when they are called."""

import importlib
import os
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer._click.core import Context
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup

from kofukin.cli import COMPLETION_REQUEST, language
from kofukin.cli.options import Lang
from kofukin.cli.speech import current_language
from kofukin.errors import KofukinError, UsageError
from kofukin.messages import errors, labels

COMPLETED_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_CONTEXT = {"help_option_names": ["-h", "--help"]}

COMMANDS = ("list", "show", "totals", "chart", "programs", "report", "import", "check", "export", "diff", "verify")


class Command(TyperCommand):
    """A command whose help is the project's own page."""

    def get_help(self, ctx: Context) -> str:
        from kofukin.cli import help_page  # most calls ask for no help

        return help_page.command_page(ctx, current_language())

    def get_help_option(self, ctx: Context) -> Any:
        return _ours(super().get_help_option(ctx))


class Group(TyperGroup):
    """The program: it imports a command's module when the command is called, and no other."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Any:
        return load(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise _unknown_command(args[0])
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Context) -> str:
        from kofukin.cli import help_page

        return help_page.program_page(ctx, COMMANDS, current_language())

    def get_help_option(self, ctx: Context) -> Any:
        return _ours(super().get_help_option(ctx))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing them."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from kofukin.messages import help as texts

        said = current_language()
        offers = [name for name in COMMANDS if name.startswith(incomplete)]
        return [CompletionItem(name, help=texts.COMMANDS[name].short.in_(said)) for name in offers]


def _ours(option: Any) -> Any:
    """Return the help option so that its page is written as every answer is, closed pipes and full disks minded."""

    def show_help(ctx: Context, param: Any, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            _print(ctx.get_help())
            raise typer.Exit

    option.callback = show_help
    return option


def _print(text: str) -> None:
    from kofukin.cli import writing

    writing.to_stdout(iter([text + "\n"]), writing.stdout_encoding())


def _unknown_command(text: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(text, COMMANDS)
    hint = errors.DID_YOU_MEAN(candidates=near) if near else errors.COMMANDS_ARE(commands=list(COMMANDS))
    return UsageError(errors.UNKNOWN_COMMAND(text=text[:60]), hint)


def load(name: str) -> Any:
    """Return the click command ``name``, built by typer from the function in its module."""
    function: Callable[..., None] = importlib.import_module(f"kofukin.cli.commands.{name}_").command
    single = typer.Typer(add_completion=False)
    single.command(name, cls=Command, context_settings=_CONTEXT)(function)
    return typer.main.get_command(single)


def program() -> Any:
    """Return the whole program as a click group."""
    if COMPLETION_REQUEST in os.environ:
        from typer._completion_classes import completion_init

        from kofukin.cli import bash_completion

        completion_init()
        bash_completion.prepare()
    app = typer.Typer(cls=Group, name="kofukin", rich_markup_mode=None, add_completion=False)
    app.callback(invoke_without_command=True, context_settings=_CONTEXT)(_program_options)
    return typer.main.get_command(app)


def _program_options(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version")] = False,
    install_completion: Annotated[bool, typer.Option("--install-completion")] = False,
    show_completion: Annotated[bool, typer.Option("--show-completion")] = False,
    lang: Lang = None,
) -> None:
    if lang or ctx.invoked_subcommand is None:
        language.check(lang)
    if install_completion or show_completion:
        _complete_shell(install_completion)
        raise typer.Exit
    if version:
        _print(_version())
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from kofukin.cli import help_page

        _print(help_page.short_page(ctx, COMMANDS, current_language()))


def _complete_shell(install: bool) -> None:
    """Install completion for the shell that called, or print its script."""
    from typer._completion_shared import _get_shell_name, get_completion_script
    from typer._completion_shared import install as install_script

    from kofukin.cli import bash_completion

    bash_completion.prepare()
    shell = _get_shell_name() or ""
    if shell not in COMPLETED_SHELLS:
        raise KofukinError(errors.UNKNOWN_SHELL(shell=shell or "?"), errors.SHELLS_ARE(shells=list(COMPLETED_SHELLS)))
    if not install:
        _print(get_completion_script(prog_name="kofukin", complete_var=COMPLETION_REQUEST, shell=shell))
        return
    _, path = install_script(shell=shell, prog_name="kofukin", complete_var=COMPLETION_REQUEST)
    _print(labels.COMPLETION_INSTALLED(shell=shell, path=path).in_(current_language()))


def _version() -> str:
    from kofukin import __version__
    from kofukin.files import bundle, dataset

    (bundled,) = dataset.load([bundle.text()])
    return labels.VERSION(version=__version__, dataset=bundled.id, data_version=bundled.version).in_(current_language())
