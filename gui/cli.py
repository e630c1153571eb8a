"""The command line: what is asked for, and the commands that need no window."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.faults import InputError
from core.scenario import Scenario
from gui import system
from gui.cli_errors import RefusedError
from gui.headless import application, dress
from gui.options import Options, parse
from gui.terminal import FAILED, INTERRUPTED, WRONG, complain, interrupts, say, warn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from core.objective import Objective
    from core.trace import Trace
    from gui.state import Cell
    from gui.store import Store
    from gui.theme import Theme

__all__ = ["Options", "parse", "run_export"]

PROGRAM = "main.py export"
DEFAULT_SIZE = (1000, 760)

Stop = Callable[[], bool]


def run_export(options: Options) -> int:
    """Carry out ``export`` without a display.

    Returns
    -------
    status : 0 when every file was written, 1 when one could not be, 2 when the command makes no
        sense, 130 after Ctrl+C; what is wrong stands in one line on stderr.
    """
    # Whatever the environment says: a platform that needs a display would end the program.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        with application() as app:
            return _carried_out(options, app)
    except ImportError as error:
        return complain(PROGRAM, system.advice(error, window=False), FAILED)
    except KeyboardInterrupt:
        return complain(PROGRAM, "interrupted", INTERRUPTED)


def _carried_out(options: Options, app: QApplication) -> int:
    """Export, and turn what goes wrong into one line and a status.

    Errors end here, inside the application's life: their tracebacks hold on to plots, which must
    not outlive it.
    """
    from gui.pictures import ExportError

    try:
        return _export(options, app)
    except ExportError as error:
        return complain(PROGRAM, str(error), FAILED)
    except RefusedError as error:
        return complain(PROGRAM, str(error), WRONG)
    except MemoryError:
        return complain(
            PROGRAM, "the memory does not suffice; use a shorter text or fewer dots", FAILED
        )
    except KeyboardInterrupt:
        return complain(PROGRAM, "interrupted", INTERRUPTED)


def _export(options: Options, app: QApplication) -> int:
    from gui import i18n
    from gui.retake import retake

    shot = options.shot
    language = shot.language if shot else options.lang or i18n.SOURCE
    dress(app, language, shot.scale if shot else options.font_scale or 1.0)
    scenario = options.scenario or Scenario()
    _warn_of_boxes(scenario, app, language)
    store = _store(options, scenario)
    with interrupts() as interrupted:
        if options.shot is None:
            written = _write(options, store, interrupted)
        else:
            written = retake(options, options.shot, store)
    if interrupted():
        return complain(PROGRAM, "interrupted", INTERRUPTED)
    say(f"{written} files in {options.out}")
    return 0


def _store(options: Options, scenario: Scenario) -> Store:
    """Return a store that has run the scenario, and looks where the options say."""
    from gui.follow import inside
    from gui.session_view import view_from_dict
    from gui.state import Beside
    from gui.store import Store

    store = Store(scenario, big=sys.maxsize)
    state = store.state
    if state.scenario != scenario:  # the machine refused the memory, and the default stands there
        raise RefusedError("; ".join(problem.english() for problem in state.problems))
    heads = state.trace.resolved.n_heads
    if options.head is not None and options.head >= heads:
        raise RefusedError(
            f"argument --head: there is no head {options.head + 1}; use 1 to {heads}"
        )
    pin = options.pin
    if pin is not None and not inside(pin, state.trace):
        raise RefusedError(f"argument --pin: {_why_outside(pin, state.trace)}")
    if options.opened is not None:
        try:
            view = view_from_dict(dict(options.opened.session.view), state.view)
        except InputError as error:
            raise RefusedError(f"{options.opened.path}: {error.english()}") from None
        store.show(scenario, view, forget=True)
    _refuse_loss(options.loss, state.trace)
    beside = None if options.beside is None else Beside(options.beside)
    chosen = {
        "head": options.head,
        "lab": options.lab,
        "beside": beside,
        "loss": options.loss,
    }
    store.look(**{name: value for name, value in chosen.items() if value is not None})
    if pin is not None or options.opened is None:
        store.look(pin=pin)
    return store


def _refuse_loss(loss: Objective | None, trace: Trace) -> None:
    """Refuse a loss that a run cannot be asked."""
    from core.gradients.objectives import objective_obstacle

    obstacle = None if loss is None else objective_obstacle(trace, loss)
    if obstacle is not None:
        raise RefusedError(f"argument --loss: {obstacle.english()}")


def _why_outside(pin: Cell, trace: Trace) -> str:
    if not trace.has(pin.grid):
        steps = (*trace.steps, trace.back)
        names = ", ".join(name for step in steps for name in step.grid_names())
        return f"there is no grid {pin.grid!r}; there are {names}"
    heads, rows, cols = trace.grid(pin.grid).values.shape
    return f"{pin.grid} has {heads} heads, {rows} rows and {cols} columns"


def _write(options: Options, store: Store, stop: Stop) -> int:
    """Write every step and page that is asked for, and return the number of files."""
    from gui import theme
    from gui.export import Request, export_files
    from gui.registry import PAGES, PANELS
    from gui.stage import staged

    request = Request(
        options.out, options.formats, options.dpi, options.parts, options.caption, options.carry
    )
    colours = theme.DARK if options.theme == "dark" else theme.LIGHT
    written = 0
    for kind in (*PANELS, *PAGES):
        if kind.key in (*options.steps, *options.pages) and not stop():
            size = options.size or DEFAULT_SIZE
            with staged(kind, store, colours, options.font_scale or 1.0, size) as panel:
                written += len(export_files(panel, store.state, request, stop))
    if "gif" in options.formats and options.steps and not stop():
        written += _write_animation(options, store, colours, stop)
    return written


def _write_animation(options: Options, store: Store, colours: Theme, stop: Stop) -> int:
    """Write the chosen steps one after another as a GIF; return the number of files."""
    from gui.animation.frames import STEPS_NAME, gif_bytes, step_images
    from gui.export import file_name
    from gui.files import make_folder, write_whole
    from gui.shot import PANEL

    images = step_images(
        store,
        colours,
        options.font_scale or 1.0,
        options.size or DEFAULT_SIZE,
        steps=options.steps,
        stop=lambda _step: stop(),
    )
    if not images:
        return 0
    make_folder(options.out)
    path = options.out / file_name(store.state.scenario.variant, STEPS_NAME, PANEL, "gif")
    write_whole(path, gif_bytes(images, options.seconds))
    return 1


def _warn_of_boxes(scenario: Scenario, app: QApplication, lang: str | None) -> None:
    """Say on stderr what no font can draw; the files are written all the same."""
    from gui.fonts import CHINESE, missing

    asked = CHINESE if (lang or "").startswith("zh") else ""
    lost = missing((scenario.text, scenario.target, asked), app.font())
    if lost:
        some = lost[:20] + ("…" if len(lost) > 20 else "")
        warn(
            PROGRAM,
            f"warning: no installed font can draw {some} "
            "(for Chinese on Debian and Ubuntu: apt-get install fonts-noto-cjk)",
        )
