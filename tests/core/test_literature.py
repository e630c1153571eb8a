"""The cited table: complete, frozen, and kept apart from what is computed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from core.literature import IN_USE, STUDIES


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.arxiv)
def test_every_figure_has_its_source_setting_and_measure(study):
    assert re.fullmatch(r"\d{4}\.\d{5}", study.arxiv)
    assert study.authors
    assert 2014 <= study.year <= 2026
    assert study.setting
    assert study.measure
    assert study.untied
    assert study.tied
    for cited in (*study.untied, *study.tied):
        assert re.fullmatch(r"[\d.]+( / [\d.]+)*", cited.figures)
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.year = 0


def test_remarks_agree_with_the_figures_they_speak_of():
    first = STUDIES[0]
    untied, tied = float(first.untied[0].figures), float(first.tied[0].figures)
    assert f"{(tied / untied - 1) * 100:.1f} %" in first.remark


def test_designs_in_use_say_how_they_tie():
    assert all(design.name and design.how for design in IN_USE)
    assert len({design.name for design in IN_USE}) == len(IN_USE)


def test_nothing_computed_reads_a_cited_figure():
    """Lessons may tell of a cited figure, by the name that says so; no computation knows any."""
    core = Path(__file__).parents[2] / "core"
    readers = [
        path.relative_to(core).as_posix()
        for path in core.rglob("*.py")
        if "core.literature" in path.read_text()
    ]
    assert readers == ["lessons/functions.py"]
