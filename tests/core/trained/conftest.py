from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.lab.checkpoint import About, Checkpoint, Kind, write
from core.lab.seq2seq_spec import AnySpec
from core.lab.spec import ModelSpec, initial
from core.lab.tasks import TASKS

MakeModel = Callable[..., Path]


def checkpoint_of(task: str, spec: AnySpec, seed: int = 0) -> Checkpoint:
    """Parameters as a training could leave them: no gain is 1, no bias 0."""
    rng = np.random.default_rng(seed)
    row = TASKS[task]
    views = initial(spec, (seed,)).views
    parameters = {
        name: (view[0] + 0.3 * rng.standard_normal(view.shape[1:])).astype(np.float32)
        for name, view in views.items()
    }
    words = () if row.words is None else row.words(None)
    kind: Kind = "stack" if isinstance(spec, ModelSpec) else "seq2seq"
    about = About(kind, task, spec, seed, 100, 64, 1e-2, {"loss": 1.0, row.measure: 0.5}, words)
    return Checkpoint(about, parameters)


@pytest.fixture
def model(tmp_path: Path) -> MakeModel:
    """Write a model of a task and return its file."""

    def make(task: str, variant: str = "self", width: int = 3, **changes: object) -> Path:
        spec = TASKS[task].spec(variant, width, **changes)
        path = tmp_path / "models" / f"{task}-{variant}-r{width}.npz"
        write(path, checkpoint_of(task, spec))
        return path

    return make
