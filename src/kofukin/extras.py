"""Optional parts of the program: what to say when one is not installed."""

import importlib.util

from kofukin.errors import KofukinError
from kofukin.messages import errors


def require(extra: str, *modules: str) -> None:
    """Raise KofukinError that names the installing command, unless all ``modules`` of the extra can be imported."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise KofukinError(errors.MISSING_EXTRA(package=module), errors.INSTALL_EXTRA(extra=extra))
