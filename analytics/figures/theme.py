"""The colours of the dashboard, light and dark, in one place: figures, detail map and screen components.

Text colours keep 4.5:1 on paper and wash; the sequential steps are one hue and keep at least 1.45:1 between
neighbours, also in grey and for the three kinds of colour blindness, so that a printed map can be read.
On dark paper the scale runs from dim to bright: in both themes a higher class stands out more from the
page, so the meaning never turns round. tests/unit/test_theme.py computes all of this.
"""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Theme:
    """One set of colours, each '#rrggbb'. `sequential` is low to high, `diverging` better to worse."""

    ink: str
    muted: str
    rule: str
    paper: str
    wash: str
    accent: str
    attention: str
    context: str  # lines and dots of the areas that are not chosen; 3:1 on paper
    water: str
    hatch: str  # the lines of the special classes: too few inhabitants, suppressed, missing
    sequential: tuple[str, str, str, str, str]
    diverging: tuple[str, str, str, str, str]


LIGHT = Theme(
    ink="#1b2430",
    muted="#566270",
    rule="#d8dee5",
    paper="#ffffff",
    wash="#f4f6f8",
    accent="#0b6a88",
    attention="#b3541e",
    context="#848f9b",
    water="#dbe9f1",
    hatch="#566270",
    sequential=("#dfe5fc", "#abb7f2", "#7d87d8", "#575ab4", "#36317d"),
    diverging=("#6b359b", "#b395d7", "#dbdee1", "#e09865", "#a34d16"),
)
DARK = Theme(
    ink="#e8edf2",
    muted="#9fb0c0",
    rule="#33404e",
    paper="#121a22",
    wash="#1a2530",
    accent="#5cc3e0",
    attention="#f0a070",
    context="#6f7f8f",
    water="#1d3342",
    hatch="#9fb0c0",
    sequential=("#303459", "#4b5091", "#6b74c6", "#97a3eb", "#d2dbfe"),
    diverging=("#cba1fa", "#6f59a6", "#33393e", "#9a5929", "#eca56f"),
)


FONT = "Source Sans, sans-serif"


def theme(dark: bool = False) -> Theme:
    """The colours for a light or a dark page."""
    return DARK if dark else LIGHT


def layout(colours: Theme, hover: str = "closest") -> dict[str, Any]:
    """What every chart shares: the page's own paper and letters, Dutch numbers, and nothing to drag by accident."""
    return {
        "font": {"family": FONT, "size": 13, "color": colours.muted},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": hover,
        "hoverlabel": {"bgcolor": colours.wash, "font": {"color": colours.ink}},
        "separators": ",.",
        "dragmode": False,
    }


def rgb(colour: str) -> tuple[int, int, int]:
    """'#rrggbb' as three numbers 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def with_alpha(colour: str, opacity: float) -> str:
    """'#rrggbb' as 'rgba(...)' with an opacity of 0-1: bands and washes."""
    red, green, blue = rgb(colour)
    return f"rgba({red}, {green}, {blue}, {opacity:g})"


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, 'relative luminance'."""
    shares = [part / 255 for part in rgb(colour)]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, 'contrast ratio'."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def on_paper() -> dict[str, str]:
    """Each dark colour with the light one of the same meaning: what was drawn on dark, for a white ground."""
    dark, light = ([*_named(colours).values()] for colours in (DARK, LIGHT))
    return dict(zip(dark, light, strict=True))


def _named(colours: Theme) -> dict[str, str]:
    """Every colour by its name in a style sheet; a scale becomes k0 to k4, a diverging one d0 to d4."""
    single = {f.name: getattr(colours, f.name) for f in fields(colours)}
    scales = {"k": single.pop("sequential"), "d": single.pop("diverging")}
    return {**single, **{f"{letter}{i}": step for letter, scale in scales.items() for i, step in enumerate(scale)}}


def _declarations(colours: Theme) -> str:
    """The colours as CSS custom properties."""
    return "".join(f"--{name}:{value};" for name, value in _named(colours).items())


def css_variables(root: str) -> str:
    """CSS rules that give the selector `root` these colours, dark ones when it carries `data-dark`.

    On paper there is always light, whatever the screen shows.
    """
    return (
        f"{root}{{{_declarations(LIGHT)}}}\n{root}[data-dark]{{{_declarations(DARK)}}}\n"
        f"@media print{{{root}[data-dark]{{{_declarations(LIGHT)}}}}}\n"
    )
