"""What a scenario amounts to: every size, every token and every choice that was left open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType

from core.scenario import DTypeName, Scenario
from core.source import source_of
from core.text import tokenise
from core.variants import VARIANTS, HeadCount, Parameter, Route, Size, Variant

_BYTES = MappingProxyType({"float64": 8, "float32": 4})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trained model is asked in a run, and what would be right.

    Attributes
    ----------
    n : number of tokens that it answers at, the last of the queries.
    names : what it can answer, a name a class; empty where it answers with a vector.
    right : the right class of each token, -1 where none is; empty for vectors.
    """

    n: int
    names: tuple[str, ...] = ()
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """A scenario with nothing left open.

    Attributes
    ----------
    variant : the row of VARIANTS.
    query_tokens, key_tokens : labels; the same where queries and keys come from one text.
    d_model : width of a token's vector.
    n_heads, n_kv_heads : query heads, and key-value heads that they share.
    d_head : width of a query and of a key; the units of the alignment layer in additive scores.
    d_value : width of a value.
    d_latent : width of the latent, in variants that have one.
    make_query, make_key, make_value : the routes in force, after the reading of Luong general.
    scaled : whether scores are divided by the root of ``d_head``.
    temperature : by what they are divided besides.
    softcap : bound on them, or None.
    output_projection : whether W_O follows.
    positions : whether positions are added to the embeddings.
    rotary : whether queries and keys are turned by their positions.
    rotary_value : whether values are the turned keys.
    dtype : precision of every array.
    asked : what a trained model is asked; None without one.
    layer : which layer of a trained model it is, from 0.
    normed : whether layer norm makes X.
    gated : whether gated networks, not simple ones, read two texts.
    """

    variant: Variant
    query_tokens: tuple[str, ...]
    key_tokens: tuple[str, ...]
    d_model: int
    n_heads: int
    n_kv_heads: int
    d_head: int
    d_value: int
    d_latent: int
    make_query: Route
    make_key: Route
    make_value: Route
    scaled: bool
    temperature: float
    softcap: float | None
    output_projection: bool
    positions: bool
    rotary: bool
    rotary_value: bool
    dtype: DTypeName
    asked: Asked | None = None
    layer: int = 0
    normed: bool = False
    gated: bool = False

    @property
    def n_q(self) -> int:
        """Number of queries."""
        return len(self.query_tokens)

    @property
    def n_k(self) -> int:
        """Number of keys."""
        return len(self.key_tokens)

    @property
    def n_asking(self) -> int:
        """Number of tokens that ask, the last: those of a trained model, else one."""
        return 1 if self.asked is None else self.asked.n

    @property
    def group(self) -> int:
        """Number of query heads that share one key-value head."""
        return self.n_heads // self.n_kv_heads

    @property
    def joined(self) -> int:
        """Width of the heads side by side."""
        return self.n_heads * self.d_value

    @property
    def joined_keys(self) -> int:
        """Width of the keys of all key-value heads side by side."""
        return self.n_kv_heads * self.d_head

    @property
    def d_half(self) -> int:
        """Half of the width of a key."""
        return self.d_head // 2

    @property
    def turned_from(self) -> int:
        """The first feature of queries and keys that rotary positions turn."""
        return self.d_half if self.variant.turned == "second_half" else 0

    @property
    def tied_grid(self) -> str:
        """The grid whose very numbers a tied value is: the keys, before or after their turn."""
        return "key_unrotated" if self.rotary and not self.rotary_value else "key"

    @property
    def additive(self) -> bool:
        """Whether a tanh layer makes the scores."""
        return self.variant.score == "additive"

    @property
    def two_texts(self) -> bool:
        """Whether queries come from another text than keys and values."""
        return self.variant.mode == "traditional"

    @property
    def scale(self) -> float:
        """Factor on the scores: 1 / (sqrt(d_head) T), or 1 / T."""
        root = math.sqrt(self.d_head) if self.scaled and self.d_head else 1.0
        return 1.0 / (root * self.temperature)

    @property
    def same_map(self) -> bool:
        """Whether keys and values are made from one source by one map."""
        return self.make_key == self.make_value

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The matrices in force: those of the variant, W_O only if it is on."""
        return tuple(
            row for row in self.variant.parameters if row.name != "W_O" or self.output_projection
        )

    def shape(self, parameter: Parameter) -> tuple[int, int, int]:
        """Return the shape of a matrix: (heads, rows, cols)."""
        return (
            self.head_count(parameter.heads),
            self.size(parameter.rows),
            self.size(parameter.cols),
        )

    def head_count(self, name: HeadCount) -> int:
        """Return a number of heads by its name in VARIANTS."""
        return {"n_heads": self.n_heads, "n_kv_heads": self.n_kv_heads, "one": 1}[name]

    def size(self, name: Size) -> int:
        """Return a width by its name in VARIANTS."""
        sizes = {
            "d_model": self.d_model,
            "d_head": self.d_head,
            "d_value": self.d_value,
            "joined": self.joined,
            "one": 1,
            "d_latent": self.d_latent,
            "d_half": self.d_half,
            "joined_keys": self.joined_keys,
        }
        return sizes[name]

    @property
    def memory_needed(self) -> int:
        """Bytes of all arrays of a run, and of what is needed while they are made."""
        vectors = (self.n_q + self.n_k) * (4 * self.d_model + self.n_heads * self.d_head)
        vectors += 3 * self.n_kv_heads * self.n_k * max(self.d_head, self.d_value)
        vectors += 2 * self.n_q * self.joined
        vectors += self._memory_on_the_way
        pairs = self.n_q * self.n_k
        # Scores, scaled, capped, masked and weights of every head, and one head at work; then
        # the mask and the mean of the weights.
        stages = pairs * (5 * self.n_heads + 1) + 2 * pairs
        layer = pairs * self.d_head if self.additive else 0
        kept = self.memory_of_parameters + _BYTES[self.dtype] * (vectors + stages + layer)
        return kept + self._memory_of_drawing

    @property
    def _memory_of_drawing(self) -> int:
        """Bytes that the largest matrix takes while it is drawn: a head at a time, in float64."""
        cells = [math.prod(self.shape(parameter)[1:]) for parameter in self.parameters]
        if self.two_texts:
            cells.append(self.d_model * self.d_model)
        return _BYTES["float64"] * max(cells, default=0)

    @property
    def _memory_on_the_way(self) -> int:
        """Cells of the vectors between the inputs and queries, keys and values."""
        variant = self.variant
        cells = 0 if variant.latent is None else self.n_k * self.d_latent
        if variant.make_value.source == "joined_key":
            cells += self.n_k * self.joined_keys
        if self.rotary:
            cells += self.n_q * self.n_heads * self.d_head + self.n_k * self.joined_keys
        return cells

    @property
    def memory_of_parameters(self) -> int:
        """Bytes of the matrices, as they are kept."""
        cells = sum(math.prod(self.shape(parameter)) for parameter in self.parameters)
        if self.two_texts:
            cells += 4 * self.d_model * self.d_model
        return _BYTES[self.dtype] * cells


def resolve(scenario: Scenario) -> Resolved:
    """Fill in everything that a valid scenario leaves open; see :class:`Resolved`."""
    return source_of(scenario).fitted(chosen(scenario))


def chosen(scenario: Scenario) -> Resolved:
    """Return what a scenario says, and what its variant does where it says nothing.

    Its source has not been asked yet: what a trained model decides is not in it.
    """
    variant = VARIANTS[scenario.variant]
    source = tokenise(scenario.text, scenario.split)
    two_texts = variant.mode == "traditional"
    target = tokenise(scenario.target, scenario.split) if two_texts else source
    n_heads = scenario.n_heads if variant.splits else 1
    d_head, d_value = _widths(scenario, variant)
    make_query, make_key = variant.make_query, variant.make_key
    rotary = scenario.positions == "rotary" and not two_texts
    if scenario.reading == "memory" and variant.other_reading is not None:
        make_query, make_key = variant.other_reading
    return Resolved(
        variant=variant,
        query_tokens=target,
        key_tokens=source,
        d_model=scenario.d_model,
        n_heads=n_heads,
        n_kv_heads=_kv_heads(scenario, variant, n_heads),
        d_head=d_head,
        d_value=d_value,
        d_latent=scenario.d_latent or max(1, scenario.d_model // 2),
        make_query=make_query,
        make_key=make_key,
        make_value=variant.make_value,
        scaled=variant.scaled if scenario.scaled is None else scenario.scaled,
        temperature=float(scenario.temperature),
        softcap=None if scenario.softcap is None else float(scenario.softcap),
        output_projection=(
            variant.output_projection
            if scenario.output_projection is None
            else scenario.output_projection
        ),
        positions=scenario.positions == "sinusoidal",
        rotary=rotary,
        rotary_value=rotary and scenario.rotary_value and make_key == variant.make_value,
        dtype=scenario.dtype,
    )


def _widths(scenario: Scenario, variant: Variant) -> tuple[int, int]:
    """Return (d_head, d_value): raw vectors keep the model's width, matrices set their own."""
    d_model = scenario.d_model
    if variant.score == "additive":
        return scenario.d_head or d_model, d_model
    if not variant.splits or variant.make_key.bare:
        return d_model, d_model
    d_head = scenario.d_head or d_model // scenario.n_heads
    return d_head, d_head


def _kv_heads(scenario: Scenario, variant: Variant, n_heads: int) -> int:
    """Return the number of key-value heads: by default, in groups, half of the heads or fewer."""
    if variant.kv_heads == "one":
        return 1
    if variant.kv_heads == "groups":
        halves = range(max(1, n_heads // 2), 0, -1)
        return scenario.n_kv_heads or next(count for count in halves if n_heads % count == 0)
    return n_heads
