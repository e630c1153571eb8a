"""What an encoder-decoder model of the lab is made of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, TypeAlias

from core.draws import draw, matrix
from core.lab.spec import EMBEDDING_SCALE, ModelSpec
from core.numerics import FloatArray
from core.variants import VARIANTS, Route, Variant

UPDATE_BIAS = -1.0
"""Where the update gates begin: states follow their token more than their past.

What stands at a place is then found at that place from the start, and the alignment is learned
sooner; at the end it is the same.
"""


RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "d_model": (2, 4096),
        "d_head": (0, 4096),
        "d_embedding": (1, 4096),
        "n_source_words": (2, 1 << 20),
        "n_target_words": (2, 1 << 20),
        "n_target": (1, 1 << 16),
    }
)


def reads_memory(row: Variant) -> bool:
    """Tell whether decoder states look at encoder states, and fetch them as they are."""
    return row.make_query.source == "decoder_states" and row.make_value == Route("encoder_states")


SEQ2SEQ_KEYS = tuple(key for key, row in VARIANTS.items() if reads_memory(row))
"""The variants that an encoder and a decoder can be joined by."""


@dataclass(frozen=True, slots=True)
class Seq2SeqSpec:
    """A GRU encoder that reads both ways, attention, and a GRU decoder.

    Attributes
    ----------
    variant : key of a row of VARIANTS with two texts and raw encoder states as values.
    d_model : width of the states H and S; half of it for each direction of the encoder.
    d_head : units of the alignment layer in additive scores; 0 = as d_model.
    d_embedding : width of the vectors of tokens.
    n_source_words, n_target_words : ids of the source, its padding 0 included; of the target.
    n_target : tokens of every target.
    """

    variant: str
    d_model: int
    d_head: int = 0
    d_embedding: int = 32
    n_source_words: int = 2
    n_target_words: int = 2
    n_target: int = 1

    @property
    def row(self) -> Variant:
        """The row of VARIANTS."""
        return VARIANTS[self.variant]

    @property
    def width(self) -> int:
        """Width of the states."""
        return self.d_model

    @property
    def n_heads(self) -> int:
        """One: these scores know no heads."""
        return 1

    @property
    def additive(self) -> bool:
        """Whether a layer of tanh units makes the scores."""
        return self.row.score == "additive"

    @property
    def units(self) -> int:
        """Units of the alignment layer."""
        return self.d_head or self.d_model

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every trained parameter, by name; those of attention as VARIANTS'."""
        d, e, half = self.d_model, self.d_embedding, self.d_model // 2
        return {
            "source_embedding": (self.n_source_words, e),
            "target_embedding": (self.n_target_words, e),
            "encoder/W": (2, e, 3 * half),  # forwards, backwards
            "encoder/U": (2, half, 3 * half),
            "encoder/bias": (2, 3 * half),
            "encoder/candidate_bias": (2, half),
            "decoder/W": (e, 3 * d),
            "decoder/U": (d, 3 * d),
            "decoder/bias": (3 * d,),
            "decoder/candidate_bias": (d,),
            **self.attention_shapes(),
            "W_c": (2 * d, d),
            "b_c": (d,),
            "unembedding": (d, self.n_target_words),
            "b_out": (self.n_target_words,),
        }

    def attention_shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shapes [rows, cols] of the variant's matrices, without W_O."""
        sizes = {"d_model": self.d_model, "d_head": self.units, "one": 1}
        return {
            each.name: (sizes[each.rows], sizes[each.cols])
            for each in self.row.parameters
            if each.name != "W_O"
        }

    def n_parameters(self) -> int:
        """Return the number of trained numbers."""
        return sum(math.prod(shape) for shape in self.shapes().values())

    def initial(self, seed: int, name: str) -> FloatArray | float:
        """Draw a parameter by its name."""
        shape = self.shapes()[name]
        kind = name.rpartition("/")[2]
        if kind == "bias":
            start = draw(seed, f"lab/{name}", shape, 0.0)
            third = shape[-1] // 3
            start[..., third : 2 * third] = UPDATE_BIAS
            return start
        if kind in ("candidate_bias", "b_c", "b_out"):
            return 0.0
        if kind.endswith("embedding") and kind != "unembedding":
            return draw(seed, f"lab/{kind}", shape, EMBEDDING_SCALE)
        *directions, rows, cols = shape
        drawn = matrix(seed, f"lab/{name}", math.prod(directions), rows, cols)
        return drawn.reshape(shape)


AnySpec: TypeAlias = ModelSpec | Seq2SeqSpec
"""What a model of either kind is made of."""


def checked_seq2seq(values: Mapping[str, Any]) -> Seq2SeqSpec:
    """Return the specification that these values, from a file, give.

    Raises
    ------
    ValueError, TypeError, KeyError : one of them is missing, unknown or impossible; names it.
    """
    known = {each.name for each in fields(Seq2SeqSpec)}
    for name in sorted(known ^ set(values)):
        raise KeyError(f"spec lacks {name}" if name in known else f"spec has no {name}")
    for name, (low, high) in RANGES.items():
        value = values[name]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{name} {value!r} is no whole number from {low} to {high}")
    if values["variant"] not in SEQ2SEQ_KEYS:
        raise ValueError(f"variant {values['variant']!r} joins no encoder and decoder")
    if values["d_model"] % 2:
        raise ValueError(f"d_model {values['d_model']} is odd; each direction has half of it")
    return Seq2SeqSpec(**values)
