"""How a picture was taken, so that its session can take the very same one again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from core import session
from core.carriers import MOST_CARRIED
from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, message
from core.records import changed, plain
from core.session import Session
from core.trace import ALL_STEP_KEYS
from gui.option_types import LARGEST_DPI, LARGEST_SIDE, SMALLEST_DPI, SMALLEST_SIDE
from gui.page_keys import PAGE_KEYS
from gui.session_view import view_to_dict

if TYPE_CHECKING:
    from gui.panels.base import Panel
    from gui.state import State

PANEL = "panel"
SMALLEST_SCALE, LARGEST_SCALE = 0.5, 4.0
MOST_CELLS = 10**7


@dataclass(frozen=True, slots=True)
class ZoomedTrack:
    """A part of a figure's track that zooming has left visible; see :mod:`gui.widgets.zoom`."""

    direction: Literal["down", "across"]
    track: int
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture was taken.

    Attributes
    ----------
    place : key of the step or page.
    plot : key of the plot that stands alone; :data:`PANEL` for the whole.
    view : key of the panel's view; "" where it has one only.
    format : how the file's name ends.
    dpi : of a PNG file.
    width, height : of the room for the plots, in pixels; 0 where a page has no plots.
    theme, scale, language : how it looks.
    caption : whether title, formula and caption stand around it.
    zoom : what zooming has left visible.
    """

    place: str = "scores"
    plot: str = PANEL
    view: str = ""
    format: Literal["png", "svg", "pdf", "html"] = "png"
    dpi: int = 300
    width: int = 0
    height: int = 0
    theme: Literal["light", "dark"] = "light"
    scale: float = 1.0
    language: str = "en"
    caption: bool = True
    zoom: tuple[ZoomedTrack, ...] = ()


def shot_of(
    panel: Panel, plot: str, file_format: str, dpi: int, language: str, *, caption: bool
) -> Shot:
    """Return how a picture of a panel is taken just now."""
    figures = panel.figures()
    size = figures[0].size() if figures else None
    values = {
        "place": panel.key,
        "plot": plot,
        "view": panel.view(),
        "format": file_format,
        "dpi": dpi,
        "width": 0 if size is None else size.width(),
        "height": 0 if size is None else size.height(),
        "theme": panel.look.theme.name,
        "scale": float(panel.look.scale),
        "language": language.replace("-", "_"),
        "caption": caption,
    }
    spans = figures[0].zoom.parts() if figures else ()
    zoom = tuple(
        ZoomedTrack("down" if direction == "down" else "across", track, span.first, span.last, n)
        for (direction, track, n), span in spans
    )
    return replace(Shot(), zoom=zoom, **values)  # type: ignore[arg-type]


def taken(state: State, shot: Shot) -> bytes:
    """Return the session that a picture of a state carries; nothing where it is too large."""
    kept = Session(state.scenario, view_to_dict(state.view), plain(shot))
    content = session.write(kept, indent=None)
    return content if len(content) <= MOST_CARRIED else b""


def shot_from_dict(values: Mapping[str, Any], languages: tuple[str, ...]) -> Shot | None:
    """Return how a picture was taken, as its session says; None where it says nothing.

    Raises
    ------
    InputError : a name or a value is wrong.
    """
    if not values:
        return None
    shot = changed(Shot(), values, "picture")
    for name, known in (("place", (*ALL_STEP_KEYS, *PAGE_KEYS)), ("language", languages)):
        if getattr(shot, name) not in known:
            right = QT_TRANSLATE_NOOP("core", "use one of {choices}")
            raise _wrong(name, shot, right, choices=", ".join(known))
    sides = (0, 0) if shot.width == shot.height == 0 else (SMALLEST_SIDE, LARGEST_SIDE)
    ranges: Mapping[str, tuple[float, float]] = {
        "dpi": (SMALLEST_DPI, LARGEST_DPI),
        "width": sides,
        "height": sides,
        "scale": (SMALLEST_SCALE, LARGEST_SCALE),
    }
    for name, (low, high) in ranges.items():
        if not low <= getattr(shot, name) <= high:
            right = QT_TRANSLATE_NOOP("core", "use a number from {lowest} to {highest}")
            raise _wrong(name, shot, right, lowest=low, highest=high)
    for part in shot.zoom:
        if not 0 <= part.first < part.last <= part.count <= MOST_CELLS:
            right = QT_TRANSLATE_NOOP("core", "use cells from 0 to {highest}")
            raise _wrong("zoom", shot, right, highest=MOST_CELLS)
    return shot


def _wrong(name: str, shot: Shot, right: str, **values: object) -> InputError:
    text = message(
        QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(getattr(shot, name))
    )
    return InputError(f"picture.{name}", text, message(right, **values))
