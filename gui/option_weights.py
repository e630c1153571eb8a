"""What ``--weights`` and ``--layer`` make of the other options of the scenario."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.scenario import Scenario, Trained

RANDOM, TRAINED = "random", "trained"


class WeightsError(ValueError):
    """The options name no model that can be shown; the message is one line.

    Attributes
    ----------
    field : the option that is wrong.
    """

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def as_layer(text: str) -> int:
    """Return the index of a layer counted from 1."""
    if text.isascii() and text.isdigit() and 1 <= int(text) < 1_000_000:
        return int(text) - 1
    raise argparse.ArgumentTypeError(f"{text!r} is not the number of a layer, counted from 1")


def scenario_of_options(fields: dict[str, Any], base: Scenario) -> Scenario:
    """Return the scenario that options choose: what a trained model brings, then what is given.

    Parameters
    ----------
    fields : fields of Scenario by name, ``weights`` as it was typed, and ``layer`` from 0.
    base : what is chosen where the options say nothing: of an opened file, or the program's own.

    Raises
    ------
    WeightsError : there is no such model; the scenario may still have other problems.
    """
    given = dict(fields)
    wanted, layer = given.pop("weights", None), given.pop("layer", None)
    if wanted is None and isinstance(base.weights, Trained):
        weights = base.weights if layer is None else replace(base.weights, layer=layer)
        return replace(base, weights=weights, **given)
    if wanted in (None, RANDOM):
        if layer is not None:
            raise WeightsError("layer", "random vectors have no layers; use --weights trained")
        if wanted == RANDOM:
            from core.source import drawn_twin  # loads NumPy, which --help does without

            base = drawn_twin(base)
        return replace(base, **given)
    from core.trained.problem import ModelError
    from core.trained.scenarios import first_model, scenario_of

    variant = given.get("variant", base.variant)
    name = first_model(variant) if wanted == TRAINED else _named(wanted)
    if name is None:
        raise WeightsError("weights", f"there is no trained model of {variant}; name a file")
    try:
        shown = scenario_of(name, layer or 0, given.get("seed", 0), base)
    except ModelError as error:
        raise WeightsError("weights", error.problem.english()) from error
    return replace(shown, **given)


def _named(text: str) -> str:
    """Return a model's name; a file's path, so that it is the same wherever it is read."""
    path = Path(text)
    return str(path.resolve()) if path.suffix == ".npz" or len(path.parts) > 1 else text
