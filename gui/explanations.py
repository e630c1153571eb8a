"""What happens at each step, in plain words: one text per step and mechanism.

TEXTS holds, for each step, paragraphs by mode or, where one variant needs its own, by variant; the
variant's text wins. They are in the translation context ``explanations``; the placeholders that a
paragraph may use are those of :func:`_values`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from core.scenario import Trained
from core.variants import VARIANTS
from gui.explanation_texts.gradients import GRADIENTS
from gui.explanation_texts.inputs import INPUTS
from gui.explanation_texts.output import OUTPUT
from gui.explanation_texts.projections import PROJECTIONS
from gui.explanation_texts.rotary import rotary_texts
from gui.explanation_texts.scale_mask import SCALE_MASK
from gui.explanation_texts.scores import SCORES
from gui.explanation_texts.trained import of_trained
from gui.explanation_texts.weights import WEIGHTS
from gui.i18n import render, translate
from gui.state import State

TEXTS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "inputs": INPUTS,
        "projections": PROJECTIONS,
        "scores": SCORES,
        "scale_mask": SCALE_MASK,
        "weights": WEIGHTS,
        "output": OUTPUT,
        "gradients": GRADIENTS,
    }
)


def explanation(step_key: str, variant_key: str, state: State) -> str:
    """Return what happens at a step, paragraphs separated by blank lines; "" if nothing is said."""
    by_name = TEXTS[step_key]
    texts = by_name.get(variant_key) or by_name.get(VARIANTS[variant_key].mode, ())
    values = _values(state)
    texts = (*texts, *rotary_texts(step_key, state.trace.resolved))
    weights = state.scenario.weights
    if isinstance(weights, Trained):
        mode = VARIANTS[variant_key].mode
        texts = of_trained(step_key, variant_key, mode, texts, retied=weights.retied)
    return "\n\n".join(translate("explanations", text).format(**values) for text in texts)


def caution(state: State) -> str:
    """Return where the numbers come from: random vectors, or a model that learned a task."""
    scenario = state.scenario
    if isinstance(scenario.weights, Trained):
        return " ".join([trained_note(scenario.weights), *_taken(state)])
    return translate(
        "explanations",
        "The vectors and matrices are random (seed {seed}), not trained: the patterns have no "
        "linguistic meaning.",
    ).format(seed=scenario.seed)


def _taken(state: State) -> Iterator[str]:
    """Yield what the variant shown takes in place of what its model has."""
    from core.trained.same_weights import makeup

    made = makeup(state.scenario, state.trace.resolved)
    for told in () if made is None else made.messages():
        yield translate("core", "This variant takes {told}.").format(told=render(told))


def trained_note(weights: Trained) -> str:
    """Return what is true of a trained model: its task, its training, what it reached."""
    from core.trained.catalogue import about
    from core.trained.problem import ModelError
    from core.trained.titles import statement

    try:
        text = render(statement(about(weights.model)))
    except ModelError:  # the file has gone since
        text = weights.model
    told = translate("explanations", "Learned, not random: {model}.").format(model=text)
    if not weights.retied:
        return told
    retied = translate(
        "explanations",
        "Its matrices are put together as the variant shown does; it was not trained so.",
    )
    return f"{told} {retied}"


def _values(state: State) -> dict[str, object]:
    """Return what fills the placeholders: the tokens in focus, and the sizes."""
    resolved = state.trace.resolved
    query, key = _tokens(state)
    return {
        "query": query,
        "key": key,
        "n_q": resolved.n_q,
        "n_k": resolved.n_k,
        "n_heads": resolved.n_heads,
        "n_kv_heads": resolved.n_kv_heads,
        "group": resolved.group,
        "d_model": resolved.d_model,
        "d_head": resolved.d_head,
        "d_value": resolved.d_value,
        "d_latent": resolved.d_latent,
        "joined": resolved.joined,
        "seed": state.scenario.seed,
    }


def _tokens(state: State) -> tuple[str, str]:
    """Return the pinned query and key, else those of the first pair.

    Hovering does not count: a text that changes under the pointer cannot be read.
    """
    resolved, cell = state.trace.resolved, state.view.pin
    queries, keys = resolved.query_tokens, resolved.key_tokens
    row, col = 0, 0
    if cell is not None and state.trace.has(cell.grid):
        grid = state.trace.grid(cell.grid)
        if grid.rows.role == "query" and grid.cols.role == "key" and grid.cols.kind == "tokens":
            row, col = cell.row, cell.col
        elif grid.rows.role == "query" and grid.rows.kind == "tokens":
            row = cell.row
    return queries[min(row, len(queries) - 1)], keys[min(col, len(keys) - 1)]
