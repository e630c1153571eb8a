from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from core import scores
from core.lab.seq2seq import PADDING, encode, forward, greedy
from core.lab.seq2seq_back import backward
from core.lab.seq2seq_spec import SEQ2SEQ_KEYS, Seq2SeqSpec, checked_seq2seq
from core.lab.spec import Store, initial
from core.losses import cross_entropy
from core.numerics import softmax
from tests.core.gradient_checks import assert_gradients

SEEDS = (0, 1)
SOURCES = np.array(
    [  # two runs of three sources, of which some end earlier
        [[1, 2, 3, 4, 1], [4, 3, 0, 0, 0], [2, 0, 0, 0, 0]],
        [[5, 5, 1, 0, 0], [3, 1, 2, 4, 0], [1, 1, 1, 1, 0]],
    ]
)
TARGETS = np.array([[[0, 1, 2], [3, 3, 0], [1, 2, 1]], [[2, 0, 3], [1, 1, 1], [0, 3, 2]]])
every_score = pytest.mark.parametrize("variant", SEQ2SEQ_KEYS)


def small(variant: str) -> Seq2SeqSpec:
    return Seq2SeqSpec(variant, 6, 5, d_embedding=3, n_source_words=6, n_target_words=4, n_target=3)


def test_the_scores_that_join_encoder_and_decoder() -> None:
    assert SEQ2SEQ_KEYS == ("luong_dot", "luong_general", "luong_concat", "bahdanau")


@every_score
def test_gradients_are_finite_differences(variant: str) -> None:
    spec = small(variant)
    store, gradients = initial(spec, SEEDS, np.float64), Store(spec, 2, np.float64)
    store.flat *= 3.0  # as trained: where all is small, so are gradients, and their differences
    gradients.flat[:] = np.nan  # every number must be written

    def total(**parameters):
        answer = forward(spec, parameters, SOURCES, TARGETS).answer
        return cross_entropy(answer, TARGETS, n_runs=1).value.sum()

    run = forward(spec, store.views, SOURCES, TARGETS)
    loss = cross_entropy(run.answer, TARGETS, n_runs=1)
    backward(spec, store.views, run, loss.gradient, gradients.views)
    # Entry by entry, they are held against PyTorch's below.
    assert_gradients(total, store.views, gradients.views, every_entry=False)


@every_score
def test_the_whole_model_agrees_with_pytorch(variant: str) -> None:
    torch = pytest.importorskip("torch")
    spec = small(variant)
    store, gradients = initial(spec, (4,), np.float64), Store(spec, 1, np.float64)
    sources, targets = SOURCES[:1], TARGETS[:1]
    run = forward(spec, store.views, sources, targets)
    loss = cross_entropy(run.answer, targets, n_runs=1)
    backward(spec, store.views, run, loss.gradient, gradients.views)
    with torch.random.fork_rng():
        theirs = {
            name: torch.tensor(view[0].copy(), requires_grad=True)
            for name, view in store.views.items()
        }
        logits, weights = by_torch(torch, spec, theirs, sources[0], targets[0])
    their_loss = torch.nn.functional.cross_entropy(
        logits.reshape(-1, spec.n_target_words), torch.tensor(targets[0]).reshape(-1)
    )
    their_loss.backward()
    np.testing.assert_allclose(run.attention.weights[0], weights.detach().numpy(), atol=1e-12)
    np.testing.assert_allclose(loss.value[0], float(their_loss.detach()), rtol=1e-12)
    for name, parameter in theirs.items():
        np.testing.assert_allclose(
            gradients.views[name][0], parameter.grad.numpy(), rtol=1e-9, atol=1e-12, err_msg=name
        )


