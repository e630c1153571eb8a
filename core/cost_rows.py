"""COST_ROWS: what one layer of every variant costs, by closed formulas of its sizes.

H heads of width r over width d, G key-value heads, a latent of width m:

=============  ===========================  ================
variant        projection parameters        numbers cached
=============  ===========================  ================
self           d r (2H + 2H)                2 H r
gqa, mqa       d r (2H + 2G), G = 1         2 G r
k_eq_v         d r (H + H + H)              H r
q_eq_k         d r (H + H + H)              2 H r
q_eq_k_eq_v    d r (H + H)                  H r
gqa_k_eq_v     d r (2H + G)                 G r
k_eq_v_eq_x    d d (H + H), where r = d     d
mla            d r 2H + d m + 2 m H r       m, + rotary part
gta            d r (2H + G + 1/2)           G r + r / 2
slim           d r 4H, where H r = d        H r
=============  ===========================  ================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.layer_cost import Layer
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.presets import Size
from core.variants import VARIANTS


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row of the table.

    Attributes
    ----------
    key, label : the variant's; the label is marked text in the context ``core``.
    source : the paper that describes it.
    layer : size -> what a layer costs.
    obstacle : size -> why the variant does not exist at it, None where it does.
    """

    key: str
    label: str
    source: str
    layer: Callable[[Size], Layer]
    obstacle: Callable[[Size], Message | None]


def _layer(
    size: Size,
    parameters: dict[str, int],
    cache_floats: int,
    widths: tuple[int, int],
    *,
    cached_widths: tuple[int, int] | None = None,
    of_memory: tuple[str, ...] = (),
) -> Layer:
    """Return a scaled layer of H heads with W_O behind it, both unless the size says otherwise."""
    if size.output_projection is not False:
        parameters = {**parameters, "W_O": size.n_heads * widths[1] * size.d_model}
    return Layer(
        parameters=MappingProxyType(parameters),
        cache_floats=cache_floats,
        n_heads=size.n_heads,
        widths=widths,
        cached_widths=cached_widths or widths,
        scaled=size.scaled is not False,
        temperature=size.temperature,
        softcap=size.softcap,
        of_memory=of_memory,
    )


def _split(size: Size, cached: int, of_memory: tuple[str, ...] = (), **heads: int) -> Layer:
    """Return a layer of heads of width r: as many heads in each matrix, ``cached`` heads kept."""
    unit, r = size.d_model * size.d_head, size.d_head
    parameters = {name: count * unit for name, count in heads.items()}
    return _layer(size, parameters, cached * r, (r, r), of_memory=of_memory)


def _self(size: Size) -> Layer:
    h = size.n_heads
    return _split(size, 2 * h, W_Q=h, W_K=h, W_V=h)


def _cross(size: Size) -> Layer:
    h = size.n_heads
    return _split(size, 2 * h, ("W_K", "W_V"), W_Q=h, W_K=h, W_V=h)


def _gqa(size: Size) -> Layer:
    g = size.n_kv_heads
    return _split(size, 2 * g, W_Q=size.n_heads, W_K=g, W_V=g)


def _mqa(size: Size) -> Layer:
    return _split(size, 2, W_Q=size.n_heads, W_K=1, W_V=1)


def _k_eq_v(size: Size) -> Layer:
    return _split(size, size.n_heads, W_Q=size.n_heads, W_K=size.n_heads)


def _gqa_k_eq_v(size: Size) -> Layer:
    return _split(size, size.n_kv_heads, W_Q=size.n_heads, W_K=size.n_kv_heads)


def _mqa_k_eq_v(size: Size) -> Layer:
    return _split(size, 1, W_Q=size.n_heads, W_K=1)


def _q_eq_k(size: Size) -> Layer:
    return _split(size, 2 * size.n_heads, W_K=size.n_heads, W_V=size.n_heads)


def _q_eq_k_eq_v(size: Size) -> Layer:
    return _split(size, size.n_heads, W_K=size.n_heads)


def _k_eq_v_eq_x(size: Size) -> Layer:
    d = size.d_model
    return _layer(size, {"W_Q": size.n_heads * d * d}, d, (d, d))


def _mla(size: Size) -> Layer:
    d, joined, m, rope = size.d_model, size.joined, size.latent_width, size.d_rope
    parameters = {
        "W_Q": d * (joined + size.n_heads * rope),
        "W_DKV": d * m,
        "W_UK": m * joined,
        "W_UV": m * joined,
    }
    if rope:
        parameters["W_KR"] = d * rope
    r = size.d_head
    return _layer(size, parameters, m + rope, (r + rope, r), cached_widths=(m + rope, m))


