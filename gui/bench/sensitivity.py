"""How one context row answers to its query, beside the covariance of the keys."""

from __future__ import annotations

from core.sensitivity import sensitivity
from core.trace import Trace
from gui.bench.grids import features, own_grid
from gui.i18n import translate
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import matrix, numbered, shared_levels
from gui.widgets.specs import MatrixSpec, NoteSpec, Spec

ROUNDING = 1e-12


def sensitivity_specs(trace: Trace, head: int, query: int) -> tuple[Spec, ...]:
    """Return the weights to choose a query from, the Jacobian, the covariance, the difference."""
    resolved = trace.resolved
    if not (resolved.n_q and resolved.n_k):
        return (NoteSpec("empty", translate("sensitivity", "No tokens, no sensitivity."), 0, 0),)
    found = sensitivity(trace, head, query)
    rows, cols = features(resolved.d_value, "value"), features(resolved.d_head, "key")
    jacobian = own_grid("jacobian", found.jacobian, rows, cols, ("value", "key"))
    across = features(resolved.d_head, "key")
    covariance = own_grid("covariance", found.covariance, across, cols, ("key",))
    grids = [jacobian, covariance]
    if found.difference is not None:
        grids.append(own_grid("jacobian_difference", found.jacobian - found.covariance, rows, cols))
    levels = shared_levels((grid, 0) for grid in grids)
    token = numbered(resolved.query_tokens)[query]
    headings = (
        translate("sensitivity", "∂c / ∂q of “{token}”").format(token=token),
        translate("sensitivity", "{scale} · cov K").format(scale=format_short(resolved.scale)),
        _difference(found.difference),
    )
    specs: list[Spec] = [matrix(trace, "weights", row=0, col=0, head=head, lesser=True)]
    specs += [
        MatrixSpec(
            key=grid.name.rpartition("/")[2],
            grid=grid,
            head=0,
            row=0,
            col=col,
            heading=heading,
            levels=levels,
            colorbar=col == len(grids),
            fitted=True,
        )
        for col, (grid, heading) in enumerate(zip(grids, headings, strict=False), start=1)
    ]
    if found.difference is None:
        text = translate(
            "sensitivity",
            "A value has {value} features and a key {key}: the two cannot be equal.",
        ).format(value=resolved.d_value, key=resolved.d_head)
        specs.append(NoteSpec("two_shapes", text, 0, 3))
    return tuple(specs)


def facts(trace: Trace, head: int, query: int) -> tuple[str, ...]:
    """Return how a query is chosen, and how far the Jacobian is from being symmetric."""
    resolved = trace.resolved
    if not (resolved.n_q and resolved.n_k):
        return ()
    asymmetry = sensitivity(trace, head, query).asymmetry
    choose = translate("sensitivity", "Click a row of the weights to choose the query.")
    if asymmetry is None:
        return (choose,)
    found = translate("sensitivity", "Asymmetry ‖J − Jᵀ‖ / 2‖J‖ = {asymmetry}.").format(
        asymmetry=format_short(asymmetry if asymmetry > ROUNDING else 0.0)
    )
    return (f"{choose} {found}",)


def _difference(largest: float | None) -> str:
    """Return the caption of the difference; what is left by rounding is said to be that."""
    if largest is None:
        return ""
    if largest <= ROUNDING:
        return translate("sensitivity", "equal: max |Δ| = {largest}").format(
            largest=format_short(largest, 2)
        )
    return translate("sensitivity", "different: max |Δ| = {largest}").format(
        largest=format_short(largest)
    )
