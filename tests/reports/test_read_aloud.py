"""Read aloud: the sentences of the briefing make sense to who hears them and sees no chart, no table and no page.

That they are short, end with a period and hold no abbreviation of this project is tested in
tests/definitions/test_briefing.py.
"""

import re

import pytest

from analytics.access import Toegang
from analytics.figures import paper
from analytics.reports.model import Sentences
from analytics.settings import SAMPLE
from analytics.snapshots import live
from analytics.views import briefing
from tests.reports.reading import NUMBER

pytestmark = pytest.mark.sample

MONTHS = 24
QUICK = (0, 3)
OTHERS = [number for number in range(MONTHS) if number not in QUICK]
# What points at something that is not heard.
POINTING = re.compile(
    r"\b(zie|grafiek|tabel|figuur|kaart|lijn|streep|punt|kleur|hieronder|hierboven|hiernaast|onderstaand\w*|"
    r"bovenstaand\w*|klik|link|pagina|scherm)\b",
    re.IGNORECASE,
)
# What is written otherwise than it is said: signs, ranges with a dash, short forms, codes.
WRITTEN = re.compile(
    r"[<>±≤≥=→↑↓●▲◆▽✕○†*#@&|/]|\d[–-]\d(?!\d{3})|\b(jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\b|"
    r"\b(t\.o\.v|o\.a|bijv|i\.v\.m|m\.b\.t|d\.w\.z|ca|nr|incl|excl|gem|max|min|perc)\b\.?|\b(BU|WK|GM)\d+|\b\d+\.\d+\.\d+\b"
)
SHORT = re.compile(r"\b[A-Z]{2,}\b")  # letters that a listener has to know
DANGLING = re.compile(r"^(Ook|Daarbinnen|Daarnaast|Daarvan|Daarbij|Wel|Die|Dat|Deze|Dit|Zij|Het gaat|Hiervan)\b")
MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
MOMENT = re.compile(rf"{MONTH}(?: \d{{4}})?|\b(?:19|20)\d\d\b")
OF_THE_SAME = re.compile(rf"\([^()]*\)|(steeg|daalde) van (?:{NUMBER})|\ben nog \d+\b")
COMPARED = re.compile(rf"{NUMBER}%? (?:tegen|tot|naar|en) (?={NUMBER})")


@pytest.fixture(scope="module")
def sample():
    return live(SAMPLE / "snapshots")


@pytest.fixture(autouse=True)
def undrawn(monkeypatch):
    for name in ("course", "dots", "area_map"):
        monkeypatch.setattr(paper, name, lambda *_drawn, **_options: "<svg/>")


def bare(text):
    """Numbers that are of nothing: not a year, not a percentage, not before the word that says what is counted. What is
    said between brackets, the first of two that are compared, what a named score became and how many more there are at
    the end of a list are of the same as what stands before them."""
    text = OF_THE_SAME.sub("", COMPARED.sub("", MOMENT.sub("", text)))
    found = [(number[0], text[number.end() :]) for number in re.finditer(NUMBER, text)]
    return [number for number, after in found if not re.match(r"%| [a-zà-ÿ‘]| [A-Z][a-z]", after)]


def heard(document):
    """What is wrong with what is heard: (sentence, what)."""
    for section in document.sections:
        said = [one for block in section.blocks if isinstance(block, Sentences) for one in block.items]
        if said and DANGLING.match(said[0].text):
            yield said[0].id, "begins a section, and refers to what went before"
        for one in said:
            plain = re.sub(r"‘[^’]*’", "‘naam’", one.text)  # names of documents and kinds are what they are
            for what, pattern in (("points", POINTING), ("is written", WRITTEN), ("is short", SHORT)):
                if pattern.search(plain):
                    yield one.id, f"{what}: {pattern.search(plain)[0]!r} in {one.text!r}"
            if bare(plain):
                yield one.id, f"numbers of nothing: {bare(plain)} in {one.text!r}"
            if one.text.count("(") != one.text.count(")") or re.search(r"\([^)]*\(", one.text):
                yield one.id, f"brackets in brackets: {one.text!r}"
    first = document.sentences[0]
    if not MOMENT.search(first.text):
        yield first.id, f"does not say of when it is: {first.text!r}"


@pytest.mark.parametrize("number", QUICK)
def test_what_is_said_makes_sense_without_what_is_shown(sample, number):
    assert list(heard(briefing.build(sample, Toegang.VOLLEDIG, briefing.months(sample)[number]))) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", OTHERS)
def test_what_is_said_makes_sense_in_every_month(sample, number):
    assert list(heard(briefing.build(sample, Toegang.VOLLEDIG, briefing.months(sample)[number]))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2025 waren er 150 tegen 205 woninginbraken, 27% minder.", []),
        ("Er waren 5 registraties (gewoonlijk 0 tot 2) in september 2025.", []),
        ("Sinds oktober 2024 33 winkeldiefstallen in Randwyck.", []),
        ("Het waren er 150.", ["150"]),
        ("De score is 6,4, tegen 7,3 elders.", ["6,4"]),
        ("‘Buurtscore’ steeg van 7,2 naar 7,3.", []),
        ("Geen verandering bij vernielingen en nog 2.", []),
        ("De 15 doelen: 2 gehaald en 7, niet te zeggen.", ["7"]),
    ],
)
def test_a_number_is_of_something(text, found):
    assert bare(text) == found


@pytest.mark.parametrize(
    "text", ["Zie de grafiek.", "Er waren er <5.", "Tussen 3–5 keer.", "In sep was het zo.", "Kern 1.4.4."]
)
def test_what_cannot_be_heard_is_found(text):
    assert POINTING.search(text) or WRITTEN.search(text)
