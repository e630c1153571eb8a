"""The arithmetic of what attention starts from: vectors, matrices, recurrent states."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from core.cells import Cells, Following, Site
from core.explanation import Explanation, Operand, Source
from core.inputs import RECURRENT_NAMES
from core.layers import EPSILON
from core.messages import QT_TRANSLATE_NOOP, message
from core.numerics import FloatArray

Builder: TypeAlias = Callable[[Cells, Site], Explanation]
"""Takes a cell that nobody edited and returns its arithmetic."""


def embedding(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a token's vector: drawn from the seed and the token, or learned."""
    return cells.given(site, site.grid)


def position(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a position: the sine or cosine of p / 10000^(2i / d_model)."""
    if cells.computed.source.gives(site.grid):
        return cells.given(site, site.grid)
    even = site.col - site.col % 2
    rate = 10000.0 ** (-even / cells.resolved.d_model)
    operands = (
        Operand("p", QT_TRANSLATE_NOOP("core", "position"), np.array([float(site.row)])),
        Operand(
            rf"10000^{{-{even}/{cells.resolved.d_model}}}",
            QT_TRANSLATE_NOOP("core", "rate"),
            np.array([rate]),
        ),
    )
    text = QT_TRANSLATE_NOOP(
        "core", "positions count from 0; odd columns are sines, even ones cosines"
    )
    following: Following = ("sin", None, "") if site.col == even else ("cos", None, "")
    return cells.explain(
        site, "product", operands, (str(site.row),), following=(following,), note=message(text)
    )


def stream(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of what a layer starts from: given by those before, or a sum as X is."""
    if cells.computed.source.gives(site.grid):
        return cells.given(site, site.grid)
    return _sum(cells, site, "")


def vectors(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of X: embedding plus position, or what layer norm makes of it."""
    if site.grid == "x" and "stream" in cells.computed.arrays:
        return _from_stream(cells, site)
    return _sum(cells, site, site.grid.removesuffix("x"))


def _from_stream(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of X by its row of the residual stream: as it is, or normed."""
    row, col = site.row, site.col
    source = Source("stream", 0, row, col)
    number = cells.array("stream")[row]  # [d]
    name = QT_TRANSLATE_NOOP("core", "residual stream")
    if not cells.resolved.normed:
        text = QT_TRANSLATE_NOOP("core", "no layer norm: the residual stream as it is")
        return cells.copy(site, source, Operand("Z", name, number[col : col + 1]), message(text))
    gain, bias = (float(cells.array(each)[0, col]) for each in ("norm_gain", "norm_bias"))
    wide = number.astype(np.float64)
    deviation = math.sqrt(float(wide.var()) + EPSILON)
    operand = Operand(
        r"Z, -\mu",
        QT_TRANSLATE_NOOP("core", "residual stream, minus the row's mean"),
        np.array([wide[col], -wide.mean()]),
    )
    text = QT_TRANSLATE_NOOP(
        "core", "layer norm: μ and σ are mean and deviation of the whole row, gain g and bias b"
    )
    return cells.explain(
        site,
        "sum",
        (operand,),
        ("Z", "−μ"),
        sources=(
            Source("stream", 0, row, None),
            Source("norm_gain", 0, 0, col),
            Source("norm_bias", 0, 0, col),
        ),
        following=(
            ("divide", deviation, r"\sigma"),
            ("multiply", gain, "g"),
            ("add", bias, "b"),
        ),
        note=message(text),
    )


def norm_parameter(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a layer norm's gain or bias."""
    return cells.given(site, site.grid)


def _sum(cells: Cells, site: Site, prefix: str) -> Explanation:
    """Explain the sum of embedding and position, or the embedding alone."""
    row, col = site.row, site.col
    embedded = cells.array(f"{prefix}embedding")[row, col]
    source = Source(f"{prefix}embedding", 0, row, col)
    name = QT_TRANSLATE_NOOP("core", "embedding")
    if not cells.resolved.positions:
        text = QT_TRANSLATE_NOOP("core", "no positions are added: the embedding as it is")
        return cells.copy(site, source, Operand("E", name, _one(embedded)), message(text))
    parts = np.array([embedded, cells.array(f"{prefix}position")[row, col]])
    operand = Operand("E, P", QT_TRANSLATE_NOOP("core", "embedding and position"), parts)
    return cells.explain(
        site,
        "sum",
        (operand,),
        ("E", "P"),
        sources=(source, Source(f"{prefix}position", 0, row, col)),
    )


def given_matrix(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a matrix: drawn from the seed under the matrix's name, or learned."""
    return cells.given(site, RECURRENT_NAMES.get(site.grid) or cells.parameters[site.grid].name)


def encoder_state(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of H: tanh of the source vector and the state before, through matrices."""
    row, col = site.row, site.col
    if cells.resolved.gated:
        return _gated(cells, site, _read_before(cells, row, col))
    text = QT_TRANSLATE_NOOP("core", "there is no state before the first: it counts as zeros")
    parts = [("source_x", row, "w_enc", "x")]
    if row > 0:
        parts.append(("encoder_states", row - 1, "u_enc", "h"))
    return _recurrent(cells, site, parts, col, None if row > 0 else text)


def decoder_state(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of S: tanh of the target vector before and the state before."""
    row, col = site.row, site.col
    if cells.resolved.gated:
        return _gated(cells, site, row - 1)  # -1: where it starts
    if row > 0:
        parts = [("target_x", row - 1, "w_dec", "y"), ("decoder_states", row - 1, "u_dec", "s")]
        return _recurrent(cells, site, parts, col, None)
    text = QT_TRANSLATE_NOOP(
        "core", "no target token comes before the first; its state follows the encoder's last one"
    )
    parts = [("encoder_states", cells.resolved.n_k - 1, "u_dec", "h")]
    return _recurrent(cells, site, parts, col, text)


def gate(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a gate, or of a candidate: learned networks make it."""
    text = QT_TRANSLATE_NOOP(
        "core", "what learned matrices make of the token's vector and of the state before"
    )
    return cells.as_given(site, site.value, message(text))


def _read_before(cells: Cells, row: int, col: int) -> int | None:
    """Return the row of H before one, None before the first.

    The left half of the features reads forwards, the right half backwards.
    """
    place = row - 1 if col < cells.resolved.d_model // 2 else row + 1
    return place if 0 <= place < cells.resolved.n_k else None


def _gated(cells: Cells, site: Site, before: int | None) -> Explanation:
    """Explain a state of a gated network: the update gate keeps part of the state before."""
    part = site.grid.removesuffix("states")  # encoder_ or decoder_
    row, col = site.row, site.col
    update = float(cells.array(f"{part}update")[row, col])
    candidate = float(cells.array(f"{part}candidate")[row, col])
    sources = [Source(f"{part}update", 0, row, col), Source(f"{part}candidate", 0, row, col)]
    kept, note = 0.0, QT_TRANSLATE_NOOP("core", "what the update gate z keeps of the state before")
    if before is None:
        note = QT_TRANSLATE_NOOP("core", "there is no state before the first: it counts as zeros")
    elif before < 0:
        last = cells.resolved.n_k - 1 if col < cells.resolved.d_model // 2 else 0
        kept = float(cells.array("encoder_states")[last, col])
        sources.append(Source("encoder_states", 0, last, col))
        note = QT_TRANSLATE_NOOP(
            "core", "the first state follows what each direction of the encoder ended with"
        )
    else:
        kept = float(cells.array(site.grid)[before, col])
        sources.append(Source(site.grid, 0, before, col))
    operands = (
        Operand("1 - z, z", QT_TRANSLATE_NOOP("core", "gate"), np.array([1.0 - update, update])),
        Operand(
            "c, h", QT_TRANSLATE_NOOP("core", "candidate and state"), np.array([candidate, kept])
        ),
    )
    return cells.explain(
        site, "product", operands, ("c", "h"), sources=tuple(sources), note=message(note)
    )


def _recurrent(
    cells: Cells,
    site: Site,
    parts: list[tuple[str, int, str, str]],
    col: int,
    note: str | None,
) -> Explanation:
    """Explain a state from its parts: (grid, row, matrix, letter) each, one after another."""
    rows = [cells.array(grid)[row] for grid, row, _, _ in parts]  # each [d]
    columns = [cells.array(weight)[:, col] for _, _, weight, _ in parts]  # each [d]
    labels = [
        f"{letter} {number}"
        for *_, letter in parts
        for number in cells.labels("model", cells.resolved.d_model)
    ]
    letters = ", ".join(letter for *_, letter in parts)
    sources = [
        source
        for grid, row, weight, _ in parts
        for source in (Source(grid, 0, row, None), Source(weight, 0, None, col))
    ]
    operands = (
        Operand(letters, QT_TRANSLATE_NOOP("core", "vector and state"), np.concatenate(rows)),
        Operand("W, U", QT_TRANSLATE_NOOP("core", "matrix columns"), np.concatenate(columns)),
    )
    return cells.explain(
        site,
        "product",
        operands,
        tuple(labels),
        sources=tuple(sources),
        following=(("tanh", None, ""),),
        note=None if note is None else message(note),
    )


def _one(number: np.floating) -> FloatArray:
    """Return a column of one number."""
    return np.array([number])


_GATES = ("update", "candidate")

INPUTS: Mapping[str, Builder] = MappingProxyType(
    {
        **{f"{text}embedding": embedding for text in ("", "source_", "target_")},
        **{f"{text}position": position for text in ("", "source_", "target_")},
        "stream": stream,
        **dict.fromkeys(("norm_gain", "norm_bias"), norm_parameter),
        **{f"{part}_{what}": gate for part in ("encoder", "decoder") for what in _GATES},
        **{f"{text}x": vectors for text in ("", "source_", "target_")},
        **dict.fromkeys(RECURRENT_NAMES, given_matrix),
        "encoder_states": encoder_state,
        "decoder_states": decoder_state,
    }
)
"""Grid of the first step -> what explains its cells."""
