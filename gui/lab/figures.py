"""The lab's figures: over the width, over the training, and the gradients of ties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.lab.conclusion import TIED, law_points, width_mark
from core.lab.experiment import RunKey
from core.lab.statistics import Interval, Summary
from core.numerics import FloatArray
from gui.bench.grids import OWN
from gui.i18n import translate
from gui.lab.findings import Curve, Findings, Reckoner, look_steps, loss_steps, pairs_of, steps_of
from gui.lab.names import looks_of, pair_name, short_name
from gui.state import Cell
from gui.widgets.numbers import format_short
from gui.widgets.series_spec import Hue, Series, SeriesSpec

WIDTHS = f"{OWN}lab_widths"
"""Grid of the cells that stand for widths: a click on one shows its curves."""
MORE_HUES: tuple[Hue, ...] = ("accent", "muted")  # of a variant's second and third curve


def over_widths(found: Findings, row: int, col: int, empty: str) -> SeriesSpec:
    """Return the measure over the width, with what the width law gives K = V room for."""
    experiment = found.experiment
    series = [
        _of_table(found, variant, [(each.width, each.measure) for each in own], _values(own))
        for variant, own in _by_variant(found.table)
    ]
    law = law_points(experiment, found.table)
    widest = max(found.widths())
    seen = [point for point in law if point[0] <= widest]
    if seen and len(found.widths()) > 1:
        x, y = np.array(seen, dtype=np.float64).T
        name = translate("lab_figures", "room for K = V by the width law")
        series.append(Series(name, y, hue=looks_of(TIED).hue, dashed=True, x=x))
    mark = width_mark(experiment, found.table)
    lines: tuple[tuple[float, str], ...] = ()
    if mark is not None and mark.doubled <= widest and len(found.widths()) > 1:
        text = translate("lab_figures", "2r = {doubled}").format(doubled=mark.doubled)
        lines = ((float(mark.doubled), text),)
    chance = experiment.row.chance
    guessing = translate("lab_figures", "guessing: {chance}").format(chance=format_short(chance, 2))
    return _over_widths(
        "lab_widths",
        found,
        series,
        (row, col),
        heading=_heading(found),
        y_label=measure_name(found),
        most=1.0 if experiment.row.more_is_better else None,
        levels=((chance, guessing),) if experiment.row.more_is_better else (),
        lines=lines,
        empty=empty,
    )


def differences(found: Findings, row: int, col: int) -> SeriesSpec:
    """Return the paired differences from the first variant, over the width."""
    first = found.experiment.variants[0]
    values = {(each.variant, each.width): dict(each.values) for each in found.table}
    series = []
    for variant, own in _by_variant(found.table):
        if variant == first:
            continue
        pairs = [(each.width, each.difference) for each in own if each.difference is not None]
        each = {
            (each.width, seed): value - values[first, each.width][seed]
            for each in own
            for seed, value in each.values
            if seed in values.get((first, each.width), {})
        }
        series.append(_of_table(found, variant, pairs, each))
    return _over_widths(
        "lab_differences",
        found,
        series,
        (row, col),
        heading=translate("lab_figures", "Difference from {reference}, seed by seed").format(
            reference=short_name(first)
        ),
        y_label=translate("lab_figures", "difference in {measure}").format(
            measure=measure_name(found)
        ),
        levels=(
            (0.0, translate("lab_figures", "as {reference}").format(reference=short_name(first))),
        ),
        empty=translate("lab_figures", "There is nothing yet to compare."),
    )


def losses(
    reckoner: Reckoner, found: Findings, width: int, focused: RunKey | None, row: int, col: int
) -> SeriesSpec:
    """Return the training losses at a width, with bands over the seeds."""
    steps = steps_of(found, loss_steps)
    series = [
        _flowing(variant, reckoner.losses(found, variant, own, steps), focused, own)
        for variant, own in found.at(width)
    ]
    heading = translate("lab_figures", "Training loss at width {width}").format(width=width)
    return _over_steps("lab_losses", found, steps, series, (row, col), heading, _loss_name())


def measures(
    reckoner: Reckoner, found: Findings, width: int, focused: RunKey | None, row: int, col: int
) -> SeriesSpec:
    """Return the measures of the tests at a width, with bands over the seeds."""
    steps = steps_of(found, look_steps)
    series = [
        _flowing(variant, reckoner.measures(found, variant, own, steps), focused, own)
        for variant, own in found.at(width)
    ]
    heading = translate("lab_figures", "{measure} in tests at width {width}").format(
        measure=_capital(measure_name(found)), width=width
    )
    most = 1.0 if found.experiment.row.more_is_better else None
    name = measure_name(found)
    return _over_steps("lab_measures", found, steps, series, (row, col), heading, name, most=most)


def cosines(
    reckoner: Reckoner, found: Findings, width: int, focused: RunKey | None, row: int, col: int
) -> SeriesSpec:
    """Return the cosine between the parts of a tied matrix's gradient, over the training."""
    steps = steps_of(found, look_steps)
    series = []
    for variant, own in found.at(width):
        looks = [
            look
            for seed in found.experiment.seeds
            if RunKey(variant, own, seed) in found.curves
            for look in found.curves[RunKey(variant, own, seed)].looks
        ]
        for number, pair in enumerate(pairs_of(looks)):
            curve = reckoner.cosines(found, variant, own, steps, pair)
            made = _flowing(variant, curve, focused, own)
            name = f"{short_name(variant)}: ∠({pair_name(pair)})"
            hue = made.hue if number == 0 else MORE_HUES[(number - 1) % len(MORE_HUES)]
            series.append(_renamed(made, name, hue))
    heading = translate("lab_figures", "Do the parts of a tied gradient agree? Width {width}")
    name = translate("lab_figures", "cosine")
    zero = translate("lab_figures", "at right angles")
    return _over_steps(
        "lab_cosines",
        found,
        steps,
        series,
        (row, col),
        heading.format(width=width),
        name,
        least=-1.0,
        most=1.0,
        levels=((0.0, zero),),
        empty=translate("lab_figures", "Nothing that is tied has been trained at this width yet."),
    )


