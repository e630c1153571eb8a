"""Blocks on several threads: all done, errors raised, no deadlock, no bit changed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from core import masks, parallel
from core.attention import attend
from core.numerics import linear


@pytest.fixture(autouse=True)
def two_workers(monkeypatch):
    """Two workers on any machine, with a pool that ends with the test."""
    monkeypatch.setattr(parallel, "n_workers", lambda: 2)
    parallel._pool.cache_clear()
    yield
    parallel._pool().shutdown()
    parallel._pool.cache_clear()


@pytest.mark.parametrize("n_blocks", [0, 1, 2, 7, 100])
def test_every_block_is_worked_on_once(n_blocks):
    done = []
    parallel.for_each(done.append, range(n_blocks))
    assert sorted(done) == list(range(n_blocks))


def test_two_threads_work_at_once():
    together = threading.Barrier(2, timeout=10)
    parallel.for_each(lambda _: together.wait(), range(2))


needs_cores = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs Linux and two cores",
)


@needs_cores
def test_two_threads_work_on_two_cores():
    together = threading.Barrier(2, timeout=10)
    cores = []

    def work(_):
        together.wait()
        cores.append(frozenset(os.sched_getaffinity(0)))

    parallel.for_each(work, range(2))
    assert not cores[0] & cores[1]


@needs_cores
def test_afterwards_a_thread_may_go_where_it_could_before():
    before = os.sched_getaffinity(0)
    parallel.for_each(lambda _: None, range(8))
    assert os.sched_getaffinity(0) == before
    with pytest.raises(ZeroDivisionError):
        parallel.for_each(lambda i: 1 // i, range(8))
    assert os.sched_getaffinity(0) == before


def test_an_error_in_a_block_is_raised_after_all_have_stopped():
    def work(block):
        if block % 2:
            raise ArithmeticError(f"block {block}")

    with pytest.raises(ArithmeticError, match="block"):
        parallel.for_each(work, range(50))
    parallel.for_each(lambda _: None, range(50))


def test_work_within_work_does_not_wait_for_itself():
    done = []
    parallel.for_each(
        lambda i: parallel.for_each(lambda j: done.append((i, j)), range(5)), range(9)
    )
    assert len(set(done)) == 45


def test_the_error_state_of_numpy_goes_along():
    together = threading.Barrier(2, timeout=10)

    def overflow(_):
        together.wait()
        np.float32(3e38) * np.float32(10)

    with np.errstate(over="ignore"):
        parallel.for_each(overflow, range(2))


def test_attention_has_the_same_bits_on_one_thread_and_on_two(monkeypatch):
    draw = np.random.default_rng(2)
    query, key, value = (draw.standard_normal((4, 500, 16), dtype=np.float32) for _ in range(3))
    mask = masks.causal(500, 500)
    two = attend(query, key, value, mask=mask)
    product = linear(query[0], np.ones((16, 9000), np.float32))
    monkeypatch.setattr(parallel, "n_workers", lambda: 1)
    one = attend(query, key, value, mask=mask)
    assert one.weights.tobytes() == two.weights.tobytes()
    assert one.context.tobytes() == two.context.tobytes()
    assert linear(query[0], np.ones((16, 9000), np.float32)).tobytes() == product.tobytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_makes_threads_of_its_own():
    code = """
import os, sys, warnings
warnings.simplefilter("ignore")
from core import parallel
parallel.n_workers = lambda: 2
done = []
parallel.for_each(done.append, range(20))
child = os.fork()
if child == 0:
    parallel.for_each(done.append, range(20))
    os._exit(0 if len(done) == 40 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    root = Path(parallel.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], cwd=root, timeout=60, check=True)


def test_claiming_the_cores_respects_the_user_and_comes_before_numpy():
    code = """
import os
os.environ["MKL_NUM_THREADS"] = "3"
os.environ.pop("OPENBLAS_NUM_THREADS", None)
from core.parallel import claim_cores, n_workers
claim_cores()
assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
assert os.environ["MKL_NUM_THREADS"] == "3"
assert n_workers() == 1
os.environ["MKL_NUM_THREADS"] = "1"
assert n_workers() >= 1
import numpy
os.environ.pop("OPENBLAS_NUM_THREADS")
claim_cores()
assert "OPENBLAS_NUM_THREADS" not in os.environ
assert n_workers() == 1
"""
    root = Path(parallel.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], cwd=root, timeout=60, check=True)
