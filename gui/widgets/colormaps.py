"""From numbers to colours: levels, lookup tables, and the ink that is legible on each.

Purple, neutral, orange for signed numbers and pale to petrol for weights: both keep their order
for every common kind of colour blindness and in grey. Whatever is not finite is transparent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from core.numerics import FloatArray
from core.trace import Grid, Kind
from gui.theme import Theme

Pixels = NDArray[np.uint32]  # [rows, cols], one 0xAABBGGRR each: RGBA in memory

SIZE = 256
CLEAR = SIZE  # index of the transparent entry behind the colours
STOPS: Mapping[tuple[str, Kind], tuple[str, ...]] = {
    ("light", "signed"): (
        "#4a1d86",
        "#8d76bb",
        "#d6d0e6",
        "#fdfcfb",
        "#f3ddc4",
        "#d79a58",
        "#ad5404",
    ),
    ("dark", "signed"): (
        "#c3a6ff",
        "#8766c4",
        "#4b3f6b",
        "#252a36",
        "#63462c",
        "#b8742c",
        "#ffb45e",
    ),
    ("light", "weights"): ("#fbfdfd", "#cfe6ea", "#8cc3cd", "#4394a6", "#17657c", "#083a4c"),
    ("dark", "weights"): ("#222834", "#1d4450", "#1c6878", "#2b92a3", "#66c2cd", "#d2f6f6"),
    ("light", "mask"): ("#dfe3ea", "#cfdcf0"),
    ("dark", "mask"): ("#2a303c", "#33486b"),
}


@dataclass(frozen=True, slots=True)
class Levels:
    """The numbers at the two ends of a colour scale; always finite, ``low`` < ``high``."""

    low: float
    high: float

    def unit(self, values: FloatArray) -> NDArray[np.float32]:
        """Map values to 0..1 of the scale, clipped; what is not finite becomes NaN."""
        with np.errstate(over="ignore", invalid="ignore"):
            # Halved first, so that a span of two huge numbers does not overflow.
            half_span = self.high / 2 - self.low / 2
            part = values / 2
            part -= self.low / 2
            part /= half_span
        np.maximum(part, 0.0, out=part)
        np.minimum(part, 1.0, out=part)
        part[~np.isfinite(values)] = np.nan
        return part.astype(np.float32)


def levels_of(grid: Grid, head: int | None = None) -> Levels:
    """Return the scale of a grid by its kind: about zero for signed numbers, else 0 to 1.

    Parameters
    ----------
    grid : what is drawn.
    head : one slice; None takes all, so that the maps of a mosaic can be compared.
    """
    if grid.kind != "signed":
        return Levels(0.0, 1.0)
    values = grid.values if head is None else grid.values[head]
    largest = max(-float(values.min()), float(values.max())) if values.size else 0.0
    if not np.isfinite(largest):
        finite = np.abs(values[np.isfinite(values)])
        largest = float(finite.max()) if finite.size else 0.0
    if largest < 1e-290:  # below it a difference of levels is denormal, and dividing overflows
        largest = 1.0
    return Levels(-largest, largest)


@lru_cache(maxsize=16)
def table(theme: Theme, kind: Kind) -> NDArray[np.uint8]:
    """Return the lookup table, [257, 4] RGBA; the last entry is transparent, of plain maps all.

    It is made once and read-only.
    """
    colours = np.zeros((SIZE + 1, 4), dtype=np.uint8)
    if kind != "plain":
        _fill(colours, theme, kind)
    colours.flags.writeable = False
    return colours


def _fill(colours: NDArray[np.uint8], theme: Theme, kind: Kind) -> None:
    """Put the ramp between the stops of a kind into a table."""
    stops = STOPS[theme.name, kind]
    rgb = np.array([[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops])
    where = np.linspace(0, len(stops) - 1, SIZE)
    colours[:] = 255
    for channel in range(3):
        ramp = np.interp(where, np.arange(len(stops)), rgb[:, channel])
        colours[:SIZE, channel] = np.round(ramp)
    colours[CLEAR] = 0
    if kind == "mask":
        colours[: SIZE // 2] = 0  # forbidden: the hatching behind shows through


def indices(values: FloatArray, levels: Levels) -> NDArray[np.intp]:
    """Return each value's entry in :func:`table`, [rows, cols]."""
    index = np.rint(levels.unit(values) * (SIZE - 1))
    np.copyto(index, CLEAR, where=np.isnan(index))
    return index.astype(np.intp)


def coloured(values: FloatArray, levels: Levels, colours: NDArray[np.uint8]) -> Pixels:
    """Return the pixels of values, [rows, cols]."""
    return pixels_of(indices(values, levels), colours)


def pixels_of(entries: NDArray[np.intp], colours: NDArray[np.uint8]) -> Pixels:
    """Return the pixels of entries in a table, [rows, cols]; packed, each is looked up at once."""
    packed: Pixels = colours.view(np.uint32).ravel()
    return packed.take(entries)


@lru_cache(maxsize=16)
def dark_ink(theme: Theme, kind: Kind) -> NDArray[np.bool_]:
    """Tell for each entry of a table whether black writing reads better on it than white."""
    channels = table(theme, kind)[:, :3] / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    # WCAG contrast against white is below that against black above this luminance.
    dark = np.asarray(luminance > 0.30)
    dark.flags.writeable = False
    return dark


def pooled(values: FloatArray, rows: int, cols: int) -> FloatArray:
    """Keep the most extreme number of each block of cells, so that about rows × cols remain.

    A map with more cells than pixels would else show an arbitrary few of them, and an average
    would pale: what is drawn is always a number that was computed. NaN only where a whole block
    is not finite.
    """
    step_row = max(1, values.shape[0] // max(1, rows))
    step_col = max(1, values.shape[1] // max(1, cols))
    if step_row == step_col == 1:
        return values
    # Padded to whole blocks, so that folding strided slices upon each other suffices: it is
    # several times faster than reduceat.
    n_rows, n_cols = -(-values.shape[0] // step_row), -(-values.shape[1] // step_col)
    padded = np.full((n_rows * step_row, n_cols * step_col), np.nan)
    padded[: values.shape[0], : values.shape[1]] = values
    padded[np.isinf(padded)] = np.nan
    high = _folded(np.fmax, padded, step_row, step_col)
    low = _folded(np.fmin, padded, step_row, step_col)
    return np.where(-low > high, low, high)


def _folded(extreme: np.ufunc, padded: FloatArray, step_row: int, step_col: int) -> FloatArray:
    rows = reduce(extreme, [padded[first::step_row] for first in range(step_row)])
    folded: FloatArray = reduce(extreme, [rows[:, first::step_col] for first in range(step_col)])
    return folded
