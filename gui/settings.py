"""What the window remembers from one day to the next; whatever is damaged falls back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtCore import QSettings

from core.faults import InputError
from core.objective import Objective, read_loss, write_loss
from core.reading import parse_json
from core.records import changed, plain
from core.scenario import Scenario, Seeded
from core.session import scenario_from_dict, scenario_to_dict
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS, Mode
from gui.page_keys import PAGE_KEYS
from gui.state import MOST_BESIDE, Lab

SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5)
MOST_KEPT = 2_000_000  # characters; larger work belongs into a file


@dataclass(frozen=True)
class Settings:
    """Everything remembered.

    Attributes
    ----------
    geometry, columns : the window's place and the widths of its columns, as Qt writes them.
    theme, language : None before the first choice, which follows the system.
    scale : size of the fonts, one of SCALES.
    options : whether the options row is open.
    toured : whether the tour of the first start has been shown.
    scenario, step, page : what was computed and where the person looked; None at first.
    beside : the variants of Compare's other columns; empty at first.
    lab : what the page Lab was asked for; None at first.
    variants : the variant that each mechanism showed last.
    loss : what the gradients were of; None before the first choice.
    """

    geometry: bytes = b""
    columns: bytes = b""
    theme: Literal["light", "dark"] | None = None
    language: str | None = None
    scale: float = 1.0
    options: bool = False
    toured: bool = False
    scenario: Scenario | None = None
    step: str | None = None
    page: str | None = None
    beside: tuple[str, ...] = ()
    lab: Lab | None = None
    variants: Mapping[Mode, str] = field(default_factory=lambda: MappingProxyType({}))
    loss: Objective | None = None


def stored() -> QSettings:
    """Return the file that keeps the settings."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "qkv-explorer", "qkv-explorer"
    )


def load(store: QSettings) -> Settings:
    """Read the settings; every value that is missing or makes no sense falls back by itself."""
    theme = _text(store, "theme")
    step, page = _text(store, "step"), _text(store, "page")
    return Settings(
        geometry=_bytes(store, "geometry"),
        columns=_bytes(store, "columns"),
        theme="dark" if theme == "dark" else "light" if theme == "light" else None,
        language=_text(store, "language") or None,
        scale=_scale(_text(store, "scale")),
        options=_text(store, "options") == "true",
        toured=_text(store, "toured") == "true",
        scenario=read_scenario(_text(store, "scenario")),
        step=step if step in ALL_STEP_KEYS else None,
        page=page if page in PAGE_KEYS else None,
        beside=_known(_text(store, "beside")),
        lab=_lab(_text(store, "lab")),
        variants=_variants(_text(store, "variants")),
        loss=read_loss(_text(store, "loss")),
    )


def save(store: QSettings, settings: Settings) -> None:
    """Write the settings; a folder that cannot be written to is no reason to stop."""
    store.setValue("geometry", b64encode(settings.geometry).decode())
    store.setValue("columns", b64encode(settings.columns).decode())
    store.setValue("theme", settings.theme or "")
    store.setValue("language", settings.language or "")
    store.setValue("scale", str(settings.scale))
    store.setValue("options", "true" if settings.options else "false")
    store.setValue("toured", "true" if settings.toured else "false")
    store.setValue("step", settings.step or "")
    store.setValue("page", settings.page or "")
    store.setValue("beside", " ".join(settings.beside))
    if settings.lab is not None:
        store.setValue("lab", json.dumps(plain(settings.lab), ensure_ascii=True))
    store.setValue("variants", json.dumps(dict(settings.variants)))
    store.setValue("loss", "" if settings.loss is None else write_loss(settings.loss))
    if settings.scenario is not None:
        store.setValue("scenario", write_scenario(settings.scenario))
    store.sync()


def write_scenario(scenario: Scenario) -> str:
    """Return a scenario as a session writes it, edits and all; a very large one without them."""
    text = json.dumps(scenario_to_dict(scenario), ensure_ascii=True)
    if len(text) <= MOST_KEPT:
        return text
    return json.dumps(scenario_to_dict(replace(scenario, weights=Seeded(), edits=())))


def read_scenario(text: str) -> Scenario | None:
    """Return the scenario that JSON describes; None where it is damaged or cannot be run."""
    try:
        values = parse_json(text.encode("utf-8", "replace"), most=2 * MOST_KEPT)
        known = {row.name for row in fields(Scenario)}
        return scenario_from_dict({name: values[name] for name in values if name in known})
    except InputError:
        return None


def _variants(text: str) -> Mapping[Mode, str]:
    try:
        values: Any = json.loads(text)
        known = {key for key in values.values() if key in VARIANTS}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return MappingProxyType({})
    return MappingProxyType({VARIANTS[key].mode: key for key in known})


def _lab(text: str) -> Lab | None:
    """Return what the page Lab was asked for; None where that is damaged."""
    try:
        return changed(Lab(), json.loads(text), "lab")
    except (ValueError, TypeError, InputError, RecursionError):
        return None


def _known(text: str) -> tuple[str, ...]:
    """Return the variants named, at most as many as stand beside the first."""
    return tuple(dict.fromkeys(key for key in text.split() if key in VARIANTS))[:MOST_BESIDE]


def _scale(text: str) -> float:
    try:
        wanted = float(text)
    except ValueError:
        return 1.0
    return wanted if wanted in SCALES else 1.0


def _text(store: QSettings, key: str) -> str:
    value = store.value(key)
    return value if isinstance(value, str) else ""


def _bytes(store: QSettings, key: str) -> bytes:
    try:
        return b64decode(_text(store, key), validate=True)
    except ValueError:
        return b""
