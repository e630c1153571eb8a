"""What the lab is at: what is asked for, what is there of it, and what is being trained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.lab.corpus import CorpusError
from core.lab.crew import CrewError
from core.lab.experiment import Experiment, ExperimentError, Group, RunKey
from core.lab.results import MODELS, Result
from core.messages import QT_TRANSLATE_NOOP, Problem, message
from core.trained.problem import ModelError
from gui.derived import Derived
from gui.i18n import told, translate
from gui.lab.choices import asked, literal
from gui.lab.findings import Findings, Reckoner
from gui.lab.folders import Folders, Kept
from gui.lab.predicted import Answer, Question, cost, predict
from gui.lab.side import Standing
from gui.lab.training import Training
from gui.lab.work import n_cores
from gui.state import Lab

SETTLE_MS = 400  # after the last change, before the time is measured


class Desk(QObject):
    """Answers for the page; ``told()`` when there is something new to show.

    While something is trained, that is what it is at, whatever else is asked for meanwhile.
    """

    told = Signal()

    def __init__(self, big: int, parent: QObject) -> None:
        super().__init__(parent)
        self._lab = Lab()
        self._experiment: Experiment | None = None
        self._problems: tuple[Problem, ...] = ()
        self._kept = Kept(Path(), {})
        self._folders, self.reckoner = Folders(), Reckoner()
        self.training = Training(self)
        self.training.told.connect(self.told)
        self.training.ended.connect(self._ended)
        self._predicted: Derived[Question, Answer] = Derived(predict, cost, big, self)
        self._predicted.ready.connect(self.told)
        self._predicted.failed.connect(self._unpredictable)
        self._unusable: Exception | None = None
        self._complaint: Exception | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._measure_time)

    # ---- what is asked for -------------------------------------------------------------------

    def look_at(self, lab: Lab) -> None:
        """Take what is asked for; what is wrong leaves the last good experiment in place."""
        if self.training.busy:
            self._lab = lab
            return
        if lab != self._lab:
            self.training.forget()
            self._unusable = self._complaint = None
        self._lab = lab
        found = asked(lab)
        self._problems = found.problems
        if found.experiment is not None:
            self._experiment = found.experiment
            self._kept = self._folders.kept(found.experiment, lab.folder)
            if self._kept.problem is not None:
                self._problems = (self._kept.problem,)

    def wait_and_measure(self) -> None:
        """Measure how long the training will take, once the choices have settled."""
        if not self.training.busy and self._question() is not None:
            self._settle.start()

    def rest(self) -> None:
        """Measure nothing: nobody looks."""
        self._settle.stop()

    @property
    def experiment(self) -> Experiment | None:
        """The last good experiment; None before there was any."""
        return self._experiment

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with what is asked for."""
        if self._unusable is not None:
            return (*self._problems, _refused(self._unusable))
        return self._problems

    @property
    def news(self) -> object:
        """What differs when the figures are to be drawn anew."""
        return self._experiment, self.training.news, len(self._kept.results)

    @property
    def folder(self) -> Path:
        """Where the results are."""
        return self._kept.path

    def model_of(self, key: RunKey) -> Path | None:
        """Return the file of a trained run; None where there is none."""
        name = f"{key.variant}-r{key.width}-seed{key.seed}.npz"
        path = self._kept.path / MODELS / name
        return path if path.exists() else None

    # ---- what is known -----------------------------------------------------------------------

    def results(self) -> dict[RunKey, Result]:
        """Return what came of every run that has ended, in the experiment's order."""
        if self._experiment is None:
            return {}
        found = self._kept.results | {each.key: each for each in self.training.results()}
        return {key: found[key] for key in self._experiment.runs() if key in found}

    def running(self) -> dict[RunKey, float]:
        """Return which part is done of every run that is under way."""
        progress = self.training.progress
        if progress is None or not self.training.busy:
            return {}
        begun = [key for key in progress.curves if key not in progress.finished]
        return {key: progress.run_fraction(key) for key in begun}

    def findings(self) -> Findings | None:
        """Return what is known now; None while there is no experiment."""
        if self._experiment is None:
            return None
        progress = self.training.progress
        curves = {} if progress is None else progress.curves
        return self.reckoner.findings(self._experiment, self.results(), curves)

    def standing(self) -> Standing:
        """Return how the training stands."""
        training, made = self.training, self._experiment
        total = 0 if made is None else len(made.runs())
        there = len(self.results())
        standing = Standing(
            training.state,
            total,
            there,
            possible=made is not None and not self.problems,
            n_workers=self._n_workers(),
            trouble=self._trouble(),
        )
        progress = training.progress
        if training.busy and progress is not None:
            begun = bool(progress.curves) or bool(progress.finished)
            return replace(
                standing,
                fraction=(total - self._asked_for() + self._asked_for() * progress.fraction)
                / max(1, total),
                left=progress.seconds_left if begun else None,
                n_workers=progress.n_workers,
            )
        answer = self._answer()
        return standing if answer is None else replace(standing, predicted=answer.total)

    # ---- training ----------------------------------------------------------------------------

    def start(self) -> None:
        """Train what is missing."""
        question = self._question()
        if question is None or self.problems or self.training.busy:
            return
        answer = self._answer()
        self._settle.stop()
        self._complaint = None
        self._predicted.cancel()
        seconds = {} if answer is None else answer.seconds
        self.training.start(question.experiment, question.groups, self._kept.path, seconds)

    def complain(self, error: Exception) -> None:
        """Say what a person could not have, until something else is asked for."""
        self._complaint = error
        self.told.emit()

    def close(self) -> None:
        """Stop whatever runs, and wait for it."""
        self._settle.stop()
        self._predicted.close()
        self.training.close()

    def _groups(self) -> tuple[Group, ...]:
        made = self._experiment
        if made is None:
            return ()
        return made.groups(frozenset(self._kept.results), n_cores())

    def _asked_for(self) -> int:
        """Return how many runs the training under way was to make."""
        progress = self.training.progress
        return 0 if progress is None else sum(len(group.seeds) for group in progress.groups)

    def _n_workers(self) -> int:
        return min(n_cores(), max(1, len(self._groups())))

    def _question(self) -> Question | None:
        groups = self._groups()
        if self._experiment is None or not groups:
            return None
        return Question(self._experiment, groups, min(n_cores(), len(groups)))

    def _answer(self) -> Answer | None:
        question = self._question()
        return None if question is None else self._predicted.kept(question)

    def _trouble(self) -> str:
        """Return what went wrong, in the reader's language."""
        if self._complaint is not None:
            return _why(self._complaint)
        error = self.training.error
        if error is not None:
            return translate("lab", "The training ended: {why}").format(why=_why(error))
        deaths = self.training.deaths
        if deaths:
            text = translate(
                "lab", "A worker process died ({reason}); its runs are made once more."
            )
            return text.format(reason=deaths[-1].reason)
        return ""

    @Slot()
    def _measure_time(self) -> None:
        question = self._question()
        if question is not None and not self.problems and not self.training.busy:
            self._predicted.result(question)

    @Slot(object)
    def _unpredictable(self, error: Exception) -> None:
        self._unusable = error
        self.told.emit()

    @Slot()
    def _ended(self) -> None:
        """Read what is there now: a run counts when it is on the disk."""
        self.look_at(self._lab)
        self.told.emit()


def _refused(error: Exception) -> Problem:
    """Return what the measuring found: a text without use, or a machine without room."""
    right = message(QT_TRANSLATE_NOOP("core", "choose something else"))
    if isinstance(error.__cause__, CorpusError):
        right = message(QT_TRANSLATE_NOOP("core", "choose another text"))
    field = "text" if isinstance(error.__cause__, CorpusError) else "widths"
    return Problem(field, literal(str(error)), right)


def _why(error: Exception) -> str:
    if isinstance(error, ModelError):
        return told(error.problem)
    if isinstance(error, OSError):
        return f"{error.filename or ''} {error.strerror or error}".strip()
    if isinstance(error, (ExperimentError, CrewError)):
        return str(error)
    return f"{type(error).__name__}: {error}"
