"""The pictures of an experiment as files, drawn as the Lab page draws them, without a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from core.lab.experiment import Experiment
from core.lab.results import Result
from gui import theme
from gui.files import make_folder, write_whole
from gui.headless import application, dress
from gui.i18n import SOURCE, translate
from gui.lab.figures import cosines, differences, losses, measures, over_widths
from gui.lab.findings import Reckoner
from gui.page import plot_picture
from gui.pictures import encode
from gui.widgets.figure import Figure
from gui.widgets.series_spec import SeriesSpec

FORMATS = ("png", "svg")
DPI = 192
SIZE = (760, 460)


def plots(experiment: Experiment, results: Iterable[Result]) -> Iterator[tuple[str, SeriesSpec]]:
    """Yield every plot of an experiment, and the name of its file.

    They are the measure and the paired differences over the width, and at every width the losses,
    the measures and, where something is tied, the cosine of its gradients over the training.
    """
    reckoner = Reckoner()
    found = reckoner.findings(experiment, {each.key: each for each in results}, {})
    yield "measure", over_widths(found, 0, 0, "")
    if len(experiment.variants) > 1:
        yield "difference", differences(found, 0, 0)
    for width in found.widths():
        yield f"loss-r{width}", losses(reckoner, found, width, None, 0, 0)
        yield f"measure-r{width}", measures(reckoner, found, width, None, 0, 0)
        yield f"cosine-r{width}", cosines(reckoner, found, width, None, 0, 0)


def write_plots(
    folder: Path, experiment: Experiment, results: Iterable[Result], lang: str = SOURCE
) -> list[Path]:
    """Write every plot that has something to show, as PNG and as SVG.

    Raises
    ------
    gui.pictures.ExportError : a file could not be written.
    ImportError : Qt cannot be loaded.
    """
    written = []
    with application() as app:
        dress(app, lang)
        make_folder(folder)
        for name, spec in plots(experiment, results):
            if not spec.series:
                continue
            named = replace(spec, heading=_caption(experiment, spec.heading))
            with _drawn(named) as figure:
                picture = plot_picture(figure, named.heading)
                for kind in FORMATS:
                    path = folder / f"{name}.{kind}"
                    write_whole(path, encode(picture, kind, DPI))
                    written.append(path)
    return written


def _caption(experiment: Experiment, heading: str) -> str:
    """Return what a plot shows that stands alone: of which task, how long, of how many runs."""
    return translate(
        "lab_figures", "{heading}: {task}, {steps} steps, {seeds} seeds, 95 % intervals"
    ).format(
        heading=heading,
        task=translate("core", experiment.row.label),
        steps=experiment.steps,
        seeds=len(experiment.seeds),
    )


@contextmanager
def _drawn(spec: SeriesSpec) -> Iterator[Figure]:
    """Give a plot in a figure of its own."""
    figure = Figure(theme.LIGHT, 1.0)
    try:
        figure.setFixedSize(*SIZE)
        figure.set_specs((spec,))
        yield figure
    finally:
        figure.deleteLater()
        QCoreApplication.sendPostedEvents(figure, QEvent.Type.DeferredDelete)
