"""Somebody at the tying bench."""

from __future__ import annotations

from dataclasses import replace

from gui.pages.bench import BenchPage
from gui.store import Store
from gui.widgets.specs import Spec

TEN = "the cat sat on the mat because it was tired"


class Sitting:
    """Somebody at the bench."""

    def __init__(self, page: BenchPage, store: Store) -> None:
        self.page, self.store = page, store

    def at(self, view: str, **choices: object) -> dict[str, Spec]:
        """Show a view with these choices, and return its plots."""
        self.page.set_view(view)
        if choices:
            self.choose(**choices)
        return self.plots()

    def choose(self, **choices: object) -> None:
        self.store.look(bench=replace(self.store.state.view.bench, **choices))

    def plots(self) -> dict[str, Spec]:
        return {spec.key: spec for spec in self.page.specs(self.store.state)}

    def problem(self, field: str) -> str:
        return self.page._fields.field(field).problem.text()
