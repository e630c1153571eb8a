"""Benchmark: a training step of the lab against PyTorch eager, and the time of a sweep.

Prints a table. Run it on an idle machine, from the root of the checkout::

    python tests/bench/lab.py [--seconds 5] [--sweep]

Both contenders train the same model on the same batch, from the same numbers: forward, backward,
clipping, Adam. PyTorch runs eagerly on two threads, with its fused Adam. They take turns in one
process; medians are compared. First it is checked that they agree on loss and parameters.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.parallel import claim_cores

N_THREADS = 2
claim_cores()
if hasattr(os, "sched_setaffinity"):  # two cores are two threads for this project's code
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:N_THREADS]))

import numpy as np
import torch
from torch.nn import functional

from core.lab.batches import Batch, source
from core.lab.spec import ModelSpec
from core.lab.tasks import TASKS, Task
from core.lab.training import Trainer, Training

LIMITS = {"recall": 0.5, "induction": 1.0}
RATE = 1e-3
PAUSE_SECONDS = 0.02
N_BATCHES = 64  # one alone would be learned by heart, and its gradients vanish
SWEEP_LIMIT = 60.0
SWEEP = ("--task", "recall", "--variants", "self,k_eq_v", "--widths", "2,3,4,6,8,12")


class Torch:
    """The model of a spec in PyTorch, with the parameters of a trainer's first run."""

    def __init__(self, trainer: Trainer) -> None:
        self.spec = trainer.spec
        self.parameters = {
            name: torch.tensor(view[0].copy(), requires_grad=True)
            for name, view in trainer.parameters.views.items()
        }
        every = list(self.parameters.values())
        self.optimiser = torch.optim.Adam(every, lr=RATE, fused=True)

    def step(self, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        self.optimiser.zero_grad(set_to_none=True)
        logits = self.forward(inputs)
        loss = functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters.values(), 1.0)
        self.optimiser.step()
        return loss

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        spec, p = self.spec, self.parameters
        x = functional.embedding(inputs, p["embedding"]) if spec.n_words else inputs
        if spec.n_positions:
            x = x + p["positions"]
        for layer in range(spec.n_layers):
            first = x.shape[1] - spec.n_read if layer == spec.n_layers - 1 else 0
            into = x
            if spec.norm:
                into = self.norm(x, f"{layer}/gain", f"{layer}/bias")
            output = self.attention(layer, into, first)
            x = x[:, first:] + output if spec.residual else output
        if spec.norm:
            x = self.norm(x, "gain", "bias")
        if spec.n_classes:
            return x @ p["unembedding"]
        return x[..., spec.features[0] : spec.features[1]]

    def norm(self, x: torch.Tensor, gain: str, bias: str) -> torch.Tensor:
        width = (self.spec.d_model,)
        return functional.layer_norm(x, width, self.parameters[gain], self.parameters[bias])

    def attention(self, layer: int, x: torch.Tensor, first: int) -> torch.Tensor:
        spec, p = self.spec, self.parameters
        query = self.heads(x[:, first:] @ p[f"{layer}/W_Q"])
        key, value = map(self.heads, (x @ p[f"{layer}/W_KV"]).chunk(2, dim=-1))
        scores = query @ key.transpose(-1, -2) / spec.width**0.5
        if spec.mask != "none":
            scores = scores + mask_of(spec, x.shape[1], first)
        weights = scores.softmax(-1)
        context = (weights @ value).transpose(1, 2)
        return context.reshape(*context.shape[:2], -1) @ p[f"{layer}/W_O"]

    def heads(self, rows: torch.Tensor) -> torch.Tensor:
        cut = rows.reshape(*rows.shape[:2], self.spec.n_heads, self.spec.width)
        return cut.transpose(1, 2)


def mask_of(spec: ModelSpec, n: int, first: int) -> torch.Tensor:
    """What is added to the scores of the read tokens."""
    key = torch.arange(n)
    if spec.mask == "causal":
        allowed = key <= torch.arange(first, n)[:, None]
    else:
        allowed = (key < first).expand(n - first, n)
    return torch.zeros(allowed.shape).masked_fill(~allowed, float("-inf"))


