"""Benchmark: a full trace of self-attention, every stage kept, against PyTorch eager.

Prints a table. Run it on an idle machine, from the root of the checkout::

    python tests/bench/attention.py [--seconds 3]

Both contenders project X to queries, keys and values, keep scores, scaled, masked and weights,
join the heads and apply W_O: causal, float32, in fresh arrays, on two threads. They take turns
in one process, so that a disturbance of the machine meets both, and the medians are compared. A
turn is one call, or as many as fit into a few milliseconds: a single call of microseconds would
mostly time what the other has left in the caches. Before each turn there is a pause: PyTorch's
threads wait for more work by spinning, and would hold a core that the other needs (measured: half
of its time at 512 tokens).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import tracemalloc
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
from numpy.typing import NDArray

from core.attention import attend, join_heads, project_heads
from core.masks import causal
from core.numerics import linear

SIZES = [(12, 16, 2), (64, 64, 8), (128, 64, 8), (512, 64, 8), (1024, 512, 8), (2048, 512, 8)]
TURN_SECONDS = 0.005
LEAST_CALLS = 11
PAUSE_SECONDS = 0.02

Floats = NDArray[np.float32]


def numpy_trace(
    x: Floats, w_q: Floats, w_k: Floats, w_v: Floats, w_o: Floats, mask: NDArray[np.bool_]
) -> list[Floats]:
    """Trace with this project's code; w_q, w_k, w_v are [n_heads, d_model, d_head]."""
    query, key, value = project_heads(x, w_q), project_heads(x, w_k), project_heads(x, w_v)
    attended = attend(query, key, value, mask=mask)
    joined = join_heads(attended.context)
    output = linear(joined, w_o)
    stages = [attended.scores, attended.scaled, attended.masked, attended.weights]
    return [query, key, value, *stages, attended.context, output]


def torch_trace(
    x: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    w_o: torch.Tensor,
    hidden: torch.Tensor,
    n_heads: int,
) -> list[torch.Tensor]:
    """Trace as one writes it in PyTorch; w_q, w_k, w_v are [d_model, n_heads * d_head]."""
    n, d_model = x.shape
    d_head = d_model // n_heads
    query, key, value = ((x @ w).view(n, n_heads, d_head).transpose(0, 1) for w in (w_q, w_k, w_v))
    scores = query @ key.transpose(-1, -2)
    scaled = scores * d_head**-0.5
    masked = scaled.masked_fill(hidden, -torch.inf)
    weights = torch.softmax(masked, dim=-1)
    context = weights @ value
    output = context.transpose(0, 1).reshape(n, d_model) @ w_o
    return [query, key, value, scores, scaled, masked, weights, context, output]


def contenders(n: int, d_model: int, n_heads: int) -> list[Callable[[], list[object]]]:
    """Both traces over the same numbers."""
    draw = np.random.default_rng(0)
    x = draw.standard_normal((n, d_model), dtype=np.float32)
    weights = [draw.standard_normal((d_model, d_model), dtype=np.float32) for _ in range(4)]
    weights = [w / np.float32(np.sqrt(d_model)) for w in weights]
    by_head = [w.reshape(d_model, n_heads, -1).swapaxes(0, 1) for w in weights[:3]]
    mask = causal(n, n)
    tensors = [torch.from_numpy(array) for array in (x, *weights, ~mask)]
    return [
        lambda: numpy_trace(x, *by_head, weights[3], mask),
        lambda: torch_trace(*tensors, n_heads),
    ]


def check_agreement(traces: list[Callable[[], list[object]]]) -> None:
    """Stop unless both contenders compute the same numbers."""
    for ours, theirs in zip(*(trace() for trace in traces), strict=True):
        np.testing.assert_allclose(ours, np.asarray(theirs), rtol=1e-3, atol=1e-4)


def medians(traces: list[Callable[[], list[object]]], seconds: float) -> list[float]:
    """Median time of each, taking turns; freeing the arrays belongs to neither."""
    times: list[list[float]] = [[] for _ in traces]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times[0]) < LEAST_CALLS:
        for taken, trace in zip(times, traces, strict=True):
            time.sleep(PAUSE_SECONDS)
            turn_ends = time.perf_counter() + TURN_SECONDS
            while True:
                start = time.perf_counter()
                kept = trace()
                taken.append(time.perf_counter() - start)
                del kept
                if time.perf_counter() > turn_ends:
                    break
    return [statistics.median(taken[2:]) for taken in times]  # the first two warm up


def peak_over_kept(trace: Callable[[], list[object]]) -> float:
    """Peak of the memory in use during a trace, relative to the memory it keeps."""
    trace()
    tracemalloc.start()
    kept = trace()
    n_bytes, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return peak / n_bytes


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time a full trace against PyTorch eager.")
    parser.add_argument("--seconds", type=float, default=3.0, help="spent on each size")
    seconds = parser.parse_args().seconds
    torch.set_num_threads(N_THREADS)
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}, {N_THREADS} threads")
    print(f"{'tokens':>6} {'width':>5} {'heads':>5} {'ours':>12} {'PyTorch':>12}", end=" ")
    print(f"{'time (at most 1.0)':>18} {'peak memory (at most 1.5)':>25}")
    for n, d_model, n_heads in SIZES:
        traces = contenders(n, d_model, n_heads)
        check_agreement(traces)
        ours, theirs = medians(traces, seconds)
        row = f"{n:6} {d_model:5} {n_heads:5} {ours * 1e3:9.3f} ms {theirs * 1e3:9.3f} ms"
        print(f"{row} {ours / theirs:18.2f} {peak_over_kept(traces[0]):25.2f}")


if __name__ == "__main__":
    main()
