"""Words beside points stand clear of the lines of a hull, where there is room beside them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.widgets.plane_labels import PointLabel, along, place_label

BOUNDS = QRectF(0, 0, 400, 300)


@pytest.mark.parametrize("x", [100.0, 200.0])
def test_a_word_on_a_flat_hull_is_not_struck_through(qapp: QApplication, x: float) -> None:
    metrics = QFontMetricsF(QFont())
    label = PointLabel(QPointF(x, 150), "there", "#000000", 8, focused=False)
    taken = [(x - 4, 146.0, x + 4, 154.0)]
    line = along(np.array([[50.0, 150.0], [350.0, 150.0]]))
    free = place_label(label, metrics, taken, BOUNDS)
    clear = place_label(label, metrics, taken, BOUNDS, line)
    assert free is not None
    assert clear is not None
    assert free.top() < 150 < free.bottom()
    assert clear.bottom() <= 150 or clear.top() >= 150


def test_a_word_that_no_place_suits_is_written_all_the_same(qapp: QApplication) -> None:
    label = PointLabel(QPointF(200, 150), "there", "#000000", 8, focused=False)
    everywhere = np.stack(np.meshgrid(np.arange(400.0), np.arange(300.0)), axis=-1).reshape(-1, 2)
    box = place_label(label, QFontMetricsF(QFont()), [(196, 146, 204, 154)], BOUNDS, everywhere)
    assert box is not None


def test_points_along_a_line_leave_no_gap() -> None:
    corners = np.array([[0.0, 0.0], [90.0, 0.0], [0.0, 40.0]])
    points = along(corners)
    for end, start in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        for part in np.linspace(0, 1, 50):
            where = end + part * (start - end)
            assert np.linalg.norm(points - where, axis=1).min() <= 2.5
    assert along(corners[:1]).shape == (0, 2)
