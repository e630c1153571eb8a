"""Every step's panel in an untied variant and in its tied twin, as SVG."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent

from core.basis import basis_of
from core.trace import Trace
from core.verdict import pair
from gui.comparison import of_variant
from gui.i18n import render, translate
from gui.page import panel_picture
from gui.panels.step_panel import StepPanel
from gui.pictures import svg_bytes
from gui.stage import staged
from gui.state import State
from gui.step_panels import PANELS
from gui.store import Store
from gui.widgets.formula import formula_svg
from gui.widgets.style import Style
from gui.widgets.tex_text import plain

ROOM = (760, 560)  # pixels for the plots of a panel
FORMULA_PX = 18.0
# Inside HTML the parser knows what SVG is; its edition and profile mean nothing there.
_NEEDLESS = re.compile(r' (?:xmlns(?::\w+)?|baseProfile|version)="[^"]*"')
_PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>)\s*")
# Where one drawing refers to a part of itself.
_NAMES = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture for a page of HTML: SVG, and the same in words."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class StepPlots:
    """One step in two variants.

    Attributes
    ----------
    key, title, question : of the step.
    keys, variants : the two (or the one) by key and by label, untied first.
    formulas, panels : a drawing for each.
    basis : where their numbers come from, beside a trained model; "" where that goes without
        saying.
    """

    key: str
    title: str
    question: str
    keys: tuple[str, ...]
    variants: tuple[str, ...]
    formulas: tuple[Drawing, ...]
    panels: tuple[Drawing, ...]
    basis: str = ""


def step_plots(state: State, style: Style) -> tuple[StepPlots, ...]:
    """Draw every step in the two variants that :func:`core.verdict.pair` names.

    A twin that the scenario's sizes do not allow is left out.

    Parameters
    ----------
    state : the scenario, and the head and cell where the person looks.
    style : theme and scale.
    """
    keys = tuple(
        variant
        for variant in pair(state.scenario.variant)
        if not of_variant(state.scenario, variant).validate()
    )
    drawn = [_of_variant(state, variant, style) for variant in keys]
    labels = tuple(label for label, _, _ in drawn)
    basis = " ".join(map(render, basis_of([trace for _, _, trace in drawn], state.scenario)))
    return tuple(
        StepPlots(
            key=kind.key,
            title=f"{kind.order}  {translate('panels', kind.title)}",
            question=translate("panels", kind.question),
            keys=keys,
            variants=labels,
            formulas=tuple(steps[place][0] for _, steps, _ in drawn),
            panels=tuple(steps[place][1] for _, steps, _ in drawn),
            basis=basis,
        )
        for place, kind in enumerate(PANELS)
    )


def formula(tex: str, style: Style, name: str) -> Drawing:
    """Return a formula as a drawing whose parts have names of their own."""
    if not tex:  # gradients that this run cannot be asked
        return Drawing("", "")
    svg = formula_svg(tex, style.theme, style.px(FORMULA_PX))
    return Drawing(inline(svg, name), plain(tex))


def inline(svg: str, name: str) -> str:
    """Return SVG that can stand inside HTML, beside others: its inner names begin with ``name``."""
    while (match := _PROLOGUE.match(svg)) is not None:
        svg = svg[match.end() :]
    return _NAMES.sub(rf"\g<1>{name}-\g<2>", _NEEDLESS.sub("", svg)).strip()


def _of_variant(
    state: State, variant: str, style: Style
) -> tuple[str, list[tuple[Drawing, Drawing]], Trace]:
    """Return the label of a variant, formula and panel of each step, and the run."""
    store = Store(of_variant(state.scenario, variant), big=sys.maxsize)
    try:
        head = min(state.view.head, store.state.trace.resolved.n_heads - 1)
        store.look(head=head, loss=state.view.loss)
        label = translate("core", store.state.trace.resolved.variant.label)
        steps = [_drawn(store, kind, style, label) for kind in PANELS]
        return label, steps, store.state.trace
    finally:
        store.close()
        store.deleteLater()
        QCoreApplication.sendPostedEvents(store, QEvent.Type.DeferredDelete)


def _drawn(
    store: Store, kind: type[StepPanel], style: Style, label: str
) -> tuple[Drawing, Drawing]:
    name = f"{store.state.scenario.variant}-{kind.key}"
    with staged(kind, store, style.theme, style.scale, ROOM) as panel:
        picture = panel_picture(panel, store.state, caption=False)
        svg = svg_bytes(picture).decode()
        tex = panel.formula(store.state)
    words = translate("report", "Plots of the step {step} in {variant}").format(
        step=translate("panels", kind.title), variant=label
    )
    return formula(tex, style, f"formula-{name}"), Drawing(inline(svg, name), words)
