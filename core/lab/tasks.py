"""TASKS: one row per task of the lab; to add a task is to add a row.

A row says what is learned (its generator), by which model, how it is measured and trained, what
guessing reaches, and what theory predicts for ties.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from core.lab import generators
from core.lab.batches import Generate
from core.lab.corpus import CONTEXT, N_CHARACTERS, alphabet, characters
from core.lab.dates import N_DAYS, N_TARGET, TARGET_TOKENS, dates
from core.lab.seq2seq_spec import SEQ2SEQ_KEYS, AnySpec, Seq2SeqSpec
from core.lab.spec import VARIANT_KEYS, ModelSpec
from core.lab.spelling import letters
from core.messages import QT_TRANSLATE_NOOP
from core.variants import VARIANTS

Measure = Literal["accuracy", "exact match", "squared error", "cross-entropy"]


@dataclass(frozen=True, slots=True)
class Task:
    """One row of TASKS.

    Attributes
    ----------
    key : its name in files and on the command line.
    label, theory : marked texts in the context ``core``: its name; what theory predicts.
    generate : makes its samples.
    measure : what a test reports; of accuracy and exact match (the share of answers that are right
        as a whole) more is better, of the errors less.
    chance : what guessing reaches.
    model : the model, its width and variant to be replaced.
    widths : widths that show the effect: of a head, or of an encoder's and a decoder's states.
    variants : what is compared unless the user says otherwise.
    steps, batch, learning_rate, warm_up : how it is trained.
    n_train : number of different training samples; 0 = always new ones.
    n_test : number of test samples.
    together : most runs that train as one; more would only leave the cache.
    overrides : variant -> what its model has otherwise.
    beside : what a test reports beside the measure and the loss.
    words : what its ids stand for, given the file of the user's text; None = the task is enough.
    """

    key: str
    label: str
    theory: str
    generate: Generate
    measure: Measure
    chance: float
    model: AnySpec
    widths: tuple[int, ...]
    variants: tuple[str, ...]
    steps: int
    batch: int = 64
    learning_rate: float = 1e-2
    warm_up: int = 20
    n_train: int = 0
    n_test: int = 1024
    together: int = 8
    overrides: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    words: Callable[[Path | None], tuple[str, ...]] | None = None

    @property
    def more_is_better(self) -> bool:
        """Whether a larger measure is the better one."""
        return self.measure in ("accuracy", "exact match")

    @property
    def kind(self) -> Literal["stack", "seq2seq"]:
        """Whether its model is a stack of layers, or an encoder with a decoder."""
        return "seq2seq" if isinstance(self.model, Seq2SeqSpec) else "stack"

    @property
    def variant_keys(self) -> tuple[str, ...]:
        """The variants that its model can be made of."""
        return SEQ2SEQ_KEYS if self.kind == "seq2seq" else VARIANT_KEYS

    def own_width(self, variant: str, width: int) -> int:
        """Return the width that a variant takes: that of X where X itself is the keys."""
        fixed = self.kind == "stack" and VARIANTS[variant].make_key.parameter is None
        return self.model.d_model if fixed else width

    def spec(self, variant: str, width: int, **changes: object) -> AnySpec:
        """Return the model of a run: width r of every head, or of the states; changes last."""
        varied = "d_model" if self.kind == "seq2seq" else "d_head"
        own: dict[str, Any] = dict(self.overrides.get(variant, {})) | changes
        chosen = {"variant": variant, varied: self.own_width(variant, width)}
        return replace(self.model, **{**chosen, **own})


_ONE_HOT = 2 * generators.N_SYMBOLS
_REAL = generators.KEY_WIDTH + generators.VALUE_WIDTH
_DEFAULT_PAIR = ("self", "k_eq_v")

_ROWS = (
    Task(
        key="recall",
        label=QT_TRANSLATE_NOOP("core", "Associative recall"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "Keys and values share the r dimensions of a tied head: of twice the width, it can do "
            "whatever an untied one does. What is missing there is training, not room.",
        ),
        generate=generators.recall,
        measure="accuracy",
        chance=1.0 / generators.N_SYMBOLS,
        model=ModelSpec(
            "self",
            _ONE_HOT,
            4,
            features=(generators.N_SYMBOLS, _ONE_HOT),
            n_read=generators.N_PAIRS,
            mask="stored",
        ),
        widths=(2, 3, 4, 6, 8, 12, 16),
        variants=("self", "k_eq_v", "q_eq_k", "q_eq_k_eq_v"),
        steps=1500,
    ),
    Task(
        key="lookup",
        label=QT_TRANSLATE_NOOP("core", "Lookup of real vectors"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "Eight real features of a value leave no room for a key in a tied head of width 8; "
            "without a map after the head, no weights can make up for it.",
        ),
        generate=generators.lookup,
        measure="squared error",
        chance=1.0,
        model=ModelSpec(
            "self",
            _REAL,
            8,
            features=(generators.KEY_WIDTH, _REAL),
            n_read=generators.N_PAIRS,
            mask="stored",
        ),
        widths=(8, 10, 12, 16),
        variants=_DEFAULT_PAIR,
        steps=1500,
    ),
    Task(
        key="reverse",
        label=QT_TRANSLATE_NOOP("core", "Reversal"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "Without a residual path, Q=K cannot look away from the token itself: it finds the "
            "partner and itself alike, which reaches 0.55.",
        ),
        generate=generators.reverse,
        measure="accuracy",
        chance=1.0 / generators.REVERSED,
        model=ModelSpec("self", 2 * generators.REVERSED, 4, features=(0, generators.REVERSED)),
        widths=(2, 3, 4, 6, 8),
        variants=("self", "k_eq_v", "q_eq_k"),
        steps=1500,
        learning_rate=3e-2,
    ),
    Task(
        key="majority",
        label=QT_TRANSLATE_NOOP("core", "Majority of votes"),
        theory=QT_TRANSLATE_NOOP(
            "core", "Counting needs no address: a tie makes no difference at any width."
        ),
        generate=generators.majority,
        measure="accuracy",
        chance=0.5,
        model=ModelSpec("self", 3, 2, features=(0, 2), n_read=1),
        widths=(1, 2, 3, 4),
        variants=("self", "k_eq_v", "q_eq_k", "q_eq_k_eq_v"),
        steps=1000,
        learning_rate=2e-2,
    ),
    Task(
        key="induction",
        label=QT_TRANSLATE_NOOP("core", "Induction: recall by two layers"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "The first layer brings every word the one before it; by that the second finds the "
            "word that is asked for. Q=K scores a match alike in both directions, so the word "
            "after it comes as well, and no more than half can be right; K=V keeps the direction.",
        ),
        generate=generators.induction,
        measure="accuracy",
        chance=1.0 / generators.N_LETTERS,
        model=ModelSpec(
            "self",
            generators.LETTER_WIDTH,
            16,
            n_heads=4,
            n_layers=2,
            n_classes=generators.N_LETTERS,
            n_read=generators.RECALLED,
            residual=True,
            norm=True,
        ),
        widths=(16,),
        variants=("self", "k_eq_v", "q_eq_k"),
        steps=1500,
        learning_rate=5e-3,
        warm_up=100,
        n_test=512,
        together=1,
    ),
    Task(
        key="denoise",
        label=QT_TRANSLATE_NOOP("core", "Denoising of stored patterns"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "With K = V = the stored patterns and one learned number, attention is the retrieval "
            "of a Hopfield network; with few samples, matrices only add what can be wrong.",
        ),
        generate=generators.denoise,
        measure="squared error",
        chance=1.0,
        model=ModelSpec(
            "self",
            generators.PATTERN_WIDTH,
            generators.PATTERN_WIDTH,
            features=(0, generators.PATTERN_WIDTH),
            n_read=1,
            mask="stored",
        ),
        widths=(generators.PATTERN_WIDTH,),
        variants=("self", "k_eq_v", "q_eq_k_eq_v", "k_eq_v_eq_x"),
        steps=1500,
        n_train=64,
        overrides=MappingProxyType(
            {"k_eq_v_eq_x": {"scale_only": True, "output_projection": False}}
        ),
    ),
    Task(
        key="charlm",
        label=QT_TRANSLATE_NOOP("core", "Language model of characters"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "A tied head has half of the cache and less room; the difference shrinks as the "
            "training goes on, and with wider heads.",
        ),
        generate=characters,
        measure="cross-entropy",
        chance=math.log(N_CHARACTERS),
        model=ModelSpec(
            "self",
            64,
            16,
            n_heads=4,
            n_layers=2,
            n_words=N_CHARACTERS,
            n_positions=CONTEXT,
            n_classes=N_CHARACTERS,
            mask="causal",
            residual=True,
            norm=True,
            mlp_units=256,
        ),
        widths=(16,),
        variants=_DEFAULT_PAIR,
        steps=1000,
        batch=32,
        learning_rate=3e-3,
        warm_up=50,
        n_test=256,
        together=1,
        words=alphabet,
    ),
    Task(
        key="dates",
        label=QT_TRANSLATE_NOOP("core", "Spelled dates to ISO"),
        theory=QT_TRANSLATE_NOOP(
            "core",
            "The scores differ in how a key is made; the value is the encoder state in all of "
            "them. Luong dot, whose keys and values are the same numbers, can solve it like the "
            "others. Each digit should look at the characters that it comes from.",
        ),
        generate=dates,
        measure="exact match",
        chance=1.0 / N_DAYS,
        model=Seq2SeqSpec(
            "luong_dot",
            64,
            n_source_words=len(letters()) + 1,
            n_target_words=len(TARGET_TOKENS),
            n_target=N_TARGET,
        ),
        widths=(16, 32, 64),
        variants=("luong_dot", "luong_general", "bahdanau"),
        steps=1500,
        learning_rate=5e-3,
        warm_up=100,
        together=2,
        beside=("token accuracy",),
    ),
)

TASKS: Mapping[str, Task] = MappingProxyType({row.key: row for row in _ROWS})
"""Every task by key, in the order in which menus show them."""
