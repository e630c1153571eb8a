"""What a model of the lab is made of, and the room that its parameters take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np

from core.draws import draw, matrix
from core.numerics import FloatArray
from core.variants import VARIANTS, Route, Variant

MaskName = Literal["none", "causal", "stored"]
Parameters: TypeAlias = Mapping[str, FloatArray]

EMBEDDING_SCALE = 0.1


def is_plain(row: Variant) -> bool:
    """Tell whether queries, keys and values come from X, each through one matrix or none."""
    routes = (row.make_query, row.make_key, row.make_value)
    plain = [Route("x", route.parameter) for route in routes]
    solved = any(parameter.solved for parameter in row.parameters)
    return list(routes) == plain and row.latent is None and not solved


VARIANT_KEYS = tuple(key for key, row in VARIANTS.items() if is_plain(row))
"""The variants that a stack of layers can be made of."""


class Spec(Protocol):
    """What every kind of model says of itself."""

    @property
    def variant(self) -> str:
        """Key of a row of VARIANTS."""
        ...

    @property
    def width(self) -> int:
        """The width that an experiment varies."""
        ...

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every trained parameter, by name."""
        ...

    def n_parameters(self) -> int:
        """Return the number of trained numbers."""
        ...

    def initial(self, seed: int, name: str) -> FloatArray | float:
        """Draw a parameter by its name."""
        ...


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A stack of layers of one variant's attention.

    Attributes
    ----------
    variant : key of a row of VARIANTS with one text.
    d_model : width of the vectors between the layers.
    d_head : width r of a head; a variant whose keys are the vectors themselves has d_model.
    n_heads, n_kv_heads : heads, and the groups of GQA.
    n_layers : number of layers.
    n_words : 0 = the inputs are vectors of width d_model; else ids, looked up in a trained table.
    n_positions : length for which positions are trained and added; 0 = none.
    n_classes : 0 = the answer is features of the last layer's output; else a map makes logits.
    features : first and last + 1 of these features.
    n_read : the answer is read at so many tokens, the last; 0 = at all.
    mask : ``causal``; ``stored``: the tokens that are read ask, and only the others are looked at.
    residual, norm : x + f(x) around each part; layer norm before each part and at the end.
    mlp_units : hidden units of the MLP after the attention; 0 = none.
    output_projection : whether there is W_O.
    scale_only : W_Q is the identity and one number, the factor on the scores, is learned: β of
        the modern Hopfield network.
    """

    variant: str
    d_model: int
    d_head: int
    n_heads: int = 1
    n_kv_heads: int = 1
    n_layers: int = 1
    n_words: int = 0
    n_positions: int = 0
    n_classes: int = 0
    features: tuple[int, int] = (0, 0)
    n_read: int = 0
    mask: MaskName = "none"
    residual: bool = False
    norm: bool = False
    mlp_units: int = 0
    output_projection: bool = True
    scale_only: bool = False

    @property
    def row(self) -> Variant:
        """The row of VARIANTS."""
        return VARIANTS[self.variant]

    @property
    def width(self) -> int:
        """Width of queries, keys and values of a head."""
        return self.d_model if self.row.make_key.parameter is None else self.d_head

    @property
    def kv_heads(self) -> int:
        """Number of key-value heads."""
        return {"all": self.n_heads, "groups": self.n_kv_heads, "one": 1}[self.row.kv_heads]

    @property
    def query_tied(self) -> bool:
        """Whether queries are the keys' numbers."""
        return self.row.make_query == self.row.make_key

    @property
    def source_names(self) -> tuple[str, ...]:
        """The matrices that make keys and values, each once: their columns stand side by side."""
        names = (self.row.make_key.parameter, self.row.make_value.parameter)
        return tuple(dict.fromkeys(name for name in names if name is not None))

    @property
    def answer_columns(self) -> slice:
        """The columns of the last output that are computed: those that the answer is made of."""
        whole = self.n_classes or self.residual or self.norm or self.mlp_units
        return slice(None) if whole or not self.output_projection else slice(*self.features)

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every trained parameter, by name."""
        d = self.d_model
        shapes: dict[str, tuple[int, ...]] = {}
        if self.n_words:
            shapes["embedding"] = (self.n_words, d)
        if self.n_positions:
            shapes["positions"] = (self.n_positions, d)
        for layer in range(self.n_layers):
            rows = self._attention_shapes() | (self._mlp_shapes() if self.mlp_units else {})
            shapes |= {f"{layer}/{name}": shape for name, shape in rows.items()}
        if self.norm:
            shapes |= {"gain": (d,), "bias": (d,)}
        if self.n_classes:
            shapes |= {"unembedding": (d, self.n_classes)}
        return shapes

    def _attention_shapes(self) -> dict[str, tuple[int, ...]]:
        d, joined = self.d_model, self.n_heads * self.width
        shapes: dict[str, tuple[int, ...]] = {"gain": (d,), "bias": (d,)} if self.norm else {}
        if self.scale_only:
            shapes["scale"] = (1,)
        elif not self.query_tied:
            shapes["W_Q"] = (d, joined)
        if self.source_names:
            shapes["W_KV"] = (d, len(self.source_names) * self.kv_heads * self.width)
        if self.output_projection:
            shapes["W_O"] = (joined, d)
        return shapes

    def _mlp_shapes(self) -> dict[str, tuple[int, ...]]:
        d, units = self.d_model, self.mlp_units
        norm: dict[str, tuple[int, ...]] = {"mlp_gain": (d,), "mlp_bias": (d,)} if self.norm else {}
        return norm | {"w_in": (d, units), "b_in": (units,), "w_out": (units, d), "b_out": (d,)}

    def n_parameters(self) -> int:
        """Return the number of trained numbers."""
        return sum(math.prod(shape) for shape in self.shapes().values())

    def initial(self, seed: int, name: str) -> FloatArray | float:
        """Draw a parameter by its name."""
        return _initial(self, seed, name, self.shapes()[name])


class Store:
    """Numbers for every parameter of models that train together, in one block of memory.

    What an optimiser does to all parameters is then a few operations on one array.

    Attributes
    ----------
    flat : [runs, n_parameters].
    views : name -> [runs, *shape], views of ``flat``.
    """

    def __init__(self, spec: Spec, n_runs: int, dtype: type[np.floating] = np.float32) -> None:
        self.flat: FloatArray = np.zeros((n_runs, spec.n_parameters()), dtype)
        self.views: dict[str, FloatArray] = {}
        start = 0
        for name, shape in spec.shapes().items():
            stop = start + math.prod(shape)
            self.views[name] = self.flat[:, start:stop].reshape(n_runs, *shape)
            start = stop


def initial(spec: Spec, seeds: tuple[int, ...], dtype: type[np.floating] = np.float32) -> Store:
    """Draw the parameters of one run a seed, each matrix by its name.

    A matrix that two variants have starts from the same numbers, so that what is compared is the
    tie.
    """
    store = Store(spec, len(seeds), dtype)
    for name, view in store.views.items():
        for run, seed in enumerate(seeds):
            view[run] = spec.initial(seed, name)
    return store


def _initial(spec: ModelSpec, seed: int, name: str, shape: tuple[int, ...]) -> FloatArray | float:
    layer, _, kind = name.rpartition("/")
    if kind in ("gain", "mlp_gain"):
        return 1.0
    if kind in ("bias", "mlp_bias", "b_in", "b_out"):
        return 0.0
    if kind == "scale":
        return 1.0 / math.sqrt(spec.width)
    if kind in ("embedding", "positions"):
        return draw(seed, f"lab/{kind}", shape, EMBEDDING_SCALE)
    if kind == "W_Q":
        return _heads(seed, f"lab/{layer}/W_Q", spec.n_heads, shape[0], spec.width)
    if kind == "W_KV":
        drawn = [
            _heads(seed, f"lab/{layer}/{each}", spec.kv_heads, shape[0], spec.width)
            for each in spec.source_names
        ]
        side_by_side: FloatArray = np.concatenate(drawn, axis=1)
        return side_by_side
    rows, cols = shape
    one: FloatArray = matrix(seed, f"lab/{name}", 1, rows, cols)[0]
    return one


def _heads(seed: int, name: str, heads: int, rows: int, cols: int) -> FloatArray:
    """Draw the matrices of all heads side by side: [rows, heads * cols]."""
    drawn = matrix(seed, name, heads, rows, cols)
    return drawn.swapaxes(0, 1).reshape(rows, heads * cols)
