"""The strip that answers the question: what K and V share, and what it costs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolTip, QWidget

from core.costs import Costs
from core.evidence import Evidence, Finding, evidence
from core.trace import Trace
from gui.i18n import render, translate
from gui.widgets.amounts import amount
from gui.widgets.lens_table import number
from gui.widgets.text_field import repolish

# Where there is no room for all, the first of these goes first.
LEAST_IMPORTANT = ("promise", "flops", "cosine", "parameters", "cache", "difference", "title")
MOST_FITS = 3  # in a row, where the strip is resized while its labels come and go


class KvStrip(QWidget):
    """Show the evidence of a run, always in view; what does not fit moves into the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._evidence: Evidence | None = None
        self._fitting = False
        self._told: dict[str, object] = {}  # what is said, in the present language
        self._labels = {name: QLabel() for name in LEAST_IMPORTANT}
        self._chips = {name: QPushButton() for name in ("source", "map", "numbers")}
        self._labels["title"].setProperty("look", "heading")
        for name in ("promise", "flops", "parameters", "cache", "cosine"):
            self._labels[name].setProperty("look", "muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 8, 18, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._labels["title"])
        self._row.addSpacing(6)
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._tell_why)
            self._row.addWidget(chip)
        for name in ("difference", "cosine", "parameters", "cache", "flops"):
            self._row.addSpacing(8)
            self._row.addWidget(self._labels[name])
        self._row.addStretch(1)
        self._row.addWidget(self._labels["promise"])
        self.retranslate()

    def show_trace(self, trace: Trace) -> None:
        """Judge a run and show what it says."""
        self._evidence = evidence(trace)
        self._show(self._evidence)
        self._fit()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._told.clear()
        self._labels["title"].setText("K – V")
        self._labels["promise"].setText(translate("kv_strip", "every number shown is computed"))
        self.setAccessibleName(translate("kv_strip", "Keys against values"))
        if self._evidence is not None:
            self._show(self._evidence)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self, found: Evidence) -> None:
        if self._is_new("source", found.source):
            self._show_chip("source", translate("kv_strip", "same source"), found.source)
        if self._is_new("map", found.map):
            self._show_chip("map", translate("kv_strip", "same map"), found.map)
        self._show_chip("numbers", translate("kv_strip", "same numbers"), found.numbers)
        self._show_label(
            "difference",
            translate("kv_strip", "max |K−V| = {value}").format(
                value=_or_dash(found.max_difference)
            ),
            translate("kv_strip", "The largest difference between a key's number and its value's"),
        )
        self._show_label(
            "cosine",
            translate("kv_strip", "mean cosine {value}").format(value=_or_dash(found.mean_cosine)),
            translate("kv_strip", "Cosine of each key with its own value, averaged"),
        )
        if self._is_new("costs", found.costs):
            self._show_costs(found.costs)
        other = found.other
        if other is not None:
            self._chips["numbers"].setToolTip(
                self._chips["numbers"].toolTip()
                + "\n"
                + translate("kv_strip", "With W_a counted on the other side: {reason}").format(
                    reason=render(other.numbers.reason)
                )
            )
        self.setToolTip("\n".join(label.text() for label in self._labels.values() if label.text()))

    def _is_new(self, name: str, what: object) -> bool:
        """Whether something differs from what is said under a name; from now on it is said."""
        known, self._told[name] = self._told.get(name), what
        return known != what

    def _show_costs(self, costs: Costs) -> None:
        self._show_label(
            "parameters",
            translate("kv_strip", "parameters {count}").format(count=f"{costs.n_parameters:,}"),
            "\n".join(f"{name}: {count:,}" for name, count in costs.parameters.items())
            or translate("kv_strip", "This mechanism has no projection matrices"),
        )
        self._show_label(
            "cache",
            translate("kv_strip", "KV cache {bytes} B a token").format(
                bytes=f"{costs.cache_bytes:,}"
            ),
            render(costs.cache_reason),
        )
        operations = costs.projection_operations + costs.attention_operations
        self._show_label(
            "flops",
            translate("kv_strip", "{count} operations").format(count=amount(operations, "count")),
            translate(
                "kv_strip",
                "Floating-point operations: projections {projections}, attention {attention}",
            ).format(
                projections=f"{costs.projection_operations:,}",
                attention=f"{costs.attention_operations:,}",
            ),
        )

    def _show_chip(self, name: str, words: str, finding: Finding) -> None:
        chip = self._chips[name]
        look = "good" if finding.holds else "warn"
        if chip.property("look") != look:
            chip.setProperty("look", look)
            repolish(chip)
        chip.setText(f"{'✓' if finding.holds else '✗'} {words}")
        reason = render(finding.reason)
        chip.setToolTip(reason)
        yes = translate("kv_strip", "yes") if finding.holds else translate("kv_strip", "no")
        chip.setAccessibleName(f"{words}: {yes}")
        chip.setAccessibleDescription(reason)

    def _show_label(self, name: str, text: str, tip: str) -> None:
        self._labels[name].setText(text)
        self._labels[name].setToolTip(tip)

    def _fit(self) -> None:
        """Hide the least important labels until the rest fits.

        A label that comes or goes may have the strip resized in the midst of it, and that again:
        what is asked for meanwhile is done afterwards, and not without end.
        """
        if self._fitting:
            return
        self._fitting = True
        try:
            for _ in range(MOST_FITS):
                width = self.width()
                self._hide_least(width)
                if self.width() == width:
                    break
        finally:
            self._fitting = False

    def _hide_least(self, width: int) -> None:
        for label in self._labels.values():
            label.setVisible(True)
        for name in LEAST_IMPORTANT:
            self._row.invalidate()
            if self._row.minimumSize().width() <= width:
                return
            self._labels[name].setVisible(False)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        size.setWidth(200)
        return size

    @Slot()
    def _tell_why(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            QToolTip.showText(chip.mapToGlobal(QPoint(0, -40)), chip.toolTip(), chip)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)
