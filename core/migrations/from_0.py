"""Format 0: a bare scenario, as NPZ files and HTML reports carry it."""

from __future__ import annotations

from typing import Any


def migrated(old: dict[str, Any]) -> dict[str, Any]:
    """Return format 1: the scenario in a session, its source of weights by kind.

    Format 0 named the source of the weights by its class, and knew one only: ``"Seeded"``.
    """
    scenario = dict(old)
    if scenario.get("weights") == "Seeded":
        scenario["weights"] = {"kind": "seeded"}
    return {"format": 1, "scenario": scenario}
