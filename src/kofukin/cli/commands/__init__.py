"""One module a command, named as the command with ``_`` behind it (``list`` and others are Python's own names)."""
