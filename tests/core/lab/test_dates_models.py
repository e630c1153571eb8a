"""The shipped models of the task ``dates``: what they reached, where they look, how they came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from core.lab.batches import source
from core.lab.checkpoint import Checkpoint, read
from core.lab.dates import spelled_dates
from core.lab.experiment import experiment
from core.lab.feed import batches, held_out, stacked
from core.lab.kinds import measured
from core.lab.seq2seq_example import Translated, translated
from core.lab.spec import Store
from core.lab.spelling import STYLES
from core.lab.tasks import TASKS
from core.lab.training import Trainer

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "trained"
TASK = TASKS["dates"]
every_model = pytest.mark.parametrize("variant", ["luong_dot", "luong_general", "bahdanau"])
ROWS = {"year": (0, 1, 2, 3), "month": (5, 6), "day": (8, 9)}  # of the ISO date
PARTED = {  # style -> its parts, in the order in which it writes them
    "3 May 1998": "day month year",
    "May 3, 1998": "month day , year",
    "Sunday, 3 May 1998": "weekday , day month year",
    "03.05.1998": "day . month . year",
    "19980503": "year month day",
    "1998年05月03日": "year 年 month 月 day 日",
}


def shipped(variant: str) -> Checkpoint:
    return read(FOLDER / f"dates-{variant}.npz")


@every_model
def test_a_model_reaches_what_it_says(variant: str) -> None:
    model = shipped(variant)
    about = model.about
    assert (about.kind, about.task, about.spec.variant) == ("seq2seq", "dates", variant)
    assert about.figures["exact match"] >= 0.99
    store = Store(about.spec, 1)
    for name, array in model.parameters.items():
        store.views[name][0] = array
    found = measured(TASK, about.spec, store, stacked([held_out(TASK, about.seed)]))
    assert found.measure[0] == pytest.approx(about.figures["exact match"], abs=2e-3)
    assert found.beside["token accuracy"][0] == pytest.approx(
        about.figures["token accuracy"], abs=1e-3
    )
    assert found.loss[0] == pytest.approx(about.figures["loss"], rel=0.05)


@every_model
def test_a_model_writes_dates_that_no_training_saw(variant: str) -> None:
    model = shipped(variant)
    drawn = spelled_dates(source("dates", 12345, "test"), 60)
    right = [
        translated(model.about.spec, model.parameters, text).written == iso for text, iso in drawn
    ]
    assert np.mean(right) >= 0.95


@every_model
def test_a_model_is_what_its_command_gives(variant: str) -> None:
    about = shipped(variant).about
    (name,) = [name for name in about.figures if name.startswith("training loss")]
    steps = int(name.rpartition(" ")[2])
    made = experiment(
        "dates",
        variants=(variant,),
        widths=(about.spec.width,),
        seeds=(about.seed,),
        steps=about.steps,
        batch=about.batch,
        learning_rate=about.learning_rate,
    )
    assert made.spec(variant, about.spec.width) == about.spec
    trainer = Trainer(TASK, about.spec, (about.seed,), made.training)
    feed = batches(TASK, (about.seed,), about.steps, about.batch)
    losses = []
    for _ in range(steps):
        losses.append(trainer.gradients(batch := next(feed))[0])
        trainer.step(batch)
    assert np.mean(losses) == pytest.approx(about.figures[name], rel=1e-3)


def parts_of(style: str, day: dt.date) -> dict[str, slice]:
    """Which characters of a date in this style, white space aside, are its year, month and day."""
    text = "".join(STYLES[style](day).split())
    written = {
        "year": str(day.year),
        "weekday": f"{day:%A}",
        "month": f"{day:%B}" if "May" in style else f"{day.month:02}",
        "day": str(day.day) if "May" in style else f"{day.day:02}",
    }
    spans, start = {}, 0
    for name in PARTED[style].split():
        piece = written.get(name, name)
        assert text[start : start + len(piece)] == piece
        spans[name] = slice(start, start + len(piece))
        start += len(piece)
    assert start == len(text)
    return spans


@every_model
def test_year_month_and_day_are_read_where_they_stand(variant: str) -> None:
    """The alignment that a teacher projects: most of the weight lies on the right characters."""
    model = shipped(variant)
    within: dict[str, list[float]] = {name: [] for name in ROWS}
    hits: dict[str, list[bool]] = {name: [] for name in ROWS}
    for style in PARTED:
        for month in range(1, 13):
            day = dt.date(1998, month, 13 + month)
            seen = translated(model.about.spec, model.parameters, STYLES[style](day))
            if seen.written != day.isoformat():
                continue
            for name, span in parts_of(style, day).items():
                for row in ROWS.get(name, ()):
                    within[name].append(float(seen.weights[row, span].sum()))
                    hits[name].append(span.start <= seen.weights[row].argmax() < span.stop)
    for name in ROWS:
        assert len(hits[name]) > 100
        assert np.mean(within[name]) > 0.75, name
        assert np.mean(hits[name]) > 0.8, name


@every_model
def test_digits_are_read_one_after_another(variant: str) -> None:
    """In digits, the year's four rows look at its four characters: a diagonal."""
    model = shipped(variant)
    found: list[Translated] = [
        translated(model.about.spec, model.parameters, f"{day}.{day - 10:02}.{year}")
        for day, year in ((13, 1964), (17, 2031), (22, 1987), (19, 2058))
    ]
    for seen in found:
        places = seen.weights[ROWS["year"], :].argmax(axis=-1)
        n = len(seen.source)
        assert list(places) == [n - 4, n - 3, n - 2, n - 1]
