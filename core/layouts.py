"""LAYOUTS: what is fixed about each grid, in the order in which a person meets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.trace import Kind, Role


@dataclass(frozen=True, slots=True)
class Layout:
    """One row of LAYOUTS.

    Attributes
    ----------
    name, title : as in :class:`core.trace.Grid`.
    symbol : TeX; left empty where it depends on the scenario. Queries, keys and values add the
        colours of all that they are made with.
    rows, cols : names of axes, see :mod:`core.axes`.
    kind, roles : as in Grid; queries, keys and values get theirs from how they are made.
    """

    name: str
    symbol: str
    title: str
    rows: str
    cols: str
    kind: Kind = "signed"
    roles: tuple[Role, ...] = ()


_BOTH: tuple[Role, ...] = ("key", "value")

_INPUTS_ONE = (
    Layout("embedding", "E", QT_TRANSLATE_NOOP("core", "Embedding"), "tokens", "model"),
    Layout("position", "P", QT_TRANSLATE_NOOP("core", "Position"), "tokens", "model"),
    Layout("stream", "Z", QT_TRANSLATE_NOOP("core", "Residual stream"), "tokens", "model"),
    Layout("norm_gain", "g", QT_TRANSLATE_NOOP("core", "Gain of layer norm"), "single", "model"),
    Layout("norm_bias", "b", QT_TRANSLATE_NOOP("core", "Bias of layer norm"), "single", "model"),
    Layout("x", "X", QT_TRANSLATE_NOOP("core", "Inputs"), "tokens", "model"),
)
_INPUTS_TWO = (
    Layout(
        "source_embedding",
        r"E_{\mathrm{source}}",
        QT_TRANSLATE_NOOP("core", "Source embedding"),
        "source",
        "model",
    ),
    Layout(
        "source_position",
        r"P_{\mathrm{source}}",
        QT_TRANSLATE_NOOP("core", "Source position"),
        "source",
        "model",
    ),
    Layout("source_x", "X", QT_TRANSLATE_NOOP("core", "Source inputs"), "source", "model"),
    Layout("w_enc", "W_h", QT_TRANSLATE_NOOP("core", "Encoder input matrix"), "model", "state"),
    Layout("u_enc", "U_h", QT_TRANSLATE_NOOP("core", "Encoder state matrix"), "before", "state"),
    Layout(
        "encoder_update",
        r"Z_{\mathrm{enc}}",
        QT_TRANSLATE_NOOP("core", "Encoder update gate"),
        "source",
        "state",
    ),
    Layout(
        "encoder_candidate",
        r"\hat C_{\mathrm{enc}}",
        QT_TRANSLATE_NOOP("core", "Encoder candidate"),
        "source",
        "state",
    ),
    Layout(
        "encoder_states",
        r"\tied{H}",
        QT_TRANSLATE_NOOP("core", "Encoder states"),
        "source",
        "state",
        roles=_BOTH,
    ),
    Layout(
        "target_embedding",
        r"E_{\mathrm{target}}",
        QT_TRANSLATE_NOOP("core", "Target embedding"),
        "target",
        "model",
    ),
    Layout(
        "target_position",
        r"P_{\mathrm{target}}",
        QT_TRANSLATE_NOOP("core", "Target position"),
        "target",
        "model",
    ),
    Layout("target_x", "Y", QT_TRANSLATE_NOOP("core", "Target inputs"), "target", "model"),
    Layout("w_dec", "W_s", QT_TRANSLATE_NOOP("core", "Decoder input matrix"), "model", "state"),
    Layout("u_dec", "U_s", QT_TRANSLATE_NOOP("core", "Decoder state matrix"), "before", "state"),
    Layout(
        "decoder_update",
        r"Z_{\mathrm{dec}}",
        QT_TRANSLATE_NOOP("core", "Decoder update gate"),
        "target",
        "state",
    ),
    Layout(
        "decoder_candidate",
        r"\hat C_{\mathrm{dec}}",
        QT_TRANSLATE_NOOP("core", "Decoder candidate"),
        "target",
        "state",
    ),
    Layout(
        "decoder_states",
        r"\query{S_{\mathrm{dec}}}",
        QT_TRANSLATE_NOOP("core", "Decoder states"),
        "target",
        "state",
        roles=("query",),
    ),
)
_PROJECTIONS = (
    Layout(
        "latent",
        r"\tied{C^{KV}}",
        QT_TRANSLATE_NOOP("core", "Latent"),
        "keys",
        "latent",
        roles=_BOTH,
    ),
    Layout(
        "query_unrotated",
        r"\hat Q",
        QT_TRANSLATE_NOOP("core", "Query, not turned"),
        "queries",
        "query",
    ),
    Layout("key_unrotated", r"\hat K", QT_TRANSLATE_NOOP("core", "Key, not turned"), "keys", "key"),
    Layout("query", "Q", QT_TRANSLATE_NOOP("core", "Query"), "queries", "query"),
    Layout("key", "K", QT_TRANSLATE_NOOP("core", "Key"), "keys", "key"),
    Layout("joined_key", "", QT_TRANSLATE_NOOP("core", "Keys joined"), "keys", "joined_keys"),
    Layout("value", "V", QT_TRANSLATE_NOOP("core", "Value"), "values", "value"),
    Layout(
        "k_minus_v",
        r"\key{K} - \value{V}",
        QT_TRANSLATE_NOOP("core", "Key minus value"),
        "keys",
        "width",
        roles=_BOTH,
    ),
    Layout(
        "other_query",
        r"\query{Q'}",
        QT_TRANSLATE_NOOP("core", "Query, other reading"),
        "queries",
        "query",
        roles=("query",),
    ),
    Layout(
        "other_key",
        r"\key{K'}",
        QT_TRANSLATE_NOOP("core", "Key, other reading"),
        "keys",
        "key",
        roles=("key",),
    ),
    Layout(
        "other_k_minus_v",
        r"\key{K'} - \value{V}",
        QT_TRANSLATE_NOOP("core", "Key minus value, other reading"),
        "keys",
        "width",
        roles=_BOTH,
    ),
)
_SCORES = (
    Layout("v_a", "v", QT_TRANSLATE_NOOP("core", "Score vector"), "units", "single"),
    Layout(
        "tanh",
        r"\tanh(\query{q_i} + \key{k_j})",
        QT_TRANSLATE_NOOP("core", "Tanh layer"),
        "keys",
        "units",
    ),
    Layout("scores", "S", QT_TRANSLATE_NOOP("core", "Scores"), "queries", "keys"),
)
_SCALE_MASK = (
    Layout("scaled", "", QT_TRANSLATE_NOOP("core", "Scaled"), "queries", "keys"),
    Layout("capped", "", QT_TRANSLATE_NOOP("core", "Capped"), "queries", "keys"),
    Layout("mask", "M", QT_TRANSLATE_NOOP("core", "Mask"), "queries", "keys", "mask"),
    Layout("masked", r"\tilde S", QT_TRANSLATE_NOOP("core", "Masked"), "queries", "keys"),
)
_WEIGHTS = (
    Layout("weights", "A", QT_TRANSLATE_NOOP("core", "Weights"), "queries", "keys", "weights"),
    Layout(
        "row_sum",
        r"\sum_j A_{ij}",
        QT_TRANSLATE_NOOP("core", "Row sum"),
        "queries",
        "single",
        "plain",
    ),
    Layout(
        "entropy",
        r"-\sum_j A_{ij} \ln A_{ij}",
        QT_TRANSLATE_NOOP("core", "Entropy in nats"),
        "queries",
        "single",
        "plain",
    ),
    Layout(
        "mean_weights",
        r"\bar A",
        QT_TRANSLATE_NOOP("core", "Mean over heads"),
        "queries",
        "keys",
        "weights",
    ),
)
_OUTPUT = (
    Layout("context", "C", QT_TRANSLATE_NOOP("core", "Context"), "queries", "value"),
    Layout(
        "joined",
        "",
        QT_TRANSLATE_NOOP("core", "Heads joined"),
        "queries",
        "joined",
    ),
    Layout("w_o", "W_O", QT_TRANSLATE_NOOP("core", "Output matrix"), "joined", "output"),
    Layout("output", "O", QT_TRANSLATE_NOOP("core", "Output"), "queries", "output"),
    Layout("logits", "L", QT_TRANSLATE_NOOP("core", "Logits"), "asked", "answers"),
    Layout(
        "answer",
        "p",
        QT_TRANSLATE_NOOP("core", "Probability of each answer"),
        "asked",
        "answers",
        "weights",
    ),
    Layout("reading", "Y", QT_TRANSLATE_NOOP("core", "Answer"), "asked", "answers"),
    Layout("right", r"Y^\ast", QT_TRANSLATE_NOOP("core", "Right answer"), "asked", "answers"),
)

LAYOUTS: Mapping[str, tuple[Layout, ...]] = MappingProxyType(
    {
        "inputs": (*_INPUTS_ONE, *_INPUTS_TWO),
        "projections": _PROJECTIONS,
        "scores": _SCORES,
        "scale_mask": _SCALE_MASK,
        "weights": _WEIGHTS,
        "output": _OUTPUT,
    }
)
"""Step -> its grids. A run has those of them that it computed, after its projection matrices."""
