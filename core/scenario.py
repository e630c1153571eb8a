"""The Scenario: everything that the user chose, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from core.messages import Problem

MaskName = Literal["none", "causal", "window", "causal_window", "stored"]
PositionName = Literal["none", "sinusoidal", "rotary"]
SplitName = Literal["words", "characters"]
DTypeName = Literal["float64", "float32"]
ReadingName = Literal["query", "memory"]

DEFAULT_TEXT = "the cat sat on the mat because it was tired"
DEFAULT_TARGET = "le chat dormait car il était las"


@dataclass(frozen=True, slots=True)
class Seeded:
    """Weights drawn by name from the scenario's seed: random, not trained."""


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights that were learned, and the inputs that they were learned on.

    The text is then an example in the notation of the model's task, and the model decides all
    sizes; see :mod:`core.trained`.

    Attributes
    ----------
    model : name of a shipped model, or path of an ``.npz`` that :mod:`core.lab.checkpoint` reads.
    layer : which of its layers is shown, from 0.
    retied : whether the scenario's variant, which then need not be the one that the model was
        trained with, puts the model's matrices together anew; see :mod:`core.trained.retied`.
    """

    model: str = ""
    layer: int = 0
    retied: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Numbers that were read from a file, in place of drawn ones.

    Attributes
    ----------
    name : ``text`` or ``target`` for the embeddings of that text, else the name of a matrix
        (``W_Q``; see :class:`core.variant.Parameter`).
    shape : [heads, rows, cols]; embeddings have one head and a row a token.
    numbers : all of them as float64, little-endian, row by row; :func:`core.imported.array_of`
        gives the array.
    labels : of embeddings, the token of each row.
    file : the name of the file, for people.
    """

    name: str
    shape: tuple[int, int, int]
    numbers: bytes
    labels: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """Some numbers come from files; all others are drawn from the seed.

    Attributes
    ----------
    given : at most one of each name.
    """

    given: tuple[Given, ...] = ()


WeightSource: TypeAlias = Seeded | Trained | Imported
"""Where vectors and matrices come from; :func:`core.source.source_of` gives what stands behind."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell overwritten by the user; what is computed from it follows.

    Attributes
    ----------
    grid : name of a grid of the trace.
    head, row, col : the cell; an edit that lies outside the present grid rests until it fits.
    value : the number that stands there instead.
    """

    grid: str
    head: int
    row: int
    col: int
    value: float

    @property
    def place(self) -> tuple[str, int, int, int]:
        """The cell: grid, head, row, col."""
        return self.grid, self.head, self.row, self.col


@dataclass(frozen=True, slots=True)
class Scenario:
    """All that decides the numbers on the window.

    Attributes
    ----------
    variant : key of ``core.variants.VARIANTS``.
    text : the one text, or the source text in traditional mode.
    target : the target text; used in traditional mode only, and kept otherwise.
    split : ``words`` (Chinese by characters within) or ``characters``.
    d_model : width of a token's vector.
    n_heads : query heads, in variants that have heads.
    n_kv_heads : key-value heads of the grouped variants; None takes half of the heads.
    d_head : width of a head (of the alignment layer in additive scores);
        None takes d_model / n_heads (d_model in additive scores).
    d_latent : width of ``mla``'s latent; None takes half of d_model.
    output_projection : whether W_O follows the context; None does as the variant's paper does.
    mask : which pairs may attend; ``stored``: the last tokens ask, those that a trained model
        answers at, else one, and only the tokens before them are looked at.
    window : keys on each side in ``window``, keys before in ``causal_window``.
    padding : this many keys at the end count as padding and are masked.
    scaled : whether scores are divided by the root of their width; None does as the paper does.
    temperature : scores are divided by it too.
    softcap : c in c * tanh(scores / c); None leaves them.
    positions : ``sinusoidal`` is added to the embeddings; ``rotary`` turns queries and keys. In
        traditional variants rotary counts as none: their recurrences know the order.
    rotary_value : where a value is its key, whether it is the turned key; used with rotary only.
    reading : the side on which Luong general's W_a is counted.
    seed : draws embeddings and matrices by name.
    dtype : precision of the whole run.
    weights : where the matrices come from.
    edits : cells overwritten by the user, the latest last.
    """

    variant: str = "self"
    text: str = DEFAULT_TEXT
    target: str = DEFAULT_TARGET
    split: SplitName = "words"
    d_model: int = 16
    n_heads: int = 4
    n_kv_heads: int | None = None
    d_head: int | None = None
    d_latent: int | None = None
    output_projection: bool | None = None
    mask: MaskName = "none"
    window: int = 2
    padding: int = 0
    scaled: bool | None = None
    temperature: float = 1.0
    softcap: float | None = None
    positions: PositionName = "sinusoidal"
    rotary_value: bool = False
    reading: ReadingName = "query"
    seed: int = 7
    dtype: DTypeName = "float64"
    weights: WeightSource = Seeded()
    edits: tuple[Edit, ...] = ()

    def validate(self, memory_limit: int | None = None) -> tuple[Problem, ...]:
        """Return what is wrong with these choices, nothing when all is well.

        Parameters
        ----------
        memory_limit : bytes that a run may take; None asks the machine.
        """
        from core.validation import problems  # validation needs VARIANTS, which need Scenario

        return problems(self, memory_limit)