def by_torch(torch, spec, parameters, sources, targets):
    """Logits and weights by nn.GRU over packed sequences, and attention written out."""
    functional = torch.nn.functional
    rnn = torch.nn.utils.rnn
    ids = torch.tensor(sources)
    lengths = (ids != PADDING).sum(-1)
    x = functional.embedding(ids, parameters["source_embedding"])
    packed = rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    out, last = call_gru(torch, parameters, "encoder", packed, 2)
    memory, _ = rnn.pad_packed_sequence(out, batch_first=True)
    start = torch.cat([last[0], last[1]], dim=-1)[None]
    y = functional.embedding(torch.tensor(targets), parameters["target_embedding"])
    before = functional.pad(y[:, :-1], (0, 0, 1, 0))
    states, _ = call_gru(torch, parameters, "decoder", before, 1, start)
    if spec.additive:
        query, key = spec.row.make_query.parameter, spec.row.make_key.parameter
        layer = torch.tanh(
            (states @ parameters[query])[:, :, None] + (memory @ parameters[key])[:, None]
        )
        found = (layer @ parameters["v_a"])[..., 0]
    else:
        query = states @ parameters["W_a"] if spec.variant == "luong_general" else states
        found = query @ memory.transpose(1, 2)
    masked = found.masked_fill((ids == PADDING)[:, None], float("-inf"))
    weights = masked.softmax(-1)
    joined = torch.cat([weights @ memory, states], dim=-1)
    hidden = torch.tanh(joined @ parameters["W_c"] + parameters["b_c"])
    return hidden @ parameters["unembedding"] + parameters["b_out"], weights


def call_gru(torch, parameters, part, x, directions, start=None):
    """Run nn.GRU with our parameters, so that gradients reach them."""
    w, u = parameters[f"{part}/W"], parameters[f"{part}/U"]
    bias, shift = parameters[f"{part}/bias"], parameters[f"{part}/candidate_bias"]
    if directions == 1:
        w, u, bias, shift = w[None], u[None], bias[None], shift[None]
    d = u.shape[-2]
    module = torch.nn.GRU(
        w.shape[-2], d, batch_first=True, bidirectional=directions == 2, dtype=torch.float64
    )
    given = {}
    for way, ending in zip(range(directions), ("", "_reverse"), strict=False):
        given[f"weight_ih_l0{ending}"] = w[way].T
        given[f"weight_hh_l0{ending}"] = u[way].T
        given[f"bias_ih_l0{ending}"] = bias[way]
        given[f"bias_hh_l0{ending}"] = torch.nn.functional.pad(shift[way], (2 * d, 0))
    return torch.func.functional_call(module, given, (x, start) if start is not None else (x,))


@every_score
def test_padding_changes_nothing_and_is_never_looked_at(variant: str) -> None:
    spec = small(variant)
    parameters = initial(spec, SEEDS, np.float64).views
    whole = forward(spec, parameters, SOURCES, TARGETS)
    longer = np.concatenate([SOURCES, np.zeros((2, 3, 4), np.int64)], axis=-1)
    np.testing.assert_array_equal(forward(spec, parameters, longer, TARGETS).answer, whole.answer)
    for run in range(2):
        for sample in range(3):
            ids = SOURCES[run, sample][SOURCES[run, sample] != PADDING]
            n = len(ids)
            one = {name: array[run : run + 1] for name, array in parameters.items()}
            alone = forward(spec, one, ids[None, None], TARGETS[run : run + 1, sample : sample + 1])
            np.testing.assert_allclose(alone.answer[0, 0], whole.answer[run, sample], atol=1e-12)
            seen = whole.attention.weights[run, sample]
            assert not seen[:, n:].any()
            np.testing.assert_allclose(seen[:, :n], alone.attention.weights[0, 0], atol=1e-12)


@every_score
def test_a_decoder_state_has_read_the_tokens_before_it_alone(variant: str) -> None:
    spec = small(variant)
    parameters = initial(spec, SEEDS, np.float64).views
    states = forward(spec, parameters, SOURCES, TARGETS).decoder.states
    for place in range(3):
        other = TARGETS.copy()
        other[..., place] = (other[..., place] + 1) % 4
        moved = forward(spec, parameters, SOURCES, other).decoder.states
        np.testing.assert_array_equal(moved[:, :, : place + 1], states[:, :, : place + 1])
        assert (np.abs(moved[:, :, place + 1 :] - states[:, :, place + 1 :]).max(-1) > 0).all()


