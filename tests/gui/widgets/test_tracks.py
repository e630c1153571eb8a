from __future__ import annotations

import pytest

from gui.widgets.tracks import Need, solve

GAP = 20.0


def test_plots_of_one_track_share_their_cell_size() -> None:
    needs = [Need(0, 10, "tokens"), Need(0, 10, "tokens", before=60)]
    solution = solve(needs, "across", 500, GAP, 1.0)
    assert list(solution.tracks) == [0]
    assert solution.tracks[0].start == 60


def test_tokens_are_wider_than_features_until_there_is_room() -> None:
    needs = [Need(0, 8, "features"), Need(1, 10, "tokens")]
    tight = solve(needs, "across", 420, GAP, 1.0).tracks
    assert tight[1].cell >= 24 > tight[0].cell
    roomy = solve(needs, "across", 5000, GAP, 1.0).tracks
    assert (roomy[0].cell, roomy[1].cell) == (52, 64)


@pytest.mark.parametrize("n_tokens", [1, 4, 10, 24, 64, 1024])
@pytest.mark.parametrize("available", [440, 700, 1600])
def test_the_figure_fits_its_width_at_every_length(n_tokens: int, available: float) -> None:
    needs = [
        Need(0, 8, "features", before=60),
        Need(1, n_tokens, "tokens", after=60),
    ]
    solution = solve(needs, "across", available, GAP, 1.0)
    assert solution.length <= available


def test_room_is_used_up_before_the_caps_are_reached() -> None:
    solution = solve([Need(0, 20, "tokens")], "across", 700, GAP, 1.0)
    assert 700 - 20 <= solution.length <= 700  # cells are whole pixels


def test_what_does_not_fit_at_a_legible_size_is_longer_than_the_view() -> None:
    needs = [Need(track, 10, "tokens") for track in range(6)]
    solution = solve(needs, "down", 400, GAP, 1.0)
    assert solution.length > 400
    assert all(track.cell >= 15 for track in solution.tracks.values())


def test_caps_and_least_sizes_grow_with_the_font() -> None:
    needs = [Need(0, 4, "tokens")]
    assert solve(needs, "down", 5000, GAP, 1.5).tracks[0].cell == 66


def test_a_caption_widens_its_track_and_the_cells_stand_in_its_middle() -> None:
    track = solve([Need(0, 1, "tokens", least=120)], "across", 800, GAP, 1.0).tracks[0]
    assert track.extent == 120
    assert track.inset == (120 - 64) / 2


def test_no_plots_take_no_room() -> None:
    assert solve([], "across", 500, GAP, 1.0).length == 0