def contenders(key: str) -> tuple[Callable[[], object], Callable[[], object], Torch, Trainer]:
    """The same step of both, ready to be repeated."""
    task = TASKS[key]
    trainer = Trainer(
        task,
        task.spec("self", task.model.d_head),
        (0,),
        Training(1 << 30, task.batch, RATE),
    )
    theirs = Torch(trainer)
    batches = [batch_of(task, part) for part in range(N_BATCHES)]
    tensors = [(torch.tensor(b.inputs[0]), torch.tensor(b.targets[0])) for b in batches]
    mine, other = itertools.cycle(batches), itertools.cycle(tensors)
    return lambda: trainer.step(next(mine)), lambda: theirs.step(*next(other)), theirs, trainer


def batch_of(task: Task, part: int) -> Batch:
    """Training samples of one run: [1, batch, ...]."""
    drawn = task.generate(source(task.key, 0, "train", part), task.batch)
    return Batch(drawn.inputs[None], drawn.targets[None])


def check_agreement(key: str) -> None:
    """Fail unless the gradients of both agree."""
    ours, theirs, model, trainer = contenders(key)
    loss, _ = trainer.gradients(batch_of(trainer.task, 0))
    gradient = {name: view[0].copy() for name, view in trainer._gradients.views.items()}
    norm = float(np.sqrt(sum(np.square(each).sum() for each in gradient.values())))
    their_loss = theirs()
    np.testing.assert_allclose(float(their_loss.detach()), loss[0], rtol=1e-4)
    for name, parameter in model.parameters.items():
        clipped = gradient[name] * min(1.0, 1.0 / norm)
        np.testing.assert_allclose(parameter.grad.numpy(), clipped, rtol=2e-3, atol=2e-5)
    ours()


def medians(contending: tuple[Callable[[], object], ...], seconds: float) -> list[float]:
    """Median time of a step of each, taking turns of a few milliseconds after a pause."""
    times: list[list[float]] = [[] for _ in contending]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or min(map(len, times)) < 20:
        for taken, step in zip(times, contending, strict=True):
            # PyTorch's threads wait for more work by spinning, and would hold the other's core.
            time.sleep(PAUSE_SECONDS)
            turn_ends = time.perf_counter() + 0.02
            while True:
                start = time.perf_counter()
                step()
                taken.append(time.perf_counter() - start)
                if time.perf_counter() > turn_ends:
                    break
    return [statistics.median(taken[5:]) for taken in times]


def sweep_seconds() -> float:
    """Time of the recall sweep of 60 runs, by the command that a person types."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "main.py", "lab", *SWEEP, "--seeds", "5", "--out", out],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - start


def main() -> int:
    """Print the tables; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description="Time the lab against PyTorch eager.")
    parser.add_argument("--seconds", type=float, default=5.0, help="spent on each model")
    parser.add_argument("--sweep", action=argparse.BooleanOptionalAction, default=True)
    given = parser.parse_args()
    torch.set_num_threads(N_THREADS)
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}, {N_THREADS} threads")
    print(f"{'step of':>10} {'ours':>12} {'PyTorch':>12} {'time':>6} {'at most':>8}")
    missed = False
    for key, limit in LIMITS.items():
        check_agreement(key)
        ours, theirs, *_ = contenders(key)
        mine, other = medians((ours, theirs), given.seconds)
        missed |= mine / other > limit
        row = f"{key:>10} {mine * 1e3:9.3f} ms {other * 1e3:9.3f} ms"
        print(f"{row} {mine / other:6.2f} {limit:8.1f}")
    if given.sweep:
        seconds = sweep_seconds()
        missed |= seconds > SWEEP_LIMIT
        print(f"recall sweep, 60 runs of 1,500 steps: {seconds:.1f} s (at most {SWEEP_LIMIT:.0f})")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
