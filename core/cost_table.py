"""What every variant costs at one size, depth, context length and number type, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from core.cost_rows import COST_ROWS, CostRow
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.presets import NUMBER_TYPES, Size


@dataclass(frozen=True, slots=True)
class Cost:
    """One variant's cost.

    Attributes
    ----------
    row : the variant.
    parameters : projection parameters of all layers.
    cache_bytes : bytes of cache for the whole context, all layers.
    cache_bytes_per_token : the same for one token in one layer.
    operations : for the whole context at once, all layers.
    operations_per_token : for one more token after it, all layers.
    obstacle : why there are no figures (they are 0 then); None where there are.
    """

    row: CostRow
    parameters: int = 0
    cache_bytes: int = 0
    cache_bytes_per_token: int = 0
    operations: int = 0
    operations_per_token: int = 0
    obstacle: Message | None = None


def cost_problems(depth: int | None, context: int) -> tuple[Problem, ...]:
    """Return what is wrong with a depth or a context; fields ``depth`` and ``context``.

    A depth of None is that of the sizes.
    """
    found = []
    if depth is not None and depth < 1:
        wrong = message(QT_TRANSLATE_NOOP("core", "a model of {depth} layers"), depth=depth)
        found.append(Problem("depth", wrong, message(QT_TRANSLATE_NOOP("core", "use 1 or more"))))
    if context < 1:
        wrong = message(QT_TRANSLATE_NOOP("core", "a context of {n} tokens"), n=context)
        found.append(Problem("context", wrong, message(QT_TRANSLATE_NOOP("core", "use 1 or more"))))
    return tuple(found)


def cost_table(size: Size, context: int, number_type: str) -> tuple[Cost, ...]:
    """Return the cost of every variant, in the order of :data:`core.cost_rows.COST_ROWS`.

    Parameters
    ----------
    size : the sizes, depth included.
    context : tokens of the context, 0 or more; in traditional variants of either text.
    number_type : key of :data:`core.presets.NUMBER_TYPES`.

    Raises
    ------
    KeyError : there is no such number type.
    """
    width = NUMBER_TYPES[number_type]
    return tuple(_cost(row, size, context, width) for row in COST_ROWS.values())


def _cost(row: CostRow, size: Size, context: int, width: int) -> Cost:
    """Return one variant's cost, numbers taking ``width`` bytes each."""
    obstacle = row.obstacle(size)
    if obstacle is not None:
        return Cost(row, obstacle=obstacle)
    layer, depth = row.layer(size), size.n_layers
    each = layer.cache_floats * width
    return Cost(
        row=row,
        parameters=depth * layer.n_parameters,
        cache_bytes=depth * context * each,
        cache_bytes_per_token=each,
        operations=depth * layer.operations(context, context),
        operations_per_token=depth * layer.operations_per_token(context),
    )
