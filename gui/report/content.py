"""report_of(): what was found, as a report in the reader's language.

The one place where the verdict's content is put together; the page, its pictures and the HTML
file show what stands here, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.claims import Claim, Look, Verdict
from core.figures import Figure
from core.messages import QT_TRANSLATE_NOOP, Message
from core.variants import VARIANTS
from core.verdict import Findings
from gui.contents import ENTRIES
from gui.i18n import render, translate
from gui.page_keys import PAGE_KEYS
from gui.report.cited import literature
from gui.report.figures import facts
from gui.report.mechanisms import mechanisms
from gui.report.model import Cell, Chip, Column, Link, Report, Row, Section, Table, Tone, Words
from gui.state import STEPS

_VERDICTS: Mapping[Verdict, tuple[str, str, Tone]] = MappingProxyType(
    {
        "right": ("✓", QT_TRANSLATE_NOOP("report", "right"), "good"),
        "qualified": ("±", QT_TRANSLATE_NOOP("report", "qualified"), "warn"),
        "wrong": ("✗", QT_TRANSLATE_NOOP("report", "wrong"), "bad"),
    }
)


UNBROKEN = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"  # a size stays on one line


def report_of(
    findings: Findings | None,
    summary: str,
    language: str = "en",
    *,
    fresh: bool = True,
    trouble: Exception | None = None,
) -> Report:
    """Return the report on what was found.

    Parameters
    ----------
    findings : from :func:`core.verdict.judge`; None where there are none yet.
    summary : what was run, in a line.
    language : code of the reader's language, as HTML writes it.
    fresh : whether the findings are those of the present scenario.
    trouble : why there will be none.
    """
    live: tuple[Section, ...] = (_none(trouble),)
    if findings is not None:
        live = (_claims(findings, fresh=fresh), _compared(findings, fresh=fresh))
    return Report(
        title=translate("report", "May K and V be one?"),
        lead=translate(
            "report",
            "Tying K and V makes address and content share one budget of r dimensions. That costs "
            "nothing where the budget is the full width and a linear map follows; at equal cache "
            "the head can be widened until it contains the untied one. The tie that breaks the "
            "direction of routing is another one: Q = K.",
        ),
        summary=summary,
        sections=(*live, literature()),
        language=language,
        fresh=fresh,
    )


def link(look: Look) -> Link:
    """Return the way to a step of a variant, or to a page."""
    variant = translate("core", VARIANTS[look.variant].label)
    title = ENTRIES[look.step if look.page == STEPS else look.page].title
    return Link(variant, translate("panels", title), look)


def _computed(*, fresh: bool) -> Chip:
    """Return the badge of what was computed."""
    if fresh:
        return Chip(translate("report", "computed just now"), "good")
    return Chip(translate("report", "computing…"), "warn")


def _none(trouble: Exception | None) -> Section:
    """Return what stands there while there are no figures, not even old ones."""
    remarks: tuple[Words, ...] = ()
    badge = _computed(fresh=False)
    if trouble is not None:
        badge = Chip(translate("report", "not computed"), "bad")
        told = translate("report", "The evidence could not be computed: {reason}.")
        reason = translate("report", "the memory does not suffice; use a shorter text")
        if not isinstance(trouble, MemoryError):
            reason = str(trouble)
        remarks = (Words(told.format(reason=reason)),)
    return Section("claims", translate("report", "The claims"), badge, True, (), remarks)


def _claims(findings: Findings, *, fresh: bool) -> Section:
    columns = (
        Column(translate("report", "What is usually said"), 3.2),
        Column(translate("report", "Verdict"), 1.6),
        Column(translate("report", "Evidence"), 4.1),
        Column(translate("report", "See it"), 1.9),
    )
    bases = findings.bases or ((),) * len(findings.claims)
    rows = tuple(
        _claim(claim, figures, basis)
        for (claim, figures), basis in zip(findings.claims, bases, strict=True)
    )
    return Section(
        key="claims",
        title=translate("report", "The claims"),
        badge=_computed(fresh=fresh),
        live=True,
        tables=(Table(columns, rows, least=700),),
        remarks=(
            Words(
                translate(
                    "report",
                    "A verdict holds for attention as such; the evidence is computed anew with "
                    "every change, and figures of a single head are those of the first.",
                ),
                "muted",
            ),
        ),
    )


def _claim(claim: Claim, figures: tuple[Figure, ...], basis: tuple[Message, ...]) -> Row:
    sign, word, tone = _VERDICTS[claim.verdict]
    said: Cell = (
        Words(translate("core", claim.text), "strong"),
        Words(translate("core", claim.why), "muted"),
    )
    verdict = Chip(f"{sign} {translate('report', word)}", tone)
    ways = tuple(link(look) for look in claim.look if look.page in (STEPS, *PAGE_KEYS))
    return Row(claim.key, (said, (verdict,), (facts(figures), *_told(basis)), ways))


def _told(basis: tuple[Message, ...]) -> tuple[Words, ...]:
    """Return where figures come from, in a paragraph; nothing where that goes without saying."""
    text = " ".join(map(render, basis)).replace(" = ", UNBROKEN)
    return (Words(text, "muted"),) if text else ()


def _compared(findings: Findings, *, fresh: bool) -> Section:
    return Section(
        key="mechanisms",
        title=translate("report", "The three mechanisms"),
        badge=_computed(fresh=fresh),
        live=True,
        tables=(mechanisms(findings.mechanisms),),
        remarks=(
            Words(
                translate(
                    "report",
                    "“K = V” means three things: one source, one map, the same numbers. Each "
                    "mechanism is shown in one variant, yours where it is one of its own.",
                ),
                "muted",
            ),
            *_told(findings.basis),
        ),
    )
