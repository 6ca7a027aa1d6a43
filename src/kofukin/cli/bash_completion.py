"""Completion in bash, which takes ``:`` and ``=`` for the beginning of a word and wants back what follows them only.

typer's own script hands over bash's words, by which ``--sort national_funds_yen:d`` and ``--year=H2`` come to nothing.
"""

import os
from typing import Any

from typer import _completion_shared
from typer._click.shell_completion import CompletionItem, add_completion_class, split_arg_string
from typer._completion_classes import BashComplete

_LINE, _WORD = "COMP_LINE", "COMP_WORD"
"""What the script hands over: the line up to the cursor, and what bash takes for its last word."""

SCRIPT = """
%(complete_func)s() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_LINE="${COMP_LINE:0:COMP_POINT}" \\
                   COMP_WORD="${COMP_WORDS[COMP_CWORD]}" \\
                   %(autocomplete_var)s=complete_bash "$1" ) )
    return 0
}

complete -o default -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    """Completes the last word of the line up to the cursor, and returns what bash puts in place of its own word."""

    source_template = SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ.get(_LINE)
        if line is None:  # a script that an earlier version installed
            return super().get_completion_args()
        words = split_arg_string(line)
        incomplete = "" if line[-1:].isspace() or not words else words.pop()
        return words[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        offers = super().get_completions(args, incomplete)
        _, option, value = incomplete.partition("=") if incomplete.startswith("-") else ("", "", incomplete)
        typed = value if option else incomplete
        replaced = os.environ.get(_WORD, typed)
        replaced = "" if replaced in ("=", ":") else replaced
        kept = typed[: len(typed) - len(replaced)] if typed.endswith(replaced) else ""
        for offer in offers:
            offer.value = offer.value.removeprefix(kept)
        return offers


def prepare() -> None:
    """Have typer use this class and this script for bash."""
    scripts: dict[str, Any] = _completion_shared._completion_scripts
    scripts["bash"] = SCRIPT
    add_completion_class(_Bash, "bash")
