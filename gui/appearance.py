"""How the application looks, as one frozen value: theme, size of the fonts, language."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import i18n
from gui.fonts import prefer_chinese
from gui.settings import SCALES
from gui.theme import DARK, LIGHT, Theme, font, palette, stylesheet
from gui.widgets.shell_style import shell_stylesheet


@dataclass(frozen=True, slots=True)
class Appearance:
    """Theme, scale of the fonts, and the code of the language."""

    theme: Theme = LIGHT
    scale: float = 1.0
    language: str = i18n.SOURCE

    def zoomed(self, by: int) -> float:
        """Return the scale so many notches up or down."""
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self.scale))
        return SCALES[max(0, min(nearest + by, len(SCALES) - 1))]


def theme_called(name: str | None) -> Theme:
    """Return a theme by name; None follows the system."""
    if name is None:
        return DARK if QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if name == "dark" else LIGHT


def apply(app: QApplication, appearance: Appearance) -> None:
    """Give the application its palette, font and stylesheet."""
    colour(app, appearance)
    dress(app, appearance)


def colour(app: QApplication, appearance: Appearance) -> None:
    """Give the application its palette and font."""
    app.setPalette(palette(appearance.theme))
    app.setFont(font(appearance.scale))
    prefer_chinese(app.font())


def dress(app: QApplication, appearance: Appearance) -> None:
    """Give the application its stylesheet.

    At the start it comes after the widgets: with a stylesheet, Qt polishes a widget and all that
    is in it each time that it is put into another (measured: a third of the window's building).
    """
    theme, scale = appearance.theme, appearance.scale
    app.setStyleSheet(stylesheet(theme, scale) + shell_stylesheet(theme, scale))
