from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from core.lab import generators as g
from core.lab import seq2seq
from core.lab.batches import source
from core.lab.corpus import (
    CONTEXT,
    LEAST_CHARACTERS,
    MOST_BYTES,
    N_CHARACTERS,
    CorpusError,
    characters,
)
from core.lab.dates import N_DAYS
from core.lab.model import forward
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import VARIANT_KEYS, initial
from core.lab.tasks import TASKS, Task
from core.variants import VARIANTS

every_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


@every_task
def test_samples_depend_on_the_seed_alone(task: Task) -> None:
    first, again = (task.generate(source(task.key, 1, "train"), 4) for _ in range(2))
    other = task.generate(source(task.key, 2, "train"), 4)
    np.testing.assert_array_equal(first.inputs, again.inputs)
    np.testing.assert_array_equal(first.targets, again.targets)
    assert not np.array_equal(first.inputs, other.inputs)


@every_task
def test_training_and_test_share_no_batch(task: Task) -> None:
    parts = [
        task.generate(source(task.key, 0, "train", 0), 16),
        task.generate(source(task.key, 0, "train", 1), 16),
        task.generate(source(task.key, 0, "test"), 16),
    ]
    for i, batch in enumerate(parts):
        for other in parts[i + 1 :]:
            assert not np.array_equal(batch.inputs, other.inputs)


@every_task
def test_the_model_fits_its_samples(task: Task) -> None:
    batch = task.generate(source(task.key, 0, "test"), 2)
    spec = task.spec(task.variants[0], task.widths[0])
    parameters = initial(spec, (0,)).views
    if isinstance(spec, Seq2SeqSpec):
        answer = seq2seq.forward(spec, parameters, batch.inputs[None], batch.targets[None]).answer
    else:
        answer = forward(spec, parameters, batch.inputs[None]).answer
    if task.measure == "squared error":
        assert answer.shape[1:] == batch.targets.shape
    else:
        assert answer.shape[1:-1] == batch.targets.shape
        assert batch.targets.max() < answer.shape[-1]
    assert set(task.variants) <= set(task.variant_keys)


@every_task
def test_guessing_reaches_chance(task: Task) -> None:
    batch = task.generate(source(task.key, 0, "test"), 4000)
    if task.measure == "squared error":
        assert np.square(batch.targets).mean() == pytest.approx(task.chance, rel=0.05)
    elif task.measure == "accuracy":
        for guess in (0, 1):
            assert (batch.targets == guess).mean() == pytest.approx(task.chance, abs=0.03)
    elif task.measure == "exact match":
        assert task.chance == pytest.approx(1 / N_DAYS)
        assert (batch.targets == batch.targets[0]).all(axis=1).mean() < 0.01
    else:
        assert task.chance == pytest.approx(np.log(N_CHARACTERS))


def test_recall_asks_for_the_value_beside_each_key() -> None:
    batch = g.recall(source("recall", 0, "test"), 20)
    keys, values = batch.inputs[..., : g.N_SYMBOLS], batch.inputs[..., g.N_SYMBOLS :]
    assert not values[:, g.N_PAIRS :].any()
    for sample in range(20):
        stored = keys[sample, : g.N_PAIRS].argmax(-1)
        beside = dict(zip(stored, values[sample, : g.N_PAIRS].argmax(-1), strict=True))
        assert len(beside) == g.N_PAIRS
        asked = keys[sample, g.N_PAIRS :].argmax(-1)
        assert [beside[key] for key in asked] == list(batch.targets[sample])


def test_lookup_asks_for_the_vector_beside_each_key() -> None:
    batch = g.lookup(source("lookup", 0, "test"), 5)
    keys, values = batch.inputs[..., : g.KEY_WIDTH], batch.inputs[..., g.KEY_WIDTH :]
    matches = keys[:, g.N_PAIRS :] @ keys[:, : g.N_PAIRS].swapaxes(-1, -2)
    place = matches.argmax(axis=-1)[..., None]
    np.testing.assert_array_equal(np.take_along_axis(values, place, axis=1), batch.targets)


