from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui import theme

BOTH = pytest.mark.parametrize("which", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
def test_writing_is_legible_on_every_background(which: theme.Theme) -> None:
    for background in (which.window, which.surface, which.card):
        assert contrast(which.text, background) > 7
        assert contrast(which.muted, background) > 4.5
        assert contrast(which.error, background) > 4.5
    assert contrast(which.on_accent, which.accent) > 4.5
    assert contrast(which.accent, which.accent_soft) > 4.5
    assert contrast(which.good, which.good_soft) > 4.5
    assert contrast(which.warn, which.warn_soft) > 4.5


@BOTH
def test_the_roles_colours_are_legible_as_ordinary_writing(which: theme.Theme) -> None:
    """WCAG 2.2, 1.4.3: they colour formulas, numbers of the lens and labels of any size."""
    for role in ("query", "key", "value"):
        for background in (which.window, which.surface, which.card):
            assert contrast(which.role(role), background) >= 4.5


@BOTH
def test_what_is_chosen_and_where_the_keyboard_is_stands_out(which: theme.Theme) -> None:
    """WCAG 2.2, 1.4.11: outlines and marks of state keep 3 to 1."""
    for background in (which.window, which.surface, which.card):
        assert contrast(which.accent, background) >= 3
        assert contrast(which.focus, background) >= 3


@BOTH
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_stylesheet_is_filled_and_its_icons_exist(which: theme.Theme, scale: float) -> None:
    sheet = theme.stylesheet(which, scale)
    assert "$" not in sheet
    icons = re.findall(r'url\("([^"]+)"\)', sheet)
    assert icons
    assert all(Path(icon).is_file() for icon in icons)


@BOTH
def test_qt_understands_the_stylesheet(qapp: QApplication, which: theme.Theme) -> None:
    label = QLabel("words")
    label.setProperty("look", "muted")
    label.setStyleSheet(theme.stylesheet(which))  # Qt warns of what it cannot parse
    label.show()
    QTest.qWaitForWindowExposed(label)
    label.close()


@BOTH
def test_the_palette_has_the_themes_colours(qapp: QApplication, which: theme.Theme) -> None:
    chosen = theme.palette(which)
    assert chosen.color(QPalette.ColorRole.Window).name() == which.window
    assert chosen.color(QPalette.ColorRole.Text).name() == which.text
    assert all(QColor(value).isValid() for name, value in asdict(which).items() if name != "name")


def test_the_font_grows_with_the_scale(qapp: QApplication) -> None:
    assert theme.font(1.5).pointSizeF() == 1.5 * theme.font().pointSizeF()
