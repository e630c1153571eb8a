"""Make the trained models of this folder, each by its recipe: the same every time.

Run ``python resources/trained/make.py [NAME ...]``; without names it makes all, in some minutes.
``--list`` names them. What a model is, its seed, its training and the figures that it reached stand
in its file; ``FIGURES.md`` lists them, and is made anew from the files.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.parallel import claim_cores

claim_cores()

from core.lab.checkpoint import About, Checkpoint, read_about, write
from core.lab.experiment import Experiment, Group, experiment
from core.lab.results import about_run
from core.lab.sweep import run_group

FOLDER = Path(__file__).resolve().parent
TABLE = "FIGURES.md"


@dataclass(frozen=True)
class Recipe:
    """One file of this folder: a run of the lab, trained as ``main.py lab`` trains it.

    Attributes
    ----------
    task, variant, width : what is trained.
    steps : how long.
    seed : of its parameters and samples.
    """

    task: str
    variant: str
    width: int
    steps: int
    seed: int = 0

    @property
    def name(self) -> str:
        """Of the file, without its ending; the width where the task has several."""
        several = self.task == "recall"
        return f"{self.task}-{self.variant}" + (f"-r{self.width}" if several else "")

    @property
    def experiment(self) -> Experiment:
        """The experiment of this one run."""
        chosen = {"variants": (self.variant,), "widths": (self.width,), "seeds": (self.seed,)}
        return experiment(self.task, **chosen, steps=self.steps)

    def make(self) -> Checkpoint:
        """Train the model."""
        made = self.experiment
        (finished,) = run_group(made, Group(self.variant, self.width, (self.seed,)))
        if finished.parameters is None:
            raise RuntimeError(f"{self.name}: {finished.result.reason}")
        return Checkpoint(about_run(made, finished.result), finished.parameters)


RECIPES = (
    Recipe("recall", "self", 3, 1500),
    Recipe("recall", "k_eq_v", 3, 1500),
    Recipe("recall", "self", 6, 1500),
    Recipe("recall", "k_eq_v", 6, 8000),
    Recipe("induction", "self", 16, 1500),
    Recipe("induction", "k_eq_v", 16, 1500),
    Recipe("induction", "q_eq_k", 16, 1500),
    Recipe("dates", "luong_dot", 64, 1500),
    Recipe("dates", "luong_general", 64, 1500),
    Recipe("dates", "bahdanau", 64, 1500),
)


def figures_table(folder: Path) -> str:
    """Return what the files of a folder say of themselves, as Markdown."""
    lines = [
        "# Trained models",
        "",
        "Made by `python resources/trained/make.py`, which also writes this list. Figures are of",
        "test samples that no training saw.",
        "",
        "| file | task | variant | steps | batch | learning rate | seed | figures |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |",
        *(_line(path.stem, read_about(path)) for path in sorted(folder.glob("*.npz"))),
    ]
    return "\n".join(lines) + "\n"


def _line(name: str, about: About) -> str:
    figures = ", ".join(f"{key} {value:.4g}" for key, value in about.figures.items())
    cells = (
        f"`{name}`",
        about.task,
        about.spec.variant,
        about.steps,
        about.batch,
        f"{about.learning_rate:g}",
        about.seed,
        figures,
    )
    return f"| {' | '.join(map(str, cells))} |"


def main(argv: list[str]) -> int:
    """Make the files that are named, or all."""
    recipes: Mapping[str, Recipe] = {recipe.name: recipe for recipe in RECIPES}
    parser = argparse.ArgumentParser(description="Make the trained models that are shipped.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all if none is named")
    parser.add_argument("--list", action="store_true", help="name them and stop")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="DIR", help="(this folder)")
    given = parser.parse_args(argv)
    if given.list:
        print("\n".join(recipes))
        return 0
    unknown = [name for name in given.names if name not in recipes]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(recipes)}")
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.names or recipes:
        start = time.perf_counter()
        checkpoint = recipes[name].make()
        write(given.out / f"{name}.npz", checkpoint)
        reached = ", ".join(f"{key} {value:.4g}" for key, value in checkpoint.about.figures.items())
        print(f"{name}: {reached}; {time.perf_counter() - start:.0f} s", flush=True)
    (given.out / TABLE).write_text(figures_table(given.out), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
