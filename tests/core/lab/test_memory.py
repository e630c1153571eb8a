"""A training step lives on the memory that the one before has freed."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

COUNT_FAULTS = """
import resource
from itertools import islice
from core.lab.feed import batches
from core.lab.tasks import TASKS
from core.lab.training import Trainer, Training

task = TASKS["induction"]
how = Training(30, task.batch, 1e-3)
trainer = Trainer(task, task.spec("self", 16), (0,), how)
samples = batches(task, (0,), how.steps, task.batch)
for batch in islice(samples, 12):  # first it takes what every step needs
    trainer.step(batch)
drawn = list(islice(samples, 2))
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for batch in drawn:
    trainer.step(batch)
after = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
print((after - before) / len(drawn))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="how glibc keeps freed memory")
def test_a_training_step_asks_the_system_for_no_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_FAULTS], capture_output=True, text=True, check=True, timeout=60
    )
    assert float(done.stdout) < 100  # a thousand pages, if each step gave back what it took
