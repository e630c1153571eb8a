"""Another variant with a trained model's vectors and matrices: what a tie does here and now.

Nothing is trained again. A variant takes from the model every matrix that it shares with the
model's own variant, by name, as seeded variants share what is drawn by name. What the model does
not have comes, in this order,

1. from the model's heads: a key or value matrix that a group of heads shares is the mean of theirs
   (Ainslie et al. 2023, arXiv 2305.13245, section 2.1, there the start of further training);
2. from another model of the same task, trained apart, that has a matrix of this name and shape: so
   a tied model is set beside an untied one that differs from it in W_V alone;
3. from the seed.

Where the model reads one text and the variant two, or the other way round, they have nothing in
common but the text: every vector and every matrix is drawn from the seed, for the same tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from core.inputs import Drawn
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray
from core.resolve import Resolved, chosen
from core.scenario import DTypeName, Scenario
from core.source import Origin, Shape
from core.trained.encoder_decoder import EncoderDecoderSource
from core.trained.stack import StackSource
from core.trained.titles import title_of

Learned: TypeAlias = StackSource | EncoderDecoderSource
Kind = Literal["own", "pooled", "lent", "drawn"]
POOLED = ("W_K", "W_V")
"""Matrices that heads can share in groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A matrix, and where it comes from; ``lender`` is the model that has it, of a lent one."""

    kind: Kind
    array: FloatArray
    lender: Learned | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Where the matrices of a retied run come from.

    Attributes
    ----------
    base : the model.
    lenders : other models of its task on the same text, in the order in which they are asked.
    drawn : what is left.
    """

    base: Learned
    lenders: tuple[Learned, ...]
    drawn: Drawn

    def find(self, name: str, shape: Shape, dtype: DTypeName) -> Found:
        """Return a matrix by its name in VARIANTS, read-only."""
        own = _learned(self.base, name, shape, dtype)
        if own is not None:
            return Found("own", own)
        pooled = self._pooled(name, shape)
        if pooled is not None:
            return Found("pooled", pooled)
        for lender in self.lenders:
            lent = _learned(lender, name, shape, dtype)
            if lent is not None:
                return Found("lent", lent, lender)
        return Found("drawn", self.drawn.matrix(name, shape, dtype))

    def _pooled(self, name: str, shape: Shape) -> FloatArray | None:
        """Return the means over the heads of each group; None where there is nothing to pool."""
        base, groups = self.base, shape[0]
        if name not in POOLED or not isinstance(base, StackSource):
            return None
        heads = base.spec.kv_heads
        if heads % groups:
            return None
        whole = _learned(base, name, (heads, *shape[1:]), "float64")
        if whole is None:
            return None
        # [heads, d, r] -> [groups, heads / groups, d, r] -> [groups, d, r]
        mean: FloatArray = whole.reshape(groups, -1, *shape[1:]).mean(axis=1)
        mean.setflags(write=False)
        return mean


@dataclass(frozen=True, slots=True)
class Makeup:
    """Where the matrices of a retied run come from, by name.

    Attributes
    ----------
    pooled : means over heads.
    lent : by the model that they come from.
    drawn : from the seed.
    seed : that seed.
    alone : whether even the vectors are drawn, since the model reads texts in another way.
    """

    pooled: tuple[str, ...] = ()
    lent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drawn: tuple[str, ...] = ()
    seed: int = 0
    alone: bool = False

    def messages(self) -> Iterator[Message]:
        """Say what a variant takes, and where it takes it from, in place of the model's own."""
        if self.alone:
            text = QT_TRANSLATE_NOOP(
                "core",
                "all vectors and matrices from seed {seed}, for the same tokens: the model reads "
                "texts in another way",
            )
            yield message(text, seed=self.seed)
        if self.pooled:
            text = QT_TRANSLATE_NOOP(
                "core", "as {names} the mean over the heads of a group (Ainslie et al. 2023)"
            )
            yield message(text, names=", ".join(self.pooled))
        for lender, names in self.lent:
            text = QT_TRANSLATE_NOOP(
                "core", "{names}, which the model lacks, from {lender}, trained apart"
            )
            yield message(text, names=", ".join(names), lender=title_of(lender))
        if self.drawn:
            text = QT_TRANSLATE_NOOP("core", "{names}, which the model lacks, from seed {seed}")
            yield message(text, names=", ".join(self.drawn), seed=self.seed)


