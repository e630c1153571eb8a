"""What the fields beside a panel's plots are called, and what their tooltips say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.presets import NUMBER_TYPES, PRESETS


@dataclass(frozen=True, slots=True)
class FieldText:
    """Marked text in the context ``fields``: a label and what choosing does."""

    label: str
    tooltip: str


FIELD_TEXTS: Mapping[str, FieldText] = MappingProxyType(
    {
        "d_model": FieldText(
            QT_TRANSLATE_NOOP("fields", "d_model"),
            QT_TRANSLATE_NOOP("fields", "How many numbers stand for a token"),
        ),
        "n_heads": FieldText(
            QT_TRANSLATE_NOOP("fields", "heads"),
            QT_TRANSLATE_NOOP("fields", "How many query heads work side by side"),
        ),
        "n_kv_heads": FieldText(
            QT_TRANSLATE_NOOP("fields", "KV heads"),
            QT_TRANSLATE_NOOP(
                "fields", "How many heads of keys and values the query heads share among them"
            ),
        ),
        "d_head": FieldText(
            QT_TRANSLATE_NOOP("fields", "d_head"),
            QT_TRANSLATE_NOOP(
                "fields", "Width of a query and of a key; in additive scores, of the tanh layer"
            ),
        ),
        "d_latent": FieldText(
            QT_TRANSLATE_NOOP("fields", "d_latent"),
            QT_TRANSLATE_NOOP(
                "fields", "Width of the one latent that keys and values of all heads are made from"
            ),
        ),
        "positions": FieldText(
            QT_TRANSLATE_NOOP("fields", "positions"),
            QT_TRANSLATE_NOOP(
                "fields",
                "What makes the order of the tokens count: sines are added to the embeddings, or "
                "queries and keys are turned (rotary)",
            ),
        ),
        "rotary_value": FieldText(
            QT_TRANSLATE_NOOP("fields", "turn V too"),
            QT_TRANSLATE_NOOP(
                "fields", "Take the turned key for the value, as a cache of turned keys would"
            ),
        ),
        "split": FieldText(
            QT_TRANSLATE_NOOP("fields", "tokens"),
            QT_TRANSLATE_NOOP(
                "fields", "What counts as a token; Chinese is split by characters either way"
            ),
        ),
        "output_projection": FieldText(
            QT_TRANSLATE_NOOP("fields", "W_O"),
            QT_TRANSLATE_NOOP("fields", "Multiply the joined heads with an output matrix"),
        ),
        "dtype": FieldText(
            QT_TRANSLATE_NOOP("fields", "precision"),
            QT_TRANSLATE_NOOP("fields", "The floating-point format of every number"),
        ),
        "reading": FieldText(
            QT_TRANSLATE_NOOP("fields", "W_a belongs to"),
            QT_TRANSLATE_NOOP(
                "fields",
                "The side on which the score's matrix is counted; the scores are the same",
            ),
        ),
        "scaled": FieldText(
            QT_TRANSLATE_NOOP("fields", "÷ √d"),
            QT_TRANSLATE_NOOP(
                "fields", "Divide the scores by the square root of the width of a key"
            ),
        ),
        "temperature": FieldText(
            QT_TRANSLATE_NOOP("fields", "temperature"),
            QT_TRANSLATE_NOOP(
                "fields", "The scores are divided by it: below 1 sharpens, above 1 evens out"
            ),
        ),
        "softcap": FieldText(
            QT_TRANSLATE_NOOP("fields", "softcap"),
            QT_TRANSLATE_NOOP("fields", "Bend the scores by c tanh(s / c), so that none exceeds c"),
        ),
        "mask": FieldText(
            QT_TRANSLATE_NOOP("fields", "mask"),
            QT_TRANSLATE_NOOP("fields", "Which keys a query may attend to"),
        ),
        "window": FieldText(
            QT_TRANSLATE_NOOP("fields", "window"),
            QT_TRANSLATE_NOOP("fields", "How many neighbouring keys a query sees on a side"),
        ),
        "padding": FieldText(
            QT_TRANSLATE_NOOP("fields", "padding"),
            QT_TRANSLATE_NOOP(
                "fields", "How many keys at the end count as padding, which nobody may attend to"
            ),
        ),
        "r": FieldText(
            QT_TRANSLATE_NOOP("fields", "head width r"),
            QT_TRANSLATE_NOOP("fields", "Width of the random untied heads"),
        ),
        "d": FieldText(
            QT_TRANSLATE_NOOP("fields", "model width d"),
            QT_TRANSLATE_NOOP("fields", "Width of a token’s vector that these heads read"),
        ),
        "own_head": FieldText(
            QT_TRANSLATE_NOOP("fields", "this scenario’s head"),
            QT_TRANSLATE_NOOP(
                "fields", "Put the head in focus on the bench instead of random ones"
            ),
        ),
        "log_errors": FieldText(
            QT_TRANSLATE_NOOP("fields", "logarithmic"),
            QT_TRANSLATE_NOOP("fields", "Show errors by powers of ten: rounding becomes visible"),
        ),
        "preset": FieldText(
            QT_TRANSLATE_NOOP("fields", "sizes of"),
            QT_TRANSLATE_NOOP("fields", "Take width, heads and layers of a published model"),
        ),
        "depth": FieldText(
            QT_TRANSLATE_NOOP("fields", "layers"),
            QT_TRANSLATE_NOOP("fields", "How many layers of attention are counted"),
        ),
        "context": FieldText(
            QT_TRANSLATE_NOOP("fields", "context"),
            QT_TRANSLATE_NOOP("fields", "How many tokens are attended to and kept in the cache"),
        ),
        "number_type": FieldText(
            QT_TRANSLATE_NOOP("fields", "cached as"),
            QT_TRANSLATE_NOOP("fields", "The number type of the cache"),
        ),
        "task": FieldText(
            QT_TRANSLATE_NOOP("fields", "task"),
            QT_TRANSLATE_NOOP("fields", "What the small models learn"),
        ),
        "sweep": FieldText(
            QT_TRANSLATE_NOOP("fields", "sweep"),
            QT_TRANSLATE_NOOP(
                "fields", "Fill in what a class can wait for, or all that the task compares"
            ),
        ),
        "variants": FieldText(
            QT_TRANSLATE_NOOP("fields", "variants"),
            QT_TRANSLATE_NOOP("fields", "What is trained; the others are held against the first"),
        ),
        "widths": FieldText(
            QT_TRANSLATE_NOOP("fields", "widths"),
            QT_TRANSLATE_NOOP("fields", "Widths r of a head, one after another: 2, 4, 8"),
        ),
        "seeds": FieldText(
            QT_TRANSLATE_NOOP("fields", "seeds"),
            QT_TRANSLATE_NOOP(
                "fields",
                "How many runs of every kind; runs of one seed see the same samples, so that they "
                "can be compared in pairs",
            ),
        ),
        "steps": FieldText(
            QT_TRANSLATE_NOOP("fields", "steps"),
            QT_TRANSLATE_NOOP("fields", "How long every run is trained"),
        ),
        "lab_text": FieldText(
            QT_TRANSLATE_NOOP("fields", "text"),
            QT_TRANSLATE_NOOP("fields", "A file with the text that is learned"),
        ),
        "folder": FieldText(
            QT_TRANSLATE_NOOP("fields", "results in"),
            QT_TRANSLATE_NOOP(
                "fields", "The folder that keeps the results; what it has is not trained again"
            ),
        ),
        "log_costs": FieldText(
            QT_TRANSLATE_NOOP("fields", "logarithmic"),
            QT_TRANSLATE_NOOP("fields", "Show costs by powers of ten"),
        ),
    }
)

CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "reading": MappingProxyType(
            {
                "query": QT_TRANSLATE_NOOP("fields", "the query"),
                "memory": QT_TRANSLATE_NOOP("fields", "the memory"),
            }
        ),
        "positions": MappingProxyType(
            {
                "sinusoidal": QT_TRANSLATE_NOOP("fields", "sinusoidal"),
                "rotary": QT_TRANSLATE_NOOP("fields", "rotary"),
                "none": QT_TRANSLATE_NOOP("fields", "none"),
            }
        ),
        "split": MappingProxyType(
            {
                "words": QT_TRANSLATE_NOOP("fields", "words"),
                "characters": QT_TRANSLATE_NOOP("fields", "characters"),
            }
        ),
        "dtype": MappingProxyType(
            {
                "float64": QT_TRANSLATE_NOOP("fields", "float64"),
                "float32": QT_TRANSLATE_NOOP("fields", "float32"),
            }
        ),
        "mask": MappingProxyType(
            {
                "none": QT_TRANSLATE_NOOP("fields", "no mask"),
                "causal": QT_TRANSLATE_NOOP("fields", "causal mask"),
                "window": QT_TRANSLATE_NOOP("fields", "window mask"),
                "causal_window": QT_TRANSLATE_NOOP("fields", "causal window"),
                "stored": QT_TRANSLATE_NOOP("fields", "stored mask"),
            }
        ),
        "preset": MappingProxyType(
            {"": QT_TRANSLATE_NOOP("fields", "this scenario"), **{name: name for name in PRESETS}}
        ),
        "number_type": MappingProxyType({name: name for name in NUMBER_TYPES}),
    }
)
"""Field -> its values -> what they are called."""
