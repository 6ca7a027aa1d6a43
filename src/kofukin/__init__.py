"""kofukin: answers questions about Japan's local-revitalization grants (地方創生関連交付金).

From Python, ``kofukin.open()`` gives the data to ask; see ``help(kofukin.Data)``.
"""

__version__ = "0.1.0"
__all__ = ["Data", "KofukinError", "open"]

TYPE_CHECKING = False  # typing's own would have to be imported
if TYPE_CHECKING:
    from kofukin.errors import KofukinError
    from kofukin.from_python import Data, open  # noqa: A004 - it is called kofukin.open
else:

    def __getattr__(name):
        """Import what Python programs use when they use it: the command line, which starts often, does not."""
        import importlib

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = "kofukin.errors" if name == "KofukinError" else "kofukin.from_python"
        return getattr(importlib.import_module(home), name)
