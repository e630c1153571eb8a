"""A report as one HTML file that needs nothing else: no network, no folder beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from string import Template

from core.scenario import Scenario
from gui.i18n import translate
from gui.pictures import CREATOR
from gui.report.model import Cell, Chip, Facts, Link, Part, Report, Section, Symbols, Table, Words
from gui.report.plots import Drawing, StepPlots, formula
from gui.report.scenario import readable_json, scenario_facts
from gui.rich_text import indexed
from gui.state import STEPS
from gui.theme import RESOURCES
from gui.widgets.style import Style

SHEET = RESOURCES / "report.css"
SCENARIO_ID = "scenario"


def html_bytes(
    report: Report, scenario: Scenario, plots: tuple[StepPlots, ...], style: Style
) -> bytes:
    """Return the report with the plots of the steps and what was run.

    The scenario stands in it twice: to be read, and as JSON in the element ``scenario``.
    """
    writer = _Writer(style, {(key, step.key) for step in plots for key in step.keys})
    body = "\n".join(
        (
            f"<header><h1>{escape(report.title)}</h1>",
            f'<p class="lead">{indexed(report.lead)}</p>',
            f'<p class="muted">{escape(report.summary)}</p></header>',
            *(writer.section(section) for section in report.sections),
            _steps(plots),
            _scenario(scenario),
        )
    )
    css = Template(SHEET.read_text(encoding="utf-8")).substitute(asdict(style.theme))
    page = (
        f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="{style.theme.name}">\n'
        f'<meta name="generator" content="{CREATOR}">\n<title>{escape(report.title)}</title>\n'
        f"<style>\n{css}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode()


class _Writer:
    """Write sections; formulas are numbered, so that their parts have names of their own.

    Parameters
    ----------
    style : theme and scale.
    drawn : (variant, step) of all plots in the file.
    """

    def __init__(self, style: Style, drawn: set[tuple[str, str]]) -> None:
        self._style, self._drawn = style, drawn
        self._formulas = 0

    def section(self, section: Section) -> str:
        """Return one part of the report."""
        kind = "computed" if section.live else "cited"
        remarks = "".join(map(self._part, section.remarks))
        tables = "".join(map(self._table, section.tables))
        closing = "".join(map(self._part, section.closing))
        return (
            f'<section id="{section.key}" class="{kind}">\n<h2>{escape(section.title)} '
            f"{self._part(section.badge)}</h2>\n{remarks}{tables}{closing}</section>"
        )

    def _table(self, table: Table) -> str:
        shares = sum(column.share for column in table.columns)
        widths = [f"{100 * column.share / shares:.1f}%" for column in table.columns]
        heads = "".join(
            f'<th scope="col" style="width:{width}">{escape(column.title)}</th>'
            if column.title
            else f'<td style="width:{width}"></td>'
            for column, width in zip(table.columns, widths, strict=True)
        )
        titles = [escape(column.title) for column in table.columns]
        rows = "".join(f"<tr>{self._row(row.cells, titles)}</tr>\n" for row in table.rows)
        return (
            f'<div class="scroll"><table class="table">\n<thead><tr>{heads}</tr></thead>\n'
            f"<tbody>\n{rows}</tbody></table></div>\n"
        )

    def _row(self, cells: tuple[Cell, ...], titles: list[str]) -> str:
        """Return a row; on narrow screens a cell stands under its column's title."""
        first, *others = ("".join(map(self._part, cell)) for cell in cells)
        return f'<th scope="row">{first}</th>' + "".join(
            f'<td data-title="{title}">{cell}</td>'
            for cell, title in zip(others, titles[1:], strict=True)
        )

    def _part(self, part: Part) -> str:
        if isinstance(part, Words):
            return f'<p class="{part.look}">{indexed(part.text)}</p>'
        if isinstance(part, Chip):
            return f'<span class="chip {part.tone}">{escape(part.text)}</span>'
        if isinstance(part, Symbols):
            self._formulas += 1
            drawing = formula(part.tex, self._style, f"symbols-{self._formulas}")
            return f'<div class="symbols">{_picture(drawing)}</div>'
        if isinstance(part, Link):
            return self._link(part)
        return _facts(part)

    def _link(self, link: Link) -> str:
        """Return where it can be seen: a way there, if its plots stand in the file."""
        text = f"{escape(link.variant)} · {escape(link.step)}"
        at_step = link.look.page == STEPS
        if not at_step or (link.look.variant, link.look.step) not in self._drawn:
            return f"<p>{text}</p>"
        return f'<p><a href="#step-{link.look.step}">{text}</a></p>'


def _facts(part: Facts) -> str:
    pairs = []
    for one in part.rows:
        why = f"<br>{indexed(one.reason)}" if one.missing and one.reason else ""
        tip = f' title="{escape(one.reason)}"' if one.reason and not one.missing else ""
        pairs.append(f"<dt{tip}>{indexed(one.label)}{why}</dt><dd>{escape(one.value)}</dd>")
    kind = "" if part.live else ' class="printed"'
    return f"<dl{kind}>{''.join(pairs)}</dl>"


def _picture(drawing: Drawing) -> str:
    """Return a drawing that says in words what it shows."""
    label = f'<svg role="img" aria-label="{escape(drawing.words)}" '
    return drawing.svg.replace("<svg ", label, 1)


def _steps(plots: tuple[StepPlots, ...]) -> str:
    """Return the plots of every step, the two variants beside each other."""
    if not plots:
        return ""
    parts = []
    for step in plots:
        figures = "\n".join(
            f"<figure><figcaption>{escape(variant)}</figcaption>\n"
            f'<div class="symbols">{_picture(tex)}</div>\n{_picture(panel)}</figure>'
            for variant, tex, panel in zip(step.variants, step.formulas, step.panels, strict=True)
        )
        parts.append(
            f'<h3 id="step-{step.key}">{escape(step.title)}</h3>\n'
            f'<p class="muted">{escape(step.question)}</p>\n<div class="pair">{figures}</div>'
        )
    title = translate("report", "Step by step: {variants}").format(
        variants=" · ".join(plots[0].variants)
    )
    basis = plots[0].basis
    told = f'<p class="muted">{indexed(basis)}</p>\n' if basis else ""
    inner = told + "\n".join(parts)
    return f'<section id="steps">\n<h2>{escape(title)}</h2>\n{inner}\n</section>'


def _scenario(scenario: Scenario) -> str:
    """Return what was run."""
    title = escape(translate("report", "What was run"))
    note = escape(
        translate("report", "The same as JSON, with every field by its name in the program:")
    )
    rows = "".join(
        f'<dt>{indexed(one.label)}</dt><dd class="text">{escape(one.value)}</dd>'
        for one in scenario_facts(scenario)
    )
    text = readable_json(scenario)
    # Inside a script nothing is escaped; "<" may stand in a string as a number.
    data = json.dumps(json.loads(text), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<section id="run">\n<h2>{title}</h2>\n<dl class="scenario">{rows}</dl>\n'
        f'<p class="muted">{note}</p>\n<pre>{escape(text)}</pre>\n'
        f'<script type="application/json" id="{SCENARIO_ID}">{data}</script>\n</section>'
    )