def _gta(size: Size) -> Layer:
    d, r, g = size.d_model, size.d_head, size.n_kv_heads
    parameters = {"W_Q": d * size.joined, "W_KV": d * g * r, "W_KR": d * (r // 2)}
    return _layer(size, parameters, g * r + r // 2, (r, r))


def _slim(size: Size) -> Layer:
    d, joined, r = size.d_model, size.joined, size.d_head
    parameters = {"W_Q": d * joined, "W_K": d * joined, "W_K⁻¹W_V": joined * joined}
    return _layer(size, parameters, joined, (r, r), cached_widths=(r, joined))


def _luong_dot(size: Size) -> Layer:
    return _traditional(size, {}, size.d_model, size.d_model)


def _luong_general(size: Size) -> Layer:
    d = size.d_model
    return _traditional(size, {"W_a": d * d}, d, d)


def _luong_concat(size: Size) -> Layer:
    return _additive(size, "W_a[s]", "W_a[h]")


def _bahdanau(size: Size) -> Layer:
    return _additive(size, "W_a(s)", "U_a")


def _additive(size: Size, query: str, key: str) -> Layer:
    """Return a tanh layer between states and scores; keys are kept beside the states."""
    d, units = size.d_model, size.d_model if size.units is None else size.units
    layer = _traditional(size, {query: d * units, key: d * units}, units + d, units)
    return replace(layer, additive=True, of_memory=(key,))


def _traditional(size: Size, parameters: dict[str, int], cache_floats: int, width: int) -> Layer:
    """Return one head whose values are the states; unscaled and without W_O by default."""
    one = replace(
        size,
        n_heads=1,
        output_projection=bool(size.output_projection),
        scaled=bool(size.scaled),
    )
    return _layer(one, parameters, cache_floats, (width, size.d_model))


def _fits(_size: Size) -> Message | None:
    return None


def _groups(size: Size) -> Message | None:
    if size.n_kv_heads >= 1 and size.n_heads % size.n_kv_heads == 0:
        return None
    text = QT_TRANSLATE_NOOP(
        "core", "{heads} heads do not divide among {groups} key-value heads; use a divisor"
    )
    return message(text, heads=size.n_heads, groups=size.n_kv_heads)


def _latent(size: Size) -> Message | None:
    if size.latent_width >= 1:
        return None
    text = QT_TRANSLATE_NOOP("core", "a latent of width {latent} keeps nothing; use 1 or more")
    return message(text, latent=size.latent_width)


def _halves(size: Size) -> Message | None:
    if size.d_head % 2 == 0:
        return _groups(size)
    text = QT_TRANSLATE_NOOP(
        "core", "half of a head is tied: a width of {width} has no half; use an even one"
    )
    return message(text, width=size.d_head)


def _square(size: Size) -> Message | None:
    if size.joined == size.d_model:
        return None
    text = QT_TRANSLATE_NOOP(
        "core",
        "V is recovered by the inverse of W_K, which must be square: {joined} key features "
        "together, width {width}; make them equal",
    )
    return message(text, joined=size.joined, width=size.d_model)


_LAYERS: Mapping[str, tuple[Callable[[Size], Layer], Callable[[Size], Message | None]]] = (
    MappingProxyType(
        {
            "luong_dot": (_luong_dot, _fits),
            "luong_general": (_luong_general, _fits),
            "luong_concat": (_luong_concat, _fits),
            "bahdanau": (_bahdanau, _fits),
            "cross": (_cross, _fits),
            "self": (_self, _fits),
            "gqa": (_gqa, _groups),
            "mqa": (_mqa, _fits),
            "k_eq_v": (_k_eq_v, _fits),
            "gqa_k_eq_v": (_gqa_k_eq_v, _groups),
            "mqa_k_eq_v": (_mqa_k_eq_v, _fits),
            "q_eq_k": (_q_eq_k, _fits),
            "q_eq_k_eq_v": (_q_eq_k_eq_v, _fits),
            "k_eq_v_eq_x": (_k_eq_v_eq_x, _fits),
            "gta": (_gta, _halves),
            "mla": (_mla, _latent),
            "slim": (_slim, _square),
        }
    )
)

COST_ROWS: Mapping[str, CostRow] = MappingProxyType(
    {key: CostRow(key, row.label, row.source, *_LAYERS[key]) for key, row in VARIANTS.items()}
)
"""Every variant's cost by key, in the order of VARIANTS."""
