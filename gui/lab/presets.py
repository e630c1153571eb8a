"""Sweeps to begin with, one row a task: what a class can wait for, and all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from core.lab.tasks import TASKS
from gui.lab.choices import widths_text
from gui.state import Lab

PresetName = Literal["class", "full", ""]


@dataclass(frozen=True, slots=True)
class Sweep:
    """Variants × widths × seeds, and how long each run is."""

    variants: tuple[str, ...]
    widths: tuple[int, ...]
    seeds: int
    steps: int


CLASS: Mapping[str, Sweep] = MappingProxyType(
    {
        "recall": Sweep(("self", "k_eq_v"), (2, 3, 4, 6, 8, 12), 5, 1500),
        "lookup": Sweep(("self", "k_eq_v"), (8, 12, 16), 5, 1500),
        "reverse": Sweep(("self", "k_eq_v", "q_eq_k"), (2, 3, 4, 6), 3, 1000),
        "majority": Sweep(("self", "k_eq_v", "q_eq_k_eq_v"), (1, 2, 4), 5, 500),
        "induction": Sweep(("self", "k_eq_v", "q_eq_k"), (16,), 3, 1000),
        "denoise": Sweep(("self", "k_eq_v", "q_eq_k_eq_v", "k_eq_v_eq_x"), (16,), 3, 1500),
        "charlm": Sweep(("self", "k_eq_v"), (16,), 3, 200),
        "dates": Sweep(("luong_dot", "luong_general", "bahdanau"), (32,), 1, 800),
    }
)
"""Task -> a sweep that two cores train in two minutes."""
FULL_SEEDS = 5


def full(task: str) -> Sweep:
    """Return the whole sweep of a task, as its row has it."""
    row = TASKS[task]
    return Sweep(row.variants, row.widths, FULL_SEEDS, row.steps)


def with_preset(lab: Lab, task: str, preset: PresetName) -> Lab:
    """Return choices with a task's sweep in place of what they had."""
    sweep = full(task) if preset == "full" or task not in CLASS else CLASS[task]
    return replace(
        lab,
        task=task,
        variants=sweep.variants,
        widths=widths_text(sweep.widths),
        seeds=sweep.seeds,
        steps=sweep.steps,
        output_projection=True,
        batch=None,
        learning_rate=None,
        n_heads=None,
    )


def preset_of(lab: Lab) -> PresetName:
    """Return which preset the choices are; "" where they are none."""
    if lab.task not in TASKS:
        return ""
    names: tuple[PresetName, ...] = ("class", "full")
    for name in names:
        if with_preset(lab, lab.task, name) == lab:
            return name
    return ""
