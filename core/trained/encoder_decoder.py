"""A trained encoder-decoder on one pair of texts: its states, its matrices, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.lab.batches import source
from core.lab.checkpoint import About, Checkpoint
from core.lab.dates import TARGET_TOKENS, source_ids, spelled_dates, target_ids
from core.lab.seq2seq import GRU, answered
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import Parameters
from core.lab.spelling import letters
from core.layers import embed_ids
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray, softmax
from core.recurrent import gru
from core.resolve import Asked, Resolved
from core.scenario import DTypeName
from core.source import Origin, Put, Shape, Touch
from core.text import tokenise
from core.trained.problem import ModelError

TASK = "dates"
_HINT = QT_TRANSLATE_NOOP("core", "write a date in words or digits, such as 3 May 1998")
_TARGET_HINT = QT_TRANSLATE_NOOP("core", "write a date such as 1998-05-03, or its beginning")


@dataclass(frozen=True, eq=False)
class EncoderDecoderSource:
    """The source of a scenario that shows an encoder-decoder; see :class:`core.source.Source`.

    Attributes
    ----------
    about, parameters : the model, its parameters with a leading axis of one run, in the precision
        of the scenario.
    spec : its specification.
    name : what the scenario calls the model.
    tokens, target : what it reads, and what it is to write.
    """

    about: About
    parameters: Parameters
    spec: Seq2SeqSpec
    name: str
    tokens: tuple[str, ...]
    target: tuple[str, ...]

    @classmethod
    def of(
        cls,
        checkpoint: Checkpoint,
        spec: Seq2SeqSpec,
        texts: tuple[str, str],
        *,
        name: str,
        dtype: DTypeName,
    ) -> EncoderDecoderSource:
        """Return the source of a model on two texts; ModelError where one is no date."""
        parameters = {
            key: array[None].astype(dtype)  # [...] -> [1, ...], one run
            for key, array in checkpoint.parameters.items()
        }
        tokens = _known("text", texts[0], letters(), _HINT)
        target = _known("target", texts[1], TARGET_TOKENS, _TARGET_HINT)
        return cls(checkpoint.about, parameters, spec, name, tokens, target)

    @property
    def random(self) -> bool:
        """No: they were learned."""
        return False

    @property
    def read_from(self) -> int | None:
        """More follows the output: a layer that sees the state too."""
        return None

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take tokens and sizes from texts and model."""
        spec = self.spec
        right = tuple(TARGET_TOKENS.index(token) for token in self.target)
        return replace(
            resolved,
            query_tokens=self.target,
            key_tokens=self.tokens,
            d_model=spec.d_model,
            n_heads=1,
            n_kv_heads=1,
            d_head=spec.units if spec.additive else spec.d_model,
            d_value=spec.d_model,
            output_projection=False,
            positions=False,
            rotary=False,
            rotary_value=False,
            asked=Asked(len(self.target), TARGET_TOKENS, right),
            gated=True,
        )

    def fill_inputs(
        self,
        resolved: Resolved,  # noqa: ARG002
        put: Put,
        touch: Callable[[str], Touch],
    ) -> None:
        """Embed both texts, and let the networks read one and write the other."""
        half = self.spec.d_model // 2
        x = put("source_x", put("source_embedding", self._embedded("source")))[0]
        states = np.zeros((len(x), self.spec.d_model), x.dtype)
        gates = np.zeros((2, len(x), self.spec.d_model), x.dtype)  # update, candidate
        nothing = np.zeros(half, x.dtype)
        for direction, columns in enumerate((slice(None, half), slice(half, None))):
            places = range(len(x)) if direction == 0 else range(len(x) - 1, -1, -1)
            rows = self.network("encoder", direction)
            _read(x, rows, nothing, places, columns, states, gates, touch("encoder_states"))
        put("encoder_update", gates[:1])
        put("encoder_candidate", gates[1:])
        states = put("encoder_states", states[None])[0]
        y = put("target_x", put("target_embedding", self._embedded("target")))[0]
        before = np.zeros_like(y)
        before[1:] = y[:-1]
        start = np.concatenate([states[-1, :half], states[0, half:]])
        written = np.zeros((len(y), self.spec.d_model), y.dtype)
        gates = np.zeros((2, *written.shape), y.dtype)
        rows, everything = self.network("decoder"), slice(None)
        touched = touch("decoder_states")
        _read(before, rows, start, range(len(y)), everything, written, gates, touched)
        put("decoder_update", gates[:1])
        put("decoder_candidate", gates[1:])
        put("decoder_states", written[None])

    def _embedded(self, part: str) -> FloatArray:
        """Look up the vectors of a text: [1, n, d_embedding]."""
        ids = (
            source_ids("".join(self.tokens))
            if part == "source"
            else target_ids("".join(self.target))
        )
        return embed_ids(self.parameters[f"{part}_embedding"], ids[None])

    def network(self, part: str, direction: int | None = None) -> tuple[FloatArray, ...]:
        """Return W, U and both biases of one network, for :func:`core.recurrent.gru`."""
        found = (self.parameters[f"{part}/{name}"][0] for name in GRU)
        return tuple(found if direction is None else (array[direction] for array in found))

    def matrix(
        self,
        name: str,
        shape: Shape,
        dtype: DTypeName,  # noqa: ARG002 (the parameters have it already)
    ) -> FloatArray:
        """Return a learned matrix, of one head."""
        found = self.parameters[name]  # [1, rows, cols]
        if found.shape != shape:
            raise ValueError(f"{name} of {self.name} has shape {found.shape}, not {shape}")
        found.setflags(write=False)
        return found

    @np.errstate(all="ignore")
    def answers(
        self,
        resolved: Resolved,  # noqa: ARG002
        arrays: Mapping[str, FloatArray],
    ) -> Iterator[tuple[str, FloatArray]]:
        """Go on from context and state, as they stand, to the model's answer."""
        context, states = arrays["output"][None], arrays["decoder_states"][None]
        logits = answered(self.parameters, context, states)[2][0]  # [1, n_q, n_target_words]
        yield "logits", logits
        yield "answer", softmax(logits)

    def gives(self, grid: str) -> bool:
        """Tell what the model gives."""
        return grid.endswith(("embedding", "update", "candidate"))

    def origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:  # noqa: ARG002
        """Tell what a number is: learned, or what learned gates make."""
        steps = self.about.steps
        if name.endswith("embedding"):
            part = name.removesuffix("_embedding")
            token = (self.tokens if part == "source" else self.target)[row]
            text = QT_TRANSLATE_NOOP("core", "learned: the vector of “{token}” after {steps} steps")
            value = float(self._embedded(part)[0, row, col])
            return Origin(value, message(text, token=token, steps=steps))
        text = QT_TRANSLATE_NOOP("core", "learned: {name} after {steps} steps")
        note = message(text, name=name, steps=steps)
        return Origin(float(self.parameters[name][head, row, col]), note)

    def notes(self, resolved: Resolved) -> Iterator[Message]:  # noqa: ARG002
        """Say what reads and what writes."""
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "Learned gated networks (GRU) read the source in both directions, half of the "
                "features each, and write the target; a state of the decoder has read the target "
                "before it.",
            )
        )


