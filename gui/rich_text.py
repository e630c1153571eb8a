"""Plain text as rich text: symbols with low indices."""

from __future__ import annotations

import re
from html import escape

# No word boundaries: in W_aᵀ, and beside Chinese, there is none.
_INDEXED = re.compile(r"(?<![A-Za-z])([A-Za-z])_([A-Za-z0-9]{1,3})(?![A-Za-z0-9])")


def indexed(text: str) -> str:
    """Return plain text as HTML, symbols such as S_ij and W_K with low indices.

    >>> indexed("W_K < 1")
    '<i>W</i><sub>K</sub> &lt; 1'
    """
    return low_indices(escape(text))


def low_indices(html: str) -> str:
    """Return HTML, symbols in its words with low indices."""
    return _INDEXED.sub(r"<i>\1</i><sub>\2</sub>", html)
