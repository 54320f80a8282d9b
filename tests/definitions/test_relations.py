"""What must hold for every declared indicator, whatever the figures: on the shipped sample."""

from dataclasses import replace
from datetime import date

import pytest

from analytics import indicators, ranking, tables, trends
from analytics.access import Toegang
from analytics.areas import Niveau, all_areas
from analytics.classes import all_periods, breaks_for
from analytics.cli.figures import document_of
from analytics.indicators import RegistrationNumerator, kinds
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest
from analytics.views import area_map, buurt_ranking, chosen_area

ALL = list(indicators.load_all().values())
COUNTED = [i for i in ALL if isinstance(i.teller, RegistrationNumerator)]
FIXED = [
    "misdrijven_totaal",
    "hic",
    "vermogenscriminaliteit",
    "woninginbraak",
    "straatroof",
    "overval",
    "inbraak_box_schuur",
    "zakkenrollerij",
    "diefstal_uit_motorvoertuig",
    "diefstal_van_motorvoertuig",
    "fietsendiefstal",
    "sociale_overlast",
    "jeugdoverlast",
    "onveilig_buurt",
    "rapportcijfer_veiligheid_buurt",
]
SUMS = [(g.indicatoren[0], g.indicatoren[1:]) for g in indicators.groups() if g.id in ("hic_samen", "vermogen_samen")]
by_id = {"ids": lambda i: i.id}


@pytest.fixture(scope="module")
def sample():
    return Snapshot(read_manifest(SAMPLE).id, SAMPLE)


def year(snapshot, niveau, stap=Stap.GEHEEL, **changed):
    return Selection(snapshot, Toegang.VOLLEDIG, niveau, date(2024, 1, 1), date(2025, 1, 1), stap, **changed)


def total(indicator, selection):
    return int(measure(indicator, selection).values["teller"].sum())


def test_ids_that_others_refer_to_exist():
    assert set(FIXED) <= {i.id for i in ALL}


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_kinds_are_known_and_published_per_buurt(indicator):
    for kind in indicator.teller.soorten:
        assert kinds()[kind]["verborgen_per_buurt"] == "nee"


@pytest.mark.parametrize("indicator", ALL, **by_id)
def test_every_indicator_can_be_chosen_on_a_screen(indicator):
    assert indicator in [i for group in indicators.groups() for i in group.indicatoren]


@pytest.mark.parametrize(
    "screen", ["overzicht", "overzicht_beleving", "overzicht_waar", "kaart", "hic_trend", "ranglijst"]
)
def test_screens_open_with_indicators_that_exist(screen):
    assert indicators.on_screen(screen)


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_levels_and_periods_add_up(sample, indicator):
    city = total(indicator, year(sample, Niveau.GEMEENTE))
    buurten = total(indicator, year(sample, Niveau.BUURT))
    assert buurten == total(indicator, year(sample, Niveau.WIJK))
    unknown = {"overlast", *(code for code, kind in kinds().items() if kind["rubriek"] == "overlast")}
    assert buurten == city or (set(indicator.teller.soorten) & unknown and buurten < city)
    for stap in (Stap.MAAND, Stap.KWARTAAL, Stap.JAAR):
        assert total(indicator, year(sample, Niveau.GEMEENTE, stap)) == city


@pytest.mark.parametrize(("whole", "parts"), SUMS, ids=lambda v: v.id if hasattr(v, "id") else "")
def test_parts_of_a_group_add_up_to_it(sample, whole, parts):
    assert len(parts) > 2
    selection = year(sample, Niveau.GEMEENTE)
    assert total(whole, selection) == sum(total(part, selection) for part in parts)


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_the_other_direction_turns_the_list_round(sample, indicator):
    turned = indicator.model_copy(update={"richting": "hoger_is_beter"})
    orders = []
    for question in (indicator, turned):
        selection = year(sample, Niveau.BUURT)
        ranked = ranking.rank(measure(question, selection), measure(question, area_map.city_of(selection)), "2024")
        orders.append(list(ranked.rows.sort_values("positie", kind="stable")["waarde"]))
    assert orders[0] == orders[1][::-1] == sorted(orders[0], reverse=True)


@pytest.mark.parametrize("indicator", ALL, **by_id)
def test_every_view_shows_the_same_number(sample, indicator):
    """Map, table, ranking, download, chosen area and command line, for the area with the highest value."""
    selection = (
        year(sample, Niveau.BUURT)
        if not indicator.is_survey
        else replace(year(sample, Niveau.BUURT), van=date(2025, 1, 1), tot=date(2026, 1, 1))
    )
    label = selection.periods[0].label
    answer, city = measure(indicator, selection), measure(indicator, area_map.city_of(selection))
    breaks = breaks_for(indicator, all_periods(indicator, selection))
    manifest = sample.manifest()
    view = area_map.build(answer, city, breaks, manifest, None)
    ranked = buurt_ranking.build(answer, city, breaks, manifest, None)
    usable = answer.values[~answer.too_small()].dropna(subset=["waarde"])
    code = str(usable.sort_values("waarde").iloc[-1]["gebied"])
    value = float(answer.at(label).loc[code, "waarde"])

    shown = view.payload["areas"][code]["value"]
    cells = {row["id"]: row["cells"] for row in tables.payload(view.table)["rows"]}
    listed = {row["id"]: row["cells"] for row in tables.payload(ranked.table)["rows"]}
    sheet = tables.sheet(view.table, title="", subtitle="", notes=())
    exported = {row["code"]: row for row in sheet.rows}
    told = {row["gebied"]: row for row in document_of(answer)["waarden"]}
    assert cells[code]["waarde"]["value"] == listed[code]["waarde"]["value"] == exported[code]["waarde"] == value
    assert told[code]["waarde"] == value
    assert cells[code]["waarde"]["text"] == listed[code]["waarde"]["text"] == shown
    assert shown in view.payload["areas"][code]["detail"]
    assert shown in chosen_area.build(indicator, selection, code).sentences[0]
    assert all_areas(sample)[code].naam == view.payload["areas"][code]["name"]


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_the_last_point_of_the_trend_is_the_year(sample, indicator):
    rolling = trends.rolling(indicator, year(sample, Niveau.GEMEENTE), "GM0935").punten
    whole = measure(indicator, year(sample, Niveau.GEMEENTE)).values
    assert rolling["waarde"].iloc[-1] == float(whole["waarde"].iloc[0])
    assert rolling["teller"].iloc[-1] == int(whole["teller"].iloc[0])