@every_score
def test_greedy_writes_the_likeliest_token_after_those_before(variant: str) -> None:
    spec = small(variant)
    parameters = initial(spec, (2, 7), np.float64).views
    written = greedy(spec, parameters, SOURCES)
    assert written.shape == (2, 3, 3)
    answer = forward(spec, parameters, SOURCES, written).answer
    np.testing.assert_array_equal(answer.argmax(axis=-1), written)


@every_score
def test_the_encoder_reads_both_ways(variant: str) -> None:
    parameters = initial(small(variant), (0,), np.float64).views
    ids = SOURCES[:1, :1]
    states = encode(parameters, ids).states[0, 0]
    other = ids.copy()
    other[..., 2] = 5
    moved = np.abs(encode(parameters, other).states[0, 0] - states)
    assert (moved[:2, :3] == 0).all()  # forwards: what came before is as it was
    assert (moved[3:, 3:] == 0).all()  # backwards: what comes after is
    assert (moved[2:, :3] > 0).all()
    assert (moved[:3, 3:] > 0).all()


@every_score
def test_scores_are_those_of_the_papers(variant: str) -> None:
    spec = small(variant)
    store = initial(spec, (3,), np.float64)
    run = forward(spec, store.views, SOURCES[:1, :1], TARGETS[:1, :1])
    s, h = run.decoder.states[0, 0], run.encoded.states[0, 0]
    p = {name: view[0] for name, view in store.views.items()}
    if variant == "luong_dot":
        expected = scores.dot(s, h)
    elif variant == "luong_general":
        expected = scores.general(s, h, p["W_a"])
    elif variant == "luong_concat":
        stacked = np.concatenate([p["W_a[s]"], p["W_a[h]"]])
        expected = scores.concat(s, h, stacked, p["v_a"][:, 0])
    else:
        expected = scores.additive(s, h, p["W_a(s)"], p["U_a"], p["v_a"][:, 0])
    np.testing.assert_allclose(run.attention.weights[0, 0], softmax(expected), atol=1e-12)
    np.testing.assert_allclose(run.attention.context[0, 0], softmax(expected) @ h, atol=1e-12)


def test_runs_that_train_together_do_not_touch_each_other() -> None:
    spec = small("bahdanau")
    both = initial(spec, SEEDS, np.float64)
    together = forward(spec, both.views, SOURCES, TARGETS).answer
    for run, seed in enumerate(SEEDS):
        alone = initial(spec, (seed,), np.float64)
        part = slice(run, run + 1)
        answer = forward(spec, alone.views, SOURCES[part], TARGETS[part]).answer
        np.testing.assert_allclose(answer[0], together[run], atol=1e-12)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"variant": "self"}, "'self' joins no encoder"),
        ({"variant": ["bahdanau"]}, "joins no encoder"),
        ({"d_model": 7}, "7 is odd"),
        ({"d_model": 0}, "d_model 0"),
        ({"d_head": -1}, "d_head -1"),
        ({"n_target": True}, "n_target True"),
        ({"d_embedding": 1.5}, "d_embedding 1.5"),
        ({"colour": 1}, "no colour"),
    ],
)
def test_an_impossible_specification_is_named(change: dict[str, object], problem: str) -> None:
    values = asdict(small("bahdanau"))
    assert checked_seq2seq(values) == small("bahdanau")
    with pytest.raises((ValueError, TypeError, KeyError), match=problem):
        checked_seq2seq(values | change)
    with pytest.raises(KeyError, match="lacks n_target"):
        checked_seq2seq({name: each for name, each in values.items() if name != "n_target"})
