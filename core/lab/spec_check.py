"""A stack's specification from a file: every number in its range before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, get_args

from core.lab.spec import MaskName, ModelSpec, is_plain
from core.variants import VARIANTS

RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "d_model": (1, 4096),
        "d_head": (1, 4096),
        "n_heads": (1, 64),
        "n_kv_heads": (1, 64),
        "n_layers": (1, 64),
        "n_words": (0, 1 << 20),
        "n_positions": (0, 1 << 16),
        "n_classes": (0, 1 << 20),
        "n_read": (0, 1 << 16),
        "mlp_units": (0, 1 << 16),
    }
)
_FLAGS = ("residual", "norm", "output_projection", "scale_only")


def checked_spec(values: Mapping[str, Any]) -> ModelSpec:
    """Return the specification that these values give.

    Raises
    ------
    ValueError, TypeError, KeyError : one of them is missing, unknown or impossible; names it.
    """
    known = {each.name for each in fields(ModelSpec)}
    for name in sorted(known ^ set(values)):
        raise KeyError(f"spec lacks {name}" if name in known else f"spec has no {name}")
    for name, (low, high) in RANGES.items():
        value = values[name]
        if not _is_whole(value) or not low <= value <= high:
            raise ValueError(f"{name} {value!r} is no whole number from {low} to {high}")
    for name in _FLAGS:
        if not isinstance(values[name], bool):
            raise TypeError(f"{name} {values[name]!r} is not true or false")
    variant, mask, features = values["variant"], values["mask"], values["features"]
    if not isinstance(variant, str) or variant not in VARIANTS or not is_plain(VARIANTS[variant]):
        raise ValueError(f"variant {variant!r} cannot be a stack's")
    if mask not in get_args(MaskName):
        raise ValueError(f"mask {mask!r}")
    spec = ModelSpec(**{**values, "features": _features(features, values["d_model"])})
    _check_together(spec)
    return spec


def _features(value: object, d_model: int) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(map(_is_whole, value)):
        raise TypeError(f"features {value!r} are no two whole numbers")
    first, stop = value
    if not 0 <= first <= stop <= d_model:
        raise ValueError(f"features {value!r} lie outside the width {d_model}")
    return first, stop


def _check_together(spec: ModelSpec) -> None:
    """Raise unless the fields fit one another."""
    if spec.row.kv_heads == "groups" and spec.n_heads % spec.n_kv_heads:
        raise ValueError(f"{spec.n_heads} heads do not divide among {spec.n_kv_heads}")
    if not spec.n_classes and spec.features[0] == spec.features[1]:
        raise ValueError("it has neither classes nor features to answer with")
    if not spec.output_projection and spec.n_heads * spec.width != spec.d_model:
        changes_width = spec.residual or spec.n_layers > 1 or spec.mlp_units or spec.n_classes
        if changes_width or spec.norm:
            raise ValueError(f"without W_O, heads of {spec.width} do not give {spec.d_model}")
        if spec.features[1] > spec.n_heads * spec.width:
            raise ValueError(f"features {spec.features} lie outside the heads")
    if spec.scale_only and spec.width != spec.d_model:
        raise ValueError(f"queries of width {spec.d_model} do not fit heads of {spec.width}")
    if spec.scale_only and (spec.n_heads != 1 or spec.query_tied):
        raise ValueError("one number in place of W_Q needs one head of its own queries")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
