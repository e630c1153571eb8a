"""Where the results of an experiment are, and what is there already."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from core.lab.experiment import Experiment, ExperimentError, RunKey
from core.lab.results import EXPERIMENT, RESULTS, Result, read_experiment, read_results
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message

NAME = "lab"
COMBINED = ("variants", "widths", "seeds")  # what may differ among the runs of one folder


@dataclass(frozen=True, eq=False)
class Kept:
    """What a folder has of an experiment.

    Attributes
    ----------
    path : the folder.
    results : of every run that the experiment combines, the last one.
    problem : why the folder cannot be used; None = it can.
    """

    path: Path
    results: dict[RunKey, Result]
    problem: Problem | None = None


class Folders:
    """Look into folders; a file that has not changed since is not read again."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[tuple[int, int], tuple[Result, ...]]] = {}

    def kept(self, experiment: Experiment, chosen: str) -> Kept:
        """Return what is there of an experiment; nothing is made or changed.

        Parameters
        ----------
        chosen : a folder; "" takes the experiment's own among the user's data.
        """
        path = Path(chosen).expanduser() if chosen else own_folder(experiment)
        try:
            there = path / EXPERIMENT
            if there.exists():
                before = read_experiment(there)
                if not before.same_runs(experiment):
                    return Kept(path, {}, _another(before))
            elif path.exists() and not path.is_dir():
                return Kept(path, {}, _no_folder(path))
            by_key = {result.key: result for result in self._results(path / RESULTS)}
        except (ExperimentError, OSError) as error:
            return Kept(path, {}, _unreadable(error))
        return Kept(path, {key: by_key[key] for key in experiment.runs() if key in by_key})

    def _results(self, path: Path) -> tuple[Result, ...]:
        if not path.exists():
            return ()
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if self._read.get(path, (None,))[0] != stamp:
            self._read = {path: (stamp, read_results(path))}
        return self._read[path][1]


def own_folder(experiment: Experiment) -> Path:
    """Return the folder among the user's data of all runs that can be compared with these."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    home = Path(QStandardPaths.writableLocation(place)) / NAME
    fields = json.loads(experiment.to_json())
    told = {name: value for name, value in fields.items() if name not in COMBINED}
    digest = hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=5).hexdigest()
    return home / f"{experiment.task}-{experiment.steps}-steps-{digest}"


def _another(before: Experiment) -> Problem:
    wrong = QT_TRANSLATE_NOOP("core", "that folder holds another experiment: {task}, {steps} steps")
    return _folder(message(wrong, task=before.task, steps=f"{before.steps:,}"))


def _no_folder(path: Path) -> Problem:
    return _folder(message(QT_TRANSLATE_NOOP("core", "{path} is no folder"), path=path))


def _unreadable(error: Exception) -> Problem:
    text = str(error)
    if isinstance(error, OSError):
        text = f"{error.filename or ''}: {error.strerror or error}"
    return _folder(message(QT_TRANSLATE_NOOP("core", "cannot use {what}"), what=text))


def _folder(wrong: Message) -> Problem:
    return Problem("folder", wrong, message(QT_TRANSLATE_NOOP("core", "choose another folder")))
