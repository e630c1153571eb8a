"""What the menus do; every change of the state goes to the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.appearance import theme_called
from gui.keyboard import neighbour
from gui.state import STEPS

if TYPE_CHECKING:
    from gui.store import Store
    from gui.window import Window


class Commands(QObject):
    """The slots of the menus' actions."""

    def __init__(self, window: Window, store: Store) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self.toured = False  # whether the tour has been shown

    @Slot()
    def new(self) -> None:
        """Begin again with what the program begins with; undo brings the old back."""
        self._window.work.files.new()

    @Slot()
    def open(self) -> None:
        """Open a session, or a picture that carries one."""
        self._window.work.files.open()

    @Slot()
    def save(self) -> None:
        """Save the session."""
        self._window.work.files.save()

    @Slot()
    def save_as(self) -> None:
        """Save the session under another name."""
        self._window.work.files.save_as()

    @Slot()
    def import_numbers(self) -> None:
        """Take embeddings or a matrix from a file."""
        self._window.work.files.import_numbers()

    @Slot()
    def forget_imported(self) -> None:
        """Draw the numbers again that came from files."""
        self._window.work.forget_imported()

    @Slot(bool)
    def carry(self, wanted: bool) -> None:
        """Let pictures carry their state, or not."""
        self._window.exporter.set_carry(wanted)

    @Slot()
    def export_panel(self) -> None:
        """Save the panel."""
        self._window.exporter.export_panel()

    @Slot()
    def export_all(self) -> None:
        """Save every step."""
        self._window.exporter.export_all()

    @Slot()
    def export_report(self) -> None:
        """Save the verdict with all plots."""
        self._window.exporter.export_report()

    @Slot()
    def export_animation(self) -> None:
        """Save the steps as a moving picture."""
        self._window.exporter.export_animation()

    @Slot()
    def copy_panel(self) -> None:
        """Put the panel's picture on the clipboard."""
        self._window.exporter.copy_panel()

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    @Slot()
    def undo(self) -> None:
        """Take back the last change."""
        self._store.undo()

    @Slot()
    def redo(self) -> None:
        """Bring back what was taken back."""
        self._store.redo()

    @Slot()
    def edit_cell(self) -> None:
        """Open the editor on the pinned cell."""
        self._window.begin_edit()

    @Slot()
    def reset_matrix(self) -> None:
        """Let the matrix of the pinned cell, or the only edited one, be computed again."""
        grid = resettable(self._store)
        if grid:
            self._store.reset_grid(grid)

    @Slot()
    def reset_all(self) -> None:
        """Let every edited cell be computed again."""
        self._store.edit(edits=())

    @Slot()
    def focus_text(self) -> None:
        """Put the cursor into the text."""
        self._window.bar.texts.focus_text()

    @Slot()
    def reroll(self) -> None:
        """Draw another seed."""
        self._window.bar.reroll()

    @Slot()
    def toggle_options(self) -> None:
        """Show or hide the options row."""
        self._window.show_options(not self._window.options_shown())

    @Slot()
    def next_step(self) -> None:
        """Show the next step."""
        self._step(1)

    @Slot()
    def previous_step(self) -> None:
        """Show the step before."""
        self._step(-1)

    @Slot()
    def play(self) -> None:
        """Start or stop showing the steps one after another."""
        self._window.player.toggle()

    @Slot()
    def larger(self) -> None:
        """Make the text larger."""
        self._zoom(1)

    @Slot()
    def smaller(self) -> None:
        """Make the text smaller."""
        self._zoom(-1)

    @Slot()
    def usual_size(self) -> None:
        """Give the text its usual size."""
        look = self._window.appearance
        self._window.set_appearance(replace(look, scale=1.0))

    @Slot()
    def teacher(self) -> None:
        """Lock or hide controls."""
        from gui.teacher.dialog import TeacherDialog

        TeacherDialog(self._store, self._window).open()

    @Slot(QAction)
    def choose_timer(self, action: QAction) -> None:
        """Start a countdown, or put a running one away."""
        from gui.teacher.countdown import Countdown

        for old in self._window.findChildren(Countdown):
            old.close()
        seconds = int(action.data())
        if seconds:
            Countdown(seconds, self._window).show()

    @Slot()
    def projector(self) -> None:
        """Show one plot at a time over the whole screen, on the screen where the window is.

        There is one projector: asked for again, it comes to the front.
        """
        from gui.projector.window import Projector

        self._window.player.stop()
        window = self._window
        for shown in window.findChildren(Projector):
            if shown.isVisible():
                shown.activateWindow()
                return
        projector = Projector(self._store, window.appearance, window.lessons, window)
        projector.setScreen(self._window.screen())
        projector.showFullScreen()
        projector.activateWindow()

    @Slot()
    def full_screen(self) -> None:
        """Use the whole screen, or no longer."""
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    @Slot()
    def shortcuts(self) -> None:
        """Show what every key and every click does."""
        from gui import help_texts

        help_texts.show_keys(self._window, self._window.shortcuts())

    @Slot()
    def glossary(self) -> None:
        """Show the field's terms in both languages."""
        from gui.glossary import Glossary

        Glossary(self._window).open()

    @Slot()
    def tour(self) -> None:
        """Show where things are."""
        from gui.tour import Tour

        self.toured = True
        window = self._window
        for old in window.findChildren(Tour):
            old.close()
        parts: dict[str, QWidget] = {
            "mechanism": window.bar.modes,
            "text": window.bar.texts,
            "steps": window.rail,
            "plots": window.stack,
            "strip": window.strip,
        }
        tour = Tour(parts, window)
        tour.ended.connect(self._after_tour)
        window.lessons.begun.connect(tour.close)  # its bubbles would stand on the lesson's text
        tour.show()
        tour.setFocus()

    @Slot()
    def _after_tour(self) -> None:
        """Give the keys back to the plots: else they would fall to the first button."""
        self._window.shown().take_keys()

    @Slot()
    def about(self) -> None:
        """Show what this program is for."""
        from gui import help_texts

        help_texts.show_about(self._window)

    @Slot(QAction)
    def choose_language(self, action: QAction) -> None:
        """Switch the language."""
        look = self._window.appearance
        self._window.set_appearance(replace(look, language=str(action.data())))

    @Slot(QAction)
    def choose_theme(self, action: QAction) -> None:
        """Switch the theme."""
        look = self._window.appearance
        self._window.set_appearance(replace(look, theme=theme_called(action.data())))

    @Slot(QAction)
    def choose_page(self, action: QAction) -> None:
        """Show a page, or the steps again."""
        self._store.look(page=str(action.data()))

    def _step(self, by: int) -> None:
        view = self._store.state.view
        if view.page != STEPS:
            self._store.look(page=STEPS)
            return
        step = neighbour(view.step, self._window.steps, by)
        if step is not None:
            self._store.look(step=step)

    def _zoom(self, by: int) -> None:
        look = self._window.appearance
        self._window.set_appearance(replace(look, scale=look.zoomed(by)))


def resettable(store: Store) -> str:
    """Return the grid that "Reset matrix" is about: the pinned one, or the only one edited."""
    state = store.state
    edited = {edit.grid for edit in state.shown.edits}
    pin = state.view.pin
    if pin is not None and pin.grid in edited:
        return pin.grid
    return edited.pop() if len(edited) == 1 else ""
