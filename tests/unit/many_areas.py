"""A city of as many buurten as a test needs, all in one wijk, with the figures that the test gives per buurt."""

from analytics.areas import Niveau
from analytics.measures import measure
from analytics.periods import Stap
from analytics.views.area_map import city_of
from tests.builders import CENTRUM, STAD, ask, burglaries, publish, question, year

YEARLY = {"stap": "jaar"}


def code(i):
    return f"BU0935{i:04d}"


def buurten(n):
    return [(code(i), f"Buurt {i}", CENTRUM, "Wijk 00 Centrum", STAD, "Maastricht") for i in range(n)]


def counted(folder, counts, people, **what):
    """Registrations of 2025 per buurt and their inhabitants; None: not delivered for that buurt."""
    rows = [{**year(2025), "gebied": code(i), "aantal": n} for i, n in enumerate(counts) if n]
    out = [YEARLY | {"gebied": code(i), "status": "ontbreekt"} for i, n in enumerate(counts) if n is None]
    inhabitants = [{"gebied": code(i), "waarde": float(n)} for i, n in enumerate(people)]
    given = {
        "registraties": rows,
        "dekking": [YEARLY, *out],
        "kerncijfers": inhabitants,
        "buurten": buurten(len(counts)),
    }
    return publish(folder, **given | what)


def answered(values, half, respondents, city, **fields):
    """Answers of 2025 per buurt, all with the same half interval and number of respondents, and the city's."""
    rows = [(code(i), value, respondents) for i, value in enumerate(values)] + [(STAD, city, respondents * len(values))]
    return [
        {"gebied": area, "waarde": value, "ondergrens": value - half, "bovengrens": value + half, "n": people} | fields
        for area, value, people in rows
    ]


def asked(snapshot, indicator=None, **changed):
    """The measurement of 2025 per buurt and that of the city."""
    selection = ask(snapshot, stap=Stap.GEHEEL, niveau=Niveau.BUURT, **changed)
    return measure(indicator or burglaries(), selection), measure(indicator or burglaries(), city_of(selection))


def score(**changed):
    """A question that is answered with a mark; higher is better."""
    fields = {
        "titel": "Buurtscore",
        "richting": "hoger_is_beter",
        "teller": {"bron": "enquete", "vraag": "score", "eenheid": "score (1-10)"},
    }
    return question(id="score", omschrijving="geven de score", **fields | changed)
