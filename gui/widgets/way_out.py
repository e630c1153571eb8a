"""What is wrong with a scenario in words, and the way out where a trained model is in the way."""

from __future__ import annotations

from html import escape

from core.scenario import Trained
from gui.i18n import told, translate
from gui.state import State

RANDOM_LINK, TEXT_LINK = "random", "text"


def way_out(state: State) -> str:
    """Return a link to random vectors where a trained model cannot show what is wanted."""
    if not isinstance(state.shown.weights, Trained):
        return ""
    fields = {problem.field for problem in state.problems}
    if "weights" in fields:
        words = translate("scenario_bar", "Use random vectors")
        return f' &nbsp;<a href="{RANDOM_LINK}">{escape(words)}</a>'
    if fields & {"text", "target"}:
        words = translate("scenario_bar", "Show this text with random vectors")
        return f'<a href="{TEXT_LINK}">{escape(words)}</a>'
    return ""


def problem_texts(state: State, names: tuple[str, ...]) -> str:
    """Return what is wrong with some fields, a line each."""
    return "\n".join(told(problem) for problem in state.problems if problem.field in names)
