"""What a report says, as tests read it."""

from __future__ import annotations

from core.scenario import Scenario
from core.verdict import judge
from gui.report.content import report_of
from gui.report.model import Fact, Facts, Report

SMALL = {"text": "the cat sat on it", "target": "le chat dort", "d_model": 8, "n_heads": 2}


def facts_of(report: Report, section: str) -> list[Fact]:
    """Every figure of a section, in order."""
    chosen = next(one for one in report.sections if one.key == section)
    cells = [cell for table in chosen.tables for row in table.rows for cell in row.cells]
    parts = [part for cell in cells for part in cell if isinstance(part, Facts)]
    return [fact for part in parts for fact in part.rows]


def evidence(report: Report) -> dict[str, str]:
    """What is shown as evidence, by claim and label."""
    section = next(one for one in report.sections if one.key == "claims")
    return {
        f"{row.key}:{fact.label}": fact.value
        for row in section.tables[0].rows
        for cell in row.cells
        for part in cell
        if isinstance(part, Facts)
        for fact in part.rows
    }


def report(**fields) -> Report:
    return report_of(judge(Scenario(**(SMALL | fields))), "what was run")
