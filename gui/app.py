"""The application: everything of Qt lives and ends inside main()."""

from __future__ import annotations

import gc
import sys
from dataclasses import fields, replace

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from core.faults import InputError
from core.scenario import Scenario
from gui import appearance as looks
from gui import i18n
from gui import settings as memory
from gui.appearance import Appearance, theme_called
from gui.errors import Guard
from gui.follow import inside
from gui.icons import app_icon
from gui.interrupts import Interrupts
from gui.lazy import load
from gui.options import Options
from gui.session_view import view_from_dict
from gui.settings import Settings
from gui.state import Beside, Cell
from gui.store import Store
from gui.widgets.figure import PLOTS
from gui.window import Window

WRONG = 2  # the status of what makes no sense
FIRST_SIZE = (1440, 900)
LEARNED_STEP = "weights"  # shows what a model learned, at a first start
WIDEST_SHARE = 0.94  # of the screen, at first start
TOUR_AFTER_MS = 600  # the window is there by then, and its first formula
PRELOAD_AFTER = 400  # milliseconds from the first picture: a person is still looking at it


def main(options: Options | None = None) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    options : what the command line asks for; what it leaves open is as it was last.

    Returns
    -------
    status : 0 when the window was closed in the ordinary way, 2 when the file to show is wrong.
    """
    options = options or Options("window")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    status = _run(app, options)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if running is None:
        app.shutdown()
    return status


def _run(app: QApplication, options: Options) -> int:
    """Build everything, run the event loop, and take everything apart again."""
    app.setApplicationName("qkv-explorer")
    app.setApplicationDisplayName("QKV Explorer")
    app.setWindowIcon(app_icon())
    app.setStyle("Fusion")
    file = memory.stored()
    kept = memory.load(file)
    look = _appearance(kept, options)
    looks.colour(app, look)
    look = replace(look, language=i18n.install(app, look.language))
    try:
        store = _store(kept, options)
    except InputError as error:
        sys.stderr.write(f"qkv-explorer: error: {error.english()}\n")
        return WRONG
    window = Window(app, store, look)
    window.set_appearance(look)
    looks.dress(app, look)
    _place(window, kept, options)
    tour = QTimer(window, singleShot=True, interval=TOUR_AFTER_MS)
    tour.timeout.connect(window.commands.tour)
    window.closing.connect(tour.stop)
    keeper = Keeper(window, store, options, kept)
    window.closing.connect(keeper.keep)
    with Guard(window), Interrupts(window, window.work.close_now):
        window.show()
        preloader = Preloader(window)
        window.work.begin(options.opened)
        gc.freeze()  # what is there stays: no need to look through all of it before the first paint
        gc.enable()  # main() has put it off until now
        QTimer.singleShot(0, keeper, keeper.heed_motion)
        if not kept.toured:
            tour.start()
        preloader.start()
        status = app.exec()
    store.close()
    window.close()
    window.deleteLater()
    store.deleteLater()
    return status


class Preloader(QObject):
    """Load what charts are drawn with once the first picture stands, before somebody needs it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.load)
        window.closing.connect(self._later.stop)

    def start(self) -> None:
        """Begin soon."""
        self._later.start(PRELOAD_AFTER)

    @Slot()
    def load(self) -> None:
        """Import every kind of plot."""
        for name in PLOTS.values():
            load(name)