def test_reversal_reverses_and_majority_counts() -> None:
    batch = g.reverse(source("reverse", 0, "test"), 5)
    words = batch.inputs[..., : g.REVERSED].argmax(-1)
    np.testing.assert_array_equal(words[:, ::-1], batch.targets)
    votes = g.majority(source("majority", 0, "test"), 50)
    share = votes.inputs[:, :-1, 1].mean(axis=1)
    np.testing.assert_array_equal(share > 0.5, votes.targets[:, 0] == 1)


def test_induction_asks_for_the_word_that_came_after() -> None:
    batch = g.induction(source("induction", 0, "test"), 200)
    assert isinstance(batch.inputs, np.ndarray)
    words = batch.inputs[..., : g.N_LETTERS].argmax(-1)
    places = batch.inputs[..., g.N_LETTERS : g.N_LETTERS + g.N_PLACES]
    row = 2 * g.RECALLED + 2
    starts = places[:, 0].argmax(-1)
    assert set(starts) == set(range(g.N_PLACES - row + 1))  # so that no place is a key's own
    assert not places[:, row:].any()
    for ids, start, place, targets in zip(words, starts, places, batch.targets, strict=True):
        np.testing.assert_array_equal(place[:row].argmax(-1), start + np.arange(row))
        after = dict(itertools.pairwise(ids[:row]))
        assert len(after) == row - 1
        assert [after[word] for word in ids[row:]] == list(targets)
        assert len(set(ids[row:])) == g.RECALLED


def test_the_clean_pattern_is_the_stored_one_that_is_nearest() -> None:
    batch = g.denoise(source("denoise", 0, "test"), 200)
    stored, noisy = batch.inputs[:, :-1], batch.inputs[:, -1:]
    nearest = np.square(stored - noisy).sum(-1).argmin(-1)
    found = np.take_along_axis(stored, nearest[:, None, None], axis=1)
    assert (found == batch.targets).all(axis=(1, 2)).mean() > 0.95


def test_the_language_model_is_tested_on_text_that_it_never_saw(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("a" * (9 * LEAST_CHARACTERS) + "b" * LEAST_CHARACTERS, encoding="utf-8")
    train = characters(source("charlm", 0, "train", text=path), 50)
    test = characters(source("charlm", 0, "test", text=path), 50)
    assert set(np.unique(train.inputs)) == {0}
    assert set(np.unique(test.inputs)) == {1}
    assert train.inputs.shape == (50, CONTEXT)
    np.testing.assert_array_equal(test.inputs[:, 1:], test.targets[:, :-1])


def test_a_text_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    for name in ("missing.txt", "a\0b", "a\ud800b"):
        with pytest.raises(CorpusError, match="cannot read"):
            characters(source("charlm", 0, "train", text=tmp_path / name), 1)
    short = tmp_path / "short.txt"
    short.write_text("too short", encoding="utf-8")
    with pytest.raises(CorpusError, match=f"has 9 characters; use {LEAST_CHARACTERS} or more"):
        characters(source("charlm", 0, "train", text=short), 1)


def test_a_text_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    found = []
    for length in (1, 2):
        path.write_text("ab" * length * LEAST_CHARACTERS, encoding="utf-8")
        found.append(characters(source("charlm", 0, "train", text=path), 400).inputs[:, 0])
    path.write_text("abc" * LEAST_CHARACTERS, encoding="utf-8")
    assert characters(source("charlm", 0, "train", text=path), 400).inputs.max() == 2
    assert max(map(np.max, found)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_neither_a_pipe_nor_a_huge_file_is_read(tmp_path: Path) -> None:
    pipe, huge = tmp_path / "pipe", tmp_path / "huge.txt"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for path, why in ((pipe, "it is no file"), (huge, "more than 64 MB")):
        with pytest.raises(CorpusError, match=why):
            characters(source("charlm", 0, "train", text=path), 1)


def test_every_variant_of_one_text_with_plain_maps_can_be_trained() -> None:
    left_out = {key for key, row in VARIANTS.items() if row.mode != "traditional"}
    assert left_out - set(VARIANT_KEYS) == {"gta", "mla", "slim"}
