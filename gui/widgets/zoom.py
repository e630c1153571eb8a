"""Which part of an axis is visible: whole cells, so that nothing needs clipping in files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Visible cells of an axis, ``first`` to ``last`` (exclusive), of ``count``."""

    first: int
    last: int
    count: int

    @property
    def visible(self) -> int:
        """How many cells are seen."""
        return self.last - self.first

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.visible >= self.count

    def zoomed(self, about: float, factor: float, least: int) -> Span:
        """Return a span with ``factor`` times fewer cells.

        Parameters
        ----------
        about : part (0 to 1) of the visible length that stays in place.
        factor : above 1 zooms in.
        least : cells that stay visible, so that cells do not grow beyond their cap.
        """
        wanted = round(self.visible / factor)
        if wanted == self.visible:
            wanted += -1 if factor > 1 else 1
        visible = max(min(least, self.count), min(self.count, wanted))
        first = round(self.first + about * (self.visible - visible))
        return self._at(first, visible)

    def panned(self, cells: int) -> Span:
        """Return the span moved by a number of cells, as far as the ends allow."""
        return self._at(self.first + cells, self.visible)

    def _at(self, first: int, visible: int) -> Span:
        first = max(0, min(first, self.count - visible))
        return Span(first, first + visible, self.count)


def whole(count: int) -> Span:
    """Return the span that shows everything."""
    return Span(0, count, count)


class Zoom:
    """Spans of a figure's tracks: plots that share a track and its count are zoomed together."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, int, int], Span] = {}

    def span(self, direction: str, track: int, count: int) -> Span:
        """Return the visible span of a track for plots of that many cells."""
        return self._spans.get((direction, track, count)) or whole(count)

    def set_span(self, direction: str, track: int, span: Span) -> None:
        """Show that part."""
        key = (direction, track, span.count)
        if span.whole:
            self._spans.pop(key, None)
        else:
            self._spans[key] = span

    def parts(self) -> tuple[tuple[tuple[str, int, int], Span], ...]:
        """Return (direction, track, count) and the visible span of every zoomed track."""
        return tuple(self._spans.items())

    def reset(self) -> bool:
        """Show everything again; return whether anything was hidden."""
        had = bool(self._spans)
        self._spans.clear()
        return had


@dataclass(frozen=True, slots=True)
class Seen:
    """The visible cells of a map as they stand on the page; ``bottom`` and ``right`` exclusive."""

    top: int
    bottom: int
    left: int
    right: int
