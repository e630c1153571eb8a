"""What happens at the step ``projections`` where keys and values share a store."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP

_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "A group of heads keeps one state, as wide as a head (Zadouri, Strauss, Dao 2025). The "
    "whole state is the value, and its first half is also the first half of the key. The "
    "second half of the key, X W_KR, is made once for all groups.",
)
_READ_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell in the first half of K: it points straight to V. One in the second half "
    "points to X and W_KR, and is the same in every group. “K and V” shows zeros in the "
    "first half of K − V, and there only.",
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source (X). In the first half also same map and same numbers, in the "
    "second neither: a tie by halves. In the paper the second half carries rotary "
    "positions, so that the tied half stays clean. Choose rotary positions to have it so; "
    "with others, or none, nothing is turned here.",
)
_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "W_DKV squeezes X into one latent of {d_latent} numbers a token, and from it W_UK makes "
    "the keys and W_UV the values of all heads (DeepSeek-V2 2024). Only the latent is "
    "cached. Left out here: the small part beside it that carries rotary positions, the "
    "queries' own compression, and the normalisation of the latent.",
)
_READ_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "“Maps” shows two products in a row: X times W_DKV gives the latent, and the latent "
    "times W_UK and W_UV gives K and V. Hover a cell of K to see its row of the latent, and "
    "a cell of the latent to see its row of X. All keys and values together span {d_latent} "
    "dimensions at most.",
)
_KV_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source (X, through one latent), not the same map (W_UK against "
    "W_UV), not the same numbers. They are tied to a common store, not to each other. Try a "
    "narrower latent in the options, and watch the cache in the strip.",
)
_SLIM = QT_TRANSLATE_NOOP(
    "explanations",
    "Nothing is tied here: W_K and W_V are two matrices. But where W_K of all heads "
    "together is square and invertible, X = K W_K⁻¹, so that V = K (W_K⁻¹ W_V): values can "
    "be computed from keys, and keys alone are cached (Graef, Wasielewski 2025).",
)
_READ_SLIM = QT_TRANSLATE_NOOP(
    "explanations",
    "“Recovery” shows the matrix that stands in the place of W_V. Hover a cell of V: it "
    "comes from the keys of all heads side by side. The note tells how far V is from X W_V: "
    "by rounding, times the condition number of W_K.",
)
_KV_SLIM = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source, not the same map, not the same numbers, and yet K determines "
    "V. That takes heads that together are as wide as the model. Try making two columns of "
    "W_K equal: then keys have lost what values need, and the window says so.",
)

STORED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gta": (
            _GTA,
            _READ_GTA,
            _KV_GTA,
        ),
        "mla": (
            _MLA,
            _READ_MLA,
            _KV_MLA,
        ),
        "slim": (
            _SLIM,
            _READ_SLIM,
            _KV_SLIM,
        ),
    }
)
"""Paragraphs by variant."""
