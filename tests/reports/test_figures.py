"""Drawings for documents: what they say, that they say it without colour, and that nothing in them can run."""

import json
import re
from datetime import date
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from analytics.figures.paper import Dot, Shade, Size, area_map, course, dots, png
from analytics.snapshots import Snapshot
from tests.reports.documents import HOSTILE


def points(values, *, provisional=0, start=2024):
    """A month per value, with margins of a tenth; None is no figure."""
    months = [date(start + i // 12, i % 12 + 1, 1) for i in range(len(values))]
    known = pd.Series(values, dtype=float)
    return pd.DataFrame(
        {
            "maand": months,
            "waarde": known,
            "ondergrens": 0.9 * known,
            "bovengrens": 1.1 * known,
            "voorlopig": [i >= len(values) - provisional for i in range(len(values))],
        }
    )


def texts(svg):
    """The words in a drawing, which must be well-formed XML."""
    root = ElementTree.fromstring(svg)
    return ["".join(element.itertext()) for element in root.iter() if element.tag.endswith("text")]


def line_parts(svg):
    """The paths of lines, solid and dashed: two pixels wide."""
    found = re.findall(r'<path[^>]*d="([^"]*)"[^>]*stroke-width="2"([^>]*)/>', svg)
    dashed = [d for d, more in found if '"3,3"' in more]
    return [d for d, _more in found if d not in dashed], dashed


@pytest.mark.parametrize("size", Size)
def test_a_course_says_its_last_value_in_dutch(size):
    svg = course(points([1200.0 + i for i in range(24)]), unit="fietsdiefstallen, 12 maanden", size=size)
    assert {"fietsdiefstallen, 12 maanden", "1.223", "dec 2025", "2024", "2025"} <= {
        t.replace(" ", " ") for t in texts(svg)
    }


def test_decimals_have_a_comma():
    shown = texts(course(points([3.46] * 13), unit="per 1.000", decimals=1))
    assert "3,5" in shown
    assert not [text for text in shown if re.search(r"\d\.\d(?!\d\d)", text)]


def test_nothing_is_joined_over_a_gap_or_a_break():
    whole, _dashed = line_parts(course(points([10.0] * 24), unit="x"))
    values = [10.0] * 24
    values[5] = None
    gapped, _dashed = line_parts(course(points(values), unit="x"))
    broken, _dashed = line_parts(course(points([10.0] * 24), unit="x", breaks=[date(2025, 3, 1)]))
    assert (len(whole), len(gapped), len(broken)) == (1, 2, 2)
    assert "breuk" in texts(course(points([10.0] * 24), unit="x", breaks=[date(2025, 3, 1)]))


def test_a_break_before_the_first_month_is_not_drawn():
    assert "breuk" not in texts(course(points([10.0] * 24), unit="x", breaks=[date(2020, 1, 1)]))


def test_provisional_months_are_dashed_and_end_open():
    final, dashed = line_parts(course(points([10.0] * 24), unit="x"))
    assert (len(final), len(dashed)) == (1, 0)
    svg = course(points([10.0] * 24, provisional=3), unit="x")
    assert len(line_parts(svg)[1]) == 1
    assert "voorlopig" in " ".join(texts(svg))
    assert re.search(r'fill="#ffffff"[^>]*stroke="#0b6a88"|stroke="#0b6a88"[^>]*fill="#ffffff"', svg)


def test_a_target_is_named_and_clear_of_the_last_value():
    svg = course(points([100.0] * 24), unit="x", target=[(2025, 100), (2026, 99)])
    places = {}
    for element in ElementTree.fromstring(svg).iter():
        if element.tag.endswith("text") and (text := "".join(element.itertext())):
            where = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
            places[text] = float(where[2]) if where else 0.0
    assert abs(places["doel 99"] - places["100"]) >= 11


def test_no_figure_at_all_is_said():
    assert "geen cijfer" in texts(course(points([None] * 12), unit="x"))


def test_dots_tell_missing_suppressed_provisional_and_zero_apart():
    rows = [
        Dot("nul", 0.0, 0.0, 1.0),
        Dot("weg", None),
        Dot("verborgen", None, text="<5"),
        Dot("niet af", 4.0, 2.0, 6.0, provisional=True),
    ]
    svg = dots(rows, unit="per 1.000", decimals=1)
    assert {"0,0 (0,0–1,0)", "geen cijfer", "<5", "4,0 (2,0–6,0)"} <= set(texts(svg))
    marks = re.findall(r"<path[^>]*A[^>]*>", svg)
    assert len(marks) == 2  # the zero and the provisional one
    assert sum('fill="#ffffff"' in mark for mark in marks) == 1


def test_the_reference_has_its_words():
    assert "stad 3,4" in texts(dots([Dot("a", 1.0, 0.5, 2.0)], unit="x", mark=3.4, mark_text="stad 3,4"))


def test_emphasis_is_weight_not_only_colour():
    svg = dots([Dot("gewoon", 1.0, 0.5, 2.0), Dot("gekozen", 1.0, 0.5, 2.0, emphasis=True)], unit="x")
    assert re.search(r'<text[^>]*font-weight="600"[^>]*>gekozen', svg)
    assert not re.search(r'<text[^>]*font-weight="600"[^>]*>gewoon', svg)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_in_a_drawing_stay_words(text, snapshot):
    for svg in (
        dots([Dot(text, 1.0, 0.5, 2.0)], unit=text, mark=1.0, mark_text=text),
        course(points([1.0] * 3), unit=text),
        area_map(snapshot, {"BU01": Shade.MEER}, names={"BU01": text}, legend={Shade.MEER: text}),
    ):
        root = ElementTree.fromstring(svg)
        assert not [
            e for e in root.iter() if e.tag.rpartition("}")[2] in ("script", "image", "a", "img", "foreignObject")
        ]


@pytest.fixture
def snapshot(tmp_path):
    """Two buurten beside each other, in two wijken."""
    squares = {"1": "M0 0l100 0l0 100l-100 0z", "2": "M100 0l100 0l0 100l-100 0z"}
    shapes = {
        "viewBox": [0, 0, 200, 100],
        "buurten": [
            {"code": f"BU0{k}", "naam": k, "d": d, "x": 100 * int(k) - 50, "y": 50} for k, d in squares.items()
        ],
        "wijken": [{"code": f"WK0{k}", "naam": k, "d": d, "x": 100 * int(k) - 50, "y": 50} for k, d in squares.items()],
        "gemeente": {"code": "GM01", "naam": "G", "d": "M0 0l200 0l0 100l-200 0z"},
    }
    (tmp_path / "kaart.json").write_text(json.dumps(shapes), encoding="utf-8")
    return Snapshot(str(tmp_path), tmp_path)


def test_the_map_explains_the_shades_that_occur(snapshot):
    svg = area_map(snapshot, {"BU01": Shade.MEER, "BU02": Shade.ONBEKEND}, names={"BU01": "Noord"})
    assert texts(svg)[-2:] == ["duidelijk meer", "niet te zeggen"]
    assert "Noord" in texts(svg)
    assert texts(area_map(snapshot, {"WK01": Shade.GEKOZEN}, legend={})) == []


def test_shades_differ_in_black_and_white(snapshot):
    """Each pair differs in how dark the area is, or in its pattern, once the colour is gone."""
    grey = {shade: _grey(png(area_map(snapshot, {"BU01": shade}, legend={}), 1)) for shade in Shade}
    for one, other in product(Shade, Shade):
        if one < other:
            apart = abs(grey[one][0] - grey[other][0]) / 255
            pattern = abs(grey[one][1] - grey[other][1]) / 255
            assert apart > 0.06 or pattern > 0.1, (one, other, grey[one], grey[other])


def _grey(picture):
    """Mean and spread of the lightness in the middle of the left area."""
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(picture)) as opened:
        pixels = np.asarray(opened.convert("L"), dtype=float)
    inside = pixels[20:60, 20:60]
    return inside.mean(), inside.std()


def test_a_drawing_brings_everything_itself(snapshot):
    drawn = [
        course(points([10.0] * 24), unit="x"),
        dots([Dot("a", 1.0, 0.5, 2.0)], unit="x"),
        area_map(snapshot, {"BU01": Shade.MINDER}),
    ]
    for svg in drawn:
        outside = [url for url in re.findall(r'(?:https?:|href=|url\()[^")\s]*', svg) if "www.w3.org" not in url]
        assert all(url.startswith("url(#") for url in outside)
        assert png(svg).startswith(b"\x89PNG")
        assert 'role="graphics' not in svg or 'aria-label="' not in svg  # the alternative text is the document's
