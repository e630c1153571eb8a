from __future__ import annotations

from gui.widgets.zoom import Span, Zoom, whole


def test_zooming_keeps_the_cell_under_the_pointer() -> None:
    span = whole(100).zoomed(0.5, 2.0, 4)
    assert (span.first, span.last) == (25, 75)


def test_zooming_ends_at_the_largest_cells_and_at_the_whole() -> None:
    assert whole(100).zoomed(0.0, 1000.0, 4).visible == 4
    assert Span(10, 20, 100).zoomed(0.0, 0.001, 4).whole


def test_every_notch_changes_something() -> None:
    assert Span(0, 5, 100).zoomed(0.0, 1.01, 1).visible == 4
    assert Span(0, 5, 100).zoomed(0.0, 0.99, 1).visible == 6


def test_panning_stops_at_the_ends() -> None:
    assert Span(10, 20, 100).panned(-50) == Span(0, 10, 100)
    assert Span(10, 20, 100).panned(500) == Span(90, 100, 100)


def test_a_reset_tells_whether_anything_was_hidden() -> None:
    zoom = Zoom()
    assert not zoom.reset()
    zoom.set_span("across", 0, Span(0, 5, 10))
    assert zoom.reset()
    assert zoom.span("across", 0, 10).whole
