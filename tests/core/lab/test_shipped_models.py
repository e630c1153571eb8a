"""The files of ``resources/trained`` are what its command gives, and reach what they say."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from core.lab.checkpoint import Checkpoint, read
from core.lab.feed import batches, held_out, stacked
from core.lab.kinds import measured
from core.lab.spec import Store
from core.lab.training import Trainer
from resources.trained.make import FOLDER, RECIPES, TABLE, Recipe, figures_table

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
RENEW = "stale; run python resources/trained/make.py"


@cache
def shipped(name: str) -> Checkpoint:
    return read(FOLDER / f"{name}.npz")


def test_every_file_has_its_recipe() -> None:
    assert {path.stem for path in FOLDER.glob("*.npz")} == {recipe.name for recipe in RECIPES}
    listed = (FOLDER / TABLE).read_text(encoding="utf-8")
    assert listed == figures_table(FOLDER), RENEW


@every_recipe
def test_a_file_says_how_it_was_made(recipe: Recipe) -> None:
    about, made = shipped(recipe.name).about, recipe.experiment
    assert (about.task, about.seed, about.steps) == (recipe.task, recipe.seed, recipe.steps)
    assert (about.batch, about.learning_rate) == (made.batch, made.learning_rate)
    assert about.spec == made.spec(recipe.variant, recipe.width)


@every_recipe
def test_the_figures_come_out_again(recipe: Recipe) -> None:
    model, task = shipped(recipe.name), recipe.experiment.row
    store = Store(model.about.spec, 1)
    for name, array in model.parameters.items():
        store.views[name][0] = array
    found = measured(task, model.about.spec, store, stacked([held_out(task, recipe.seed)]))
    figures = model.about.figures
    assert found.measure[0] == pytest.approx(figures[task.measure], abs=0.003)
    assert found.loss[0] == pytest.approx(figures["loss"], rel=0.02, abs=1e-4)


@every_recipe
def test_the_training_begins_as_that_of_the_file_did(recipe: Recipe) -> None:
    made = recipe.experiment
    spec = made.spec(recipe.variant, recipe.width)
    trainer = Trainer(made.row, spec, (recipe.seed,), made.training)
    feed = batches(made.row, (recipe.seed,), made.steps, made.batch)
    while not trainer.at_point:
        trainer.step(next(feed))
    ((steps, loss),) = trainer.curves()[0].losses
    name = f"training loss to step {steps}"
    assert loss == pytest.approx(shipped(recipe.name).about.figures[name], rel=2e-3), RENEW


def test_the_command_gives_the_file() -> None:
    """Other processors round otherwise, and a long training enlarges that: hence the tolerance."""
    recipe = next(each for each in RECIPES if each.name == "recall-self-r3")
    again, before = recipe.make(), shipped(recipe.name)
    for name, array in before.parameters.items():
        gone = np.linalg.norm(again.parameters[name] - array) / np.linalg.norm(array)
        assert gone < 0.1, f"{name} is {RENEW}"
    for name, figure in before.about.figures.items():
        assert again.about.figures[name] == pytest.approx(figure, rel=0.1, abs=0.003), name


def test_untied_fetches_the_payload_where_a_narrow_tied_head_mixes() -> None:
    reached = {
        name: shipped(name).about.figures["accuracy"]
        for name in (
            *("recall-self-r3", "recall-k_eq_v-r3", "recall-self-r6", "recall-k_eq_v-r6"),
            *("induction-self", "induction-k_eq_v", "induction-q_eq_k"),
        )
    }
    assert reached["recall-self-r3"] > 0.99
    assert reached["recall-self-r6"] > 0.99
    assert reached["recall-k_eq_v-r3"] < 0.2
    assert reached["recall-k_eq_v-r6"] > 0.99
    assert reached["induction-k_eq_v"] > 0.99
    assert reached["induction-q_eq_k"] < reached["induction-self"] - 0.4
