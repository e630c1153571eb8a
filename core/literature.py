"""What others measured: figures read in papers, each with its source. Nothing here is computed."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure as its source prints it.

    Attributes
    ----------
    what : the variant that was measured, as the source calls it, or marked text.
    figures : the numbers, as printed.
    """

    what: str
    figures: str


@dataclass(frozen=True, slots=True)
class Study:
    """One row of the literature table.

    Attributes
    ----------
    authors, title, year, arxiv : the source; the title empty where the arXiv number says enough.
    setting : marked text: what was trained or tested.
    measure : marked text: what the figures are, and which way is better.
    untied, tied : figures.
    remark : marked text on how to read them; empty if nothing needs saying.
    """

    authors: str
    title: str
    year: int
    arxiv: str
    setting: str
    measure: str
    untied: tuple[Cited, ...]
    tied: tuple[Cited, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class InUse:
    """A published design that ties, shares or splits keys and values.

    Attributes
    ----------
    name : of the model or method.
    arxiv : number of its report; empty where there is none.
    how : marked text: what it does.
    """

    name: str
    arxiv: str
    how: str


_THREE = "Do Transformers Need Three Projections?"
_KAYYAM = "Kayyam, Madan Gopal, Lewis"

STUDIES: tuple[Study, ...] = (
    Study(
        _KAYYAM,
        _THREE,
        2026,
        "2606.04032",
        QT_TRANSLATE_NOOP("core", "language model, 300M parameters"),
        QT_TRANSLATE_NOOP("core", "perplexity, lower is better"),
        (Cited("QKV", "5.11"),),
        (Cited("K=V", "5.27"), Cited("Q=K", "5.36"), Cited("Q=K=V", "6.41")),
        QT_TRANSLATE_NOOP(
            "core",
            "K=V: +3.1 % with half of the KV cache. Learned absolute positions; no spread over "
            "seeds seen.",
        ),
    ),
    Study(
        _KAYYAM,
        _THREE,
        2026,
        "2606.04032",
        QT_TRANSLATE_NOOP("core", "language model, 1.2B parameters"),
        QT_TRANSLATE_NOOP("core", "five-shot average, higher is better"),
        (Cited("QKV", "36.40"),),
        (Cited("K=V", "35.99"),),
        QT_TRANSLATE_NOOP("core", "Perplexity of K=V: +2.5 %."),
    ),
    Study(
        "Zadouri, Strauss, Dao",
        "Hardware-Efficient Attention for Fast Decoding",
        2025,
        "2505.21487",
        QT_TRANSLATE_NOOP("core", "language model, 1.47B parameters"),
        QT_TRANSLATE_NOOP("core", "perplexity, lower is better / cache bytes a token a layer"),
        (Cited("MHA", "10.311 / 8192"), Cited("GQA-4", "10.202 / 2048")),
        (Cited("GTA-4", "10.129 / 1152"),),
        QT_TRANSLATE_NOOP("core", "GTA ties the value to half of the key."),
    ),
    Study(
        "Luong, Pham, Manning",
        "Effective Approaches to Attention-based Neural Machine Translation",
        2015,
        "1508.04025",
        QT_TRANSLATE_NOOP("core", "translation, English to German, Table 4"),
        QT_TRANSLATE_NOOP("core", "BLEU before / after replacing unknown words, higher is better"),
        (Cited("general", "17.3 / 19.1"),),
        (Cited("dot", "18.6 / 20.5"),),
        QT_TRANSLATE_NOOP("core", "In dot, K = V = the encoder states."),
    ),
    Study(
        "Miller et al.",
        "Key-Value Memory Networks for Directly Reading Documents",
        2016,
        "1606.03126",
        QT_TRANSLATE_NOOP("core", "question answering: knowledge base / extraction / documents"),
        QT_TRANSLATE_NOOP("core", "hits@1 in per cent, higher is better"),
        (Cited(QT_TRANSLATE_NOOP("core", "key and value"), "93.9 / 68.3 / 76.2"),),
        (Cited(QT_TRANSLATE_NOOP("core", "key = value"), "78.5 / 63.4 / 69.9"),),
        QT_TRANSLATE_NOOP(
            "core", "Here the contents of keys and values differ, not only the maps."
        ),
    ),
)
"""Tied against untied, as published."""

IN_USE: tuple[InUse, ...] = (
    InUse(
        "Gemma 4",
        "2607.02770",
        QT_TRANSLATE_NOOP(
            "core",
            "The global layers tie values to keys, with a wider head; keys are normalised and "
            "rotated after the tie, so the numbers differ.",
        ),
    ),
    InUse(
        "DeepSeek-V4",
        "",
        QT_TRANSLATE_NOOP(
            "core", "One tensor is key and value; its rotary part is undone on the output."
        ),
    ),
    InUse(
        "DeepSeek-V2 (MLA)",
        "2405.04434",
        QT_TRANSLATE_NOOP("core", "One latent is stored, and keys and values are made from it."),
    ),
    InUse(
        "Slim attention",
        "2503.05840",
        QT_TRANSLATE_NOOP(
            "core", "Keys alone are stored; values are recovered as K·W_K⁻¹·W_V at full width."
        ),
    ),
    InUse(
        "Modern Hopfield networks",
        "2008.02217",
        QT_TRANSLATE_NOOP("core", "K = V = the stored patterns."),
    ),
    InUse(
        "Daniluk et al. 2017",
        "1702.04521",
        QT_TRANSLATE_NOOP(
            "core", "The opposite way: one state is split into key, value and predict parts."
        ),
    ),
)
"""Designs that tie keys and values, or share what they are made from."""

OPEN_QUESTION = QT_TRANSLATE_NOOP(
    "core",
    "Open: whether the rotation of a tied half can be undone without loss. GTA's authors say it "
    "cannot (arXiv 2505.21487); DeepSeek-V4 does it.",
)
"""On what the sources disagree."""
