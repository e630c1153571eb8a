"""What is said of two runs: badges beside their plots, and a line that sums them up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from core.compare import Difference
from core.trace import Grid
from gui.comparison import Column
from gui.i18n import render, translate
from gui.widgets.column_origins import LETTERS
from gui.widgets.lens_table import number
from gui.widgets.spec_builders import symbol, titled
from gui.widgets.specs import MarkName, MarkSpec

UNBROKEN = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"  # a shape stays on one line
# What a step is mainly about.
MAIN = frozenset(
    (
        *("x", "source_x", "target_x", "encoder_states", "decoder_states"),
        *("query", "key", "value", "scores", "mask", "masked", "weights", "context", "output"),
    )
)
_NAMES: Mapping[str, MarkName] = MappingProxyType(
    {"identical": "identical", "rounding": "rounding", "different": "different"}
)
ORDER: tuple[MarkName, ...] = ("identical", "rounding", "different", "apart")


def plot_column(place: int) -> int:
    """Return the column of the page in which a run's plots stand; differences stand before it."""
    return 2 * place


def step_marks(columns: Sequence[Column], step: str, row: int) -> Iterator[MarkSpec]:
    """Yield what becomes of a step in every column after the first."""
    for place, column in enumerate(columns[1:], start=1):
        if column.trace is None or columns[0].trace is None:
            continue
        verdict, found = step_verdict(column.differences, step)
        short = mark_words(verdict)
        texts: tuple[str, ...] = (short,)
        if verdict == "different":
            main = [one for one in found if one.grid in MAIN] or found
            largest = _largest(max(one.largest or 0.0 for one in main))
            texts = (f"{short}, {largest}", short)
            symbols = ", ".join(symbol(columns[0].trace.grid(one.grid)) for one in main)
            if symbols:
                long = translate("spec_columns", "different: {grids}").format(grids=symbols)
                texts = (f"{long}, {largest}", long, symbols, short)
        key = f"step_{step}_mark_{LETTERS[place]}"
        yield MarkSpec(key, verdict, texts, row, plot_column(place), strong=True)


def grid_mark(difference: Difference, key: str, row: int, col: int, head: int) -> MarkSpec | None:
    """Return the badge of one grid, with the reason why it cannot be compared.

    It speaks of all heads, and says so where the one that is shown, ``head``, is alike. There is
    none for a grid that one run alone has: its place says so already.
    """
    if difference.verdict in ("only_first", "only_second"):
        return None
    verdict = mark_name(difference)
    words = mark_words(verdict)
    texts: tuple[str, ...] = (words,)
    if difference.largest:
        largest = _largest(difference.largest)
        texts = (f"{words}, {largest}", largest, f"Δ {number(difference.largest)}")
    notes = [] if difference.reason is None else [render(difference.reason)]
    alone = difference.heads[head] if head < len(difference.heads) else difference.verdict
    if alone != difference.verdict:
        text = translate("spec_columns", "head {head} alone: {verdict}")
        notes.append(text.format(head=head + 1, verdict=mark_words(_NAMES[alone])))
    note = "; ".join(notes).replace(" × ", UNBROKEN)
    return MarkSpec(key, verdict, texts, row, col, note=note)


def step_verdict(differences: Sequence[Difference], step: str) -> tuple[MarkName, list[Difference]]:
    """Return what becomes of a step, and the differences that say so.

    Grids that one run alone has are not held against it; with no grid in common, it is apart.
    """
    both = [one for one in differences if one.step == step and not one.verdict.startswith("only")]
    for verdict in ("different", "shapes", "rounding"):
        found = [one for one in both if one.verdict == verdict]
        if found:
            return mark_name(found[0]), found
    return ("identical", both) if both else ("apart", [])


def reading(
    first: Column, other: Column, *, brief: bool = False
) -> tuple[tuple[MarkName, tuple[str, ...]], ...]:
    """Return what is identical, equal to rounding, different and not comparable, by its words.

    Only what a step is mainly about is named, and only what both runs have; ``brief`` names it by
    its letter alone.
    """
    if first.trace is None:
        return ()
    found: dict[MarkName, list[str]] = {}
    for one in other.differences:
        if one.grid in MAIN and not one.verdict.startswith("only"):
            grid = first.trace.grid(one.grid)
            found.setdefault(mark_name(one), []).append(symbol(grid) if brief else _words(grid))
    return tuple((verdict, tuple(found[verdict])) for verdict in ORDER if verdict in found)


def readings(columns: Sequence[Column], words_of: Callable[[MarkName], str]) -> tuple[str, ...]:
    """Return a line a column after the first: what is identical to it, and what is not.

    Two such lines name grids by the letters that stand below the plots: in words, they would leave
    the plots of a small window little room.
    """
    first, *others = columns
    brief = len(others) > 1
    line = translate("spec_columns", "{letter} against A: {reading}")
    part = translate("spec_columns", "{verdict}: {grids}")
    found = []
    for place, other in enumerate(others, start=1):
        if other.trace is not None:
            parts = [
                part.format(verdict=words_of(verdict), grids=", ".join(words))
                for verdict, words in reading(first, other, brief=brief)
            ]
            text = "; ".join(parts)
            found.append(line.format(letter=LETTERS[place], reading=text))
    return tuple(found)


def mark_words(verdict: MarkName) -> str:
    """Return a verdict in the reader's language."""
    if verdict == "identical":
        return translate("spec_columns", "identical")
    if verdict == "rounding":
        return translate("spec_columns", "equal to rounding")
    if verdict == "different":
        return translate("spec_columns", "different")
    return translate("spec_columns", "not comparable")


def mark_name(difference: Difference) -> MarkName:
    """Return the badge that a difference gets."""
    return _NAMES.get(difference.verdict, "apart")


def _largest(difference: float) -> str:
    """Return how far two grids are apart at most."""
    return translate("spec_columns", "max |Δ| = {value}").format(value=number(difference))


def _words(grid: Grid) -> str:
    """Return what a grid is called in a sentence: its letter where that is enough."""
    if grid.name in ("query", "key", "value"):
        return symbol(grid)
    title = titled(grid)
    return title[:1].lower() + title[1:]
