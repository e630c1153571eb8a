"""The dialog that imports numbers: which table of a file is taken for what, and whether it fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.imported import (
    EMBEDDINGS,
    TARGET,
    TEXT,
    given_of,
    shapes,
    tokens_expected,
    with_given,
    written,
)
from core.number_files import read_sheets
from core.resolve import resolve
from core.scenario import Given, Scenario
from core.sheet import Sheet, fitted
from gui.i18n import told, translate
from gui.widgets.dialog_buttons import dialog_buttons

MOST_SHOWN = 8  # rows and columns of the preview
LONGEST_LABEL = 24


class ImportDialog(QDialog):
    """Ask what the numbers in a file are; :meth:`scenario` is the answer.

    Parameters
    ----------
    path : the file; read at once, so that what is wrong with it is said before anything opens.
    scenario : what the numbers are put into.

    Raises
    ------
    InputError : the file holds no table of numbers.
    """

    def __init__(self, path: Path, scenario: Scenario, parent: QWidget | None = None) -> None:
        sheets = read_sheets(path)
        super().__init__(parent)
        self._path, self._before, self._sheets = path, scenario, sheets
        self._chosen: Scenario | None = None
        self.setWindowTitle(translate("import", "Import numbers"))
        self.tables, self.places = QComboBox(), QComboBox()
        self.labels = QCheckBox(translate("import", "The labels of the rows are the tokens"))
        self.labels.setChecked(True)
        self.preview = QTableWidget()
        self._expected, self._found, self._wrong = QLabel(), QLabel(), QLabel()
        self._build()
        self._guess()
        self._check()

    def scenario(self) -> Scenario | None:
        """Return the scenario with the numbers in it; None where they do not fit."""
        return self._chosen

    def _build(self) -> None:
        for sheet in self._sheets:
            heads, rows, cols = sheet.values.shape
            self.tables.addItem(f"{sheet.name}   {written((heads, rows, cols))}")
        for name in self._names():
            self.places.addItem(_title(name), name)
        self.tables.setAccessibleName(translate("import", "Table"))
        self.places.setAccessibleName(translate("import", "Use as"))
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.setAccessibleName(translate("import", "Preview"))
        self.preview.setMinimumHeight(200)
        self.preview.setCornerButtonEnabled(False)
        self._wrong.setProperty("look", "error")
        self._wrong.setWordWrap(True)
        self._wrong.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form = QFormLayout()
        form.addRow(translate("import", "File"), QLabel(self._path.name))
        form.addRow(translate("import", "Table"), self.tables)
        form.addRow(translate("import", "Use as"), self.places)
        form.addRow(translate("import", "Expected"), self._expected)
        form.addRow(translate("import", "Found"), self._found)
        form.addRow("", self.labels)
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons = dialog_buttons(self, ok)
        self._buttons.button(ok).setText(translate("import", "Import"))
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.preview, 1)
        column.addWidget(self._wrong)
        column.addWidget(self._buttons)
        self.resize(620, 520)
        self.tables.currentIndexChanged.connect(self._choose_table)
        self.places.currentIndexChanged.connect(self._check)
        self.labels.toggled.connect(self._check)

    def _names(self) -> tuple[str, ...]:
        """Return what can be imported in the present variant."""
        resolved = resolve(self._before)
        texts = EMBEDDINGS if resolved.two_texts else (TEXT,)
        return (*texts, *shapes(resolved))

    def _sheet(self) -> Sheet:
        return self._sheets[max(0, self.tables.currentIndex())]

    def _name(self) -> str:
        return str(self.places.currentData())

    @Slot()
    def _choose_table(self) -> None:
        self._guess()
        self._check()

    def _guess(self) -> None:
        """Propose what the table is: by its name, else by its shape."""
        sheet, names = self._sheet(), self._names()
        stem = sheet.name.lower()
        for name in names:
            if stem == name.lower() or stem.endswith((f"-{name.lower()}", f"_{name.lower()}")):
                self.places.setCurrentIndex(names.index(name))
                return
        needed = shapes(resolve(self._before))
        fits = [name for name in needed if fitted(sheet, needed[name]) is not None]
        is_text = "embedding" in stem or (sheet.labels and sheet.values.shape[0] == 1)
        place = names.index(fits[0]) if fits and not is_text else 0
        if "target" in stem and TARGET in names:
            place = names.index(TARGET)
        self.places.setCurrentIndex(place)

    @Slot()
    def _check(self) -> None:
        """Show the table, what is expected, and whether it fits."""
        sheet, name = self._sheet(), self._name()
        self._preview(sheet)
        heads, rows, cols = sheet.values.shape
        self._found.setText(written((heads, rows, cols)))
        self._expected.setText(self._expectation(name))
        self.labels.setVisible(name in EMBEDDINGS and bool(sheet.labels))
        problem = self._take(sheet, name)
        self._wrong.setText(problem)
        self._wrong.setVisible(bool(problem))
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not problem)

    def _expectation(self, name: str) -> str:
        if name not in EMBEDDINGS:
            return written(shapes(resolve(self._before))[name])
        count = len(tokens_expected(self._before, name))
        text = translate(
            "import", "a row for each token: labelled rows, or {count} rows for the present text"
        )
        return text.format(count=count)

    def _take(self, sheet: Sheet, name: str) -> str:
        """Put the table into the scenario; return what is wrong, "" for nothing."""
        self._chosen = None
        given = self._given(sheet, name)
        if isinstance(given, str):
            return given
        wanted = with_given(self._before, given)
        problems = wanted.validate()
        if problems:
            return told(problems[0])
        self._chosen = wanted
        return ""

    def _given(self, sheet: Sheet, name: str) -> Given | str:
        """Return the table as a scenario keeps it, or why it cannot be taken."""
        file = self._path.name
        if name in EMBEDDINGS:
            labelled = bool(sheet.labels) and self.labels.isChecked()
            tokens = sheet.labels if labelled else tokens_expected(self._before, name)
            heads, rows, _ = sheet.values.shape
            if heads != 1:
                text = translate("import", "There are {heads} heads, and embeddings have none.")
                return text.format(heads=heads)
            if len(tokens) != rows:
                text = translate(
                    "import",
                    "There are {rows} rows and {count} tokens. Give as many rows, or label them.",
                )
                return text.format(rows=rows, count=len(tokens))
            if not all(token.strip() for token in tokens):
                return translate("import", "A label is empty. Give every row a token.")
            return given_of(name, sheet.values, tokens, file)
        needed = shapes(resolve(self._before))[name]
        cut = fitted(sheet, needed)
        if cut is None:
            heads, rows, cols = sheet.values.shape
            text = translate(
                "import",
                "{name} is {needed} here, and the table is {found}. Choose other sizes in the "
                "options, or another table.",
            )
            return text.format(
                name=name, needed=written(needed), found=written((heads, rows, cols))
            )
        return given_of(name, cut.values, (), file)

    def _preview(self, sheet: Sheet) -> None:
        """Show the first rows and columns of the first head."""
        values = sheet.values[0, :MOST_SHOWN, :MOST_SHOWN]
        rows, cols = values.shape
        self.preview.clear()
        self.preview.setRowCount(rows)
        self.preview.setColumnCount(cols)
        labels = [label[:LONGEST_LABEL] for label in sheet.labels[:rows]]
        self.preview.setVerticalHeaderLabels(labels or [str(row + 1) for row in range(rows)])
        for row in range(rows):
            for col in range(cols):
                item = QTableWidgetItem(f"{values[row, col]:.4g}".replace("-", "\N{MINUS SIGN}"))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.preview.setItem(row, col, item)
        self.preview.resizeColumnsToContents()


def changes(before: Scenario, after: Scenario) -> dict[str, Any]:
    """Return the fields in which two scenarios differ."""
    names = Scenario.__dataclass_fields__
    return {
        name: getattr(after, name)
        for name in names
        if getattr(before, name) != getattr(after, name)
    }


def _title(name: str) -> str:
    if name == TEXT:
        return translate("import", "Embeddings of the text")
    if name == TARGET:
        return translate("import", "Embeddings of the target text")
    return translate("import", "Matrix {name}").format(name=name)
