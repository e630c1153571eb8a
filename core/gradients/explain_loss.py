"""The arithmetic of where the way back begins: the slope of the loss itself."""

from __future__ import annotations

import numpy as np

from core.cells import Site
from core.explanation import Explanation, Operand, Source
from core.gradients.objectives import copied
from core.gradients.paths import GRADIENT, Back
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.objective import CopyToken


def loss_explanation(back: Back, site: Site) -> Explanation:
    """Explain the gradient of the row that the loss reads, and of the rows that it does not."""
    loss, row, col = back.found.loss, site.row, site.col
    if row != loss.row:
        return _given(back, site, message(QT_TRANSLATE_NOOP("core", "the loss reads another row")))
    if not isinstance(loss, CopyToken):
        text = QT_TRANSLATE_NOOP("core", "the loss reads another number of this row")
        if col == loss.feature:
            text = QT_TRANSLATE_NOOP(
                "core", "L is minus this number: it falls by 1 where the number grows by 1"
            )
        return _given(back, site, message(text))
    grid = "joined" if loss.what == "value" else "output"
    is_now = float(back.array(grid)[0, row, col])
    target = float(copied(back.found.trace, loss)[col])
    text = QT_TRANSLATE_NOOP(
        "core", "L is half of the squared distance from what is copied: its slope is the difference"
    )
    dtype = back.resolved.dtype
    return back.cells.explain(
        site,
        "sum",
        (
            Operand(
                "O, -x",
                QT_TRANSLATE_NOOP("core", "output and minus target"),
                np.array([is_now, -target], dtype),
            ),
        ),
        ("O" if grid == "output" else "C", "−x" if loss.what == "vector" else "−v"),
        sources=(Source(grid, 0, row, col), _target(back, loss, col)),
        note=message(text),
    )


def _target(back: Back, loss: CopyToken, col: int) -> Source:
    """Return where the number that is to be copied stands."""
    resolved = back.resolved
    if loss.what == "vector":
        return Source("encoder_states" if resolved.two_texts else "x", 0, loss.source_row, col)
    head, feature = divmod(col, resolved.d_value)
    return Source("value", head // resolved.group, loss.source_row, feature)


def _given(back: Back, site: Site, note: Message) -> Explanation:
    """Return the explanation of a slope that the loss gives."""
    value = np.array([site.value], back.resolved.dtype)
    operand = Operand(r"\partial L", GRADIENT, value)
    grid = site.grid.removeprefix("d_")
    return back.cells.copy(site, Source(grid, site.head, site.row, site.col), operand, note)
