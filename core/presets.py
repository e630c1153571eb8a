"""Sizes that a cost is asked for: of published models, with their source, and of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.resolve import resolve
from core.scenario import Scenario, Seeded, Trained

NUMBER_TYPES: Mapping[str, int] = MappingProxyType(
    {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "float8": 1}
)
"""Number type -> bytes of one number."""


@dataclass(frozen=True, slots=True)
class Size:
    """The sizes of a model's attention.

    Attributes
    ----------
    d_model : width of a token's vector.
    n_heads, n_kv_heads : query heads; key-value heads where they are grouped.
    d_head : width of a head, r.
    n_layers : depth.
    latent : width of MLA's shared latent, m; None takes 4 r, as DeepSeek-V2 does.
    d_rope : width of the rotary part that MLA keeps beside it; 0 without rotary positions.
    units : width of the alignment layer in additive scores; None takes d_model.
    output_projection, scaled : None does as each variant's paper does.
    temperature, softcap : whether scores are divided by a temperature, and whether they are capped.
    """

    d_model: int
    n_heads: int
    n_kv_heads: int
    d_head: int
    n_layers: int = 1
    latent: int | None = None
    d_rope: int = 0
    units: int | None = None
    output_projection: bool | None = None
    scaled: bool | None = None
    temperature: bool = False
    softcap: bool = False

    @property
    def joined(self) -> int:
        """Width of all heads side by side."""
        return self.n_heads * self.d_head

    @property
    def latent_width(self) -> int:
        """The latent's width with nothing left open."""
        return 4 * self.d_head if self.latent is None else self.latent


@dataclass(frozen=True, slots=True)
class Preset:
    """The size of a published model.

    Attributes
    ----------
    name : as its authors call it.
    variant : the row of the cost table that it is.
    size : its sizes.
    source : where they are printed.
    """

    name: str
    variant: str
    size: Size
    source: str


def _preset(
    name: str, variant: str, sizes: tuple[int, int, int, int, int], source: str
) -> tuple[str, Preset]:
    """Return a row from (d_model, heads, key-value heads, head width, layers)."""
    d_model, n_heads, n_kv_heads, d_head, n_layers = sizes
    rotary = Size(d_model, n_heads, n_kv_heads, d_head, n_layers, d_rope=d_head // 2)
    return name, Preset(name, variant, rotary, source)


_VASWANI = "Vaswani et al. 2017, arXiv 1706.03762, Table 3"
_GPT2 = "Radford et al. 2019, Table 2; heads from the code released with it"
_GPT3 = "Brown et al. 2020, arXiv 2005.14165, Table 2.1"
_LLAMA = "Touvron et al. 2023, arXiv 2302.13971, Table 2"
_LLAMA2 = "Touvron et al. 2023, arXiv 2307.09288, with the sizes of arXiv 2302.13971, Table 2"
_LLAMA3 = "Grattafiori et al. 2024, arXiv 2407.21783, Table 3"
_MISTRAL = "Jiang et al. 2023, arXiv 2310.06825, Table 1"
_GEMMA = "Gemma Team 2024, arXiv 2403.08295, Table 1"
_GEMMA2 = "Gemma Team 2024, arXiv 2408.00118, Table 1"
_DEEPSEEK = "DeepSeek-AI 2024, arXiv 2405.04434, section 3.1.2"

PRESETS: Mapping[str, Preset] = MappingProxyType(
    dict(
        (
            _preset("Transformer base", "self", (512, 8, 8, 64, 6), _VASWANI),
            _preset("GPT-2 small", "self", (768, 12, 12, 64, 12), _GPT2),
            _preset("GPT-2 XL", "self", (1600, 25, 25, 64, 48), _GPT2),
            _preset("GPT-3 175B", "self", (12288, 96, 96, 128, 96), _GPT3),
            _preset("LLaMA 7B", "self", (4096, 32, 32, 128, 32), _LLAMA),
            _preset("Llama 2 7B", "self", (4096, 32, 32, 128, 32), _LLAMA2),
            _preset("Llama 2 70B", "gqa", (8192, 64, 8, 128, 80), _LLAMA2),
            _preset("Llama 3 8B", "gqa", (4096, 32, 8, 128, 32), _LLAMA3),
            _preset("Llama 3 70B", "gqa", (8192, 64, 8, 128, 80), _LLAMA3),
            _preset("Llama 3 405B", "gqa", (16384, 128, 8, 128, 126), _LLAMA3),
            _preset("Mistral 7B", "gqa", (4096, 32, 8, 128, 32), _MISTRAL),
            _preset("Gemma 2B", "mqa", (2048, 8, 1, 256, 18), _GEMMA),
            _preset("Gemma 7B", "self", (3072, 16, 16, 256, 28), _GEMMA),
            _preset("Gemma 2 9B", "gqa", (3584, 16, 8, 256, 42), _GEMMA2),
            _preset("Gemma 2 27B", "gqa", (4608, 32, 16, 128, 46), _GEMMA2),
            _preset("DeepSeek-V2", "mla", (5120, 128, 128, 128, 60), _DEEPSEEK),
        )
    )
)
"""Published sizes by name. Where a paper has no MLA, that row takes DeepSeek-V2's proportions."""


def _with_sizes(scenario: Scenario) -> Scenario:
    """Return a scenario that says its sizes itself: those of its trained model, if it has one."""
    if not isinstance(scenario.weights, Trained):
        return scenario
    resolved = resolve(scenario)
    return replace(
        scenario,
        weights=Seeded(),
        d_model=resolved.d_model,
        n_heads=resolved.n_heads,
        n_kv_heads=None,
        d_head=resolved.d_head,
        d_latent=None,
        output_projection=resolved.output_projection,
    )


def size_of(scenario: Scenario) -> Size:
    """Return the size of the present scenario: one layer, no rotary part.

    Key-value heads are those that its grouped variant has, whichever variant is shown.
    """
    scenario = _with_sizes(scenario)
    grouped = resolve(replace(scenario, variant="gqa"))
    return Size(
        d_model=scenario.d_model,
        n_heads=grouped.n_heads,
        n_kv_heads=grouped.n_kv_heads,
        d_head=grouped.d_head,
        latent=grouped.d_latent,
        units=scenario.d_head,
        output_projection=scenario.output_projection,
        scaled=scenario.scaled,
        temperature=scenario.temperature != 1.0,
        softcap=scenario.softcap is not None,
    )
