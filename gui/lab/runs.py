"""The list of runs: which, how far, what came of it; a progress bar in every row."""

from __future__ import annotations

import math
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.lab.experiment import Experiment, RunKey
from core.lab.results import Result
from gui.i18n import translate
from gui.lab.names import looks_of, short_name
from gui.theme import Theme
from gui.widgets.numbers import format_number
from gui.widgets.painting import told
from gui.widgets.series_items import hue

Index: TypeAlias = QModelIndex | QPersistentModelIndex
RunState: TypeAlias = Literal["waiting", "running", "done", "failed"]
VARIANT, WIDTH, SEED, BAR, FIGURE = range(5)
NUMBERS = (WIDTH, SEED, FIGURE)
STATE_ROLE = int(Qt.ItemDataRole.UserRole)
BAR_HEIGHT, BAR_INSET = 7.0, 6.0
NOWHERE = QModelIndex()


class RunList(QAbstractTableModel):
    """The runs of an experiment, in its order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._measure = ""
        self.keys: tuple[RunKey, ...] = ()
        self._results: dict[RunKey, Result] = {}
        self._running: dict[RunKey, float] = {}
        self._rows: dict[RunKey, int] = {}

    def show_experiment(self, experiment: Experiment | None) -> None:
        """List the runs of an experiment; none without one."""
        keys = experiment.runs() if experiment is not None else ()
        self._measure = experiment.row.measure if experiment is not None else ""
        if keys != self.keys:
            self.beginResetModel()
            self.keys = keys
            self._rows = {key: row for row, key in enumerate(keys)}
            self.endResetModel()

    def show_progress(self, results: dict[RunKey, Result], running: dict[RunKey, float]) -> None:
        """Show what came of the runs that ended, and how far those under way are, 0 to 1."""
        before = self._results
        ended = {
            key for key in results.keys() | before.keys() if results.get(key) is not before.get(key)
        }
        changed = ended | running.keys() | self._running.keys()
        self._results, self._running = results, running
        rows = [self._rows[key] for key in changed if key in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows), BAR), self.index(max(rows), FIGURE))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self.keys:
            last = self.index(len(self.keys) - 1, FIGURE)
            self.dataChanged.emit(self.index(0, VARIANT), last)

    def retranslate(self) -> None:
        """Say everything again in the present language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, VARIANT, FIGURE)
        self.set_theme(self._theme)

    def state_of(self, key: RunKey) -> tuple[RunState, float]:
        """Return what a run does, and how far it is, 0 to 1."""
        result = self._results.get(key)
        if result is not None:
            return result.state, 1.0
        part = self._running.get(key, 0.0)
        return ("running", part) if part > 0.0 else ("waiting", 0.0)

    def result_of(self, key: RunKey) -> Result | None:
        """Return what came of a run."""
        return self._results.get(key)

    # ---- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FIGURE + 1

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == FIGURE:
            return translate("core", self._measure) if self._measure else None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("lab_runs", "variant"),
            translate("lab_runs", "r"),
            translate("lab_runs", "seed"),
            translate("lab_runs", "progress"),
            translate("core", self._measure) if self._measure else "",
        )[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        key, column = self.keys[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(key, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._tip(key) if column == BAR else self._text(key, column)
        if role == STATE_ROLE and column == BAR:
            return self.state_of(key)
        if role == Qt.ItemDataRole.ForegroundRole and column == VARIANT:
            return QColor(hue(self._theme, looks_of(key.variant).hue))
        if role == Qt.ItemDataRole.ForegroundRole and column == FIGURE:
            failed = self.state_of(key)[0] == "failed"
            return QColor(self._theme.error if failed else self._theme.text)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, key: RunKey, column: int) -> str:
        if column == VARIANT:
            return short_name(key.variant)
        if column in (WIDTH, SEED):
            return str(key.width if column == WIDTH else key.seed)
        if column == BAR:
            return ""
        state, part = self.state_of(key)
        if state == "running":
            return f"{math.floor(100 * part)} %"
        if state == "failed":
            return translate("lab_runs", "failed")
        result = self._results.get(key)
        return "" if result is None or result.measure is None else format_number(result.measure, 3)

    def _tip(self, key: RunKey) -> str:
        """Return a run and its state in words, with the reason where it failed."""
        which = translate("lab_runs", "{variant}, width {width}, seed {seed}").format(
            variant=short_name(key.variant), width=key.width, seed=key.seed
        )
        state, part = self.state_of(key)
        result = self._results.get(key)
        if result is not None and state == "failed":
            return translate("lab_runs", "{run}: failed: {reason}").format(
                run=which, reason=result.reason
            )
        if result is not None and result.measure is not None:
            return translate("lab_runs", "{run}: {measure} {value}").format(
                run=which,
                measure=translate("core", self._measure),
                value=format_number(result.measure, 3),
            )
        if state == "running":
            return translate("lab_runs", "{run}: {percent} % trained").format(
                run=which, percent=math.floor(100 * part)
            )
        return translate("lab_runs", "{run}: waits").format(run=which)


class RunDelegate(QStyledItemDelegate):
    """Draw the progress bars."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    @told
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        state = index.data(STATE_ROLE)
        if state is None:
            return
        kind, part = state
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        room = QRectF(option.rect).adjusted(BAR_INSET, 0, -BAR_INSET, 0)
        box = QRectF(room.left(), room.center().y() - BAR_HEIGHT / 2, room.width(), BAR_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.card if selected else self.theme.border))
        painter.drawRoundedRect(box, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if part > 0.0:
            colours = {
                "done": self.theme.good,
                "failed": self.theme.error,
                "running": self.theme.accent,
            }
            painter.setBrush(QColor(colours.get(kind, self.theme.accent)))
            box.setWidth(max(BAR_HEIGHT, part * box.width()))
            painter.drawRoundedRect(box, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        painter.restore()
