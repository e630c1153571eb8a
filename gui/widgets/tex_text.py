r"""The small TeX of symbols (``S_{\text{it}}``, ``\query{q}``) as runs of text, without Qt.

Whole formulas are set by ziamath; symbols in the lens change with every cell under the pointer,
and contain the reader's own words, so they are laid out as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from core.trace import Role

ROLES: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        "query": ("query",),
        "key": ("key",),
        "value": ("value",),
        "tied": ("key", "value"),
        "querykey": ("query", "key"),
    }
)
_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "top": "ᵀ",
        "cdot": "·",
        "times": "×",
        "sum": "Σ",
        "infty": "∞",
        "partial": "∂",
        "alpha": "α",
        "beta": "β",
        "tau": "τ",
        "ell": "ℓ",
        "prime": "′",
        "quad": "  ",
        "qquad": "    ",
        ",": " ",
        ";": " ",
        ":": " ",
        " ": " ",
        "!": "",
        "left": "",
        "right": "",
        "displaystyle": "",
        "leq": "≤",
        "geq": "≥",
        "neq": "≠",
        "in": "∈",
        "to": "→",
        "ldots": "…",
        "cdots": "⋯",
        "dots": "…",
        "{": "{",
        "}": "}",
        "_": "_",
        "%": "%",
        "#": "#",
        "&": "&",
        "$": "$",
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
)
_ACCENTS: Mapping[str, str] = MappingProxyType(
    {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7"}
)
_UPRIGHT = frozenset(("text", "mathrm", "operatorname", "textrm", "mathbf"))
_RAISED = frozenset(("ᵀ", "′"))  # these signs are raised already
_TOKEN = re.compile(r"\\([A-Za-z]+)\s?|\\(.)|([{}_^])|([^\\{}_^]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a symbol: its text, its colours, and whether it stands low (-1) or high (1)."""

    text: str
    roles: tuple[Role, ...] = ()
    script: int = 0
    upright: bool = False


@lru_cache(maxsize=1024)
def runs(tex: str) -> tuple[Run, ...]:
    """Return a symbol as runs of text; what is not known stays readable as its own name."""
    tokens = [match.group(0) for match in _TOKEN.finditer(tex)]
    made = _Parser(tokens).group(Run(""))
    return tuple(replace(run, script=0) if run.text in _RAISED else run for run in made if run.text)


def plain(tex: str) -> str:
    """Return a symbol as one line of text: for headings, for tables and for reading aloud."""
    text, level = "", 0
    for run in runs(tex):
        if run.script != level and run.script:
            text += "_" if run.script < 0 else "^"
        text += run.text
        level = run.script
    return text.strip()


class _Parser:
    """Read the tokens of a symbol once, left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def _next(self) -> str | None:
        if self._at >= len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def group(self, style: Run) -> list[Run]:
        """Read up to the closing brace."""
        made: list[Run] = []
        while (token := self._next()) is not None and token != "}":
            made += self._one(token, style)
        return made

    def argument(self, style: Run) -> list[Run]:
        """Read what a command applies to: a group in braces, a command, or one letter."""
        token = self._next()
        if token is None:
            return []
        if token.strip() and token[0] not in "\\{}_^" and len(token.strip()) > 1:
            # TeX takes a single letter: the rest of the run of text is read again.
            self._at -= 1
            rest = token.lstrip()
            self._tokens[self._at] = rest[1:]
            token = rest[0]
        return self._one(token, style)

    def _one(self, token: str, style: Run) -> list[Run]:
        if token == "{":
            return self.group(style)
        if token in "_^":
            return self._script(-1 if token == "_" else 1, style)
        if token.startswith("\\"):
            return self._command(token[1:].strip() or " ", style)
        return _text(token, style)

    def _script(self, script: int, style: Run) -> list[Run]:
        return self.argument(Run("", style.roles, script, style.upright))

    def _command(self, name: str, style: Run) -> list[Run]:
        if name in ROLES:
            return self.argument(Run("", ROLES[name], style.script, style.upright))
        if name in _UPRIGHT:
            return self.argument(Run("", style.roles, style.script, upright=True))
        if name in _ACCENTS:
            made = self.argument(style)
            return [*made[:-1], _with(made[-1], made[-1].text + _ACCENTS[name])] if made else []
        if name == "sqrt":
            return self._root(style)
        if name == "frac":
            above, below = self.argument(style), self.argument(style)
            return [*above, _with(_upright(style), " / "), *below]
        return [_with(_upright(style), _SIGNS.get(name, name))]

    def _root(self, style: Run) -> list[Run]:
        inner = self.argument(style)
        if sum(len(run.text) for run in inner) > 1 and not all(r.text.isdigit() for r in inner):
            inner = [_with(_upright(style), "("), *inner, _with(_upright(style), ")")]
        return [_with(_upright(style), "√"), *inner]


def _text(token: str, style: Run) -> list[Run]:
    """Letters are set in italics, digits and signs upright; TeX ignores spaces outside text."""
    if style.upright:
        return [_with(style, token)]
    token = re.sub(r"\s+", "", token).replace("-", "−").replace("=", " = ")
    parts = re.findall(r"[^\W\d_]+|(?:[\W\d_])+", token)
    return [_with(style if part[0].isalpha() else _upright(style), part) for part in parts]


def _with(style: Run, text: str) -> Run:
    return Run(text, style.roles, style.script, style.upright)


def _upright(style: Run) -> Run:
    return Run("", style.roles, style.script, upright=True)
