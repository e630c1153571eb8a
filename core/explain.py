"""explainer_for(): the arithmetic of every cell of every grid of a run.

Nothing is computed until a cell is asked for, and then only that cell's own row and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.cells import Cells
from core.explain_inputs import INPUTS, Builder
from core.explain_output import OUTPUT
from core.explain_projections import PROJECTIONS
from core.explain_scores import SCORES
from core.explanation import KEPT, Explanation, Operand
from core.forward import Computed
from core.messages import QT_TRANSLATE_NOOP, message
from core.trace import Explainer

BUILDERS: Mapping[str, Builder] = MappingProxyType({**INPUTS, **PROJECTIONS, **SCORES, **OUTPUT})
"""Grid -> what explains its cells."""


def explainer_for(computed: Computed) -> Explainer:
    """Return the function that explains any cell of a run: (grid, head, row, col).

    It raises KeyError for a grid that the run does not have, and IndexError for a cell outside.
    """
    return lru_cache(maxsize=KEPT)(_Explainer(computed))


class _Explainer:
    """Explains the cells of one run."""

    def __init__(self, computed: Computed) -> None:
        self._cells = Cells(computed)

    def __call__(self, grid: str, head: int, row: int, col: int) -> Explanation:
        """Return the arithmetic of one cell; that of an edited one says what it replaced."""
        cells = self._cells
        site = cells.site(grid, head, row, col)
        plain = BUILDERS[grid](cells, site)
        if not cells.is_edited(grid, head, row, col):
            return plain
        name = QT_TRANSLATE_NOOP("core", "edited")
        return replace(
            plain,
            value=site.value,
            rule="edited",
            operands=(Operand(site.symbol, name, np.array([site.value])),),
            labels=("",),
            terms=None,
            total=None,
            pick=None,
            shift=None,
            stages=(),
            sources=(),
            note=message(QT_TRANSLATE_NOOP("core", "put there by the user")),
            was=replace(cells.replaced(plain), was=None),  # of a tied cell, the key tells more
            drawn=None,
        )
