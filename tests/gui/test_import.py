"""Numbers imported in the window: what is expected, what was found, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox

from core.pipeline import run
from core.scenario import Imported, Scenario, Seeded
from gui.export import panel_bytes
from gui.import_dialog import ImportDialog
from gui.page import summary
from gui.report.scenario import readable_json, scenario_facts
from gui.tables import csv_bytes, grid_table, npz_bytes
from tests.gui.conftest import TEXT, Opener, Person

Doing = Callable[[ImportDialog], None]


def button(dialog: ImportDialog):
    box = dialog.findChild(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok)


@pytest.fixture
def take(qapp: QApplication) -> Callable[..., None]:
    """Import a file in a window: answer the dialog by what ``doing`` does, then its button."""
    timers: list[QTimer] = []

    def plan(
        person: Person, path: Path, doing: Callable[[ImportDialog], None] | None = None
    ) -> None:
        errors: list[BaseException] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, ImportDialog):
                return
            timer.stop()
            try:
                if doing is not None:
                    doing(dialog)
                button(dialog).click()
            except BaseException as error:
                errors.append(error)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        timer = QTimer()
        timers.append(timer)
        timer.timeout.connect(answer)
        timer.start(20)
        person.window.work.files.open_path(path)
        timer.stop()
        if errors:
            raise errors[0]

    return plan


@pytest.fixture
def there() -> Scenario:
    return Scenario(text="le chat dort ici", seed=41)


def test_exported_embeddings_are_imported_with_their_tokens(
    person: Person, take: Callable[..., None], there: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "self-inputs-embedding.csv"
    grid = run(there).grid("embedding")
    path.write_bytes(csv_bytes(grid_table(grid)))
    before = person.state.scenario

    def look(dialog: ImportDialog) -> None:
        assert dialog.places.currentText() == "Embeddings of the text"
        assert dialog.labels.isVisible()
        assert dialog.preview.verticalHeaderItem(1).text() == "chat"
        assert button(dialog).isEnabled()

    take(person, path, look)
    assert person.state.scenario.text == "le chat dort ici"
    assert np.array_equal(person.state.trace.grid("embedding").values, grid.values)
    person.window.menus.actions["undo"].trigger()
    assert person.state.scenario == before


def test_a_matrix_is_recognised_by_its_name_and_reset_from_the_menu(
    person: Person, take: Callable[..., None], there: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.npz"
    trace = run(there)
    path.write_bytes(npz_bytes([grid_table(grid) for grid in trace["projections"].grids], there))

    def choose(dialog: ImportDialog) -> None:
        names = [dialog.tables.itemText(at).split()[0] for at in range(dialog.tables.count())]
        dialog.tables.setCurrentIndex(names.index("w_k"))
        assert dialog.places.currentText() == "Matrix W_K"

    drawn = person.state.trace.grid("w_k").values
    take(person, path, choose)
    assert np.array_equal(person.state.trace.grid("w_k").values, trace.grid("w_k").values)
    action = person.window.menus.actions["forget_imported"]
    assert action.isEnabled()
    action.trigger()
    assert person.state.scenario.weights == Seeded()
    assert np.array_equal(person.state.trace.grid("w_k").values, drawn)
    assert not action.isEnabled()


def test_what_does_not_fit_says_what_was_expected_and_found(
    person: Person, take: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "w_q.npy"
    np.save(path, np.ones((3, 5)))
    before = person.state

    def look(dialog: ImportDialog) -> None:
        said = dialog._wrong.text()
        assert "W_Q is 4 × 16 × 4 here, and the table is 3 × 5" in said
        assert not button(dialog).isEnabled()
        dialog.places.setCurrentIndex(0)
        assert "3 rows and 6 tokens" in dialog._wrong.text()

    take(person, path, look)
    assert person.state is before


def test_rows_without_labels_are_the_tokens_of_the_text(
    person: Person, take: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "vectors.csv"
    values = np.random.default_rng(5).normal(size=(6, 8))
    np.savetxt(path, values, delimiter=",", fmt="%.17g")
    take(person, path)
    assert person.state.scenario.text == TEXT
    assert person.state.scenario.d_model == 8
    assert np.array_equal(person.state.trace.grid("embedding").values[0], values)


def test_a_width_that_the_heads_do_not_divide_is_said(
    person: Person, take: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "vectors.npy"
    np.save(path, np.ones((6, 7)))
    take(person, path, lambda dialog: expect(dialog, "7 does not divide into 4 heads"))
    assert person.state.scenario.weights == Seeded()


def expect(dialog: ImportDialog, text: str) -> None:
    assert text in dialog._wrong.text()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"1,nan\n", "row 1, column 2 holds nan"),
        ("a.npy", b"\x93NUMPY", "damaged"),
        ("a.npz", b"PK", "damaged"),
        ("a.tsv", b"", "no table of numbers"),
    ],
)
def test_a_bad_file_is_said_and_nothing_changes(
    person: Person, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = person.state
    person.window.work.files.open_path(path)
    (box,) = person.window.findChildren(QMessageBox)
    assert expected in box.text()
    assert name in box.text()
    box.close()
    assert person.state is before


def test_imported_numbers_are_saved_in_the_session(
    open_window: Opener,
    take: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = open_window()
    np.save(tmp_path / "w_o.npy", np.full((16, 16), 1 / 3))
    take(person, tmp_path / "w_o.npy")
    assert isinstance(person.state.scenario.weights, Imported)
    path = tmp_path / "with numbers.qkv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert person.window.work.files.save()
    (tmp_path / "w_o.npy").unlink()  # the session needs nothing beside it
    person.window.work.document.end()
    other = open_window()
    other.window.work.files.open_path(path)
    assert other.state.scenario == person.state.scenario
    assert (other.state.trace.grid("w_o").values == 1 / 3).all()
    for one in (person, other):
        one.window.work.document.end()


def test_exports_of_imported_numbers_say_where_they_are_from(
    person: Person, take: Callable[..., None], tmp_path: Path
) -> None:
    np.save(tmp_path / "w_o.npy", np.full((16, 16), 1 / 3))
    take(person, tmp_path / "w_o.npy")
    panel, state = person.window.panel(), person.state
    assert "from files: W_O" in summary(state)
    (facts,) = [fact for fact in scenario_facts(state.scenario) if "W_O (w_o.npy)" in fact.value]
    assert len(facts.value) < 100
    for kind in ("npz", "svg", "png"):
        assert panel_bytes(panel, state, kind, 60, caption=True)
    assert "W_O" in readable_json(state.scenario)
