"""What is said under each view of the bench, and its formula."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "law": QT_TRANSLATE_NOOP("bench", "Width law"),
        "construction": QT_TRANSLATE_NOOP("bench", "Construction"),
        "freedom": QT_TRANSLATE_NOOP("bench", "Freedom"),
        "geometry": QT_TRANSLATE_NOOP("bench", "Geometry"),
        "sensitivity": QT_TRANSLATE_NOOP("bench", "Sensitivity"),
        "positions": QT_TRANSLATE_NOOP("bench", "Positions"),
        "cost": QT_TRANSLATE_NOOP("bench", "Cost"),
    }
)
"""View -> its title, in order."""

PARAGRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "law": QT_TRANSLATE_NOOP(
            "bench",
            "A head is told by two maps: M = W_Q W_Kᵀ decides where to look, N = W_V W_O what is "
            "carried. A tied head of width s has one matrix for both, so it is exact when "
            "s ≥ dim(row M + col N): address and content share one budget. The curve is the error "
            "of the best tied head of each width; 1 means that nothing is kept. Without W_O the "
            "matrix that is read out must be W_V itself, and only what is beyond it is free.",
        ),
        "construction": QT_TRANSLATE_NOOP(
            "bench",
            "Put W_K and W_V side by side as the one shared matrix. Zeros beside W_Q let the "
            "scores read only the first half, zeros above W_O let the output read only the "
            "second. So a tied head of twice the width does exactly what the untied head does, "
            "and caches as many numbers. Scores keep the untied head’s factor 1/√r.",
        ),
        "freedom": QT_TRANSLATE_NOOP(
            "bench",
            "In how many independent directions a head can move (M, N): the rank of the Jacobian "
            "in its matrices, measured on random heads. An untied head has 4dr − 2r², a tied one "
            "3dr − r²: tying loses r(d − r), the choice of a second r-dimensional subspace. At "
            "r = d nothing is lost. Bars are measured, diamonds are the formula.",
        ),
        "geometry": QT_TRANSLATE_NOOP(
            "bench",
            "A context row is a weighted mean of value rows and lies in their hull. Tied, that is "
            "the hull of the keys: the head can only mix addresses. Untied, the context may leave "
            "it. The plane shows the two directions in which the points vary most; distances are "
            "measured in all directions of the head.",
        ),
        "sensitivity": QT_TRANSLATE_NOOP(
            "bench",
            "How a context row moves when its query moves: the covariance of values with keys "
            "under the weights, times the scale of the scores. Where K and V are the same numbers, "
            "it is the covariance of the keys: symmetric and never negative, so the context never "
            "moves against its query. Elsewhere nothing makes it so.",
        ),
        "positions": QT_TRANSLATE_NOOP(
            "bench",
            "Rotary positions turn queries and keys by their place, so that scores depend on "
            "distances. Turn keys on the fly and a tied value stays clean. Store the turned key "
            "and read it as the value, and every term of the context is turned by an angle of its "
            "own: no W_O undoes that, nor does turning the output back by the query’s place, "
            "with which DeepSeek-V4 is trained. The last bar is what a matrix after W_K cannot "
            "give of W_V: nothing at r = d.",
        ),
        "cost": QT_TRANSLATE_NOOP(
            "bench",
            "Computed from the sizes: prefill takes the whole context at once, decoding one more "
            "token after it; a multiply-add is two operations, and masked pairs count. The dashed "
            "line is untied self-attention. Tying halves the cache of any layout of heads and "
            "drops one projection; with rotary positions that holds only if keys are turned on "
            "the fly.",
        ),
    }
)

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "law": r"\dim(\mathrm{row}\,\query{W_Q}\key{W_K}^\top"
        r" + \mathrm{col}\,\value{W_V} W_O) \le s",
        "construction": r"\tied{W} = [\,\key{W_K} \mid \value{W_V}\,]",
        "freedom": r"(4dr - 2r^2) - (3dr - r^2) = r(d - r)",
        "geometry": r"c_i = \sum_j A_{ij}\,\value{v_j}",
        "sensitivity": r"\frac{\partial c_i}{\partial \query{q_i}} = \frac{1}{\sqrt{r}}"
        r" \sum_j A_{ij}\,\value{v_j}\,(\key{k_j} - \bar{\key{k}})^\top",
        "positions": r"(R_i \query{q_i}) \cdot (R_j \key{k_j})"
        r" = \query{q_i}^\top R_{j-i}\,\key{k_j}",
        "cost": "",
    }
)
"""View -> TeX."""
