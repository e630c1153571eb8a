"""Whether the system asks programs to keep still, and how this one does."""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

FORCED = "QKV_REDUCED_MOTION"  # 1 or 0 in the environment, where the system has no such setting
PORTAL_MS = 200  # the desktop's answer is waited for no longer than this
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class StillStyle(QProxyStyle):
    """Fusion whose widgets change at once."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        return_data: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, return_data)


def keep_still(app: QApplication) -> None:
    """Switch every animation of Qt's own widgets off."""
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, False)
    app.setStyle(StillStyle())


def reduced_motion() -> bool:
    """Tell whether the person has asked the system for less motion; False where it cannot say.

    Windows: the animation of controls (``SPI_GETCLIENTAREAANIMATION``). macOS: Reduce motion.
    Linux: KDE's animation speed, GTK's settings, and what the desktop's portal says of GNOME's.
    """
    forced = os.environ.get(FORCED)
    if forced in ("0", "1"):
        return forced == "1"
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        system = QSettings("com.apple.universalaccess", "")
        return str(system.value("reduceMotion", "0")).lower() in ("1", "true")
    return _kde() or _gtk() or _portal()


def _windows() -> bool:
    import ctypes

    animated = ctypes.c_int(1)
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.user32.SystemParametersInfoW(
        0x1042, 0, ctypes.byref(animated), 0
    ):
        return False
    return not animated.value


def _config() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _read(path: Path, section: str, name: str) -> str:
    """Return a value of an ini file, "" where there is none or the file is no ini file."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, configparser.Error):
        return ""
    return parser.get(section, name, fallback="")


def _kde() -> bool:
    return _read(_config() / "kdeglobals", "KDE", "AnimationDurationFactor") in ("0", "0.0")


def _gtk() -> bool:
    for version in ("gtk-4.0", "gtk-3.0"):
        path = _config() / version / "settings.ini"
        answer = _read(path, "Settings", "gtk-enable-animations")
        if answer.lower() in ("0", "false"):
            return True
    return False


def _portal() -> bool:
    """Ask the desktop, where there is a session bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    message = QDBusMessage.createMethodCall(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        "ReadOne",
    )
    message.setArguments(["org.gnome.desktop.interface", "enable-animations"])
    answer = QDBusConnection.sessionBus().call(message, QDBus.CallMode.Block, PORTAL_MS)
    values = answer.arguments()
    return bool(values) and values[0] is False
