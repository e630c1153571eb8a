"""The matrices that variants share, and what their rows say again and again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.variant import HeadCount, Parameter, Size

_QUERY = QT_TRANSLATE_NOOP("core", "Query matrix")
_KEY = QT_TRANSLATE_NOOP("core", "Key matrix")
_VALUE = QT_TRANSLATE_NOOP("core", "Value matrix")
_KEY_VALUE = QT_TRANSLATE_NOOP("core", "Key and value matrix")
_QUERY_KEY = QT_TRANSLATE_NOOP("core", "Query and key matrix")
_ALL = QT_TRANSLATE_NOOP("core", "Query, key and value matrix")
_OUTPUT = QT_TRANSLATE_NOOP("core", "Output matrix")

_KV: tuple[HeadCount, Size, Size] = ("n_kv_heads", "d_model", "d_head")
_Q: tuple[HeadCount, Size, Size] = ("n_heads", "d_model", "d_head")

W_Q = Parameter("W_Q", "w_q", r"\query{W_Q}", _QUERY, *_Q, ("query",))
W_K = Parameter("W_K", "w_k", r"\key{W_K}", _KEY, *_KV, ("key",))
W_V = Parameter("W_V", "w_v", r"\value{W_V}", _VALUE, *_KV, ("value",))
W_KV = Parameter("W_K", "w_k", r"\tied{W_K}", _KEY_VALUE, *_KV, ("key", "value"))
W_QK = Parameter("W_K", "w_k", r"\querykey{W_K}", _QUERY_KEY, *_Q, ("query", "key"))
W_QKV = Parameter("W_K", "w_k", "W_K", _ALL, *_Q, ("query", "key", "value"))
W_O = Parameter("W_O", "w_o", "W_O", _OUTPUT, "one", "joined", "d_model")

DOT = r"S = \query{Q}\,\key{K}^\top \qquad S_{ij} = \query{q_i} \cdot \key{k_j}"
"""TeX of dot-product scores of untied queries and keys."""


def formulas(
    projections: str, scores: str, context: str = r"C = A\,\value{V}"
) -> Mapping[str, str]:
    """Return what a row decides of the formulas, by step."""
    return MappingProxyType({"projections": projections, "scores": scores, "output": context})
