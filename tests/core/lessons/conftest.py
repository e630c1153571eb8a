"""A small lesson in a folder, to be broken in every way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STEPS: list[dict[str, Any]] = [
    {"view": {"step": "scores"}, "highlight": [{"grid": "scores", "row": "cat"}]},
    {
        "view": {"step": "weights"},
        "question": {"kind": "choice", "right": ["same_numbers == 1", "same_numbers == 0"]},
    },
    {
        "scenario": {"variant": "k_eq_v"},
        "may_change": ["temperature"],
        "question": {
            "kind": "task",
            "done": 'row_max("weights", 1) < 0.4',
            "solution": {"temperature": 50.0},
        },
    },
]
TEXT = """# A small lesson

In a line.

## First

Text with **{n_keys}** tokens and $\\sqrt{d} = @{sqrt(d_head):.2f}$.

## Second

### question
Are K and V the same numbers?

### options
- yes
- no

### why
- they are
- they differ by {max_kv_difference:.2f}

## Third

### question
Flatten the row.
"""

Maker = Callable[..., Path]


@pytest.fixture
def lesson(tmp_path: Path) -> Maker:
    """Write a lesson; ``steps``, ``text``, ``files`` and outer fields may differ."""

    def make(steps: Any = None, text: str = TEXT, **outer: Any) -> Path:
        folder = tmp_path / "lesson"
        folder.mkdir(exist_ok=True)
        content = {
            "format": 1,
            "minutes": 10,
            "scenario": {"text": "the cat sat"},
            "steps": STEPS if steps is None else steps,
        } | outer
        (folder / "lesson.json").write_text(json.dumps(content), encoding="utf-8")
        (folder / "en.md").write_text(text, encoding="utf-8")
        return folder

    return make
