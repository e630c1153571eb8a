"""What the machine lacks for a window, and the command that installs it. Imports no Qt."""

from __future__ import annotations

import ctypes
import os
import sys

# A shared library that Qt loads, and the Debian package that brings it.
LIBRARIES = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
)
X_LIBRARIES = (
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
)


def missing_packages(*, window: bool) -> tuple[str, ...]:
    """Return the Debian packages whose libraries are not found; none on other systems.

    Parameters
    ----------
    window : whether a real window is wanted, which needs more than pictures do.
    """
    if not sys.platform.startswith("linux"):
        return ()
    wanted = LIBRARIES + (X_LIBRARIES if window else ())
    return tuple(package for library, package in wanted if not _loads(library))


def needs_x() -> bool:
    """Whether Qt will draw through X, and not on Wayland, offscreen or another system."""
    if not sys.platform.startswith("linux"):
        return False
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform == "xcb"
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def has_display() -> bool:
    """Whether there is anything to open a window on."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def advice(error: ImportError, *, window: bool) -> str:
    """Return one line for an import that failed: what is missing and what installs it."""
    packages = missing_packages(window=window)
    if packages:
        return (
            f"system libraries are missing; install them with: "
            f"sudo apt-get install -y {' '.join(packages)}"
        )
    name = getattr(error, "name", None)
    if isinstance(error, ModuleNotFoundError) and name:
        return (
            f"the Python package {name.partition('.')[0]} is missing; "
            "run.sh sets everything up: bash run.sh"
        )
    return f"Qt could not be loaded: {error}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
