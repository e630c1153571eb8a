"""The dialog that saves the steps as an animation, and the bar while it does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.animation import frames
from gui.contents import ENTRIES, STEP_ENTRIES
from gui.export import file_name
from gui.files import make_folder, write_whole
from gui.i18n import NUMBERS, translate
from gui.save_dialog import folder_of, keep_folder
from gui.shot import PANEL
from gui.store import Store
from gui.widgets.dialog_buttons import dialog_buttons
from gui.widgets.folder_line import FolderLine
from gui.widgets.real_spin import PointSpin
from gui.widgets.style import Style
from gui.widgets.wait_bar import WaitBar


@dataclass(frozen=True, slots=True)
class Wish:
    """What to write: into which folder, as what, how fast and how wide."""

    folder: Path
    gif: bool
    series: bool
    seconds: float
    width: int


class AnimationDialog(QDialog):
    """Ask for a folder, what to write, the time for each step, and the width."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(NUMBERS)
        self._settings = settings
        self.setWindowTitle(translate("animation", "Save the steps as an animation"))
        self.place = FolderLine(folder_of(settings))
        self.folder = self.place.line
        self.gif = QCheckBox(translate("animation", "Animation (GIF)"))
        self.series = QCheckBox(translate("animation", "Numbered images (PNG)"))
        self.gif.setChecked(True)
        self.seconds = PointSpin()
        self.seconds.setRange(frames.LEAST_SECONDS, frames.MOST_SECONDS)
        self.seconds.setSingleStep(0.5)
        self.seconds.setDecimals(1)
        self.seconds.setValue(frames.USUAL_SECONDS)
        self.seconds.setSuffix(translate("animation", " seconds"))
        self.seconds.setToolTip(translate("animation", "How long each step is shown"))
        self.width_field = QSpinBox()
        self.width_field.setRange(frames.LEAST_WIDTH, frames.MOST_WIDTH)
        self.width_field.setSingleStep(160)
        self.width_field.setValue(frames.USUAL_WIDTH)
        self.width_field.setSuffix(translate("animation", " pixels"))
        self.width_field.setToolTip(translate("animation", "Width of every image"))
        self._build()
        self._check()

    def wish(self) -> Wish:
        """Return what was chosen, and remember the folder."""
        folder = self.place.path()
        keep_folder(self._settings, folder)
        return Wish(
            folder,
            self.gif.isChecked(),
            self.series.isChecked(),
            self.seconds.value(),
            self.width_field.value(),
        )

    def _build(self) -> None:
        kinds = QHBoxLayout()
        for box in (self.gif, self.series):
            kinds.addWidget(box)
            box.toggled.connect(self._check)
        self.place.changed.connect(self._check)
        form = QFormLayout()
        form.addRow(translate("animation", "Folder"), self.place)
        form.addRow(translate("animation", "Files"), kinds)
        form.addRow(translate("animation", "Each step"), self.seconds)
        form.addRow(translate("animation", "Width"), self.width_field)
        self._buttons = dialog_buttons(self, QDialogButtonBox.StandardButton.Save)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._buttons)

    @Slot()
    def _check(self) -> None:
        """Offer to save only what can be saved."""
        chosen = self.gif.isChecked() or self.series.isChecked()
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(chosen and self.place.named())
        self.seconds.setEnabled(self.gif.isChecked())


def write_animation(store: Store, style: Style, room: QSize, wish: Wish, window: QWidget) -> int:
    """Write what is wished for, with a bar that can be cancelled; return the number of files.

    Raises
    ------
    ExportError : a file could not be written.
    """
    steps = [entry.key for entry in STEP_ENTRIES]
    title = translate("animation", "Save the steps as an animation")
    with WaitBar(window, title, len(steps) + 1) as bar:

        def stop(step: str) -> bool:
            return not bar.go_on(steps.index(step), translate("panels", ENTRIES[step].title))

        images = frames.step_images(
            store,
            style.theme,
            style.scale,
            (room.width(), room.height()),
            steps=steps,
            width=wish.width,
            stop=stop,
        )
        if not bar.go_on(len(steps), translate("animation", "Writing…")) or not images:
            return 0
        variant, count = store.state.scenario.variant, 0
        if wish.gif:
            make_folder(wish.folder)
            path = wish.folder / file_name(variant, frames.STEPS_NAME, PANEL, "gif")
            write_whole(path, frames.gif_bytes(images, wish.seconds))
            count += 1
        if wish.series:
            count += frames.write_series(wish.folder, variant, steps, images)
        return count
