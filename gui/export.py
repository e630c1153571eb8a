"""What is exported of a panel, and under which names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

from core.carriers import html_with
from gui.files import make_folder, write_whole
from gui.i18n import language
from gui.options import DOCUMENTS, Parts
from gui.page import panel_picture, plot_picture, title_of
from gui.panels.base import Panel
from gui.pictures import encode
from gui.shot import PANEL, shot_of, taken
from gui.stage import alone, at_panel
from gui.state import State
from gui.tables import Shown, csv_bytes, npz_bytes, plot_table
from gui.widgets.specs import Spec

PICTURES = ("png", "svg", "pdf")


@dataclass(frozen=True, slots=True)
class Request:
    """What to write, and where to.

    Attributes
    ----------
    folder : made if it is missing.
    formats : some of ``gui.options.FORMATS`` and ``DOCUMENTS``.
    dpi : of PNG files.
    parts : whole panels, each plot alone, or both; numbers are written either way.
    caption : whether a whole panel has its title, formula and caption.
    carry : whether pictures and documents carry the session that brings back what they show.
    """

    folder: Path
    formats: tuple[str, ...]
    dpi: int = 300
    parts: Parts = "all"
    caption: bool = True
    carry: bool = True


def file_name(variant: str, step: str, plot: str, file_format: str, head: int = 0) -> str:
    """Return ``variant-step-plot.format`` in characters that are safe on every system.

    Of another head than the first (0) it tells the head too, so that heads do not share a file.

    >>> file_name("k_eq_v", "scores", "panel", "png")
    'k_eq_v-scores-panel.png'
    >>> file_name("self", "scores", "scores", "png", head=1)
    'self-scores-head2-scores.png'
    """
    names = (variant, step, f"head{head + 1}", plot) if head else (variant, step, plot)
    parts = (re.sub(r"[^A-Za-z0-9_]+", "_", part) for part in names)
    return f"{'-'.join(parts)}.{file_format}"


def export_files(
    panel: Panel, state: State, request: Request, stop: Callable[[], bool] = lambda: False
) -> list[Path]:
    """Write all that the request asks for of one step or page, every view of it.

    Parameters
    ----------
    panel : laid out; it is left showing its last view.
    state : where the person looks is taken along to the panel.
    stop : asked before every file whether to leave it.

    Returns
    -------
    written : the files, in order.

    Raises
    ------
    ExportError : a file could not be written; those before it stand.
    """
    make_folder(request.folder)
    state = at_panel(state, panel.key)
    panel.show_state(state)
    written: list[Path] = []
    variant, key = state.scenario.variant, panel.key
    for plot, file_format, make in _files(panel, state, request):
        head = head_of(panel, state, plot, file_format)
        path = request.folder / file_name(variant, key, plot, file_format, head)
        if stop():
            break
        if path not in written:  # views share plots
            write_whole(path, make())
            written.append(path)
    return written


def head_of(panel: Panel, state: State, plot: str, file_format: str = PICTURES[0]) -> int:
    """Return the head that a file is of; 0 for what holds every head, as a grid's numbers do."""
    if panel.n_heads(state) == 1 or (file_format not in PICTURES and state.trace.has(plot)):
        return 0
    return state.view.head


def plot_bytes(
    panel: Panel, state: State, key: str, file_format: str, dpi: int, *, carry: bool = True
) -> bytes:
    """Return one plot of a panel as a file of any format.

    Parameters
    ----------
    carry : whether a picture carries the session that brings back what it shows.

    Raises
    ------
    KeyError : the panel has no such plot.
    """
    spec = plots_of(panel, state)[key]
    if file_format in PICTURES:
        with alone(panel, state, spec) as figure:
            picture = plot_picture(figure, f"{title_of(state, panel)} · {key}")
            if carry:
                shot = shot_of(panel, key, file_format, dpi, language(), caption=False)
                picture = replace(picture, session=taken(state, shot))
            return encode(picture, file_format, dpi)
    table = plot_table(spec)
    if file_format == "csv":
        return csv_bytes(table)
    return npz_bytes((table,), state.scenario)


def panel_bytes(
    panel: Panel, state: State, file_format: str, dpi: int, *, caption: bool, carry: bool = True
) -> bytes:
    """Return a whole panel as a picture, as a document, or the numbers of its step as NPZ.

    Parameters
    ----------
    caption : whether a picture has title, formula and caption.
    carry : whether a picture or a document carries the session that brings back what it shows.

    Raises
    ------
    KeyError : the panel is no such document.
    ValueError : CSV, which holds one table only.
    """
    kept = b""
    if carry and file_format in (*PICTURES, *DOCUMENTS):
        shot = shot_of(panel, PANEL, file_format, dpi, language(), caption=caption)
        kept = taken(state, shot)
    if file_format in PICTURES:
        picture = replace(panel_picture(panel, state, caption=caption), session=kept)
        return encode(picture, file_format, dpi)
    if file_format == "csv":
        raise ValueError("a CSV file holds one table, and a step has several")
    if file_format != "npz":
        page = panel.documents(state)[file_format]()
        return html_with(page, kept) if kept else page
    return npz_bytes(panel.tables(state, panel.specs(state)), state.scenario)


def whole_name(panel: Panel) -> str:
    """Return what stands for the plot in the name of a whole panel's file: its view, or none."""
    first = next((key for key, _ in panel.views()), "")
    return PANEL if panel.view() == first else f"{PANEL}_{panel.view()}"


def plots_of(panel: Panel, state: State) -> dict[str, Shown]:
    """Return the specs of a panel that are plots, by key; words, signs and scales are none."""
    return {spec.key: spec for spec in panel.specs(state) if isinstance(spec, Shown)}


def _files(
    panel: Panel, state: State, request: Request
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield the plot, the format and the maker of every file that is asked for."""
    pictures = [kind for kind in request.formats if kind in PICTURES]
    specs: list[Spec] = []
    for view in [key for key, _ in panel.views()] or [""]:
        if view:
            panel.set_view(view)
            panel.show_state(state)
        whole = whole_name(panel)
        specs += panel.specs(state)
        for kind in pictures if request.parts != "plots" else ():
            make = partial(
                panel_bytes,
                *(panel, state, kind, request.dpi),
                caption=request.caption,
                carry=request.carry,
            )
            yield whole, kind, make
        plots = tuple(plots_of(panel, state)) if request.parts != "panels" else ()
        for key, kind in product(plots, pictures):
            make = partial(plot_bytes, panel, state, key, kind, request.dpi, carry=request.carry)
            yield key, kind, make
    tables = panel.tables(state, specs)
    for table in tables if "csv" in request.formats else ():
        yield table.name, "csv", partial(csv_bytes, table)
    for kind in panel.documents(state):
        if kind in request.formats:
            make = partial(
                panel_bytes, panel, state, kind, request.dpi, caption=True, carry=request.carry
            )
            yield PANEL, kind, make
    if "npz" in request.formats:
        yield PANEL, "npz", partial(npz_bytes, tables, state.scenario)
