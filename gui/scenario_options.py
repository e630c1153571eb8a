"""The options that choose what is computed: one for each field of a scenario."""

from __future__ import annotations

import argparse
from typing import get_args

from core.scenario import DTypeName, MaskName, PositionName, ReadingName, SplitName
from core.variants import VARIANTS
from gui.option_types import as_edit, clean_text, or_none
from gui.option_weights import as_layer


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """Add one option for each field of the scenario, its ``dest`` the field's name."""
    what = parser.add_argument_group("what is computed")
    add = what.add_argument
    switch = argparse.BooleanOptionalAction
    add("--variant", choices=tuple(VARIANTS), metavar="KEY", help=", ".join(VARIANTS))
    add("--text", type=clean_text, help="the text; the source text in traditional mode")
    add("--target", type=clean_text, help="the target text, in traditional mode")
    add("--split", choices=get_args(SplitName), help="how the text becomes tokens")
    add("--d-model", type=int, metavar="N", help="width of a token's vector")
    add("--heads", dest="n_heads", type=int, metavar="N", help="query heads")
    add(
        "--kv-heads",
        dest="n_kv_heads",
        type=or_none("auto", int),
        metavar="N",
        help="key-value heads of grouped variants; auto: half of the heads",
    )
    add(
        "--d-head",
        type=or_none("auto", int),
        metavar="N",
        help="width of a head; auto: d_model / heads",
    )
    add(
        "--d-latent",
        type=or_none("auto", int),
        metavar="N",
        help="width of mla's latent; auto: half of d_model",
    )
    add("--mask", choices=get_args(MaskName), help="which pairs may attend")
    add("--window", type=int, metavar="N", help="keys on each side of a window")
    add("--padding", type=int, metavar="N", help="keys at the end that are masked")
    add("--scaled", action=switch, help="divide the scores by the root of their width")
    add("--temperature", type=float, metavar="T", help="divide the scores by T too")
    add(
        "--softcap",
        type=or_none("none", float),
        metavar="C",
        help="c in c tanh(scores / c); none: leave them",
    )
    add(
        "--positions",
        choices=get_args(PositionName),
        help="sinusoidal ones are added to the embeddings, rotary ones turn queries and keys",
    )
    add("--rotary-value", action=switch, help="where V is K: take the turned key for the value")
    add("--output-projection", action=switch, help="whether W_O follows the context")
    add("--reading", choices=get_args(ReadingName), help="the side of Luong general's W_a")
    add("--seed", type=int, metavar="N", help="draws every vector and matrix, or the example")
    add(
        "--weights",
        metavar="MODEL",
        help="random; trained: a model of --variant; the name of a shipped model; or FILE.npz, a "
        "model of the lab. --text is then an example in the task's notation (random)",
    )
    add("--layer", type=as_layer, metavar="N", help="layer of the trained model, from 1 (1)")
    add("--dtype", choices=get_args(DTypeName), help="precision of the run")
    add(
        "--edit",
        dest="edits",
        type=as_edit,
        action="append",
        metavar="GRID:HEAD:ROW:COL=VALUE",
        help="overwrite a cell, counted from 1; may be repeated",
    )
