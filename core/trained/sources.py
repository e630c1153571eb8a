"""trained_source(): what a scenario with a trained model starts from."""

from __future__ import annotations

from functools import lru_cache

from core.lab.checkpoint import Checkpoint
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP, message
from core.scenario import Scenario, Trained
from core.source import Source
from core.trained.catalogue import Stamp, load, path_of, stamp_of
from core.trained.notations import NOTATIONS
from core.trained.problem import ModelError, unknown_task
from core.trained.stack import StackSource
from core.variants import VARIANTS


def trained_source(scenario: Scenario) -> Source:
    """Return the source of a scenario whose weights are trained.

    Raises
    ------
    ModelError : the model cannot be used, has another variant's attention or no such layer, or the
        text is no example of its task.
    """
    if not isinstance(scenario.weights, Trained):
        raise TypeError(f"{scenario.weights!r} is no trained model")
    if scenario.weights.retied:
        from core.trained.retying import retied_source

        return retied_source(scenario)
    return _source(
        Scenario(
            variant=scenario.variant,
            text=scenario.text,
            target=scenario.target,
            scaled=scenario.scaled,
            seed=scenario.seed,
            dtype=scenario.dtype,
            weights=scenario.weights,
        ),
        stamp_of(path_of(scenario.weights.model)),
    )


@lru_cache(maxsize=16)
def _source(scenario: Scenario, stamp: Stamp) -> Source:  # noqa: ARG001 (another file, anew)
    """Return the source of the fields that it depends on."""
    weights = scenario.weights
    assert isinstance(weights, Trained)
    checkpoint = load(weights.model)
    what, spec = checkpoint.about, checkpoint.about.spec
    if spec.variant != scenario.variant:
        text = QT_TRANSLATE_NOOP(
            "core", "the model {name} was trained with {own}, not with {other}"
        )
        right = QT_TRANSLATE_NOOP("core", "choose another model, or random vectors")
        raise ModelError(
            "weights",
            message(
                text,
                name=weights.model,
                own=message(VARIANTS[spec.variant].label),
                other=message(VARIANTS[scenario.variant].label),
            ),
            message(right),
        )
    if not isinstance(spec, ModelSpec):
        return _encoder_decoder(checkpoint, scenario, weights)
    notation = NOTATIONS.get(what.task)
    if notation is None or not notation.fits(spec):
        raise unknown_task(what.task)
    _check_layer(weights.layer, spec.n_layers)
    return StackSource.of(
        checkpoint,
        spec,
        notation.read(scenario.text, what, scenario.seed),
        name=weights.model,
        layer=weights.layer,
        dtype=scenario.dtype,
        scaled=scenario.scaled,
    )


def _encoder_decoder(checkpoint: Checkpoint, scenario: Scenario, weights: Trained) -> Source:
    """Return the source of an encoder-decoder."""
    from core.lab.seq2seq_spec import Seq2SeqSpec
    from core.trained.encoder_decoder import TASK, EncoderDecoderSource, fits

    spec = checkpoint.about.spec
    if not isinstance(spec, Seq2SeqSpec) or checkpoint.about.task != TASK or not fits(spec):
        raise unknown_task(checkpoint.about.task)
    _check_layer(weights.layer, 1)
    return EncoderDecoderSource.of(
        checkpoint,
        spec,
        (scenario.text, scenario.target),
        name=weights.model,
        dtype=scenario.dtype,
    )


def _check_layer(layer: int, layers: int) -> None:
    """Raise ModelError unless the model has the layer."""
    if layer < layers:
        return
    wrong = message(QT_TRANSLATE_NOOP("core", "the model has no layer {layer}"), layer=layer + 1)
    right = message(QT_TRANSLATE_NOOP("core", "use a layer from 1 to {layers}"), layers=layers)
    raise ModelError("weights", wrong, right)
