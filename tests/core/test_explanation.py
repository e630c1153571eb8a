"""An explanation is enough to compute a cell again, without the trace."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.cells import printed
from core.draws import draw
from core.explanation import (
    Draw,
    Explanation,
    Operand,
    Stage,
    apply,
    recompute,
    terms_of,
    total_of,
)


@pytest.mark.parametrize(
    ("token", "tex"),
    [("it", "it"), ("a_b", r"a\_b"), ("{", r"\{"), ("\\", r"\textbackslash "), ("注", "注")],
)
def test_tokens_are_printed_whatever_they_hold(token, tex):
    assert printed(token) == tex


def bare(rule, *columns, **more):
    """Return an explanation that holds no more than its arithmetic."""
    operands = tuple(Operand("", "", np.array(column, dtype=float)) for column in columns)
    return Explanation("", 0, 0, 0, "", 0.0, rule, operands, **more)


def test_recompute_by_hand():
    assert recompute(bare("product", [1, 2], [3, 4])) == 11
    assert recompute(bare("sum", [1, 2, 3])) == 6
    assert recompute(bare("tanh", [1], [2], [4])) == pytest.approx(4 * math.tanh(3))
    assert recompute(bare("softmax", [0, 0, -math.inf], pick=1)) == 0.5
    assert recompute(bare("softmax", [-math.inf], pick=0)) == 0
    assert recompute(bare("entropy", [0.5, 0.5, 0])) == pytest.approx(math.log(2))
    assert recompute(bare("all", [1], [0])) == 0
    assert recompute(bare("all")) == 1
    assert recompute(bare("copy", [3.5])) == recompute(bare("edited", [3.5])) == 3.5
    # A masked key has weight 0: what stands in its value does not matter.
    assert recompute(bare("product", [0, 1], [math.inf, 2])) == 2


@pytest.mark.parametrize("incomplete", [bare("drawn"), bare("softmax", [1.0])])
def test_an_explanation_that_lacks_something_is_refused(incomplete):
    with pytest.raises(ValueError, match=r"Draw|pick"):
        recompute(incomplete)


def test_rules_without_terms_are_refused():
    with pytest.raises(ValueError, match="'copy' sums no terms"):
        terms_of("copy", ())


@pytest.mark.parametrize("index", [0, 1, 2, 63])
def test_a_drawn_number_is_drawn_again(index):
    drawn = bare("drawn", drawn=Draw(3, "W_K/1", index, 0.25))
    assert recompute(drawn) == draw(3, "W_K/1", (16, 4), 0.25).ravel()[index]


@pytest.mark.parametrize(
    ("operation", "operand", "result"),
    [
        ("divide", 4.0, 0.5),
        ("multiply", 4.0, 8.0),
        ("add", 4.0, 6.0),
        ("tanh", None, math.tanh(2)),
        ("sin", None, math.sin(2)),
        ("cos", None, math.cos(2)),
        ("softcap", 4.0, 4 * math.tanh(0.5)),
        ("mask", 1.0, 2.0),
        ("mask", 0.0, -math.inf),
        ("overflow", 1e308, 1e308),
    ],
)
def test_operations(operation, operand, result):
    assert apply(operation, 2.0, operand) == result
    stages = (Stage(operation, operand, "", 0.0),)
    assert recompute(bare("sum", [1, 1], stages=stages)) == result


def test_products_that_overflow_apart_add_up_together():
    columns = tuple(Operand("", "", np.array(c)) for c in ([1e200, 1e200], [1e200, -1e200]))
    assert total_of(columns, terms_of("product", columns)) == 0.0
    columns = tuple(Operand("", "", np.array(c)) for c in ([1e200, 1e200], [1e200, -2e200]))
    assert total_of(columns, terms_of("product", columns)) == -math.inf
