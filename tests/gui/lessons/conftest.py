"""The small lesson that the reader's tests break."""

from __future__ import annotations

from tests.core.lessons.conftest import lesson

__all__ = ["lesson"]