def _read(
    x: FloatArray,
    parameters: tuple[FloatArray, ...],
    start: FloatArray,
    places: range,
    columns: slice,
    states: FloatArray,
    gates: FloatArray,
    touch: Touch,
) -> None:
    """Run a gated network step by step, so that an overwritten state reaches those after it.

    Parameters
    ----------
    x : [n, d_in].
    parameters : W, U and the two biases of :func:`core.recurrent.gru`.
    start : [width], the state before the first.
    places : rows of ``x`` in the order in which they are read.
    columns : the features that this network fills.
    states, gates : [n, d] and [2, n, d] (update gate, candidate), filled.
    """
    state, width = start, len(start)
    w, u, bias, candidate_bias = parameters
    for place in places:
        step = gru(x[place : place + 1], w, u, bias, candidate_bias, state)
        states[place, columns] = step.states[0]
        touch(place, states[place])
        state = states[place, columns].copy()
        gates[:, place, columns] = step.gates[0, 0, 0, width:].reshape(2, width)


def _known(field: str, text: str, known: tuple[str, ...], hint: str) -> tuple[str, ...]:
    """Return the characters of a text; ModelError where there are none or one is unknown."""
    tokens = tokenise(text, "characters")
    for token in tokens:
        if token not in known:
            wrong = QT_TRANSLATE_NOOP("core", "the model has never seen {piece}")
            raise ModelError(field, message(wrong, piece=token), message(hint))
    if not tokens:
        raise ModelError(
            field, message(QT_TRANSLATE_NOOP("core", "there is no text")), message(hint)
        )
    return tokens


def fits(spec: Seq2SeqSpec) -> bool:
    """Tell whether a model's words are those of the dates."""
    source_words, target_words = len(letters()) + 1, len(TARGET_TOKENS)
    return (spec.n_source_words, spec.n_target_words) == (source_words, target_words)


def date_pair(seed: int) -> tuple[str, str]:
    """Return a spelled date and the same in ISO, one that no model was trained on."""
    ((text, iso),) = spelled_dates(source(TASK, seed, "test"), 1)
    return text, iso
