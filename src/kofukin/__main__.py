"""``python -m kofukin``: the same program as the ``kofukin`` command."""

from kofukin.cli import run

if __name__ == "__main__":
    run()
