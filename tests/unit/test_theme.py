"""The colours keep their promises, computed: contrast, order of the scale, colour blindness, print."""

import re
from itertools import pairwise

import numpy as np
import pytest

from analytics.figures.theme import (
    DARK,
    LIGHT,
    Theme,
    contrast,
    css_variables,
    luminance,
    on_paper,
    rgb,
    theme,
    with_alpha,
)

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])

# Machado, Oliveira and Fernandes (2009), severity 1.0, applied to linear RGB.
COLOUR_BLINDNESS = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def seen(colour: str, kind: str) -> np.ndarray:
    """Linear RGB of a colour as someone with this kind of colour vision sees it."""
    share = np.array(rgb(colour)) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.clip(np.array(COLOUR_BLINDNESS[kind]) @ linear, 0, 1)


def seen_contrast(first: str, second: str, kind: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(seen(c, kind) @ weights) for c in (first, second))
    return (high + 0.05) / (low + 0.05)


def lab(linear: np.ndarray) -> np.ndarray:
    """OKLab (Ottosson 2020), in which distance is roughly the difference an eye sees."""
    to_lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_lms) @ linear)


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_colours_as_numbers_and_with_opacity():
    assert rgb("#0b6a88") == (11, 106, 136)
    assert with_alpha("#0b6a88", 0.15) == "rgba(11, 106, 136, 0.15)"


def test_theme_follows_the_page():
    assert theme() is LIGHT
    assert theme(dark=True) is DARK


@BOTH
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "attention"])
def test_text_is_readable_on_paper_and_wash(colours: Theme, name: str):
    for ground in (colours.paper, colours.wash):
        assert contrast(getattr(colours, name), ground) >= 4.5


@BOTH
@pytest.mark.parametrize("name", ["context", "hatch"])
def test_what_is_drawn_stands_out(colours: Theme, name: str):
    for ground in (colours.paper, colours.wash):
        assert contrast(getattr(colours, name), ground) >= 3


@BOTH
def test_the_highest_class_stands_out_most_and_the_order_never_turns(colours: Theme):
    on_paper = [contrast(step, colours.paper) for step in colours.sequential]
    assert on_paper == sorted(on_paper)
    assert on_paper[-1] >= 4.5
    assert on_paper[0] >= 1.2  # the lowest class is not an empty spot


@BOTH
@pytest.mark.parametrize("kind", COLOUR_BLINDNESS)
def test_neighbouring_classes_differ_in_grey_for_every_kind_of_colour_vision(colours: Theme, kind: str):
    for lower, higher in pairwise(colours.sequential):
        assert seen_contrast(lower, higher, kind) >= 1.45


@BOTH
@pytest.mark.parametrize("kind", COLOUR_BLINDNESS)
def test_better_and_worse_are_told_apart(colours: Theme, kind: str):
    steps = [lab(seen(step, kind)) for step in colours.diverging]
    assert min(np.linalg.norm(a - b) for a, b in pairwise(steps)) >= 0.1
    assert np.linalg.norm(steps[0] - steps[4]) >= 0.1
    assert np.linalg.norm(steps[1] - steps[3]) >= 0.1


@BOTH
def test_the_lines_of_a_hatch_differ_from_every_class(colours: Theme):
    """Hatched areas are wash with lines: their ground is none of the classes."""
    for step in colours.sequential:
        distance = np.linalg.norm(lab(seen(step, "none")) - lab(seen(colours.wash, "none")))
        assert distance >= 0.05


def test_css_names_every_colour_once_per_theme_and_prints_in_light():
    css = css_variables(".root")
    light, dark, printed = css.strip().splitlines()
    assert "--k0:#dfe5fc" in light
    assert "--d4:" in light
    assert re.findall(r"--[a-z0-9]+", light) == re.findall(r"--[a-z0-9]+", dark)
    assert dark.startswith(".root[data-dark]{--ink:" + DARK.ink)
    assert printed.startswith("@media print{")
    assert DARK.ink not in printed


def test_a_dark_colour_has_one_light_colour_of_the_same_meaning():
    turned = on_paper()
    assert turned[DARK.accent] == LIGHT.accent
    assert turned[DARK.sequential[4]] == LIGHT.sequential[4]
    assert set(turned) & set(turned.values()) == set()  # what is light already stays as it is
