"""What is declared to make a comparison fair: every fact has a source, and the documents' own warning travels along."""

import pytest
from pydantic import ValidationError

from analytics import fair_context
from analytics.areas import municipalities, reference_codes
from analytics.fair_context import Fact

STAD = "GM0935"


def test_everybody_who_is_compared_has_what_is_known_of_students_and_border():
    compared = {STAD, *reference_codes(STAD)}
    assert all({"studenten", "grens"} <= set(fair_context.facts(code)) for code in compared)
    assert set(fair_context.facts(STAD)) == {"bezoekers", "studenten", "grens", "oppervlakte"}


def test_facts_are_about_known_municipalities():
    known = set(municipalities())
    assert {code for code in known if fair_context.facts(code)} == {STAD, *reference_codes(STAD)}


def test_the_warning_names_its_document_and_place():
    (caution,) = fair_context.cautions(STAD)
    assert (caution.document, caution.vindplaats) == (
        "Uitvoeringsplan veiligheid 2015/2016",
        "bijlage 2, huidige situatie",
    )
    assert fair_context.cautions("GM1641") == ()


@pytest.mark.parametrize(
    ("earlier", "later", "redrawn"), [(2018, 2019, True), (2015, 2024, True), (2019, 2020, False), (2016, 2018, False)]
)
def test_a_municipality_that_grew_by_a_merger_is_another_area(earlier, later, redrawn):
    assert fair_context.redrawn_between("GM0014", earlier, later) is redrawn
    assert not fair_context.redrawn_between(STAD, earlier, later)


@pytest.mark.parametrize("wrong", [{"waarde": 60.1}, {"tekst": ""}, {"soort": "oppervlakte"}])
def test_a_fact_says_one_thing(wrong):
    with pytest.raises(ValidationError, match="alleen een oppervlakte heeft een waarde"):
        Fact.model_validate({"gemeente": STAD, "soort": "grens", "tekst": "ja", "bron": "kaart", "jaar": 2016} | wrong)
