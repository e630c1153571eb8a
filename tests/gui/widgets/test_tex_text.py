"""Symbols as text: what TeX means, in letters that any font has."""

from __future__ import annotations

import pytest

from core.pipeline import run
from core.scenario import Scenario
from core.variants import VARIANTS
from gui.widgets.tex_text import plain, runs


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\query{Q}\,\key{K}^\top", "Q Kᵀ"),
        (r"\sqrt{8}", "√8"),
        (r"\sqrt{d}", "√d"),
        (r"\frac{S}{\sqrt{d}}", "S / √d"),
        (r"\tied{k_j}", "k_j"),
        (r"S_{\text{it}, \text{the cat}}", "S_it,the cat"),
        (r"\mathrm{softmax}(\tilde S)", "softmax(S\u0303)"),
        (r"W_a^{s} s_i", "W_a^ss_i"),
        (r"K - V", "K−V"),
        (r"\unknown{x}", "unknownx"),
        ("", ""),
        (r"a_{", "a"),
    ],
)
def test_a_symbol_reads_as_it_is_written(tex: str, text: str) -> None:
    assert plain(tex).replace(" ", "") == text.replace(" ", "")


def test_a_symbol_of_two_roles_wears_both() -> None:
    (letter, index) = runs(r"\tied{k_j}")
    assert letter.roles == index.roles == ("key", "value")
    assert (letter.script, index.script) == (0, -1)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_symbol_of_every_grid_is_readable(variant: str) -> None:
    for step in run(Scenario(variant=variant)).steps:
        for grid in step.grids:
            assert plain(grid.symbol)
            assert "\\" not in plain(grid.symbol)
            assert "{" not in plain(grid.symbol)
