"""What was last chosen with random vectors, and with the models of each task."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.scenario import Scenario, Trained, WeightSource
from core.variants import Mode

if TYPE_CHECKING:
    from core.trained.switching import Kept


class KeptTexts:
    """Remember texts and masks by task, and hand them back when a scenario returns to it.

    What reads trained models is loaded when the first one is met.
    """

    def __init__(self) -> None:
        self._last: Scenario | None = None
        self._drawn: Scenario | None = None
        self._by_task: dict[str, Kept] = {}

    def note(self, scenario: Scenario) -> None:
        """Remember what is shown."""
        if scenario is self._last:
            return
        self._last = scenario
        if not isinstance(scenario.weights, Trained):
            self._drawn = scenario
            return
        from core.trained.switching import kept_of, task_of

        self._by_task[task_of(scenario)] = kept_of(scenario)

    def with_variant(self, scenario: Scenario, variant: str, mode: Mode | None) -> Scenario:
        """Return a scenario with another variant, or of another mechanism."""
        if not isinstance(scenario.weights, Trained):
            return replace(scenario, variant=variant)
        from core.trained import switching

        if mode is not None:
            return switching.in_mode(scenario, mode, variant, self._kept())
        return switching.with_variant(scenario, variant, self._kept())

    def with_weights(self, scenario: Scenario, weights: WeightSource) -> Scenario:
        """Return a scenario with other vectors."""
        from core.trained.switching import with_weights

        return with_weights(scenario, weights, self._kept())

    def another_example(self, scenario: Scenario, seed: int) -> Scenario:
        """Return a scenario with other random vectors, or another example."""
        if not isinstance(scenario.weights, Trained):
            return replace(scenario, seed=seed)
        from core.trained.switching import another_example

        return another_example(scenario, seed)

    def _kept(self) -> dict[str, Kept]:
        from core.trained.switching import RANDOM, kept_of

        drawn = {} if self._drawn is None else {RANDOM: kept_of(self._drawn)}
        return self._by_task | drawn