class Keeper(QObject):
    """Write down what the window showed, when it closes.

    What the command line forced for once, language, theme or size, is not kept in place of the
    person's own choice, unless they changed it in the window.
    """

    def __init__(self, window: Window, store: Store, options: Options, kept: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._first = window.appearance
        self._options = options
        self._kept = kept

    @Slot()
    def heed_motion(self) -> None:
        """Keep still where the system asks for it; asked after the first paint, for it may wait."""
        from gui import motion

        app = QApplication.instance()
        if isinstance(app, QApplication) and motion.reduced_motion():
            motion.keep_still(app)

    @Slot()
    def keep(self) -> None:
        """Save the settings."""
        window, look = self._window, self._window.appearance
        kept = replace(
            self._kept,
            geometry=bytes(window.saveGeometry().data()),
            columns=window.columns.saved(),
            options=window.options_shown(),
            toured=self._kept.toured or window.commands.toured,
            scenario=self._store.state.scenario,
            step=self._store.state.view.step,
            page=self._store.state.view.page,
            beside=self._store.state.view.beside.variants,
            lab=self._store.state.view.lab,
            loss=self._store.state.view.loss,
            variants=window.bar.last_variants(),
        )
        if self._options.theme is None or look.theme != self._first.theme:
            kept = replace(kept, theme=look.theme.name)
        if self._options.lang is None or look.language != self._first.language:
            kept = replace(kept, language=look.language)
        if self._options.font_scale is None or look.scale != self._first.scale:
            kept = replace(kept, scale=look.scale)
        memory.save(memory.stored(), kept)


def _appearance(kept: Settings, options: Options) -> Appearance:
    """Return the look: as asked for, else as it was last, else as the system has it."""
    return Appearance(
        theme=theme_called(options.theme or kept.theme),
        scale=options.font_scale or kept.scale,
        language=options.lang or kept.language or i18n.system_language(),
    )


def _store(kept: Settings, options: Options) -> Store:
    """Return a store that shows what is asked for, else what was shown last."""
    scenario = options.scenario or kept.scenario or _learned()
    store = Store(scenario)
    if options.opened is not None:
        kept = Settings()  # the file says where to look
        try:
            view = view_from_dict(dict(options.opened.session.view), store.state.view)
        except InputError as error:
            raise error.inside(str(options.opened.path)) from None
        store.look(**{field.name: getattr(view, field.name) for field in fields(view)})
    step = options.step or kept.step
    if step:
        store.look(step=step)
    page = options.page or (None if options.step else kept.page)
    if page:
        store.look(page=page)
    beside = options.beside or kept.beside
    if beside:
        store.look(beside=Beside(beside))
    chosen = {
        "lab": options.lab or kept.lab,
        "loss": options.loss or kept.loss,
        "head": options.head,
    }
    store.look(**{name: value for name, value in chosen.items() if value is not None})
    if options.pin is not None and inside(options.pin, store.state.trace):
        store.look(pin=options.pin)
    elif kept.scenario is None and options.scenario is None:
        _begin(store, chosen=step is not None or page is not None)
    return store


def _begin(store: Store, *, chosen: bool) -> None:
    """Let a first start begin at the step that shows what a model learned, with a cell pinned."""
    if not chosen and store.state.trace.resolved.asked is not None:
        store.look(step=LEARNED_STEP)
    store.look(pin=_first_pin(store))


def _learned() -> Scenario:
    """Return what a first start shows; what reads trained models is loaded for it alone."""
    from core.trained.scenarios import first_scenario

    return first_scenario()


def _first_pin(store: Store) -> Cell | None:
    """Return the cell that a first start begins with, so that the lens has something to say.

    A trained model shows what the first token that asks looks at.
    """
    trace = store.state.trace
    resolved = trace.resolved
    row, col = min(7, resolved.n_q - 1), min(1, resolved.n_k - 1)
    if resolved.asked is not None:
        row = resolved.n_q - resolved.asked.n
        col = int(trace.grid("weights").values[0, row].argmax())
    cell = Cell(store.state.view.step, 0, row, col)
    return cell if inside(cell, trace) else None


def _place(window: Window, kept: Settings, options: Options) -> None:
    """Give the window its size: as asked for, else as it was last, else most of the screen."""
    window.bar.remember(kept.variants)
    window.show_options(kept.options)
    window.columns.restore(kept.columns)
    if options.size is not None:
        window.resize(*options.size)
    elif not (kept.geometry and window.restoreGeometry(QByteArray(kept.geometry))):
        room = window.screen().availableSize()
        window.resize(
            min(FIRST_SIZE[0], round(room.width() * WIDEST_SHARE)),
            min(FIRST_SIZE[1], round(room.height() * WIDEST_SHARE)),
        )
