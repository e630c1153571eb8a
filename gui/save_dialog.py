"""The file dialog that saves one picture or one table, and what it remembers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.i18n import translate
from gui.option_types import LARGEST_DPI, SMALLEST_DPI

RESOLUTIONS = (150, 300, 600)
USUAL_DPI = 300
_FOLDER, _DPI, _FORMATS = "export/folder", "export/dpi", "export/formats"


class SaveDialog(QFileDialog):
    """Ask where to save; the file's type also says the resolution of an image.

    Parameters
    ----------
    name : suggested, without its ending.
    formats : what can be saved.
    """

    def __init__(
        self,
        title: str,
        name: str,
        formats: tuple[str, ...],
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title, str(folder_of(settings)))
        self._settings = settings
        self._choices = {
            text: (kind, dpi)
            for kind in formats
            for dpi in (RESOLUTIONS if kind == "png" else (USUAL_DPI,))
            for text in (kind_text(kind, dpi),)
        }
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(self._choices))
        self.filterSelected.connect(self._follow)
        usual = kind_text("png", dpi_of(settings))
        self.selectNameFilter(usual if usual in self._choices else next(iter(self._choices)))
        self._follow(self.selectedNameFilter())
        self.selectFile(name)

    def choice(self) -> tuple[Path, str, int] | None:
        """Return the path, format and resolution chosen, and remember them; None before that.

        An ending typed by hand counts more than the list of types.
        """
        files = self.selectedFiles()
        if not files:
            return None
        path = Path(files[0])
        kind, dpi = self._choices.get(self.selectedNameFilter(), ("png", USUAL_DPI))
        known = {kind for kind, _ in self._choices.values()}
        typed = path.suffix[1:].lower()
        if typed in known:
            kind = typed
        else:
            path = path.with_name(f"{path.name}.{kind}")
        self._settings.setValue(_FOLDER, str(path.parent))
        self._settings.setValue(_DPI, str(dpi))
        return path, kind, dpi

    @Slot(str)
    def _follow(self, chosen: str) -> None:
        """Give names without an ending the one of the chosen type."""
        kind, _ = self._choices.get(chosen, ("png", USUAL_DPI))
        self.setDefaultSuffix(kind)


def kind_text(kind: str, dpi: int) -> str:
    """Return a type of file as the dialog lists it."""
    if kind == "png":
        text = translate("save_dialog", "PNG image, {dpi} dots per inch (*.png)")
        return text.format(dpi=dpi)
    if kind == "svg":
        return translate("save_dialog", "SVG drawing (*.svg)")
    if kind == "pdf":
        return translate("save_dialog", "PDF document (*.pdf)")
    if kind == "csv":
        return translate("save_dialog", "CSV table of the numbers (*.csv)")
    if kind == "html":
        return translate("save_dialog", "HTML report with all plots (*.html)")
    return translate("save_dialog", "NumPy arrays of the numbers (*.npz)")


def folder_of(settings: QSettings) -> Path:
    """Return the folder of the last file, while it exists, or where pictures belong."""
    kept = settings.value(_FOLDER)
    if isinstance(kept, str) and kept and Path(kept).is_dir():
        return Path(kept)
    place = QStandardPaths.StandardLocation.PicturesLocation
    pictures = Path(QStandardPaths.writableLocation(place))
    return pictures if pictures.is_dir() else Path.home()


def dpi_of(settings: QSettings) -> int:
    """Return the last resolution, or the usual one."""
    kept = str(settings.value(_DPI, ""))
    if kept.isascii() and kept.isdigit() and SMALLEST_DPI <= int(kept) <= LARGEST_DPI:
        return int(kept)
    return USUAL_DPI


def formats_of(settings: QSettings, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats of the last export of all steps; PNG and PDF at first."""
    kept = str(settings.value(_FORMATS, "png pdf")).split()
    return tuple(kind for kind in known if kind in kept)


def remember(settings: QSettings, folder: Path, dpi: int, formats: tuple[str, ...]) -> None:
    """Keep what an export of all steps was told."""
    keep_folder(settings, folder)
    settings.setValue(_DPI, str(dpi))
    settings.setValue(_FORMATS, " ".join(formats))


def keep_folder(settings: QSettings, folder: Path) -> None:
    """Keep the folder, where the next file is proposed."""
    settings.setValue(_FOLDER, str(folder))
