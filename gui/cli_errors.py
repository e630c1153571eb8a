"""What ends a command."""

from __future__ import annotations


class RefusedError(Exception):
    """The command cannot be carried out; the text says why."""
