"""write_lesson(): a lesson's folder from the states that somebody kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.atomic import write_whole
from core.faults import InputError
from core.lessons.read import FORMAT, LESSON_FILE
from core.messages import QT_TRANSLATE_NOOP, message
from core.reading import shown_path
from core.scenario import Scenario
from core.session import scenario_to_dict

MINUTES = 45
_SKELETONS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "en": (
            "A recorded lesson",
            "What is it about? Say it in a line.",
            "Step",
            "Say here what is to be seen. A figure: $\\max |K - V|$ = {max_kv_difference:.2f}.",
        ),
        "zh_CN": (
            "录制的课程",
            "用一句话说明这节课讲什么。",
            "步骤",
            "在这里写要让学生看到什么。数值可以这样写：$\\max |K - V|$ = {max_kv_difference:.2f}。",
        ),
    }
)
"""Language -> title, summary, a step's heading, its text."""
_WITHOUT_FIGURE: Mapping[str, str] = MappingProxyType(
    {"en": "Say here what is to be seen.", "zh_CN": "在这里写要让学生看到什么。"}
)


@dataclass(frozen=True)
class Kept:
    """A state that was kept as a step.

    Attributes
    ----------
    scenario : what was run.
    view : where the person looked, as sessions write it.
    show : the panel's own view.
    comparable : whether keys and values can be compared, so that the sample figure has a value.
    """

    scenario: Scenario
    view: Mapping[str, Any] = field(default_factory=dict)
    show: str = ""
    comparable: bool = True


def write_lesson(folder: Path, kept: Sequence[Kept], minutes: int = MINUTES) -> None:
    """Write ``lesson.json``, ``en.md`` and ``zh_CN.md`` into a folder, made if need be.

    Raises
    ------
    InputError : there is no step, a lesson is there already, or a file cannot be written.
    """
    if not kept:
        raise InputError(
            "",
            message(QT_TRANSLATE_NOOP("core", "no step has been kept")),
            message(QT_TRANSLATE_NOOP("core", "keep at least one")),
        )
    if (folder / LESSON_FILE).exists():
        raise InputError(
            shown_path(folder),
            message(QT_TRANSLATE_NOOP("core", "there is a lesson already")),
            message(QT_TRANSLATE_NOOP("core", "choose another folder")),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            shown_path(folder),
            message(
                QT_TRANSLATE_NOOP("core", "it cannot be written: {reason}"),
                reason=error.strerror or str(error),
            ),
            message(QT_TRANSLATE_NOOP("core", "choose a folder that exists and has room")),
        ) from None
    for language in _SKELETONS:
        write_whole(folder / f"{language}.md", skeleton(kept, language).encode())
    # Last: a folder without it is no lesson yet.
    write_whole(folder / LESSON_FILE, lesson_json(kept, minutes).encode())


def lesson_json(kept: Sequence[Kept], minutes: int) -> str:
    """Return ``lesson.json``: the first state whole, of the others what differs from it."""
    base = scenario_to_dict(kept[0].scenario)
    steps = []
    for one in kept:
        own = scenario_to_dict(one.scenario)
        step: dict[str, Any] = {
            "scenario": {name: value for name, value in own.items() if value != base[name]},
            "view": dict(one.view),
        }
        if one.show:
            step["show"] = one.show
        steps.append({name: value for name, value in step.items() if value})
    content = {"format": FORMAT, "minutes": minutes, "scenario": base, "steps": steps}
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def skeleton(kept: Sequence[Kept], language: str) -> str:
    """Return the text to be written on, a heading a step."""
    title, summary, heading, body = _SKELETONS[language]
    lines = [f"# {title}", "", summary]
    for number, one in enumerate(kept, 1):
        text = body if one.comparable else _WITHOUT_FIGURE[language]
        lines += ["", f"## {heading} {number}", "", text]
    return "\n".join(lines) + "\n"
