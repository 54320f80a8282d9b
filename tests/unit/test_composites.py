"""Composite scores: indices by hand, the direction of every part, and what is not measured alike."""

from datetime import date

import pytest

from analytics import composites
from analytics.areas import Niveau
from analytics.composites import Composite, compose, declared
from analytics.contract import Manifest
from analytics.measures import measure
from analytics.ranking import rank
from analytics.views import side_by_side
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, ask, cells, publish, year

AREAS = (BINNENSTAD, JEKERKWARTIER, WOLDER)
OF = Composite.model_validate(
    {
        "titel": "Proef",
        "toelichting": "Twee kanten.",
        "basisjaar": 2023,
        "deel": [{"indicator": "woninginbraak", "gewicht": 3}, {"indicator": "buurtscore_veiligheid", "gewicht": 1}],
    }
)


def score(gebied, waarde, jaar=2025, **changed):
    limits = {"ondergrens": waarde - 0.3, "bovengrens": waarde + 0.3}
    return {"gebied": gebied, "waarde": waarde, "jaar": jaar, "vraag": "buurtscore_veiligheid", **limits, **changed}


def city(tmp_path, **changed):
    """Burglaries 60, 20 and 10 per 1,000 in 2025, 30 in the city in 2023; scores 6, 7 and 8, the city 7 in 2023."""
    rows = [year(2025) | {"gebied": code, "aantal": n} for code, n in zip(AREAS, (60, 20, 10), strict=True)]
    rows += [year(2023) | {"gebied": code, "aantal": 30} for code in AREAS]
    answers = [score(code, value) for code, value in zip(AREAS, (6.0, 7.0, 8.0), strict=True)]
    return publish(
        tmp_path,
        registraties=rows,
        dekking=[{"stap": "jaar", "van": date(2023, 1, 1)}],
        kerncijfers=[{"gebied": code, "jaar": jaar} for code in AREAS for jaar in (2023, 2025)],
        enquete=changed.get("enquete", [*answers, score(STAD, 7.0, 2023), score(STAD, 7.0)]),
    )


def test_parts_are_indices_with_the_city_of_the_base_year_as_100_and_lower_is_better(tmp_path):
    found = compose(OF, ask(city(tmp_path)), 1)
    assert found.parts["woninginbraak"].to_dict() == pytest.approx(
        {BINNENSTAD: 200, JEKERKWARTIER: 66.67, WOLDER: 33.33}, abs=0.01
    )
    assert found.parts["buurtscore_veiligheid"].to_dict() == pytest.approx(
        {BINNENSTAD: 116.67, JEKERKWARTIER: 100, WOLDER: 87.5}, abs=0.01
    )
    assert found.index[BINNENSTAD] == pytest.approx((3 * 200 + 116.67) / 4, abs=0.01)
    assert found.share.to_dict() == {BINNENSTAD: 1.0, JEKERKWARTIER: 0.0, WOLDER: 0.0}


def test_an_area_without_one_of_the_parts_has_no_index(tmp_path):
    answers = [score(BINNENSTAD, 6.0), score(JEKERKWARTIER, 7.0), score(STAD, 7.0, 2023)]
    found = compose(OF, ask(city(tmp_path, enquete=answers)), 1)
    assert found.missing == (WOLDER,)
    assert WOLDER not in found.index


def test_a_base_measured_in_another_way_is_no_base(tmp_path):
    answers = [score(code, 7.0) for code in AREAS] + [score(STAD, 7.0, 2023, methode="vm-2012")]
    found = compose(OF, ask(city(tmp_path, enquete=answers)), 1)
    assert found.index.empty
    assert [indicator.id for indicator in found.without] == ["buurtscore_veiligheid"]


def test_what_is_declared_is_sound():
    assert declared()
    with pytest.raises(ValueError, match="onbekende indicator"):
        Composite.model_validate(OF.model_dump() | {"deel": [{"indicator": "x", "gewicht": 1}] * 2})
    assert composites.declared() is declared()


def shown(tmp_path, *, with_index=True) -> tuple[side_by_side.SideBySide, Manifest]:
    snapshot = city(tmp_path)
    selection, lists = ask(snapshot), []
    for part in OF.deel:
        indicator = composites.indicators.load(part.indicator)
        of_city = measure(indicator, ask(snapshot, niveau=Niveau.GEMEENTE))
        lists.append(rank(measure(indicator, selection), of_city, "2025", 1))
    composed = compose(OF, selection, 1) if with_index else None
    return side_by_side.build(tuple(lists), snapshot.manifest(), composed), snapshot.manifest()


def test_who_is_low_on_every_side_is_named(tmp_path):
    view, _manifest = shown(tmp_path)
    assert view.answer == "Binnenstad hoort op alle 2 kanten zeker of mogelijk bij de laagste."
    assert view.directions.startswith("Lager is beter: woninginbraken. Hoger is beter: buurtscore veiligheid. Tussen")
    assert view.composed is not None
    assert cells(view.composed)[BINNENSTAD]["aandeel"]["text"] == "100%"
    assert "Bij vrijwel elke weging bij de laagste 1: Binnenstad." in view.weighing


def test_without_a_composite_only_the_scores_are_there(tmp_path):
    view, manifest = shown(tmp_path, with_index=False)
    assert view.composed is None
    assert view.weighing == ""
    assert manifest.id in view.source.line
    assert next(row.id for row in view.table.rows) == BINNENSTAD
