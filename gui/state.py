"""What the window shows, as frozen data: the scenario, its trace, and where the person looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.objective import Objective

if TYPE_CHECKING:
    from core.messages import Problem
    from core.scenario import Scenario
    from core.trace import Trace


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one grid of the trace."""

    grid: str
    head: int
    row: int
    col: int


STEPS = "steps"
"""The page of the step panels."""
MOST_BESIDE = 2  # variants that Compare shows beside the scenario's own


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page Compare shows beside the scenario's own variant.

    Attributes
    ----------
    variants : of the second and, where there is one, the third column.
    differences : whether A - B stands between the columns.
    own_scales : whether each plot has a colour scale of its own; else a row shares one.
    everything : whether every grid of a step is shown, or only what it is mainly about.
    alpha : how far W_V has been moved to W_K, 0 untied to 1 tied.
    apart : beside a trained model, whether the others are models that were trained by themselves;
        else they have the matrices of the scenario's own model, tied here and now.
    """

    variants: tuple[str, ...] = ("k_eq_v",)
    differences: bool = False
    own_scales: bool = False
    everything: bool = False
    alpha: float = 0.0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """What the page Tying bench was asked for, right or wrong.

    Attributes
    ----------
    r, d : width of the random heads and of the model.
    own_head : whether the scenario's focused head stands there instead.
    log_errors : whether the errors' axis is logarithmic.
    preset : name of a published size in ``core.presets.PRESETS``; "" is the scenario's own.
    depth : layers; None takes the preset's.
    context : tokens.
    number_type : key of ``core.presets.NUMBER_TYPES``.
    log_costs : whether the costs' axes are logarithmic.
    """

    r: int = 4
    d: int = 16
    own_head: bool = False
    log_errors: bool = False
    preset: str = ""
    depth: int | None = None
    context: int = 4096
    number_type: str = "bfloat16"
    log_costs: bool = False


@dataclass(frozen=True, slots=True)
class Lab:
    """What the page Lab was asked for, right or wrong; at first recall's sweep for a class.

    Attributes
    ----------
    task : key of ``core.lab.tasks.TASKS``.
    variants : keys of VARIANTS; the first is what the others are held against.
    widths : of a head, as they were typed.
    seeds : how many runs of every kind; their seeds are 0, 1, ...
    steps : length of the training.
    output_projection : whether there is W_O.
    text : file of the character model's text; "" is the task's own.
    folder : where the results are kept; "" is one of the user's own data, by experiment.
    batch, learning_rate, n_heads : as a file has them; None are the task's own.
    """

    task: str = "recall"
    variants: tuple[str, ...] = ("self", "k_eq_v")
    widths: str = "2, 3, 4, 6, 8, 12"
    seeds: int = 5
    steps: int = 1500
    output_projection: bool = True
    text: str = ""
    folder: str = ""
    batch: int | None = None
    learning_rate: float | None = None
    n_heads: int | None = None


@dataclass(frozen=True, slots=True)
class Restraint:
    """What a teacher has put out of reach; :mod:`gui.teacher.catalogue` lists the controls.

    Attributes
    ----------
    locked : keys of controls that are seen and cannot be used.
    hidden : keys of controls that are not seen.
    """

    locked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Where the person looks; not part of undo.

    Attributes
    ----------
    page : key of the page; :data:`STEPS` is the step panels.
    step : key of the step shown, one of ``core.trace.ALL_STEP_KEYS``.
    head : the focused head (0-based); grids with fewer heads show the one that serves it.
    hover : the cell under the pointer.
    pin : the cell that a click holds; the lens shows ``hover``, else ``pin``. Beside the steps a
        page may show cells of other runs than the scenario's own.
    beside : what the page Compare shows.
    bench : what the page Tying bench was asked for.
    lab : what the page Lab was asked for.
    restraint : what a teacher has put out of reach.
    loss : what the step of gradients goes back from; None leaves it to the run. A token or feature
        that the run does not have stays chosen, and counts as the nearest that it has.
    """

    page: str = STEPS
    step: str = "scores"
    head: int = 0
    hover: Cell | None = None
    pin: Cell | None = None
    beside: Beside = Beside()
    bench: Bench = Bench()
    lab: Lab = Lab()
    restraint: Restraint = Restraint()
    loss: Objective | None = None

    @property
    def focus(self) -> Cell | None:
        """The cell that the lens explains: the hovered one, else the pinned one."""
        return self.hover or self.pin


@dataclass(frozen=True, slots=True)
class State:
    """All that the window shows.

    Attributes
    ----------
    scenario, trace : the last good ones; ``trace`` is always the run of ``scenario``, asked for
        the gradients of the view's loss.
    view : where the person looks.
    problems : what was wrong with the last attempt, to be shown beside the fields.
    can_undo, can_redo : whether there is something to go back or forward to.
    draft : what the user has chosen where it differs from ``scenario``: choices that are wrong
        (then ``problems`` says how) or that are being computed.
    """

    scenario: Scenario
    trace: Trace
    view: View
    problems: tuple[Problem, ...] = ()
    can_undo: bool = False
    can_redo: bool = False
    draft: Scenario | None = None

    @property
    def shown(self) -> Scenario:
        """What the fields show: the user's own choices, right or wrong."""
        return self.draft or self.scenario
