"""Text to the vectors that attention starts from: X, or encoder states H and decoder states S.

Vectors are rows, so a paper's ``W x`` is ``x @ W`` here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.draws import matrix, token_vector
from core.edits import RECURRENT
from core.explanation import Draw
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray
from core.resolve import Resolved
from core.scenario import DTypeName
from core.source import Origin, Put, Shape, Touch
from core.text import embed, sinusoidal

RECURRENT_NAMES = MappingProxyType(dict(zip(RECURRENT, ("W_h", "U_h", "W_s", "U_s"), strict=True)))
"""Grid of a recurrent matrix -> the name under which it is drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Vectors and matrices drawn by name from a seed: random, not trained.

    See :class:`core.source.Source` for what its methods return.

    Attributes
    ----------
    seed : what all of them depend on.
    """

    seed: int

    @property
    def random(self) -> bool:
        """Yes: its numbers mean nothing."""
        return True

    @property
    def read_from(self) -> int | None:
        """Nothing: there is no answer."""
        return None

    def fitted(self, resolved: Resolved) -> Resolved:
        """Leave everything to the user."""
        return resolved

    def fill_inputs(self, resolved: Resolved, put: Put, touch: Callable[[str], Touch]) -> None:
        """Embed one text; or two, and let a recurrent network read each."""
        if not resolved.two_texts:
            self._vectors(resolved, resolved.key_tokens, "", put)
            return
        source = self._vectors(resolved, resolved.key_tokens, "source_", put)
        target = self._vectors(resolved, resolved.query_tokens, "target_", put)
        d = resolved.d_model
        w_enc, u_enc, w_dec, u_dec = (
            put(grid, self.matrix(name, (1, d, d), resolved.dtype))[0]
            for grid, name in RECURRENT_NAMES.items()
        )
        start = np.zeros(d, dtype=resolved.dtype)
        encoder = recurrence(source[0], w_enc, u_enc, start, touch("encoder_states"))
        put("encoder_states", encoder[None])
        last = encoder[-1] if resolved.n_k else start
        before = previous_tokens(target[0])
        decoder = recurrence(before, w_dec, u_dec, last, touch("decoder_states"))
        put("decoder_states", decoder[None])

    def matrix(self, name: str, shape: Shape, dtype: DTypeName) -> FloatArray:
        """Draw a matrix of every head."""
        return matrix(self.seed, name, *shape, dtype)

    def embedding(
        self,
        resolved: Resolved,
        tokens: tuple[str, ...],
        prefix: str,  # noqa: ARG002
    ) -> FloatArray:
        """Draw the vector of every token of a text: [n, d_model]."""
        return embed(tokens, resolved.d_model, self.seed, resolved.dtype)

    def answers(
        self,
        resolved: Resolved,  # noqa: ARG002
        arrays: Mapping[str, FloatArray],  # noqa: ARG002
    ) -> Iterator[tuple[str, FloatArray]]:
        """Answer nothing."""
        return iter(())

    def gives(self, grid: str) -> bool:
        """Tell that embeddings are drawn, and the rest is computed."""
        return grid.endswith("embedding")

    def origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:
        """Tell which random number it is: of a token's vector, or of a matrix."""
        if name.endswith("embedding"):
            return self._token_origin(resolved, name, row, col)
        shape = _shape(resolved, name)
        drawn = Draw(self.seed, f"{name}/{head}", col * shape[1] + row, 1.0 / math.sqrt(shape[1]))
        text = QT_TRANSLATE_NOOP(
            "core", "drawn from seed {seed} under the name {name}: random, not trained"
        )
        value = float(self.matrix(name, shape, resolved.dtype)[head, row, col])
        return Origin(value, message(text, seed=self.seed, name=name), drawn)

    def _token_origin(self, resolved: Resolved, name: str, row: int, col: int) -> Origin:
        tokens = resolved.query_tokens if name.startswith("target") else resolved.key_tokens
        token = tokens[row]
        vector = token_vector(self.seed, token, resolved.d_model)
        text = QT_TRANSLATE_NOOP(
            "core", "drawn from seed {seed} for the token “{token}”: random, not trained"
        )
        note = message(text, seed=self.seed, token=token)
        value = float(vector.astype(resolved.dtype, copy=False)[col])
        return Origin(value, note, Draw(self.seed, f"token/{token}", col, 1.0))

    def notes(self, resolved: Resolved) -> Iterator[Message]:
        """Say that they are random, and who reads the texts."""
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "A token's vector is drawn from its text and the seed {seed}: random, not trained.",
            ),
            seed=self.seed,
        )
        if resolved.two_texts:
            yield message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Two simple recurrent networks (Elman 1990) with random matrices read the "
                    "texts. The decoder starts from the last encoder state; its state at a token "
                    "has read the target tokens before it.",
                )
            )

    def _vectors(
        self, resolved: Resolved, tokens: tuple[str, ...], prefix: str, put: Put
    ) -> FloatArray:
        """Return the vectors of one text [1, n, d_model]: embeddings, plus positions if on."""
        d_model = resolved.d_model
        x = put(f"{prefix}embedding", self.embedding(resolved, tokens, prefix)[None])
        if resolved.positions:
            waves = sinusoidal(len(tokens), d_model, resolved.dtype)[None]
            with np.errstate(all="ignore"):
                x = x + put(f"{prefix}position", waves)
        return put(f"{prefix}x", x)


def _shape(resolved: Resolved, name: str) -> Shape:
    """Return the shape of a matrix by the name under which it is drawn."""
    if name in RECURRENT_NAMES.values():
        return (1, resolved.d_model, resolved.d_model)
    return resolved.shape(resolved.variant.parameter(name))


def previous_tokens(target_x: FloatArray) -> FloatArray:
    """Shift vectors by one: row i is the vector before it, row 0 is zeros (begin of sentence).

    [n, d_model] -> [n, d_model].
    """
    before = np.zeros_like(target_x)
    before[1:] = target_x[:-1]
    return before


def recurrence(
    x: FloatArray, w: FloatArray, u: FloatArray, start: FloatArray, touch: Touch | None = None
) -> FloatArray:
    """Run a simple recurrent network: row t is ``tanh(x_t w + state_{t-1} u)``.

    Elman 1990, "Finding Structure in Time".

    Parameters
    ----------
    x : [n, d_in].
    w : [d_in, d].
    u : [d, d].
    start : [d], the state before the first.
    touch : may overwrite a state before the next is made from it.

    Returns
    -------
    states : [n, d].
    """
    with np.errstate(all="ignore"):
        driven = x @ w  # [n, d_in] @ [d_in, d] -> [n, d]
        states = np.empty_like(driven)
        state = start
        for step in range(x.shape[0]):
            np.tanh(driven[step] + state @ u, out=states[step])
            if touch is not None:
                touch(step, states[step])
            state = states[step]
    return states
