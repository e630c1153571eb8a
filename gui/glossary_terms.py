"""TERMS: the field's terms, English and Chinese, and what each means in this program."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Attributes
    ----------
    english, chinese : the term in both languages; the glossary always shows both.
    meaning : marked text in the context ``glossary``.
    """

    english: str
    chinese: str
    meaning: str


TERMS: tuple[Term, ...] = (
    Term(
        "attention",
        "注意力",
        QT_TRANSLATE_NOOP(
            "glossary",
            "A weighted mean of values, with weights that say how well a query matches each key.",
        ),
    ),
    Term(
        "self-attention",
        "自注意力",
        QT_TRANSLATE_NOOP("glossary", "Queries, keys and values are all made from one input X."),
    ),
    Term(
        "cross-attention",
        "交叉注意力",
        QT_TRANSLATE_NOOP("glossary", "Queries come from one text, keys and values from another."),
    ),
    Term(
        "traditional attention",
        "传统注意力",
        QT_TRANSLATE_NOOP(
            "glossary",
            "Between an encoder and a decoder: each state of the decoder asks, and the states of "
            "the encoder answer (Bahdanau 2014, Luong 2015).",
        ),
    ),
    Term(
        "encoder, decoder",
        "编码器、解码器",
        QT_TRANSLATE_NOOP(
            "glossary", "What reads the source text into states; what writes the target text."
        ),
    ),
    Term(
        "alignment",
        "对齐",
        QT_TRANSLATE_NOOP(
            "glossary",
            "Which tokens of the source a token of the target looks at: a row of the weights.",
        ),
    ),
    Term(
        "token",
        "词元",
        QT_TRANSLATE_NOOP("glossary", "What a text is cut into: a word or a character."),
    ),
    Term(
        "embedding",
        "嵌入",
        QT_TRANSLATE_NOOP("glossary", "The vector of a token, before any attention."),
    ),
    Term(
        "positions",
        "位置编码",
        QT_TRANSLATE_NOOP(
            "glossary",
            "What tells attention the order of tokens: waves added to the embeddings "
            "(sinusoidal), or a turn of queries and keys (rotary).",
        ),
    ),
    Term(
        "query",
        "查询",
        QT_TRANSLATE_NOOP("glossary", "What a token asks for; its row of Q."),
    ),
    Term(
        "key",
        "键",
        QT_TRANSLATE_NOOP("glossary", "What a token is found by; its row of K."),
    ),
    Term(
        "value",
        "值",
        QT_TRANSLATE_NOOP("glossary", "What a token hands over when it is found; its row of V."),
    ),
    Term(
        "projection",
        "投影",
        QT_TRANSLATE_NOOP(
            "glossary", "The product with a matrix that makes queries, keys or values of vectors."
        ),
    ),
    Term(
        "score",
        "得分",
        QT_TRANSLATE_NOOP("glossary", "How well a query matches a key, before the softmax."),
    ),
    Term(
        "weight",
        "权重",
        QT_TRANSLATE_NOOP(
            "glossary", "The share of its attention that a query gives a key; a row adds up to 1."
        ),
    ),
    Term(
        "softmax",
        "softmax（归一化指数函数）",
        QT_TRANSLATE_NOOP(
            "glossary", "Turns a row of scores into weights: exponentials over their sum."
        ),
    ),
    Term(
        "temperature",
        "温度",
        QT_TRANSLATE_NOOP(
            "glossary", "A divisor of the scores: small makes weights sharp, large makes them even."
        ),
    ),
    Term(
        "scaling",
        "缩放",
        QT_TRANSLATE_NOOP(
            "glossary",
            "Dividing scores by the root of the head's width, which keeps their spread the same "
            "at any width.",
        ),
    ),
    Term(
        "softcap",
        "软截断",
        QT_TRANSLATE_NOOP("glossary", "A bound on the scores: c tanh(scores / c)."),
    ),
    Term(
        "mask",
        "掩码",
        QT_TRANSLATE_NOOP(
            "glossary", "Says which query may look at which key; what is masked has weight 0."
        ),
    ),
    Term(
        "causal mask",
        "因果掩码",
        QT_TRANSLATE_NOOP("glossary", "No token may look at those that come after it."),
    ),
    Term(
        "context vector",
        "上下文向量",
        QT_TRANSLATE_NOOP("glossary", "Weights times values: what a query carries away."),
    ),
    Term(
        "output",
        "输出",
        QT_TRANSLATE_NOOP("glossary", "The contexts of all heads side by side, times W_O."),
    ),
    Term(
        "head",
        "头",
        QT_TRANSLATE_NOOP(
            "glossary", "One attention of its own, of small width; several work side by side."
        ),
    ),
    Term(
        "grouped-query attention",
        "分组查询注意力",
        QT_TRANSLATE_NOOP(
            "glossary", "Several query heads use one head of keys and values (GQA); with one: MQA."
        ),
    ),
    Term(
        "KV cache",
        "KV 缓存",
        QT_TRANSLATE_NOOP(
            "glossary",
            "The keys and values of past tokens that a language model keeps while it writes.",
        ),
    ),
    Term(
        "same source",
        "同源",
        QT_TRANSLATE_NOOP("glossary", "K and V are made from the same vectors."),
    ),
    Term(
        "same map",
        "同映射",
        QT_TRANSLATE_NOOP("glossary", "The same matrix makes K and V."),
    ),
    Term(
        "same numbers",
        "同数值",
        QT_TRANSLATE_NOOP("glossary", "K and V are numerically equal."),
    ),
    Term(
        "tie",
        "绑定",
        QT_TRANSLATE_NOOP("glossary", "Using one matrix in two places: K=V tied has W_V = W_K."),
    ),
    Term(
        "retied",
        "重新绑定",
        QT_TRANSLATE_NOOP(
            "glossary",
            "A trained model's matrices put together as another variant does, and not trained "
            "again.",
        ),
    ),
    Term(
        "latent",
        "潜向量",
        QT_TRANSLATE_NOOP(
            "glossary", "A narrow vector that keys and values are both made from (MLA)."
        ),
    ),
    Term(
        "entropy",
        "熵",
        QT_TRANSLATE_NOOP(
            "glossary", "How evenly a row of weights is spread: 0 looks at one key only."
        ),
    ),
    Term(
        "convex hull",
        "凸包",
        QT_TRANSLATE_NOOP(
            "glossary",
            "All weighted means of some points: a context never leaves the hull of the values.",
        ),
    ),
    Term(
        "rank",
        "秩",
        QT_TRANSLATE_NOOP("glossary", "How many independent directions a matrix has."),
    ),
    Term(
        "width law",
        "宽度定律",
        QT_TRANSLATE_NOOP(
            "glossary", "A tied head of twice the width can do whatever an untied head can."
        ),
    ),
    Term(
        "gradient",
        "梯度",
        QT_TRANSLATE_NOOP(
            "glossary", "How the loss answers when a number moves; a tied matrix gets two parts."
        ),
    ),
    Term(
        "residual path",
        "残差通路",
        QT_TRANSLATE_NOOP("glossary", "The input is added to what a layer makes of it."),
    ),
    Term(
        "associative recall",
        "联想回忆",
        QT_TRANSLATE_NOOP(
            "glossary", "A task: after pairs of keys and values, name the value of a key."
        ),
    ),
    Term(
        "induction",
        "归纳",
        QT_TRANSLATE_NOOP(
            "glossary",
            "Finding what followed the same token before; it takes two layers of attention.",
        ),
    ),
)
"""Every term; the glossary sorts them."""
