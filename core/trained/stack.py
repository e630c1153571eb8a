"""One layer of a trained stack, on one example: its input, its matrices, and the model's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.lab.checkpoint import About, Checkpoint
from core.lab.forward import after_attention, answered, embedded, layer
from core.lab.spec import ModelSpec, Parameters
from core.layers import IntArray, layer_norm
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray, softmax
from core.resolve import Resolved
from core.scenario import DTypeName
from core.source import Origin, Put, Shape, Touch
from core.trained.notation import Example

PLACED = ("reverse", "induction")
"""Tasks that write the place of a token into its vector."""


@dataclass(frozen=True, eq=False)
class StackSource:
    """The source of a scenario that shows a layer of a stack; see :class:`core.source.Source`.

    Attributes
    ----------
    about, parameters : the model, its parameters with a leading axis of one run, in the precision
        of the scenario.
    spec : its specification, read at as many tokens as the example asks.
    name : what the scenario calls the model.
    layer : the layer shown.
    example : the text.
    scaled : what the user chose, None = as the model does.
    """

    about: About
    parameters: Parameters
    spec: ModelSpec
    name: str
    layer: int
    example: Example
    scaled: bool | None

    @classmethod
    def of(
        cls,
        checkpoint: Checkpoint,
        spec: ModelSpec,
        example: Example,
        *,
        name: str,
        layer: int,
        dtype: DTypeName,
        scaled: bool | None,
    ) -> StackSource:
        """Return the source of a layer of a model, on an example."""
        parameters = {
            key: array[None].astype(dtype)  # [...] -> [1, ...], one run
            for key, array in checkpoint.parameters.items()
        }
        read = replace(spec, n_read=example.asked.n if spec.n_read else 0)
        return cls(checkpoint.about, parameters, read, name, layer, example, scaled)

    @property
    def random(self) -> bool:
        """No: they were learned."""
        return False

    @property
    def read_from(self) -> int | None:
        """The first feature of the answer, where the output is the last thing before it."""
        spec = self.spec
        last = self.layer == spec.n_layers - 1
        direct = not (spec.residual or spec.norm or spec.mlp_units or spec.n_classes)
        return spec.features[0] if last and direct else None

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take tokens, sizes and positions from example and model."""
        spec, tokens = self.spec, self.example.tokens
        return replace(
            resolved,
            query_tokens=tokens,
            key_tokens=tokens,
            d_model=spec.d_model,
            n_heads=spec.n_heads,
            n_kv_heads=spec.kv_heads,
            d_head=spec.width,
            d_value=spec.width,
            scaled=not spec.scale_only if self.scaled is None else self.scaled,
            output_projection=spec.output_projection,
            positions=bool(spec.n_positions) and self.layer == 0,
            rotary=False,
            rotary_value=False,
            asked=self.example.asked,
            layer=self.layer,
            normed=spec.norm,
        )

    def fill_inputs(
        self,
        resolved: Resolved,  # noqa: ARG002
        put: Put,
        touch: Callable[[str], Touch],  # noqa: ARG002
    ) -> None:
        """Fill what the layer starts from: the first one from embeddings, others from the last."""
        x = put("stream", self.given["stream"][None]) if self.layer else self._embed(put)
        if not self.spec.norm:
            put("x", x)
            return
        gain, bias = (put(each, self.given[each][None]) for each in ("norm_gain", "norm_bias"))
        put("x", layer_norm(x[0], gain[0, 0], bias[0, 0]).output[None])

    def _embed(self, put: Put) -> FloatArray:
        """Fill embeddings and positions, and return their sum [1, n, d_model]."""
        x = put("embedding", self.given["embedding"][None])
        if self.spec.n_positions:
            with np.errstate(all="ignore"):
                x = x + put("position", self.given["position"][None])
        return put("stream", x) if self.spec.norm else x

    @cached_property
    def given(self) -> Mapping[str, FloatArray]:
        """What stands in the input grids that nothing in the run computes: [n, d_model] each."""
        number = self.layer
        found: dict[str, FloatArray] = {}
        if number:
            found["stream"] = self._handed_on()[0, 0]
        else:
            plain = replace(self.spec, n_positions=0)
            found["embedding"] = embedded(plain, self.parameters, self._inputs())[0, 0]
            if self.spec.n_positions:
                found["position"] = self.parameters["positions"][0, : len(self.example.tokens)]
        if self.spec.norm:
            found["norm_gain"] = self.parameters[f"{number}/gain"]  # [1, d_model]
            found["norm_bias"] = self.parameters[f"{number}/bias"]
        if self.example.right is not None:
            found["right"] = self.example.right.astype(self._dtype)
        return found

    @property
    def _dtype(self) -> np.dtype[np.floating]:
        return next(iter(self.parameters.values())).dtype

    def _inputs(self) -> FloatArray | IntArray:
        """Return the example as a batch of one, of one run: ids, or vectors in the precision."""
        inputs: FloatArray | IntArray = self.example.inputs[None, None]
        return inputs if self.spec.n_words else inputs.astype(self._dtype)

    def _handed_on(self) -> FloatArray:
        """Run the layers before this one: [1, 1, n, d_model]."""
        x = embedded(self.spec, self.parameters, self._inputs())
        for number in range(self.layer):
            _, x = layer(self.spec, self.parameters, number, x, 0)
        return x

    def matrix(
        self,
        name: str,
        shape: Shape,
        dtype: DTypeName,  # noqa: ARG002 (the parameters have it already)
    ) -> FloatArray:
        """Return a learned matrix by heads."""
        found = np.ascontiguousarray(self._matrix(name))
        if found.shape != shape:
            raise ValueError(f"{name} of {self.name} has shape {found.shape}, not {shape}")
        found.setflags(write=False)
        return found

    def _matrix(self, name: str) -> FloatArray:
        """Return a matrix [heads, rows, cols] by its name in VARIANTS."""
        spec, at = self.spec, f"{self.layer}/"
        if name == "W_O":
            return self.parameters[f"{at}W_O"]
        if name == "W_Q" and spec.scale_only:
            beta = self.parameters[f"{at}scale"][0, 0]
            return np.asarray(beta * np.eye(spec.d_model, dtype=self._dtype))[None]
        if name == "W_Q":
            return _by_head(self.parameters[f"{at}W_Q"][0], spec.n_heads)
        width = spec.kv_heads * spec.width
        start = spec.source_names.index(name) * width
        return _by_head(self.parameters[f"{at}W_KV"][0][:, start : start + width], spec.kv_heads)

    @np.errstate(all="ignore")
    def answers(
        self,
        resolved: Resolved,  # noqa: ARG002
        arrays: Mapping[str, FloatArray],
    ) -> Iterator[tuple[str, FloatArray]]:
        """Go on from the layer's output, as it stands, to the model's answer."""
        spec, parameters = self.spec, self.parameters
        stream = arrays["stream" if "stream" in arrays else "x"]
        last = spec.n_layers - 1
        n_read = self.example.asked.n
        first = len(self.example.tokens) - n_read if self.layer == last else 0
        output = arrays["output"][None][:, :, first:]
        x = after_attention(spec, parameters, self.layer, stream[None], output).output
        for number in range(self.layer + 1, spec.n_layers):
            _, x = layer(spec, parameters, number, x, n_read if number == last else 0)
        found = answered(spec, parameters, x)[2][0]  # [1, n_read, classes or features]
        if self.example.right is None:
            yield "logits", found
            yield "answer", softmax(found)
        else:
            yield "reading", found
            yield "right", self.given["right"][None]

    def gives(self, grid: str) -> bool:
        """Tell what the model or the task gives."""
        return grid in self.given

    def origin(
        self,
        resolved: Resolved,  # noqa: ARG002
        name: str,
        head: int,
        row: int,
        col: int,
    ) -> Origin:
        """Tell what a number is: learned, the task's code of a token, or what came before."""
        if name in self.given:
            return Origin(float(self.given[name][row, col]), self._note(name, row))
        text = QT_TRANSLATE_NOOP("core", "learned: {name} of layer {layer} after {steps} steps")
        note = message(text, name=name, layer=self.layer + 1, steps=self.about.steps)
        if name == "W_Q" and self.spec.scale_only:
            text = QT_TRANSLATE_NOOP(
                "core", "no matrix was learned here, but one number β: W_Q is β times the identity"
            )
            note = message(text)
        return Origin(float(self._matrix(name)[head, row, col]), note)

    def _note(self, grid: str, row: int) -> Message:
        """Return where an input grid's numbers come from."""
        if grid == "embedding" and not self.spec.n_words:
            text = QT_TRANSLATE_NOOP("core", "how the task writes “{token}”: not learned")
            return message(text, token=self.example.tokens[row])
        if grid == "embedding":
            text = QT_TRANSLATE_NOOP("core", "learned: the vector of “{token}” after {steps} steps")
            return message(text, token=self.example.tokens[row], steps=self.about.steps)
        if grid == "stream":
            text = QT_TRANSLATE_NOOP("core", "what layer {layer} hands on, computed from the text")
            return message(text, layer=self.layer)
        if grid == "right":
            return message(QT_TRANSLATE_NOOP("core", "the right answer, as the task has it"))
        text = QT_TRANSLATE_NOOP("core", "learned in {steps} steps")
        return message(text, steps=self.about.steps)

    def notes(self, resolved: Resolved) -> Iterator[Message]:
        """Say what the vectors are."""
        yield from input_notes(self, resolved)


def input_notes(source: StackSource, resolved: Resolved) -> Iterator[Message]:
    """Say what the vectors of a layer of a stack are."""
    spec = source.spec
    if source.layer:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "Layer {layer} of {layers}: it starts from what the layers before made of the "
                "text.",
            ),
            layer=source.layer + 1,
            layers=spec.n_layers,
        )
    elif spec.n_words:
        yield message(
            QT_TRANSLATE_NOOP("core", "The vectors of tokens were learned with everything else.")
        )
    else:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "The task writes every token as numbers itself; only what follows was learned.",
            )
        )
    if resolved.positions:
        yield message(QT_TRANSLATE_NOOP("core", "Positions were learned, and are added."))
    elif not source.layer and source.about.task in PLACED:
        yield message(
            QT_TRANSLATE_NOOP("core", "A token's place in the row stands in its vector, too.")
        )
    elif not source.layer:
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "No positions are added: a token has the same vector wherever it stands."
            )
        )


def _by_head(joined: FloatArray, heads: int) -> FloatArray:
    """Cut a matrix by heads: [d, heads * width] -> [heads, d, width]."""
    return joined.reshape(len(joined), heads, -1).swapaxes(0, 1)
