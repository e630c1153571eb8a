from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.explanation import Source
from core.trace import Axis, Grid
from gui import theme
from gui.state import Cell
from gui.widgets.figure import Figure
from gui.widgets.focus import past_words
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.outlines import Lead
from gui.widgets.specs import MatrixSpec, NoteSpec, Spec

Show = Callable[[Sequence[Spec]], Figure]


def map_of(figure: Figure, key: str) -> MatrixPlot:
    plot = figure.item(key)
    assert isinstance(plot, MatrixPlot)
    return plot


def middle(figure: Figure, key: str, row: int, col: int) -> QPointF:
    rect = map_of(figure, key).rect_of(row, col)
    assert rect is not None
    return rect.center()


def colour_at(figure: Figure, where: QPointF) -> str:
    image = figure.grab().toImage()
    return image.pixelColor(figure.mapFromScene(where)).name()


def wheel(figure: Figure, where: QPointF, notches: int, *, control: bool = False) -> None:
    point = QPointF(figure.mapFromScene(where))
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        point,
        QPointF(figure.viewport().mapToGlobal(point.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(figure.viewport(), event)


def test_rows_of_q_and_columns_of_k_stand_in_line_with_the_scores(
    show: Show, product: Sequence[Spec]
) -> None:
    figure = show(product)
    score = map_of(figure, "s").rect_of(3, 1)
    query = map_of(figure, "q").rect_of(3, None)
    key = map_of(figure, "k").rect_of(1, None)
    assert (query.top(), query.bottom()) == (score.top(), score.bottom())
    assert (key.left(), key.right()) == (score.left(), score.right())
    assert query.right() < score.left()
    assert key.bottom() < score.top()


def test_the_pointer_names_cells_in_the_grids_own_order(
    show: Show, product: Sequence[Spec], mouse
) -> None:
    figure = show(product)
    seen = QSignalSpy(figure.hovered)
    mouse.move(middle(figure, "k", 4, 2))  # drawn at row 2, column 4
    assert seen.at(seen.count() - 1) == [Cell("key", 0, 4, 2)]
    mouse.move(middle(figure, "s", 0, 3))
    assert seen.at(seen.count() - 1) == [Cell("scores", 0, 0, 3)]
    mouse.move(figure.mapToScene(2, 2))
    assert seen.at(seen.count() - 1) == [None]


def test_hover_is_told_once_a_cell(show: Show, product: Sequence[Spec], mouse) -> None:
    figure = show(product)
    where = middle(figure, "s", 2, 2)
    mouse.move(where)
    seen = QSignalSpy(figure.hovered)
    mouse.move(where + QPointF(3, 3))
    assert seen.count() == 0


def test_a_button_that_is_let_go_elsewhere_drags_nothing_afterwards(
    show: Show, product: Sequence[Spec], mouse
) -> None:
    """A key shows another step while the button is down, and another one takes the release."""
    figure, elsewhere = show(product), QWidget()
    where = figure.mapFromScene(middle(figure, "s", 1, 1))
    QTest.mousePress(figure.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseRelease(elsewhere, Qt.MouseButton.LeftButton)
    seen = QSignalSpy(figure.hovered)
    mouse.move(middle(figure, "s", 4, 4))
    assert [seen.at(place)[0] for place in range(seen.count())] == [Cell("scores", 0, 4, 4)]


def test_a_click_pins_and_a_double_click_edits(show: Show, product: Sequence[Spec], mouse) -> None:
    figure = show(product)
    clicked, activated = QSignalSpy(figure.clicked), QSignalSpy(figure.activated)
    mouse.click(middle(figure, "q", 1, 0))
    assert [clicked.at(0), activated.count()] == [[Cell("query", 0, 1, 0)], 0]
    mouse.double_click(middle(figure, "q", 2, 1))
    assert activated.at(0) == [Cell("query", 0, 2, 1)]


def test_the_wheel_changes_only_the_pinned_cell(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    scrolled = QSignalSpy(figure.scrolled)
    pinned = Cell("scores", 0, 1, 1)
    figure.set_focus(pinned, (), pinned=True)
    wheel(figure, middle(figure, "s", 0, 0), 1)
    assert scrolled.count() == 0
    wheel(figure, middle(figure, "s", 1, 1), -2)
    assert scrolled.at(0) == [pinned, -2]


def test_the_menu_is_asked_for_by_the_plot_under_the_pointer(
    show: Show, product: Sequence[Spec]
) -> None:
    figure = show(product)
    asked = QSignalSpy(figure.menu_requested)
    for where in (middle(figure, "k", 0, 0), QPointF(1, 1)):
        point = figure.mapFromScene(where)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point)
        QApplication.sendEvent(figure.viewport(), event)
    assert [asked.at(0)[0], asked.at(1)[0]] == ["k", ""]


def test_a_focus_outlines_the_cell_in_black_and_its_sources_in_their_colours(
    show: Show, product: Sequence[Spec]
) -> None:
    figure = show(product)
    sources = (Source("query", 0, 3, None), Source("key", 0, 1, None))
    figure.set_focus(Cell("scores", 0, 3, 1), sources)
    pens = {
        (item.rect().center().toTuple(), item.pen().color().name())
        for item in figure._outlines._rects
        if item.isVisible()
    }
    expected = {
        (map_of(figure, "s").rect_of(3, 1).center().toTuple(), theme.LIGHT.focus),
        (map_of(figure, "q").rect_of(3, None).center().toTuple(), theme.LIGHT.query),
        (map_of(figure, "k").rect_of(1, None).center().toTuple(), theme.LIGHT.key),
    }
    assert expected <= pens
    leads = [line for line in figure._outlines._lines if line.isVisible()]
    assert {line.pen().color().name() for line in leads} == {theme.LIGHT.query, theme.LIGHT.key}
    assert map_of(figure, "q").row_axis._highlights == {3: theme.LIGHT.query}
    assert map_of(figure, "k").col_axis._highlights == {1: theme.LIGHT.key}
    figure.set_focus(None)
    assert not any(item.isVisible() for item in figure._outlines._rects)
    assert not map_of(figure, "q").row_axis._highlights


def test_a_tied_source_wears_both_colours(show: Show, grids: dict[str, Grid]) -> None:
    figure = show([MatrixSpec("kv", grids["tied"], 0, 0, 0, "K = V")])
    figure.set_focus(None, (Source("tied", 0, 2, None),))
    colours = {i.pen().color().name() for i in figure._outlines._rects if i.isVisible()}
    assert colours == {theme.LIGHT.key, theme.LIGHT.value}


def test_another_heads_sources_are_not_outlined(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    figure.set_focus(Cell("scores", 1, 0, 0), (Source("query", 1, 0, None),))
    assert not any(item.isVisible() for item in figure._outlines._rects)


def test_moving_the_focus_takes_under_two_milliseconds(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    times = []
    for number in range(40):
        row, col = number % 5, (number * 2) % 5
        start = time.thread_time()
        sources = (Source("query", 0, row, None), Source("key", 0, col, None))
        figure.set_focus(Cell("scores", 0, row, col), sources)
        times.append(time.thread_time() - start)
    assert sorted(times)[20] < 0.002


def test_items_whose_key_stays_are_kept(show: Show, product: tuple[MatrixSpec, ...]) -> None:
    figure = show(product)
    before = figure.item("s")
    figure.set_specs(product[1:])
    assert figure.item("s") is before
    assert figure.plot_keys() == ("k", "s")
    figure.set_specs((NoteSpec("s", "×", 0, 0, large=True),))
    assert figure.item("s") is not before
    with pytest.raises(ValueError, match="share a key"):
        figure.set_specs((product[0], product[0]))


def test_new_numbers_are_drawn(show: Show, grids: dict[str, Grid]) -> None:
    grid = grids["mask"]
    figure = show([MatrixSpec("m", grid, 0, 0, 0, "mask")])
    corner = map_of(figure, "m").rect_of(0, 0).topLeft() + QPointF(4, 4)
    allowed = colour_at(figure, corner)
    figure.set_specs(
        [MatrixSpec("m", replace(grid, values=np.zeros_like(grid.values)), 0, 0, 0, "mask")]
    )
    assert colour_at(figure, corner) != allowed


def test_after_any_edit_all_stands_where_a_new_figure_puts_it(
    show: Show, product: tuple[MatrixSpec, ...], grids: dict[str, Grid]
) -> None:
    """What an edit leaves as wide as it was need not be arranged anew; all else must be."""
    q, k, s = product
    scores = grids["scores"]

    def labelled(*tokens: str) -> MatrixSpec:
        return replace(s, grid=replace(scores, cols=replace(scores.cols, labels=tokens)))

    long = replace(q.grid, rows=replace(q.grid.rows, labels=("unpronounceable", *"abcd")))
    tall = replace(scores, values=np.tile(scores.values, (1, 3, 1)))
    tall = replace(tall, rows=replace(scores.rows, labels=scores.rows.labels * 3))
    for specs in (
        (q, k, replace(s, grid=replace(scores, values=2 * scores.values))),  # wider scale
        (q, k, replace(s, grid=replace(scores, values=1e7 * scores.values))),
        (replace(q, grid=long), k, s),
        (q, k, replace(labelled(*"abcde"), col_labels=True)),
        (q, k, replace(labelled("incomprehensibly", *"abcd"), col_labels=True)),
        (q, k, replace(s, heading="scores of every query and every key")),
        (q, k, replace(s, colorbar=False)),
        (q, k, replace(s, colorbar=False, row_labels=True)),
        (q, k, replace(s, grid=tall, fitted=True)),
        (q, replace(k, transposed=False), s),
        (q, k, replace(s, lesser=True)),
        (q, replace(k, key="other"), s),
        product,
    ):
        figure = show(specs)
        fresh = Figure(theme.LIGHT)
        fresh.resize(figure.size())
        fresh.show()
        fresh.set_specs(specs)
        QApplication.processEvents()
        for spec in specs:
            assert figure.item(spec.key).body == fresh.item(spec.key).body
            assert figure.plot_rect(spec.key) == fresh.plot_rect(spec.key)
        assert figure.grab().toImage() == fresh.grab().toImage()
        fresh.close()
        fresh.deleteLater()


@pytest.mark.parametrize("n_tokens", [5, 16, 70])
@pytest.mark.parametrize("size", [(800, 640), (420, 360)])
@pytest.mark.parametrize(
    "words",
    [
        ("jumping", "Åjq", "gypsy", "I", "unpronounceable", "WWW", "word7", "word8"),
        ("字", "一", "龘", "口", "，", "蟲", "字", "W"),
    ],
)
def test_a_word_typed_anew_leaves_no_trace_of_the_old(
    figure: Figure,
    grids: dict[str, Grid],
    n_tokens: int,
    size: tuple[int, int],
    words: Sequence[str],
) -> None:
    """Of a label that changes only its own place is drawn anew."""
    figure.resize(*size)
    values = np.resize(grids["scores"].values, (1, n_tokens, n_tokens))
    tokens = [words[place % 3] for place in range(n_tokens)]
    focus = (Cell("scores", 0, 1, 2), (Source("scores", 0, 3, None),))
    for place, word in enumerate((*words, *words, words[0])):
        tokens[(n_tokens - 1, 2, n_tokens // 2)[place % 3]] = word
        axis = Axis("tokens", "tokens", tuple(tokens))
        grid = replace(grids["scores"], values=values, rows=axis, cols=axis)
        fresh = Figure(theme.LIGHT)
        fresh.resize(*size)
        fresh.show()
        for one in (figure, fresh):
            one.set_specs([MatrixSpec("s", grid, 0, 0, 0, "S")])
            one.set_focus(*focus)
            QApplication.processEvents()
        assert figure.grab().toImage() == fresh.grab().toImage(), tokens
        fresh.close()
        fresh.deleteLater()


def test_the_theme_is_switched_live(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    assert colour_at(figure, QPointF(2, 2)) == theme.LIGHT.card
    figure.set_theme(theme.DARK)
    assert colour_at(figure, QPointF(2, 2)) == theme.DARK.card


def test_the_font_scale_enlarges_cells(show: Show, grids: dict[str, Grid]) -> None:
    figure = show([MatrixSpec("q", grids["query"], 0, 0, 0, "Q")])
    before = map_of(figure, "q").cell_height()
    figure.set_font_scale(1.5)
    assert map_of(figure, "q").cell_height() > before


def test_many_plots_scroll_and_never_become_illegible(show: Show, grids: dict[str, Grid]) -> None:
    figure = show([MatrixSpec(f"q{i}", grids["query"], 0, i, 0, "Q") for i in range(9)])
    assert figure.verticalScrollBar().isVisible()
    assert not figure.horizontalScrollBar().isVisible()
    assert map_of(figure, "q0").cell_height() >= 9


def test_one_plot_does_not_scroll(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    assert not figure.verticalScrollBar().isVisible()
    assert not figure.horizontalScrollBar().isVisible()


def test_zooming_one_map_zooms_what_stands_in_line(
    show: Show, product: Sequence[Spec], mouse
) -> None:
    n_tokens = 200
    axis = Axis("tokens", "tokens", tuple(f"w{i}" for i in range(n_tokens)))
    features = Axis("features", "features", ("1", "2"))
    random = np.random.default_rng(0)
    query = Grid("query", "Q", "q", random.normal(size=(1, n_tokens, 2)), axis, features)
    scores = Grid("scores", "S", "s", random.normal(size=(1, n_tokens, n_tokens)), axis, axis)
    figure = show(
        [
            MatrixSpec("q", query, 0, 0, 0, "Q"),
            MatrixSpec("s", scores, 0, 0, 1, "S", row_labels=False),
        ]
    )
    body = map_of(figure, "s").body
    for _ in range(8):
        wheel(figure, body.center(), 1, control=True)
    seen = map_of(figure, "s").seen
    assert seen.bottom - seen.top < n_tokens / 3
    assert (map_of(figure, "q").seen.top, map_of(figure, "q").seen.bottom) == (
        seen.top,
        seen.bottom,
    )
    assert map_of(figure, "s").row_axis.first == seen.top
    spy = QSignalSpy(figure.clicked)
    mouse.drag(body.center(), body.center() - QPointF(0, body.height() / 3))
    assert map_of(figure, "s").seen.top > seen.top
    assert spy.count() == 0  # a drag pins nothing
    hovered = QSignalSpy(figure.hovered)
    mouse.move(body.topLeft() + QPointF(2, 2))
    cell = hovered.at(hovered.count() - 1)[0]
    assert (cell.row, cell.col) == (map_of(figure, "s").seen.top, map_of(figure, "s").seen.left)
    QTest.keyClick(figure, Qt.Key.Key_0)
    assert map_of(figure, "s").seen.bottom == n_tokens


def test_a_double_click_on_a_caption_shows_the_whole(
    show: Show, product: Sequence[Spec], mouse
) -> None:
    figure = show(product)
    wheel(figure, map_of(figure, "s").body.center(), 3, control=True)
    assert map_of(figure, "s").seen.bottom - map_of(figure, "s").seen.top < 5
    caption = map_of(figure, "s").caption
    mouse.double_click(caption.boundingRect().center())
    assert map_of(figure, "s").seen.bottom == 5


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e30, -1e308, np.nan, np.inf, -np.inf])
def test_extreme_numbers_are_drawn_without_complaint(
    show: Show, grids: dict[str, Grid], value: float
) -> None:
    values = np.array(grids["scores"].values)
    values[0, 2] = value
    figure = show([MatrixSpec("s", replace(grids["scores"], values=values), 0, 0, 0, "S")])
    assert not figure.grab().isNull()


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (300, 300)])
def test_every_shape_is_drawn(show: Show, shape: tuple[int, int]) -> None:
    axes = [Axis("tokens", "t", tuple("x" * n)) for n in shape]
    grid = Grid("g", "G", "g", np.zeros((1, *shape)), axes[0], axes[1])
    figure = show([MatrixSpec("g", grid, 0, 0, 0, "G", colorbar=True)])
    assert figure.sceneRect().contains(figure.plot_rect("g"))


def test_the_scene_renders_without_the_window(
    show: Show, product: Sequence[Spec], grids: dict[str, Grid]
) -> None:
    figure = show(product)
    area = figure.content_rect()
    assert all(area.contains(figure.plot_rect(key)) for key in figure.plot_keys())
    with figure.exporting(3.0):
        pixels = map_of(figure, "s").image.pixels
        image = QImage(area.size().toSize() * 2, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        figure.scene().render(painter, QRectF(image.rect()), area)
        painter.end()
    assert pixels.shape[0] >= 3 * map_of(figure, "s").body.height()  # crisp when viewers smooth
    assert map_of(figure, "s").image.pixels.shape == (5, 5)  # and small again
    cell = map_of(figure, "k").rect_of(0, 0)
    where = (cell.topLeft() + QPointF(3, 3) - area.topLeft()) * 2
    on_screen = colour_at(figure, cell.topLeft() + QPointF(3, 3))
    assert image.pixelColor(where.toPoint()).name() == on_screen


def test_a_screen_reader_hears_the_captions(show: Show, product: Sequence[Spec]) -> None:
    figure = show(product)
    assert figure.accessibleName()
    assert figure.accessibleDescription() == "Q 5 × 3; Kᵀ 3 × 5; S 5 × 5"


def test_a_lead_passes_over_no_words() -> None:
    upright = Lead(QLineF(50, 0, 50, 100), "#000000")
    parts = past_words(upright, [QRectF(20, 40, 60, 20), QRectF(60, 70, 30, 10)])
    ends = [(part.line.y1(), part.line.y2()) for part in parts]
    assert ends == [(0.0, 40.0), (60.0, 100.0)]
    level = Lead(QLineF(0, 50, 100, 50), "#000000")
    assert past_words(level, [QRectF(20, 40, 60, 20)]) == [level]
