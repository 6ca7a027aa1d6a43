"""Long work says what it is doing: on stderr, in a terminal only, and gone when it is done."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from kofukin import interruption
from kofukin.cli.speech import current_language
from kofukin.messages import Message, Said


@contextlib.contextmanager
def working(what: Message) -> Iterator[Callable[[Said], None]]:
    """Show ``what`` with a moving sign while the work inside goes on; nothing where stderr is no terminal.

    What is yielded shows how far it has come.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # only a terminal needs it

    status = Console(stderr=True).status(what.in_(current_language()), spinner="line")
    with interruption.Tidied(status.stop), status:  # it hides the cursor
        yield lambda said: status.update(said.in_(current_language()))
