"""What can be known to fail before anything starts: a text without use, a model without room."""

from __future__ import annotations

from core.lab.batches import Batch, source
from core.lab.corpus import CorpusError
from core.lab.experiment import Experiment, ExperimentError
from core.lab.kinds import TEST_PART
from core.lab.seq2seq_spec import AnySpec
from core.lab.spec import ModelSpec
from core.memory import in_units, physical_memory

FLOAT_BYTES = 4
COPIES = 6  # of every parameter: its gradient, two moments, room to work, and some to spare


def check_ready(made: Experiment, n_workers: int = 1) -> None:
    """Draw a sample, and reckon whether the largest models have room beside each other.

    Raises
    ------
    ExperimentError : the text cannot be used, or the memory does not suffice.
    """
    try:
        sample = made.row.generate(source(made.task, 0, "test", text=made.training.text), 1)
    except CorpusError as error:
        raise ExperimentError(str(error)) from error
    together = min(made.row.together, len(made.seeds), -(-len(made.seeds) // n_workers))
    there = physical_memory()
    for variant, width in made.pairs():
        needed = together * run_bytes(made.spec(variant, width), sample, made.batch)
        if needed * min(n_workers, len(made.runs())) > there:
            raise ExperimentError(
                f"{variant} at width {width} with {made.n_heads} heads and batches of {made.batch} "
                f"takes about {in_units(needed)} for each of {n_workers} workers, and this machine "
                f"has {in_units(there)}; use a smaller batch, fewer heads or a smaller width"
            )


def run_bytes(spec: AnySpec, sample: Batch, batch: int) -> int:
    """Return about how many bytes one run takes, its tests included.

    Parameters
    ----------
    sample : one sample of the task, for its length.
    """
    parameters = COPIES * spec.n_parameters()
    samples = max(batch, TEST_PART)
    n = int(sample.inputs.shape[1])
    if not isinstance(spec, ModelSpec):
        return FLOAT_BYTES * (parameters + samples * n * spec.d_model * COPIES)
    rows = n * (COPIES * spec.n_heads * spec.width + COPIES * spec.d_model + 3 * spec.mlp_units)
    cells = COPIES * spec.n_heads * n * n  # scores, weights, what lies between, and back
    return FLOAT_BYTES * (parameters + samples * spec.n_layers * (rows + cells))
