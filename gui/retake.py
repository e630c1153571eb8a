"""The picture that a session was taken along with, taken again."""

from __future__ import annotations

from pathlib import Path

from gui import theme
from gui.cli_errors import RefusedError
from gui.export import file_name, head_of, panel_bytes, plot_bytes, plots_of, whole_name
from gui.files import make_folder, write_whole
from gui.options import Options
from gui.registry import PAGES, PANELS
from gui.shot import PANEL, Shot
from gui.stage import at_panel, staged
from gui.store import Store
from gui.widgets.zoom import Span


def retake(options: Options, shot: Shot, store: Store) -> int:
    """Write the picture of ``store`` that ``shot`` describes; return the number of files.

    Raises
    ------
    RefusedError : there is no such view or plot.
    ExportError : a file could not be written.
    """
    kind = next(kind for kind in (*PANELS, *PAGES) if kind.key == shot.place)
    colours = theme.DARK if shot.theme == "dark" else theme.LIGHT
    with staged(kind, store, colours, shot.scale, _room(shot)) as panel:
        state = at_panel(store.state, panel.key)
        if shot.view:
            _known("view", shot.view, tuple(key for key, _ in panel.views()))
            panel.set_view(shot.view)
        for figure in panel.figures()[:1]:
            for part in shot.zoom:
                span = Span(part.first, part.last, part.count)
                figure.zoom.set_span(part.direction, part.track, span)
        panel.show_state(state)
        for figure in panel.figures():
            figure.show_zoom()
        if shot.plot != PANEL:
            _known("plot", shot.plot, tuple(plots_of(panel, state)))
        make_folder(options.out)
        for kind_of_file in options.formats:
            if shot.plot == PANEL:
                content = panel_bytes(
                    *(panel, state, kind_of_file, shot.dpi),
                    caption=shot.caption,
                    carry=options.carry,
                )
            else:
                content = plot_bytes(
                    panel, state, shot.plot, kind_of_file, shot.dpi, carry=options.carry
                )
            head = head_of(panel, state, shot.plot, kind_of_file)
            whole = whole_name(panel) if shot.plot == PANEL else shot.plot
            name = file_name(state.scenario.variant, panel.key, whole, kind_of_file, head)
            write_whole(Path(options.out) / name, content)
    return len(options.formats)


def _room(shot: Shot) -> tuple[int, int]:
    return (shot.width, shot.height) if shot.width else (1000, 760)


def _known(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise RefusedError(f"there is no {what} {name!r} in the picture; use {', '.join(known)}")
