"""One image a step, all of one size, and what they are written as."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from gui.export import file_name
from gui.files import make_folder, write_whole
from gui.page import panel_picture
from gui.pictures import SCREEN_DPI, Picture, image_of, image_png
from gui.stage import at_panel, staged
from gui.step_panels import PANELS
from gui.store import Store
from gui.theme import Theme

STEPS_NAME = "steps"  # stands for the step in the files' names
LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS = 0.2, 60.0, 2.5
LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH = 200, 4096, 1280
COLOURS = 256  # of a GIF's frame

Stop = Callable[[str], bool]
"""Told which step comes next; returns whether to leave it."""


def step_images(
    store: Store,
    theme: Theme,
    scale: float,
    room: tuple[int, int],
    *,
    steps: Sequence[str],
    width: int = USUAL_WIDTH,
    stop: Stop = lambda _step: False,
) -> list[QImage]:
    """Return every step with title, formula and caption: images of one size, in order.

    Parameters
    ----------
    room : (width, height) for the plots of a step, in pixels.
    steps : keys of the steps wanted.
    width : of the images in pixels; the widest step fills it, all have one scale.
    stop : asked before every step; what it leaves, leaves the list empty.

    Raises
    ------
    ExportError : an image would be too large.
    """
    chosen = [kind for kind in PANELS if kind.key in steps]
    pictures: list[tuple[Picture, QImage]] = []
    for kind in chosen:
        if stop(kind.key):
            return []
        with staged(kind, store, theme, scale, room) as panel:
            picture = panel_picture(panel, at_panel(store.state, kind.key), caption=True)
            dots = SCREEN_DPI * width / max(room[0], picture.width)
            pictures.append((picture, image_of(picture, max(1, round(dots)))))
    return _of_one_size([image for _, image in pictures], theme.card, width)


def gif_bytes(images: Sequence[QImage], seconds: float = USUAL_SECONDS) -> bytes:
    """Return images as a GIF that repeats, each shown for so many seconds.

    Raises
    ------
    ValueError : there is no image.
    """
    from PIL import Image  # Qt writes no GIF

    if not images:
        raise ValueError("an animation needs an image")
    frames = [
        # The colour of a letter counts as much as that of a large area, which the usual way of
        # choosing by area turns grey. Flat colours: dithering would only speckle them.
        Image.frombytes("RGB", size, raw, "raw", "RGB", stride).quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        for size, raw, stride in map(_raw, images)
    ]
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=round(seconds * 1000),
        loop=0,
        disposal=1,
    )
    return buffer.getvalue()


def write_series(folder: Path, variant: str, steps: Sequence[str], images: Sequence[QImage]) -> int:
    """Write numbered PNG files, ``self-steps-01_inputs.png`` first; return how many.

    Raises
    ------
    ExportError : a file could not be written; those before it stand.
    """
    make_folder(folder)
    for place, (step, image) in enumerate(zip(steps, images, strict=True), start=1):
        name = file_name(variant, STEPS_NAME, f"{place:02}_{step}", "png")
        write_whole(folder / name, image_png(image))
    return len(images)


def _of_one_size(images: Sequence[QImage], background: str, width: int) -> list[QImage]:
    """Put every image on a canvas of one size: at its top, in the middle of its width."""
    if not images:
        return []
    widest = max(image.width() for image in images)
    factor = min(1.0, width / widest)
    size = QSize(width, round(max(image.height() for image in images) * factor))
    made = []
    for image in images:
        canvas = QImage(size, QImage.Format.Format_RGB32)
        canvas.fill(QColor(background))
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(factor, factor)
        painter.drawImage(QPoint(round((width / factor - image.width()) / 2), 0), image)
        painter.end()
        made.append(canvas)
    return made


def _raw(image: QImage) -> tuple[tuple[int, int], bytes, int]:
    """Return (size, bytes, bytes a line) of an image as red, green, blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return (plain.width(), plain.height()), bytes(plain.constBits()), plain.bytesPerLine()
