from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from core.lab.experiment import (
    Experiment,
    ExperimentError,
    RunKey,
    experiment,
    from_json,
)
from core.lab.tasks import TASKS


@pytest.mark.parametrize("task", TASKS)
def test_a_task_alone_is_an_experiment_that_saves_and_loads(task: str) -> None:
    made = experiment(task)
    assert from_json(made.to_json()) == made
    assert len(made.runs()) == len(set(made.runs()))


def test_a_variant_without_a_width_of_its_own_is_run_once() -> None:
    made = experiment("recall", variants=("self", "k_eq_v_eq_x"), widths=(2, 3), seeds=(0,))
    assert made.runs() == (
        RunKey("self", 2, 0),
        RunKey("k_eq_v_eq_x", 64, 0),
        RunKey("self", 3, 0),
    )


def test_groups_cover_what_is_left_and_nothing_else() -> None:
    made = experiment("recall", variants=("self", "k_eq_v"), widths=(2, 3), seeds=tuple(range(5)))
    done = frozenset({RunKey("self", 2, 1), RunKey("k_eq_v", 3, 4)})
    groups = made.groups(done)
    left = [key for group in groups for key in group.keys]
    assert sorted(left) == sorted(set(made.runs()) - done)
    assert len(groups) == 4


def test_a_single_pair_is_cut_so_that_every_worker_has_some() -> None:
    made = experiment("recall", variants=("self",), widths=(3,), seeds=tuple(range(5)))
    assert len(made.groups(frozenset(), n_workers=2)) >= 2


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        ({"task": "recal"}, "unknown task 'recal'; use one of recall"),
        ({"variants": ("self", "k_v")}, "unknown variant 'k_v'; recall trains self"),
        ({"variants": ("bahdanau",)}, "unknown variant 'bahdanau'"),
        ({"variants": ()}, "variants is empty"),
        ({"widths": (0,)}, "width 0 is no whole number from 1 to 512"),
        ({"widths": (2, 2)}, "widths names 2 twice"),
        ({"widths": (10**6,)}, "width 1000000 is no whole number"),
        ({"widths": (2.5,)}, "width 2.5 is no whole number"),
        ({"widths": (True,)}, "width True is no whole number"),
        ({"seeds": (-1,)}, "seed -1"),
        ({"seeds": tuple(range(2000))}, "runs are too many"),
        ({"steps": 0}, "steps 0"),
        ({"batch": "many"}, "batch 'many'"),
        ({"n_heads": 0}, "n_heads 0"),
        ({"learning_rate": 0.0}, "learning_rate 0.0 is no positive number"),
        ({"learning_rate": float("nan")}, "learning_rate nan"),
        ({"learning_rate": 10**400}, "learning_rate 1000"),
        ({"learning_rate": float("inf")}, "learning_rate inf"),
        ({"text": "book.txt"}, "only the task charlm reads one"),
        ({"output_projection": False, "widths": (4,)}, "without W_O the heads of self must be 32"),
        ({"output_projection": "no"}, "is not true or false"),
        (
            {"task": "dates", "variants": ("self",)},
            "'self'; dates trains luong_dot",
        ),
        ({"task": "dates", "widths": (7,)}, "has half of it; use 6 or 8"),
        ({"task": "dates", "widths": (1,)}, "has half of it; use 2"),
        ({"task": "dates", "n_heads": 2}, "n_heads 2: the scores of dates have one head"),
        ({"task": "dates", "output_projection": False}, "dates has no W_O"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(choices: dict[str, Any], problem: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiment(**{"task": "recall", **choices})
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON"),
        ("[1]", "a JSON object with a task"),
        ('{"task": "recall"}', "format None"),
        ('{"task": "recall", "format": 2}', "format 2"),
        ('{"task": "recall", "format": 1, "colour": 1}', "no field 'colour'"),
        ('{"task": "recall", "format": 1, "widths": "all"}', "widths 'all' is no list"),
        ('{"task": "recall", "format": 1, "widths": [[2]]}', "width [2] is no whole number"),
    ],
)
def test_a_malformed_file_is_said_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        from_json(text)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_runs_are_counted_before_they_are_listed() -> None:
    """Ten million keys would take gigabytes to say that they are too many."""
    tracemalloc.start()
    try:
        with pytest.raises(ExperimentError, match="10240000 runs are too many"):
            experiment(
                "recall",
                variants=("self", "k_eq_v"),
                widths=tuple(range(1, 513)),
                seeds=tuple(range(10_000)),
            )
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_without_w_o_the_context_is_the_answer() -> None:
    made = experiment("lookup", widths=(8,), output_projection=False)
    spec = made.spec("k_eq_v", 8)
    assert spec.features == (0, 8)
    assert "0/W_O" not in spec.shapes()


def test_runs_are_the_same_whatever_they_are_combined_with() -> None:
    first = experiment("recall", widths=(2,), seeds=(0,))
    assert first.same_runs(experiment("recall"))
    assert not first.same_runs(experiment("recall", steps=3))
    assert isinstance(json.loads(first.to_json()), dict)
    assert isinstance(first, Experiment)