class _Retied:
    """What retied sources of both kinds do."""

    supply: Supply

    def makeup(self, resolved: Resolved) -> Makeup:
        """Return where the matrices of a run come from."""
        names: dict[Kind, list[str]] = {}
        lent: dict[str, list[str]] = {}
        for parameter in resolved.parameters:
            if parameter.solved is not None:
                continue
            found = self.supply.find(parameter.name, resolved.shape(parameter), resolved.dtype)
            names.setdefault(found.kind, []).append(parameter.name)
            if found.lender is not None:
                lent.setdefault(found.lender.name, []).append(parameter.name)
        return Makeup(
            pooled=tuple(names.get("pooled", ())),
            lent=tuple((lender, tuple(of_it)) for lender, of_it in lent.items()),
            drawn=tuple(names.get("drawn", ())),
            seed=self.supply.drawn.seed,
        )

    def matrix(self, name: str, shape: Shape, dtype: DTypeName) -> FloatArray:
        """Return a matrix from wherever it comes."""
        return self.supply.find(name, shape, dtype).array

    def answers(
        self, resolved: Resolved, arrays: Mapping[str, FloatArray]
    ) -> Iterator[tuple[str, FloatArray]]:
        """Go on to the model's answer, where the output is as wide as the model expects it."""
        base = self.supply.base
        if arrays["output"].shape[-1] == base.spec.d_model:
            yield from base.answers(resolved, arrays)

    def origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:
        """Tell what a number is."""
        if name in [parameter.name for parameter in resolved.parameters]:
            return self._origin(resolved, name, head, row, col)
        return self.supply.base.origin(resolved, name, head, row, col)

    def notes(self, resolved: Resolved) -> Iterator[Message]:
        """Say what the model says of its vectors, and what was put together."""
        yield from self.supply.base.notes(resolved)
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "The matrices are those of {name}, put together as this variant does, and not "
                "trained again.",
            ),
            name=title_of(self.supply.base.name),
        )
        text = QT_TRANSLATE_NOOP("core", "This variant takes {told}.")
        for told in self.makeup(resolved).messages():
            yield message(text, told=told)

    def _origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:
        """Tell where a number of a matrix comes from."""
        shape = resolved.shape(resolved.variant.parameter(name))
        found = self.supply.find(name, shape, resolved.dtype)
        if found.kind == "own":
            return self.supply.base.origin(resolved, name, head, row, col)
        if found.kind == "drawn":
            return self.supply.drawn.origin(resolved, name, head, row, col)
        value = float(found.array[head, row, col])
        if found.lender is not None:
            text = QT_TRANSLATE_NOOP("core", "learned: {name} of another model, {model}")
            return Origin(value, message(text, name=name, model=title_of(found.lender.name)))
        text = QT_TRANSLATE_NOOP(
            "core", "learned, and here the mean over the heads that share {name}"
        )
        return Origin(value, message(text, name=name))


@dataclass(frozen=True, eq=False)
class RetiedStack(_Retied, StackSource):
    """A layer of a stack with another variant's attention.

    Attributes
    ----------
    sized : the scenario with the sizes of the model.
    supply : the matrices.
    """

    sized: Scenario
    supply: Supply

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take tokens from the example, and sizes from the model as this variant has them."""
        own, sizes = StackSource.fitted(self, resolved), chosen(self.sized)
        return replace(
            own,
            n_heads=sizes.n_heads,
            n_kv_heads=sizes.n_kv_heads,
            d_head=sizes.d_head,
            d_value=sizes.d_value,
            d_latent=sizes.d_latent,
        )


@dataclass(frozen=True, eq=False)
class RetiedEncoderDecoder(_Retied, EncoderDecoderSource):
    """An encoder-decoder joined by another variant's attention; see :class:`RetiedStack`."""

    sized: Scenario
    supply: Supply

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take tokens from the texts, and sizes from the model as this variant has them."""
        own, sizes = EncoderDecoderSource.fitted(self, resolved), chosen(self.sized)
        return replace(
            own,
            n_heads=sizes.n_heads,
            n_kv_heads=sizes.n_kv_heads,
            d_head=sizes.d_head,
            d_value=sizes.d_value,
            output_projection=sizes.output_projection,
        )


@dataclass(frozen=True, slots=True)
class DrawnFor(Drawn):
    """Random vectors and matrices for the tokens that a model reads.

    Attributes
    ----------
    tokens : of the model's one text, or of the text that its encoder reads.
    """

    tokens: tuple[str, ...]

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take the tokens from the model's text."""
        found = replace(resolved, key_tokens=self.tokens)
        return found if resolved.two_texts else replace(found, query_tokens=self.tokens)

    def makeup(self, resolved: Resolved) -> Makeup:  # noqa: ARG002
        """Tell that everything is drawn."""
        return Makeup(seed=self.seed, alone=True)


Retied: TypeAlias = RetiedStack | RetiedEncoderDecoder | DrawnFor


def _learned(source: Learned, name: str, shape: Shape, dtype: DTypeName) -> FloatArray | None:
    """Return a matrix of a model; None where it has none of this name and shape."""
    try:
        return source.matrix(name, shape, dtype)
    except (KeyError, ValueError):
        return None
