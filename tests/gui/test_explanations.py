"""What the explanations claim is what the core computes, and every step has one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.pipeline import run
from core.scenario import Scenario
from core.trace import ALL_STEP_KEYS, Trace
from core.variants import VARIANTS, of_mode
from gui.explanation_texts.trained import of_trained
from gui.explanations import TEXTS, explanation
from gui.i18n import FOLDER, PREFIX
from gui.state import State, View

CATALOGUES = sorted(FOLDER.glob(f"{PREFIX}*.ts"))
QUOTED_VIEW = re.compile("“([A-Z][^”]*)”")
RELATIONS = ("same source", "same map", "same numbers", "v has no part", "looks at v", "no v")


def trace_of(variant: str, **chosen: object) -> Trace:
    return run(replace(Scenario(variant=variant), **chosen))


def same(one: Trace, other: Trace, *grids: str) -> bool:
    return all(
        np.array_equal(one.grid(grid).values, other.grid(grid).values, equal_nan=True)
        for grid in grids
    )


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("step", ALL_STEP_KEYS)
def test_every_step_of_every_variant_is_explained(step: str, variant: str) -> None:
    trace = trace_of(variant)
    text = explanation(step, variant, State(trace.scenario, trace, View()))
    paragraphs = text.split("\n\n")
    assert 2 <= len(paragraphs) <= 4
    assert 60 <= len(text.split()) <= 190
    assert not re.search(r"[{}]", text)
    assert any(words in text.lower() for words in RELATIONS), "which sense of K = V is meant?"


def test_texts_name_steps_variants_and_modes_that_exist() -> None:
    names = {*VARIANTS, *(row.mode for row in VARIANTS.values())}
    assert set(TEXTS) == set(ALL_STEP_KEYS)
    assert {name for texts in TEXTS.values() for name in texts} <= names


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_view_is_called_what_its_button_says_in_every_language(path: Path) -> None:
    """Texts quote the names of views, “Hull”; a view that is renamed takes its texts along."""
    said = {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext(
            "translation", ""
        )
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }
    for step, texts in TEXTS.items():
        for text in {paragraph for paragraphs in texts.values() for paragraph in paragraphs}:
            for view in QUOTED_VIEW.findall(text):
                assert (step, view) in said, f"{step} has no view {view!r}"
                assert said[step, view] in said["explanations", text]


def test_tying_v_changes_nothing_before_the_values() -> None:
    """The sentence that the scores, the mask and the weights repeat."""
    untied, tied = trace_of("self", mask="causal"), trace_of("k_eq_v", mask="causal")
    assert same(untied, tied, "x", "query", "key", "scores", "masked", "weights")
    assert not same(untied, tied, "value")
    assert not same(untied, tied, "context")


def test_tying_q_leaves_keys_and_values() -> None:
    untied, tied, both = trace_of("self"), trace_of("q_eq_k"), trace_of("q_eq_k_eq_v")
    assert same(untied, tied, "key", "value")
    assert not same(untied, tied, "weights")
    assert same(tied, both, "scores", "weights")


def test_the_readings_of_general_differ_in_keys_only() -> None:
    on_query = trace_of("luong_general", reading="query")
    on_memory = trace_of("luong_general", reading="memory")
    assert same(on_query, on_memory, "value")
    assert not same(on_query, on_memory, "key")
    for grid in ("scores", "weights", "output"):
        one, other = on_query.grid(grid).values, on_memory.grid(grid).values
        assert np.allclose(one, other, rtol=0, atol=1e-12)


def test_a_source_word_reaches_the_encoder_states_from_there_on() -> None:
    before, after = trace_of("luong_dot", text="a b c d"), trace_of("luong_dot", text="a b x d")
    one, other = (trace.grid("encoder_states").values[0] for trace in (before, after))
    changed = (one != other).any(axis=1)
    assert changed.tolist() == [False, False, True, True]


@pytest.mark.parametrize("variant", [row.key for row in of_mode("traditional")])
def test_traditional_mechanisms_differ_in_nothing_but_the_attention(variant: str) -> None:
    assert same(trace_of("luong_dot"), trace_of(variant), "encoder_states", "decoder_states")


@pytest.mark.parametrize("variant", ["luong_dot", "luong_general", "luong_concat", "bahdanau"])
def test_the_old_papers_neither_scale_nor_project(variant: str) -> None:
    trace = trace_of(variant)
    assert np.array_equal(trace.grid("scaled").values, trace.grid("scores").values)
    assert not trace.has("w_o")


@pytest.mark.parametrize("retied", [False, True])
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("step", TEXTS)
def test_nothing_that_is_said_of_a_trained_model_is_true_of_drawn_numbers_alone(
    step: str, variant: str, retied: bool
) -> None:
    """Who writes a paragraph about random vectors marks it, or it would be said of learned ones."""
    by_name, mode = TEXTS[step], VARIANTS[variant].mode
    texts = by_name.get(variant) or by_name.get(mode, ())
    said = " ".join(of_trained(step, variant, mode, texts, retied=retied))
    words = r"random|\bseed|[Ss]inusoidal|Elman"
    assert not re.search(words if retied else rf"{words}|bit for bit|stay as they are", said)
