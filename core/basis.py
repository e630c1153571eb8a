"""basis_of(): what the runs behind some figures start from, beside a trained model."""

from __future__ import annotations

from collections.abc import Sequence

from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.scenario import Scenario, Trained
from core.trace import Trace


def basis_of(runs: Sequence[Trace], shown: Scenario) -> tuple[Message, ...]:
    """Return in sentences where the vectors and matrices of runs of one scenario come from.

    Nothing is to be said of runs that start from the scenario's seed, or from its files, alone:
    what was run says that.

    Parameters
    ----------
    runs : those that some figures were taken from.
    shown : the scenario that was asked about.
    """
    learned = [trace for trace in runs if isinstance(trace.scenario.weights, Trained)]
    if not learned:
        return ()
    from core.trained.same_weights import makeup

    models: dict[str, None] = {}
    alone: dict[bool, Message] = {}
    parts: list[Message] = []
    for trace in learned:
        assert isinstance(trace.scenario.weights, Trained)
        made = makeup(trace.scenario, trace.resolved)
        if made is not None and made.alone:
            alone[trace.resolved.two_texts] = _drawn(trace)
            continue
        models[trace.scenario.weights.model] = None
        for told in () if made is None else made.messages():
            label = message(trace.resolved.variant.label)
            text = QT_TRANSLATE_NOOP("core", "{variant} takes {told}.")
            parts.append(message(text, variant=label, told=told))
    return (*_models(tuple(models), shown), *parts, *alone.values())


def _models(names: tuple[str, ...], shown: Scenario) -> tuple[Message, ...]:
    """Say of which models figures are: of the one shown, of another, or of one a variant."""
    from core.trained.titles import title_of

    if not names:
        return ()
    if isinstance(shown.weights, Trained) and names == (shown.weights.model,):
        text = QT_TRANSLATE_NOOP(
            "core", "Computed with the vectors and matrices of the model shown."
        )
        return (message(text),)
    if len(names) == 1:
        text = QT_TRANSLATE_NOOP(
            "core",
            "Computed with the vectors and matrices of {model}: of this task, and untied, so that "
            "it can be tied.",
        )
        return (message(text, model=title_of(names[0])),)
    text = QT_TRANSLATE_NOOP("core", "Computed with the models {models}, one for each variant.")
    titles = {title.english(): title for title in (title_of(n, variant=False) for n in names)}
    return tuple(message(text, models=title) for title in titles.values())


def _drawn(trace: Trace) -> Message:
    """Say that a run of a trained model's text has nothing of the model."""
    seed = trace.scenario.seed
    if trace.resolved.two_texts:
        text = QT_TRANSLATE_NOOP(
            "core",
            "The model has no encoder and no decoder: computed with random vectors and matrices "
            "(seed {seed}) for the {count} tokens of its text.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "The model has no self-attention: computed with random vectors and matrices "
            "(seed {seed}) for the {count} tokens of its text.",
        )
    return message(text, seed=seed, count=trace.resolved.n_k)