def measure_name(found: Findings) -> str:
    """Return what a test reports, in the reader's language."""
    return translate("core", found.experiment.row.measure)


def _loss_name() -> str:
    return translate("lab_figures", "loss")


def _heading(found: Findings) -> str:
    name, widths = _capital(measure_name(found)), found.widths()
    if len(widths) == 1:
        text = translate("lab_figures", "{measure} at width {width}")
        return text.format(measure=name, width=widths[0])
    return translate("lab_figures", "{measure} over the width").format(measure=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_variant(table: Sequence[Summary]) -> list[tuple[str, list[Summary]]]:
    names = dict.fromkeys(each.variant for each in table)
    return [(name, [each for each in table if each.variant == name]) for name in names]


def _values(own: Sequence[Summary]) -> dict[tuple[int, int], float]:
    """Return the measure of every run: (width, seed) -> value."""
    return {(each.width, seed): value for each in own for seed, value in each.values}


def _of_table(
    found: Findings,
    variant: str,
    intervals: Sequence[tuple[int, Interval]],
    values: dict[tuple[int, int], float],
) -> Series:
    """Return a variant's series over the places of the width axis."""
    places = _places(found)
    seeds = found.experiment.seeds
    mean, low, high = (np.full(len(places), np.nan) for _ in range(3))
    each = np.full((len(seeds), len(places)), np.nan)
    for width, known in intervals:
        at = _place(found, variant, width)
        mean[at], low[at], high[at] = known.mean, known.low, known.high
        for number, seed in enumerate(seeds):
            each[number, at] = values.get((width, seed), np.nan)
    looks = looks_of(variant)
    labels = tuple(f"seed {seed}" for seed in seeds)
    name = short_name(variant)
    return Series(name, mean, low, high, each, labels, looks.hue, looks.symbol)


def _places(found: Findings) -> FloatArray:
    """Return the places of the width axis: the widths, or, of one width, the variants'."""
    widths = found.widths()
    count = len(widths) if len(widths) > 1 else len(found.experiment.variants)
    return np.array(widths if len(widths) > 1 else range(count), dtype=np.float64)


def _place(found: Findings, variant: str, width: int) -> int:
    widths = found.widths()
    if len(widths) > 1:
        return widths.index(width)
    return found.experiment.variants.index(variant)


def _over_widths(
    key: str,
    found: Findings,
    series: Sequence[Series],
    at: tuple[int, int],
    *,
    heading: str,
    y_label: str,
    levels: tuple[tuple[float, str], ...],
    lines: tuple[tuple[float, str], ...] = (),
    most: float | None = None,
    empty: str = "",
) -> SeriesSpec:
    """Place series over the widths; over the variants where there is one width only."""
    places, widths = _places(found), found.widths()
    several = len(widths) > 1
    names = [str(width) for width in widths]
    x_label = translate("lab_figures", "width r of a head")
    if found.experiment.row.kind == "seq2seq":
        x_label = translate("lab_figures", "width of the states")
    if not several:
        names = [short_name(variant) for variant in found.experiment.variants]
        x_label = translate("lab_figures", "width {width}").format(width=widths[0])
    return SeriesSpec(
        key=key,
        x=places,
        series=tuple(series),
        row=at[0],
        col=at[1],
        heading=heading,
        x_label=x_label,
        y_label=y_label,
        ticks=tuple(zip(places.tolist(), names, strict=True)),
        doubling=several,
        most=most,
        levels=levels,
        lines=lines,
        cells=tuple(Cell(WIDTHS, 0, 0, place) for place in range(len(places))),
        empty=empty,
    )


def _flowing(variant: str, curve: Curve, focused: RunKey | None, width: int) -> Series:
    """Return a variant's series over the steps."""
    looks = looks_of(variant)
    labels = tuple(f"seed {seed}" for seed in curve.seeds)
    chosen = None
    if focused is not None and (focused.variant, focused.width) == (variant, width):
        chosen = curve.seeds.index(focused.seed) if focused.seed in curve.seeds else None
    band, name = curve.band, short_name(variant)
    return Series(
        name, band.mean, band.low, band.high, curve.each, labels, looks.hue, focused=chosen
    )


def _renamed(series: Series, name: str, hue: Hue) -> Series:
    return Series(
        name,
        series.mean,
        series.low,
        series.high,
        series.each,
        series.labels,
        hue,
        focused=series.focused,
    )


def _over_steps(
    key: str,
    found: Findings,
    steps: FloatArray,
    series: Sequence[Series],
    at: tuple[int, int],
    heading: str,
    y_label: str,
    *,
    least: float | None = 0.0,
    most: float | None = None,
    levels: tuple[tuple[float, str], ...] = (),
    empty: str = "",
) -> SeriesSpec:
    total = float(found.experiment.steps)
    places = steps if len(steps) else np.array([total])
    return SeriesSpec(
        key=key,
        x=places,
        series=tuple(series) if len(steps) else (),
        row=at[0],
        col=at[1],
        heading=heading,
        x_label=translate("lab_figures", "steps"),
        y_label=y_label,
        flowing=True,
        end=total,
        least=least,
        most=most,
        levels=levels,
        cells=tuple(Cell(f"{OWN}{key}", 0, 0, place) for place in range(len(places))),
        empty=empty or translate("lab_figures", "No run at this width has begun."),
    )
