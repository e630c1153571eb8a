"""The dialog in which a teacher locks and hides controls; a session keeps what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate
from gui.state import Restraint
from gui.store import Store
from gui.teacher.catalogue import controls

NAME, LOCKED, HIDDEN = range(3)
SIZE = (560, 640)
KEY = Qt.ItemDataRole.UserRole


class TeacherDialog(QDialog):
    """A list of every control with a tick for locked and one for hidden; it acts at once."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("teacher", "Teacher controls"))
        self._store = store
        self.tree = QTreeWidget()
        self._filling = False
        self._build()
        self._fill(store.state.view.restraint)
        self.tree.itemChanged.connect(self._ticked)

    def item(self, key: str) -> QTreeWidgetItem:
        """Return the line of a control; KeyError where there is none."""
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            for place in range(group.childCount() if group else 0):
                child = group.child(place) if group else None
                if child is not None and child.data(NAME, KEY) == key:
                    return child
        raise KeyError(key)

    @Slot()
    def free_all(self) -> None:
        """Lock and hide nothing."""
        self._fill(Restraint())
        self._store.look(restraint=Restraint())

    @Slot(QTreeWidgetItem, int)
    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        key, view = str(item.data(NAME, KEY)), self._store.state.view
        on = item.checkState(column) == Qt.CheckState.Checked
        locked, hidden = view.restraint.locked, view.restraint.hidden
        if column == LOCKED:
            locked = _with(locked, key, on=on)
        else:
            hidden = _with(hidden, key, on=on)
        self._store.look(restraint=Restraint(locked, hidden))

    def _fill(self, restraint: Restraint) -> None:
        self._filling = True
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for control in controls():
            if control.group not in groups:
                group = QTreeWidgetItem([control.group, "", ""])
                group.setFirstColumnSpanned(True)
                font = group.font(NAME)
                font.setBold(True)
                group.setFont(NAME, font)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.tree.addTopLevelItem(group)
                group.setExpanded(True)
                groups[control.group] = group
            item = QTreeWidgetItem([control.name, "", ""])
            item.setData(NAME, KEY, control.key)
            for column, keys in ((LOCKED, restraint.locked), (HIDDEN, restraint.hidden)):
                ticked = control.key in keys
                state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                item.setCheckState(column, state)
            groups[control.group].addChild(item)
        self._filling = False

    def _build(self) -> None:
        words = QLabel(
            translate(
                "teacher",
                "What is locked is seen and cannot be used; what is hidden is not seen. A session "
                "keeps it, and this dialog frees it again.",
            )
        )
        words.setWordWrap(True)
        words.setProperty("look", "muted")
        tree = self.tree
        tree.setHeaderLabels(
            [
                translate("teacher", "Control"),
                translate("teacher", "Locked"),
                translate("teacher", "Hidden"),
            ]
        )
        tree.setAccessibleName(translate("teacher", "Teacher controls"))
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (LOCKED, HIDDEN):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        free = QPushButton(translate("teacher", "Free everything"))
        free.setToolTip(translate("teacher", "Lock and hide nothing"))
        free.clicked.connect(self.free_all)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(free, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.close)
        rows = QVBoxLayout(self)
        for part in (words, tree, buttons):
            rows.addWidget(part)
        parent = self.parentWidget()
        scale = self.fontMetrics().height() / 16
        wide, tall = (round(side * scale) for side in SIZE)
        if parent is not None:
            wide, tall = min(wide, parent.width() - 40), min(tall, parent.height() - 40)
        self.resize(wide, tall)


def _with(keys: tuple[str, ...], key: str, *, on: bool) -> tuple[str, ...]:
    """Return the keys with one more, or without it."""
    others = tuple(other for other in keys if other != key)
    return (*others, key) if on else others
