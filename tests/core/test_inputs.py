"""The vectors that attention starts from, and the recurrences of traditional attention."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.draws import draw
from core.inputs import previous_tokens, recurrence
from core.pipeline import run
from core.scenario import Edit, Scenario

TWO_TEXTS = Scenario(variant="cross", text="one two three four", target="un deux trois", d_model=8)


def values(scenario, grid):
    return run(scenario).grid(grid).values


def test_the_recurrence_is_pytorchs_rnn():
    torch = pytest.importorskip("torch")
    x, w, u = draw(1, "x", (6, 5)), draw(1, "w", (5, 4), 0.5), draw(1, "u", (4, 4), 0.5)
    start = draw(1, "start", (4,))
    cell = torch.nn.RNN(5, 4, nonlinearity="tanh", bias=False, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih_l0.copy_(torch.from_numpy(w.T.copy()))
        cell.weight_hh_l0.copy_(torch.from_numpy(u.T.copy()))
        expected, _ = cell(torch.from_numpy(x), torch.from_numpy(start)[None])
    assert np.allclose(recurrence(x, w, u, start), expected.numpy(), atol=1e-14)


def test_x_is_embedding_plus_position():
    trace = run(Scenario())
    total = trace.grid("embedding").values + trace.grid("position").values
    assert np.array_equal(trace.grid("x").values, total)


def test_without_positions_x_is_the_embedding_and_a_word_is_itself_everywhere():
    trace = run(Scenario(text="the cat and the dog", positions="none"))
    assert not trace.has("position")
    x = trace.grid("x").values[0]
    assert np.array_equal(x, trace.grid("embedding").values[0])
    assert np.array_equal(x[0], x[3])


def test_every_state_follows_from_the_one_before():
    trace = run(TWO_TEXTS)
    grid = {name: trace.grid(name).values[0] for name in trace.computed.arrays}
    h = grid["encoder_states"]
    assert np.allclose(h[0], np.tanh(grid["source_x"][0] @ grid["w_enc"]), atol=1e-15)
    for j in range(1, len(h)):
        expected = np.tanh(grid["source_x"][j] @ grid["w_enc"] + h[j - 1] @ grid["u_enc"])
        assert np.allclose(h[j], expected, atol=1e-15)
    s = grid["decoder_states"]
    assert np.allclose(s[0], np.tanh(h[-1] @ grid["u_dec"]), atol=1e-15)
    for i in range(1, len(s)):
        expected = np.tanh(grid["target_x"][i - 1] @ grid["w_dec"] + s[i - 1] @ grid["u_dec"])
        assert np.allclose(s[i], expected, atol=1e-15)


def test_a_decoder_state_has_not_read_its_own_token_nor_a_later_one():
    changed = replace(TWO_TEXTS, target="un deux quatre")
    assert np.array_equal(values(TWO_TEXTS, "decoder_states"), values(changed, "decoder_states"))
    changed = replace(TWO_TEXTS, target="un cinq trois")
    states, other = values(TWO_TEXTS, "decoder_states"), values(changed, "decoder_states")
    assert np.array_equal(states[0, :2], other[0, :2])
    assert not np.array_equal(states[0, 2], other[0, 2])


def test_an_encoder_state_has_read_what_stands_before_it_only():
    changed = replace(TWO_TEXTS, text="one two five four")
    states, other = values(TWO_TEXTS, "encoder_states"), values(changed, "encoder_states")
    assert np.array_equal(states[0, :2], other[0, :2])
    assert not np.any(states[0, 2:] == other[0, 2:])


def test_an_edited_state_is_where_the_next_one_starts():
    edited = replace(TWO_TEXTS, edits=(Edit("encoder_states", 0, 1, 2, 0.5),))
    before, after = values(TWO_TEXTS, "encoder_states"), values(edited, "encoder_states")
    assert after[0, 1, 2] == 0.5
    same = before == after
    assert same[0, 0].all()
    assert same[0, 1].sum() == 7
    assert not same[0, 2:].any()
    assert not np.any(values(TWO_TEXTS, "decoder_states") == values(edited, "decoder_states"))


def test_previous_tokens_shift_by_one():
    x = np.arange(6.0).reshape(3, 2)
    assert previous_tokens(x).tolist() == [[0, 0], [0, 1], [2, 3]]
    assert previous_tokens(np.zeros((0, 2))).shape == (0, 2)
