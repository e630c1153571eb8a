"""Whoever has asked the system for less motion gets none here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from gui import motion
from gui.motion import keep_still, reduced_motion
from gui.teacher.countdown import STILL_MS, Countdown


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(motion.sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv(motion.FORCED, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def usual_style(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    for effect in motion._EFFECTS:
        qapp.setEffectEnabled(effect, True)
    qapp.setStyle("Fusion")


@pytest.mark.parametrize(
    ("file", "text", "wanted"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=1\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "this is \x00 no ini file [", False),
    ],
)
def test_desktops_are_asked_by_their_own_settings(
    tmp_path: Path, file: str, text: str, wanted: bool
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert reduced_motion() is wanted


def test_nothing_said_means_the_usual_motion() -> None:
    assert not reduced_motion()


def test_the_environment_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(motion.FORCED, "1")
    assert reduced_motion()


def test_a_still_application_animates_nothing(usual_style: QApplication) -> None:
    keep_still(usual_style)
    duration = QStyle.StyleHint.SH_Widget_Animation_Duration
    assert usual_style.style().styleHint(duration) == 0
    assert not usual_style.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)


def test_the_countdown_moves_once_a_second(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(motion.FORCED, "1")
    window = QWidget()
    countdown = Countdown(30, window)
    assert countdown._timer.interval() == STILL_MS
    countdown._timer.stop()
    window.deleteLater()
