"""Masks: True = may attend."""

from __future__ import annotations

import numpy as np
import pytest

from core.masks import causal, padding, sliding_window


def test_causal_shows_each_query_its_past_and_itself():
    assert causal(3, 3).tolist() == [[True, False, False], [True, True, False], [True] * 3]


def test_causal_with_a_cache_aligns_the_last_query_with_the_last_key():
    assert (causal(2, 5, offset=3) == causal(5, 5)[3:]).all()


def test_a_negative_offset_masks_the_first_queries_fully():
    assert not causal(4, 4, offset=-2)[:2].any()


@pytest.mark.parametrize("left", [None, 0, 1, 3])
@pytest.mark.parametrize("right", [None, 0, 2])
@pytest.mark.parametrize("offset", [-1, 0, 2])
def test_sliding_window_is_a_band_about_the_query(left, right, offset):
    mask = sliding_window(4, 6, left, right, offset)
    for i in range(4):
        for j in range(6):
            distance = j - (i + offset)
            inside = (left is None or -distance <= left) and (right is None or distance <= right)
            assert mask[i, j] == inside


def test_a_window_open_to_the_left_is_causal():
    assert (sliding_window(5, 7, None, 0, offset=1) == causal(5, 7, offset=1)).all()


@pytest.mark.parametrize(("left", "right", "name"), [(-1, 0, "left"), (0, -2, "right")])
def test_a_window_cannot_count_backwards(left, right, name):
    with pytest.raises(ValueError, match=name):
        sliding_window(3, 3, left, right)


def test_padding_hides_what_follows_each_length():
    mask = padding([2, 0, 3], 3)
    assert mask.shape == (3, 1, 1, 3)
    assert mask[:, 0, 0].tolist() == [[True, True, False], [False] * 3, [True] * 3]


@pytest.mark.parametrize("lengths", [[4], [-1], [[1, 2]]])
def test_padding_refuses_lengths_that_do_not_fit(lengths):
    with pytest.raises(ValueError, match="length"):
        padding(lengths, 3)


def test_masks_compose():
    both = causal(3, 3) & padding([2, 3], 3)
    assert both.shape == (2, 1, 3, 3)
    assert both[0, 0].tolist() == [[True, False, False], [True, True, False], [True, True, False]]


@pytest.mark.parametrize("mask", [causal(0, 3), causal(3, 0), sliding_window(0, 0, 1, 1)])
def test_masks_of_empty_sequences_are_empty(mask):
    assert mask.size == 0
    assert mask.dtype == np.bool_
