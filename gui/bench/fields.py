"""The bench's fields: which stand beside which view, and how they are filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.messages import Problem
from gui.state import Bench
from gui.widgets.count_field import SizeField
from gui.widgets.field_row import FieldRow
from gui.widgets.fields import CheckField, ChoiceField

LONGEST_CONTEXT = 10_000_000
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "law": ("r", "d", "own_head", "log_errors"),
        "construction": ("r", "d", "own_head"),
        "freedom": ("r", "d"),
        "cost": ("preset", "depth", "context", "number_type", "log_costs"),
    }
)
"""View -> its fields; the other views follow the scenario alone."""


class BenchFields(FieldRow):
    """Fields of :class:`gui.state.Bench`; ``edited(field, value, steady)`` as in Field."""

    def __init__(self) -> None:
        context = SizeField("context")
        context.spin.setRange(0, LONGEST_CONTEXT)
        context.spin.setGroupSeparatorShown(True)
        super().__init__(
            (
                SizeField("r"),
                SizeField("d"),
                CheckField("own_head"),
                CheckField("log_errors"),
                ChoiceField("preset"),
                SizeField("depth", optional=True),
                context,
                ChoiceField("number_type"),
                CheckField("log_costs"),
            )
        )

    def show_bench(
        self,
        bench: Bench,
        problems: Sequence[Problem],
        view: str,
        autos: Mapping[str, object],
        *,
        own: Mapping[str, object] | None,
    ) -> None:
        """Fill the fields of a view; they emit nothing meanwhile.

        Parameters
        ----------
        autos : field -> what its None amounts to.
        own : r and d of the scenario's own head where that is what is shown; else None.
        """
        by_field = {problem.field: problem for problem in reversed(problems)}
        shown = FIELDS.get(view, ())
        for field in self.fields:
            field.setVisible(field.name in shown)
            held = own is not None and view != "freedom" and field.name in own
            value = own[field.name] if own and held else getattr(bench, field.name)
            field.show_value(value, autos.get(field.name))
            field.show_problem(by_field.get(field.name))
            field.setEnabled(not held)
        self.setVisible(bool(shown))
        self.updateGeometry()
