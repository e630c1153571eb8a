"""What a report says, as frozen data without any layout: one model for screen, pictures and HTML.

All texts are in the reader's language already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.claims import Look

Tone = Literal["good", "warn", "bad", "plain"]
WordsLook = Literal["body", "strong", "muted"]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``W_K`` in it is set with a low index."""

    text: str
    look: WordsLook = "body"


@dataclass(frozen=True, slots=True)
class Chip:
    """A word that stands out, its colour saying the same once more."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Symbols:
    """A short formula in the small TeX of :mod:`gui.widgets.tex_text`."""

    tex: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with what it is of.

    Attributes
    ----------
    label, value : as shown.
    reason : why it is so, or why there is none; "" where the label says all.
    missing : whether there is no figure; the reason is then shown, not only offered.
    """

    label: str
    value: str
    reason: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures below each other.

    Attributes
    ----------
    rows : the figures.
    live : whether they were computed for the scenario; else they are cited.
    """

    rows: tuple[Fact, ...]
    live: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A way to where it can be seen: the variant and the step, or the page, by their titles."""

    variant: str
    step: str
    look: Look

    @property
    def text(self) -> str:
        """Both in a line."""
        return f"{self.variant} · {self.step}"


Part: TypeAlias = Words | Chip | Symbols | Facts | Link
Cell: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and its share of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a name that no other row of its table has, and a cell for each column."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Attributes
    ----------
    columns, rows : what it holds.
    least : pixels below which the cells of a row stand below each other instead.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    least: float = 640.0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report.

    Attributes
    ----------
    key : its name.
    title : what stands above it.
    badge : whether it was computed or cited, in a word or two.
    live : whether it was computed.
    tables : what it holds.
    remarks : what is to be said before the tables.
    closing : and after them.
    """

    key: str
    title: str
    badge: Chip
    live: bool
    tables: tuple[Table, ...]
    remarks: tuple[Words, ...] = ()
    closing: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All of it.

    Attributes
    ----------
    title : of the whole.
    lead : the answer in a sentence.
    summary : what was run, in a line; "" where it is told elsewhere.
    sections : the parts.
    language : code of the language, as HTML writes it: ``en``, ``zh-CN``.
    fresh : whether the figures are those of the present scenario; else of the one before, while
        they are being computed.
    """

    title: str
    lead: str
    summary: str
    sections: tuple[Section, ...]
    language: str
    fresh: bool = True
