"""What stands along the rows, the columns and the slices of a grid."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Resolved
from core.trace import Axis, Role

_TOKEN_AXES: Mapping[str, tuple[str, Role | None]] = MappingProxyType(
    {
        "tokens": (QT_TRANSLATE_NOOP("core", "tokens"), None),
        "source": (QT_TRANSLATE_NOOP("core", "source tokens"), None),
        "target": (QT_TRANSLATE_NOOP("core", "target tokens"), None),
        "queries": (QT_TRANSLATE_NOOP("core", "query tokens"), "query"),
        "keys": (QT_TRANSLATE_NOOP("core", "key tokens"), "key"),
        "values": (QT_TRANSLATE_NOOP("core", "value tokens"), "value"),
    }
)
_FEATURE_AXES: Mapping[str, tuple[str, Role | None]] = MappingProxyType(
    {
        "model": (QT_TRANSLATE_NOOP("core", "model features"), None),
        "state": (QT_TRANSLATE_NOOP("core", "state features"), None),
        "before": (QT_TRANSLATE_NOOP("core", "features of the state before"), None),
        "query": (QT_TRANSLATE_NOOP("core", "query features"), "query"),
        "key": (QT_TRANSLATE_NOOP("core", "key features"), "key"),
        "value": (QT_TRANSLATE_NOOP("core", "value features"), "value"),
        "latent": (QT_TRANSLATE_NOOP("core", "latent features"), None),
        "shared": (QT_TRANSLATE_NOOP("core", "features of the shared half"), "key"),
        "joined_keys": (QT_TRANSLATE_NOOP("core", "key features of all heads"), "key"),
        "width": (QT_TRANSLATE_NOOP("core", "features"), None),
        "units": (QT_TRANSLATE_NOOP("core", "units"), None),
        "joined": (QT_TRANSLATE_NOOP("core", "features of all heads"), None),
        "output": (QT_TRANSLATE_NOOP("core", "output features"), None),
        "answers": (QT_TRANSLATE_NOOP("core", "answers"), None),
    }
)
_HEADS = QT_TRANSLATE_NOOP("core", "heads")
_KV_HEADS = QT_TRANSLATE_NOOP("core", "key-value heads")
_SINGLE = Axis("single", "", ("",))


def axis(name: str, resolved: Resolved, length: int) -> Axis:
    """Return the axis called ``name``, with a label for each of ``length`` entries.

    Raises
    ------
    KeyError : no axis has that name.
    """
    if name == "single":
        return _SINGLE
    if name in _TOKEN_AXES:
        title, role = _TOKEN_AXES[name]
        of_queries = name in ("target", "queries")
        tokens = resolved.query_tokens if of_queries else resolved.key_tokens
        return Axis("tokens", title, tokens, role)
    if name == "asked":
        asking = resolved.query_tokens[len(resolved.query_tokens) - resolved.n_asking :]
        return Axis("tokens", QT_TRANSLATE_NOOP("core", "tokens that ask"), asking)
    title, role = _FEATURE_AXES[name]
    if name == "answers" and resolved.asked is not None and resolved.asked.names:
        return Axis("tokens", title, resolved.asked.names)
    return Axis("features", title, _numbers(length), role)


def head_axis(name: str, resolved: Resolved, length: int) -> Axis | None:
    """Return what the slices of the grid called ``name`` are, None where there is one slice.

    The slices of the tanh layer are the queries, elsewhere they are heads.
    """
    if name == "tanh":
        return axis("queries", resolved, length)
    if length == 1:
        return None
    shared = resolved.group > 1 and length == resolved.n_kv_heads
    return Axis("heads", _KV_HEADS if shared else _HEADS, _numbers(length))


@lru_cache(maxsize=64)
def _numbers(length: int) -> tuple[str, ...]:
    """Return 1-based numbers as labels."""
    return tuple(str(number) for number in range(1, length + 1))
