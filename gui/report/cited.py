"""What others measured: figures as their sources print them, kept apart from what is computed."""

from __future__ import annotations

from core.literature import IN_USE, OPEN_QUESTION, STUDIES, Cited, InUse, Study
from gui.i18n import translate
from gui.report.model import Chip, Column, Fact, Facts, Row, Section, Table, Words


def literature() -> Section:
    """Return the literature, marked as cited."""
    return Section(
        key="literature",
        title=translate("report", "What others measured"),
        badge=Chip(translate("report", "cited, not computed here"), "plain"),
        live=False,
        tables=(_studies(), _designs()),
        remarks=(
            Words(
                translate(
                    "report",
                    "Figures of trained models as their authors print them. None of them depends "
                    "on your text, and none is comparable with the figures above.",
                ),
                "muted",
            ),
        ),
        closing=(Words(translate("core", OPEN_QUESTION), "muted"),),
    )


def _studies() -> Table:
    columns = (
        Column(translate("report", "Source"), 2.8),
        Column(translate("report", "What was measured"), 2.5),
        Column(translate("report", "Untied"), 2.0),
        Column(translate("report", "Tied"), 2.0),
        Column(translate("report", "Remark"), 2.6),
    )
    return Table(columns, tuple(_study(at, study) for at, study in enumerate(STUDIES)), least=760)


def _study(at: int, study: Study) -> Row:
    source = translate("report", "{authors} {year}").format(authors=study.authors, year=study.year)
    title = ", ".join(
        part for part in (study.title, f"arXiv\N{NO-BREAK SPACE}{study.arxiv}") if part
    )
    cells = (
        (Words(source, "strong"), Words(title, "muted")),
        (
            Words(translate("core", study.setting)),
            Words(translate("core", study.measure), "muted"),
        ),
        (_printed(study.untied),),
        (_printed(study.tied),),
        (Words(translate("core", study.remark), "muted"),) if study.remark else (),
    )
    return Row(f"study{at}", cells)


def _printed(figures: tuple[Cited, ...]) -> Facts:
    rows = tuple(Fact(translate("core", one.what), one.figures) for one in figures)
    return Facts(rows, live=False)


def _designs() -> Table:
    columns = (
        Column(translate("report", "In use"), 3.2),
        Column(translate("report", "What it does with K and V"), 7.2),
        Column(translate("report", "Source"), 3.0),
    )
    return Table(columns, tuple(_design(at, one) for at, one in enumerate(IN_USE)), least=560)


def _design(at: int, one: InUse) -> Row:
    source = (Words(f"arXiv\N{NO-BREAK SPACE}{one.arxiv}", "muted"),) if one.arxiv else ()
    cells = ((Words(one.name, "strong"),), (Words(translate("core", one.how)),), source)
    return Row(f"design{at}", cells)
