"""The list of agendas, one agenda, its effect and its history, in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analytics.agenda import Action, Agenda, Change
from analytics.effects import Difference, Effect
from analytics.errors import WrongUsage
from analytics.indicators import load
from analytics.periods import Period
from analytics.tables import payload
from analytics.views import agenda_effects, agenda_form, agendas
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, ask, burglaries, cells, publish, question, year

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
NAMES = {BINNENSTAD: "Binnenstad", JEKERKWARTIER: "Jekerkwartier", WOLDER: "Wolder"}
FACTS = {
    "indicator": "buurtscore_veiligheid",
    "momentopname": "toets",
    "periode": "2025",
    "eenheid": "score (1-10)",
    "waarde": 6.1,
    "ondergrens": 5.8,
    "bovengrens": 6.4,
    "positie": 3,
    "aantal_gebieden": 44,
    "k": 5,
    "kans_laagste_k": 0.812,
    "groep": "mogelijk laag",
}


def made(**changed):
    """A candidate; a test names only what it is about."""
    fields = {
        "id": 1,
        "gemeente": STAD,
        "gebied": BINNENSTAD,
        "status": "kandidaat",
        "reden_soort": "",
        "reden": "",
        "rangfeiten": None,
        "indicator": "",
        "themas": (),
        "partners": (),
        "van": None,
        "tot": None,
        "vergelijking": (),
        "vergelijking_op": None,
        "vergelijking_door": "",
        "afsluiting": "",
        "acties": (),
        "versie": 1,
        "gemaakt": NOW,
        "gemaakt_door": "anna",
        "gewijzigd": NOW,
        "gewijzigd_door": "anna",
    }
    return Agenda(**(fields | changed))


def action(**changed):
    fields = {
        "id": 4,
        "omschrijving": "Meer toezicht",
        "doel": "minder overlast",
        "indicator": "jeugdoverlast",
        "van": None,
        "tot": date(2026, 6, 1),
        "trekker": "handhaving",
        "status": "loopt",
        "versie": 1,
    }
    return Action(**(fields | changed))


RUNNING = {"status": "vastgesteld", "van": date(2024, 1, 1), "vergelijking": (WOLDER,)}
BEFORE = Period(date(2023, 1, 1), date(2024, 1, 1), "2023")
AFTER = Period(date(2024, 1, 1), date(2025, 1, 1), "2024")
LESS = Effect(
    burglaries(),
    voor=BEFORE,
    na=AFTER,
    aantal=(120, 60),
    vergelijking=(100, 90),
    gewicht=2.0,
    gebied=Difference(-40, 10, -60, -20),
    buren=Difference(5, 10, -15, 25),
    samen=Difference(-35, 14, -62, -8),
    buurgebieden=(JEKERKWARTIER,),
)


def test_what_is_under_way_comes_first():
    statuses = ("afgevallen", "kandidaat", "geevalueerd", "vastgesteld", "gekozen", "in_voorbereiding")
    entries = [made(id=i, status=status, van=date(2024, 1, 1)) for i, status in enumerate(statuses)]
    view = agendas.build(entries, NAMES, {})
    assert [row["id"] for row in payload(view.table)["rows"]] == ["3", "5", "4", "1", "2", "0"]
    assert view.by_row["3"] == entries[3]
    assert view.answer == (
        "1 gebied heeft een vastgestelde agenda: Binnenstad. "
        "Verder: 1 in voorbereiding, 1 gekozen, 1 kandidaat, 1 geëvalueerd en 1 afgevallen."
    )


def test_no_agenda_at_all_has_no_table():
    view = agendas.build([], NAMES, {})
    assert (view.table, view.by_row) == (None, {})
    assert view.answer.startswith("Nog geen enkele")


def test_only_candidates():
    entries = [made(), made(id=2, gebied=WOLDER)]
    assert agendas.build(entries, NAMES, {}).answer == (
        "Nog geen gebied heeft een vastgestelde agenda. Verder: 2 kandidaten."
    )


def test_why_a_buurt_was_chosen_or_dropped():
    chosen = made(status="gekozen", reden_soort="bestuurlijk", reden="Op verzoek van de raad")
    dropped = made(id=2, status="afgevallen", reden="Eerst wel", afsluiting="Elders is het harder nodig")
    long = made(id=3, reden="x" * 500)
    shown = cells(agendas.build([chosen, dropped, long], NAMES, {}).table)
    assert shown["1"]["waarom"]["text"] == "bestuurlijk besluit: Op verzoek van de raad"
    assert shown["2"]["waarom"]["text"] == "Elders is het harder nodig"
    assert len(shown["3"]["waarom"]["text"]) == 120


def test_the_effect_in_the_list():
    entries = [made(**RUNNING), made(id=2, **RUNNING), made(id=3, **RUNNING), made(id=4, **RUNNING), made(id=5)]
    early = Effect(
        burglaries(), "nog te vroeg; het kan zodra de cijfers tot 1 januari 2027 definitief zijn", te_vroeg=True
    )
    effects = {1: LESS, 2: early, 3: Effect(burglaries(), "een van de aantallen ontbreekt")}
    shown = cells(agendas.build(entries, NAMES, effects).table)
    assert shown["1"]["effect"]["text"] == "minder dan verwacht (−40; 95%-interval −60 tot −20)"
    assert shown["1"]["effect"]["class"] == "certain"
    assert shown["2"]["effect"]["text"] == "nog te vroeg"
    assert shown["3"]["effect"]["text"] == "niet te zeggen: een van de aantallen ontbreekt"
    assert shown["4"]["effect"]["text"] == "niet te berekenen: kies een geteld cijfer"
    assert shown["5"]["effect"]["text"] == "–"


def test_the_effect_in_full():
    assert agenda_effects.sentences(LESS, "Binnenstad", NAMES) == (
        "Proefinbraken in Binnenstad: 120 in 2023 en 60 in 2024. In de vergelijkingsgebieden samen 100 en 90; "
        "zonder agenda waren er hier 100 te verwachten.",
        "In Binnenstad zelf: minder dan verwacht, −40; 95%-interval −60 tot −20.",
        "In de gebieden eromheen (Jekerkwartier): geen duidelijk verschil, +5; 95%-interval −15 tot +25.",
        "Samen: minder dan verwacht, −35; 95%-interval −62 tot −8.",
    )
    alone = replace(LESS, buren=None, samen=None)
    assert len(agenda_effects.sentences(alone, "Binnenstad", NAMES)) == 2
    assert agenda_effects.sentences(Effect(burglaries(), "te vroeg"), "Binnenstad", NAMES) == (
        "Proefinbraken: te vroeg.",
    )


def test_everything_of_one_agenda():
    one = made(
        reden_soort="rang",
        reden="Laagste scores",
        rangfeiten=FACTS,
        indicator="jeugdoverlast",
        themas=("1.4",),
        partners=("politie",),
        tot=date(2027, 12, 31),
        vergelijking_op=NOW,
        vergelijking_door="anna",
        **RUNNING,
    )
    told = dict(agendas.facts(one, NAMES))
    assert told["Waarom"] == "plaats in de ranglijst: Laagste scores"
    assert told["Wat de ranglijst zei"] == (
        "Buurtscore veiligheid, 2025: 6,1 (5,8–6,4) score (1-10); plaats 3 van 44; "
        "kans 81% om bij de 5 laagste te horen (mogelijk laag); momentopname toets"
    )
    assert told["Thema's"] == "Veiligheidsbeleving"
    assert told["Periode"] == "1 januari 2024 tot en met 31 december 2027"
    assert told["Vergelijkingsgebieden"] == "Wolder (gekozen op 15 januari 2026 door anna)"
    assert "Afsluiting" not in told
    assert dict(agendas.facts(made(), NAMES))["Waarom"] == "nog niet opgeschreven"


def test_a_comparison_area_with_an_agenda_of_its_own_or_next_door_is_doubted(tmp_path):
    snapshot = publish(tmp_path)
    one = made(status="gekozen", vergelijking=(JEKERKWARTIER, WOLDER))
    other = made(id=2, gebied=WOLDER, status="vastgesteld", van=date(2024, 1, 1))
    found = agendas.doubts(one, [one, other], snapshot, NAMES)
    assert [text.split(".")[0] for text in found] == [
        "Een eigen agenda heeft ook: Wolder",
        "Naast het gebied ligt: Jekerkwartier",
    ]
    assert dict(agendas.facts(one, NAMES, found))["Let op"].startswith("Een eigen agenda")
    assert agendas.doubts(made(vergelijking=(WOLDER,)), [], snapshot, NAMES) == ()


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"kans_laagste_k": 0.0001}, "kans kleiner dan 1% om"),
        ({"kans_laagste_k": 0.9999}, "kans groter dan 99% om"),
        (
            {"indicator": "onveilig_buurt", "eenheid": "%"},
            "6,1 (5,8–6,4)%; plaats 3 van 44; kans 81% om bij de 5 ongunstigste",
        ),
        (
            {"niet_gerangschikt": "klein", "positie": None, "kans_laagste_k": None},
            "2025: niet gerangschikt; momentopname",
        ),
        ({"indicator": "bestaat_niet_meer"}, "bestaat_niet_meer, 2025: 6,1"),
    ],
)
def test_what_the_ranking_said(changed, text):
    assert text in agenda_effects.ranking_sentence(FACTS | changed)


def test_nothing_kept_of_the_ranking_is_said():
    assert agenda_effects.ranking_sentence(None) == "niet vastgelegd"


def test_facts_of_the_ranking_are_those_of_measure(tmp_path):
    people = [{"gebied": code, "waarde": 1000.0 if code != WOLDER else 50.0} for code in NAMES]
    rows = [{"gebied": code, "aantal": n} for code, n in ((BINNENSTAD, 40), (JEKERKWARTIER, 10), (WOLDER, 3))]
    snapshot = publish(tmp_path, registraties=rows, dekking=[{}], kerncijfers=people)
    facts = agenda_effects.ranking_facts(burglaries(), ask(snapshot), BINNENSTAD)
    assert (facts["waarde"], facts["positie"], facts["aantal_gebieden"], facts["momentopname"]) == (40.0, 1, 2, "toets")
    assert facts["ondergrens"] < 40 < facts["bovengrens"]
    assert 0 <= facts["kans_laagste_k"] <= 1
    assert agenda_effects.ranking_facts(burglaries(), ask(snapshot), WOLDER)["niet_gerangschikt"] == "klein"
    assert agenda_effects.ranking_facts(question(), ask(snapshot), WOLDER) is None


def test_counts_without_denominators_are_not_ranked(tmp_path):
    snapshot = publish(tmp_path, registraties=[{**year(2025)}], dekking=[{}])
    assert agenda_effects.ranking_facts(burglaries(), ask(snapshot), BINNENSTAD) is None


def test_actions_and_the_indicators_that_can_be_counted():
    one = made(indicator="buurtscore_veiligheid", acties=(action(), action(id=5, indicator="")), **RUNNING)
    shown = cells(agendas.actions_table(one))["4"]
    assert [shown[name]["text"] for name in ("trekker", "termijn", "fase")] == [
        "gemeente: handhaving",
        "tot en met 1 juni 2026",
        "loopt",
    ]
    assert agendas.effect_indicators(one) == (load("jeugdoverlast"),)
    assert agendas.actions_table(made()) is None


def test_history_has_a_line_per_save():
    changes = [
        Change(NOW, "bram", 4, "status", "gepland", "loopt", 2),
        Change(NOW, "anna", None, "vergelijking", [], [WOLDER], 2),
        Change(NOW, "anna", None, "reden", "Oud", "Nieuw", 2),
        Change(NOW, "anna", None, "agenda", None, BINNENSTAD, 1),
    ]
    table = agendas.history_table(changes, NAMES)
    assert [row.cells["wat"].value for row in table.rows] == [
        "actie 4: status: van “gepland” naar “loopt”",
        "reden: van “Oud” naar “Nieuw”; vergelijkingsgebieden: Wolder",
        "agenda: Binnenstad",
    ]


def test_the_download_holds_everything_in_words():
    one = made(reden_soort="signaal", reden="=SOM(A1)", themas=("1.4", "3.1"), **RUNNING)
    (row,) = agendas.list_sheet([one], NAMES, {1: LESS}, [("Bron", "x")]).rows
    assert row["veld_themas"] == "Veiligheidsbeleving en Jeugdoverlast"
    assert row["veld_vergelijking"] == "Wolder"
    assert row["veld_van"] == "1 januari 2024"
    assert row["effect"].startswith("minder dan verwacht")


# -- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [("1-3-2026", date(2026, 3, 1)), ("01/03/2026", date(2026, 3, 1)), ("2026-03-01", date(2026, 3, 1)), ("  ", None)],
)
def test_days_as_people_write_them(text, day):
    assert agenda_form.day(text) == day


@pytest.mark.parametrize("text", ["31-2-2026", "ooit", "3-2026", "2026", "1-3-26"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(WrongUsage, match=f"“{text}” is geen datum"):
        agenda_form.day(text)


def test_only_what_somebody_changed_is_saved():
    before = made(reden="Zo was het", themas=("1.4", "3.1"), van=date(2026, 3, 1))
    typed = {
        veld: agenda_form.as_typed(getattr(before, veld)) for veld in ("reden", "themas", "van", "tot", "vergelijking")
    }
    assert agenda_form.changed(before, typed) == {}
    typed |= {"themas": ["3.1", "1.4"], "reden": "Zo is het ", "tot": "1-1-2027"}
    assert agenda_form.changed(before, typed) == {"reden": "Zo is het ", "tot": date(2027, 1, 1)}


def test_a_status_offers_itself_and_what_may_follow():
    assert list(agenda_form.next_statuses(made())) == ["kandidaat", "gekozen", "afgevallen"]
    assert list(agenda_form.next_statuses(made(status="geevalueerd"))) == ["geevalueerd"]
