"""The glossary: the field's terms in both languages, each with a sentence in the reader's own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.glossary_terms import TERMS, Term
from gui.i18n import translate

SIZE = (820, 620)
SHARES = (22, 20, 58)  # of the width, for the columns


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the glossary as it is shown."""

    english: str
    chinese: str
    meaning: str

    def matches(self, words: str) -> bool:
        """Whether every word typed stands somewhere in the line, whatever its case."""
        line = f"{self.english} {self.chinese} {self.meaning}".casefold()
        return all(word in line for word in words.casefold().split())


def entries(terms: tuple[Term, ...] = TERMS) -> tuple[Entry, ...]:
    """Return the glossary in the reader's language, in alphabetical order of the English term."""
    made = [Entry(t.english, t.chinese, translate("glossary", t.meaning)) for t in terms]
    return tuple(sorted(made, key=lambda entry: entry.english.casefold()))


class Glossary(QDialog):
    """A table of terms, with a field that narrows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("glossary", "Glossary"))
        self._entries = entries()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(translate("glossary", "Find a term, in any language"))
        self.search.setAccessibleName(translate("glossary", "Find a term, in any language"))
        self.table = QTableWidget(len(self._entries), 3)
        self._none = QLabel(translate("glossary", "No term has these words."))
        self._none.setProperty("look", "muted")
        self._none.hide()
        self._fill()
        self._build()
        self.search.textChanged.connect(self._narrow)

    def shown(self) -> tuple[str, ...]:
        """Return the English terms of the lines that are shown."""
        return tuple(
            entry.english
            for row, entry in enumerate(self._entries)
            if not self.table.isRowHidden(row)
        )

    @Slot(str)
    def _narrow(self, words: str) -> None:
        for row, entry in enumerate(self._entries):
            self.table.setRowHidden(row, not entry.matches(words))
        self._none.setVisible(not self.shown())

    def _fill(self) -> None:
        for row, entry in enumerate(self._entries):
            for col, text in enumerate((entry.english, entry.chinese, entry.meaning)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                if col < 2:
                    font = item.font()
                    font.setBold(col == 0)
                    item.setFont(font)
                self.table.setItem(row, col, item)

    def _build(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(
            ["English", "中文", translate("glossary", "What it means here")]
        )
        table.setAccessibleName(translate("glossary", "Glossary"))
        table.setStyleSheet("QTableWidget::item { padding: 5px 6px; }")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        rows = QVBoxLayout(self)
        for part in (self.search, table, self._none, buttons):
            rows.addWidget(part)
        parent = self.parentWidget()
        wide, tall = SIZE
        if parent is not None:
            scale = parent.fontMetrics().height() / 16
            wide = min(round(wide * scale), parent.width() - 60)
            tall = min(round(tall * scale), parent.height() - 60)
        self.resize(wide, tall)
        for col, share in enumerate(SHARES[:2]):
            table.setColumnWidth(col, wide * share // 100)
