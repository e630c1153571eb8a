"""What one layer of attention costs, from the sizes of its matrices and of its cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """The cost of one layer. A multiply-add is 2 operations, as in :mod:`core.costs`.

    Attributes
    ----------
    parameters : matrix -> its number of parameters; one that makes two things counts once.
    cache_floats : numbers kept of a token.
    n_heads : query heads.
    widths : what a pair of query and key costs: (numbers in a score, numbers in a value).
    cached_widths : the same against a cache that holds what keys and values are made from.
    scaled, temperature, softcap, additive : what happens to a score.
    of_memory : matrices applied to the tokens attended to, where these are another text.
    """

    parameters: Mapping[str, int]
    cache_floats: int
    n_heads: int
    widths: tuple[int, int]
    cached_widths: tuple[int, int]
    scaled: bool
    temperature: bool
    softcap: bool
    additive: bool = False
    of_memory: tuple[str, ...] = ()

    @property
    def n_parameters(self) -> int:
        """All parameters of the projections."""
        return sum(self.parameters.values())

    @property
    def _memory_parameters(self) -> int:
        """Parameters that only the tokens attended to go through."""
        return sum(self.parameters[name] for name in self.of_memory)

    def operations(self, n_q: int, n_k: int) -> int:
        """Operations for whole texts at once: ``n_q`` queries, ``n_k`` keys, nothing cached."""
        memory = self._memory_parameters
        products = n_q * (self.n_parameters - memory) + n_k * memory
        return 2 * products + self.n_heads * n_q * n_k * self._pair(self.widths)

    def operations_per_token(self, context: int) -> int:
        """Operations for one more token that attends to ``context`` cached ones.

        Its own key and value are made too, where it is of the same text. MLA's up-projections are
        absorbed into query and output, one product each (DeepSeek-V2, section 2.1.2), and slim
        attention applies W_K⁻¹ W_V once, after the weighted sum of whole keys.
        """
        products = self.n_parameters - self._memory_parameters
        return 2 * products + self.n_heads * context * self._pair(self.cached_widths)

    def _pair(self, widths: tuple[int, int]) -> int:
        """Operations of one query with one key."""
        score, value = widths
        # Root and temperature are one factor; the root of 1 divides nothing.
        scaling = 1 if self.temperature or (self.scaled and self.widths[0] > 1) else 0
        softcap = 3 if self.softcap else 0  # divide, tanh, multiply
        # Softmax: subtract the maximum, exponential, add to the row sum, divide.
        return (4 if self.additive else 2) * score + scaling + softcap + 4 + 2 * value
