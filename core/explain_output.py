"""The arithmetic of the softmax, of what is told about the weights, and of the output."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from core.cells import Cells, Site
from core.explain_inputs import Builder
from core.explain_scores import group_note
from core.explanation import Explanation, Operand, Source
from core.messages import QT_TRANSLATE_NOOP, message
from core.numerics import FloatArray


def weights(cells: Cells, site: Site) -> Explanation:
    """Explain a weight: its exponential over the sum of the row's."""
    row = cells.array("masked", site.head)[site.row]  # [n_k]
    peak = float(row.max())
    shut = peak == -math.inf
    text = QT_TRANSLATE_NOOP("core", "every key is masked for this query: all its weights are 0")
    return cells.explain(
        site,
        "softmax",
        (Operand(r"\tilde S", QT_TRANSLATE_NOOP("core", "masked score"), row),),
        cells.resolved.key_tokens,
        sources=(Source("masked", site.head, site.row, None),),
        pick=site.col,
        shift=None if shut else peak,
        note=message(text) if shut else None,
    )


def row_sum(cells: Cells, site: Site) -> Explanation:
    """Explain the sum of a row of weights."""
    operand, source = _weights(cells, site.head, site.row)
    labels = cells.resolved.key_tokens
    return cells.explain(site, "sum", (operand,), labels, sources=(source,))


def entropy(cells: Cells, site: Site) -> Explanation:
    """Explain the entropy of a row of weights."""
    operand, source = _weights(cells, site.head, site.row)
    n_k = cells.resolved.n_k
    text = QT_TRANSLATE_NOOP("core", "in nats: 0 looks at one key, {most:.3f} at all {n} alike")
    return cells.explain(
        site,
        "entropy",
        (operand,),
        cells.resolved.key_tokens,
        sources=(source,),
        note=message(text, most=math.log(max(n_k, 1)), n=n_k),
    )


def _weights(cells: Cells, head: int, row: int) -> tuple[Operand, Source]:
    """Return a row of weights as a column, and where it stands."""
    values = cells.array("weights", head)[row]  # [n_k]
    return Operand("A", QT_TRANSLATE_NOOP("core", "weight"), values), Source(
        "weights", head, row, None
    )


def mean_weights(cells: Cells, site: Site) -> Explanation:
    """Explain the mean of a weight over all heads."""
    heads = cells.resolved.n_heads
    column: FloatArray = cells.computed.arrays["weights"][:, site.row, site.col]  # [heads]
    return cells.explain(
        site,
        "sum",
        (Operand("A", QT_TRANSLATE_NOOP("core", "weight"), column),),
        cells.labels("width", heads),
        sources=tuple(Source("weights", head, site.row, site.col) for head in range(heads)),
        following=(("divide", float(heads), str(heads)),),
        note=message(QT_TRANSLATE_NOOP("core", "the mean over the heads")),
    )


def context(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of a context: the weighted sum of one feature of the values."""
    shared = site.head // cells.resolved.group
    row, source = _weights(cells, site.head, site.row)
    column = cells.array("value", shared)[:, site.col]  # [n_k]
    name = QT_TRANSLATE_NOOP("core", "value")
    return cells.explain(
        site,
        "product",
        (row, Operand(cells.coloured("v", "value"), name, column, "value")),
        cells.resolved.key_tokens,
        sources=(source, Source("value", shared, None, site.col)),
        note=group_note(cells, site.head),
    )


def joined(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of the heads side by side."""
    head, feature = divmod(site.col, cells.resolved.d_value)
    column = cells.array("context", head)[site.row, feature : feature + 1]  # [1]
    text = QT_TRANSLATE_NOOP("core", "the heads side by side: head {head}, feature {feature}")
    if cells.resolved.n_heads == 1:
        text = QT_TRANSLATE_NOOP("core", "there is one head: its context as it is")
    return cells.copy(
        site,
        Source("context", head, site.row, feature),
        Operand("C", QT_TRANSLATE_NOOP("core", "context"), column),
        message(text, head=head + 1, feature=feature + 1),
    )


def output(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of the output."""
    row = cells.array("joined")[site.row]  # [joined]
    name = QT_TRANSLATE_NOOP("core", "context")
    if not cells.resolved.output_projection:
        return cells.copy(
            site,
            Source("joined", 0, site.row, site.col),
            Operand("C", name, row[site.col : site.col + 1]),
            message(QT_TRANSLATE_NOOP("core", "no output matrix: the context as it is")),
        )
    column = cells.array("w_o")[:, site.col]  # [joined]
    return cells.explain(
        site,
        "product",
        (
            Operand("C", name, row),
            Operand("W_O", QT_TRANSLATE_NOOP("core", "matrix column"), column),
        ),
        cells.labels("joined", len(row)),
        sources=(Source("joined", 0, site.row, None), Source("w_o", 0, None, site.col)),
    )


def logits(cells: Cells, site: Site) -> Explanation:
    """Explain a logit: a feature of the output, or what the rest of the model makes of it."""
    return _read(cells, site, QT_TRANSLATE_NOOP("core", "the answer is read from these features"))


def reading(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of an answer that is a vector."""
    return _read(cells, site, QT_TRANSLATE_NOOP("core", "the answer is these features"))


def _read(cells: Cells, site: Site, text: str) -> Explanation:
    """Explain what is read from the output, directly or through what follows the attention."""
    row = cells.resolved.n_q - cells.resolved.n_asking + site.row
    first = cells.computed.source.read_from
    if first is None:
        text = QT_TRANSLATE_NOOP(
            "core",
            "what the rest of the model makes of this row: residual paths, later layers, norms "
            "and the map to the answers",
        )
        sources = (Source("output", 0, row, None),)
        return cells.as_given(site, site.value, message(text), sources)
    column = first + site.col
    number = cells.array("output")[row, column : column + 1]
    operand = Operand("O", QT_TRANSLATE_NOOP("core", "output"), number)
    return cells.copy(site, Source("output", 0, row, column), operand, message(text))


def answer(cells: Cells, site: Site) -> Explanation:
    """Explain a probability: the softmax of a row of logits."""
    row = cells.array("logits")[site.row]  # [classes]
    return cells.explain(
        site,
        "softmax",
        (Operand("L", QT_TRANSLATE_NOOP("core", "logit"), row),),
        cells.labels("answers", len(row)),
        sources=(Source("logits", 0, site.row, None),),
        pick=site.col,
        shift=float(row.max()),
    )


def right(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of the right answer."""
    return cells.given(site, site.grid)


OUTPUT: Mapping[str, Builder] = MappingProxyType(
    {
        "weights": weights,
        "row_sum": row_sum,
        "entropy": entropy,
        "mean_weights": mean_weights,
        "context": context,
        "joined": joined,
        "output": output,
        "logits": logits,
        "answer": answer,
        "reading": reading,
        "right": right,
    }
)
"""Grids from the weights on -> what explains their cells."""
