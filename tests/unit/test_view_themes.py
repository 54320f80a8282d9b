"""Themes: all 22 with their gaps, and one theme with its figures, targets and actions, no more than is known."""

from datetime import UTC, date, datetime

import pytest

from analytics import themes as declared
from analytics.areas import Niveau
from analytics.errors import NotFound
from analytics.progress import Progress, Said
from analytics.views import theme, theme_plans, themes
from tests.builders import ask, cells, publish, steady_months

WHEN = datetime(2025, 10, 1, tzinfo=UTC)
ENQUETE = [{"gebied": "GM0935", "jaar": 2023}, {"gebied": "GM0935", "jaar": 2025, "waarde": 30.0, "ondergrens": 28.0,
            "bovengrens": 32.0}]  # fmt: skip


def city(snapshot):
    return ask(snapshot, niveau=Niveau.GEMEENTE)


@pytest.fixture
def snapshot(tmp_path):
    """Three years of burglaries and thefts at a shop, which double in the last; a question that got worse."""
    return steady_months(tmp_path, counts=(20, 20, 40), kinds=("0.0.0", "1.1.1", "2.5.2"), enquete=ENQUETE)


def every(snapshot):
    return themes.build(city(snapshot), snapshot.manifest())


def one(snapshot, code):
    return theme.build(city(snapshot), code, snapshot.manifest())


def test_the_way_to_the_themes_of_figures_each_once_and_in_order():
    found = themes.links(["2.1", "1.3", "2.1", "1", ""])
    assert [link.choices for link in found] == [{"thema": "1.3"}, {"thema": "2.1"}]
    assert found[1].text == "Thema: 2.1 Veilig winkelgebied"


def test_all_themes_are_there_in_the_order_of_kernbeleid_under_their_field(snapshot):
    shown = every(snapshot)
    assert [row.id for row in shown.table.rows] == list(declared.all_themes())
    assert len({row.group for row in shown.table.rows}) == 5
    assert shown.table.fixed


def test_the_answer_counts_the_gaps_and_names_what_comes_first_now(snapshot):
    without = sum(not found.indicatoren for found in declared.all_themes().values())
    said = every(snapshot).answer
    assert f"Van de 22 thema's van Kernbeleid Veiligheid hebben er {without} geen indicator" in said
    assert "Voorop in Meerjarenprogramma Veiligheid 2023-2026:" in said
    assert "georganiseerde en ondermijnende criminaliteit" in said


def test_a_gap_is_shown_as_a_gap_with_the_reason_of_the_own_document(snapshot):
    found = cells(every(snapshot).table)
    assert found["5.2"]["leemte"]["text"].startswith(
        "geen indicator: De gemeente verbindt er voorlopig geen indicatoren"
    )
    assert found["5.2"]["voorop"]["text"] == "2015–2018, 2019–2022, 2023–2026"
    assert (found["1.3"]["indicatoren"]["text"] > "0", found["1.3"]["leemte"]["text"]) == (True, "")
    assert found["3.1"]["leemte"]["text"] == "geen cijfers", "indicators, of which this snapshot knows nothing"
    assert found["1.3"]["naam"]["href"] == "/themas?thema=1.3"


def test_another_municipality_has_its_own_reasons(tmp_path):
    maas = (("BU16410000", "Maasbracht", "WK164100", "Wijk 00 Maasbracht", "GM1641", "Maasgouw"),)
    other = publish(tmp_path, buurten=maas, fields={"gemeente": "GM1641", "gemeentenaam": "Maasgouw"})
    found = cells(every(other).table)
    assert "ondermijningsbeelden van het RIEC" in found["5.2"]["leemte"]["text"]


def test_figures_of_a_theme_with_the_word_that_the_interval_allows(snapshot):
    shown = one(snapshot, "1.3")
    assert shown.question == "Hoe staat het met veelvoorkomende en 'high impact'-criminaliteit?"
    assert shown.answer.startswith("Duidelijk ongunstiger dan een jaar of enquêteronde eerder: alle misdrijven")
    found = cells(shown.registered)
    burglary = found["woninginbraak"]
    assert (burglary["nu"]["text"], burglary["vorig"]["text"]) == ("1.440", "720")
    assert burglary["woord"]["text"] == "gestegen"
    assert burglary["naam"]["href"] == "/hic-trend?thema=1.3&indicator=woninginbraak"
    assert burglary["kaart"]["href"] == "/kaart?thema=1.3&indicator=woninginbraak"
    assert burglary["ranglijst"]["href"] == "/ranglijst?thema=1.3&indicator=woninginbraak"
    assert "straatroven" in shown.missing


def test_what_residents_say_beside_the_round_before(snapshot):
    shown = one(snapshot, "1.4")
    assert shown.registered is None
    found = cells(shown.experienced)["onveilig_buurt"]
    assert (found["nu"]["text"], found["vorig"]["text"], found["woord"]["text"]) == ("30,0", "20,0", "gestegen")


def test_kinds_that_no_indicator_counts_are_named(snapshot):
    assert "drugshandel" in one(snapshot, "5.2").kinds
    assert one(snapshot, "2.5").kinds == ""


def test_a_theme_without_indicator_says_why_with_document_and_place(snapshot):
    shown = one(snapshot, "5.2")
    assert shown.answer.startswith("Dit thema heeft geen indicator. De gemeente verbindt er voorlopig geen")
    assert shown.gaps[0].endswith("(MJP Veiligheid 2019-2022, h.6 ondermijning)")
    assert shown.goals is None


def test_without_earlier_figures_nothing_is_called_worse_or_unchanged(tmp_path):
    bare = steady_months(tmp_path, van=date(2025, 1, 1), counts=(0, 0, 5))
    assert one(bare, "1.3").answer == "Of het hier veiliger werd, is niet te zeggen: geen cijfers over het jaar ervoor."


def test_targets_stand_as_printed_with_a_link_and_the_doubt(snapshot):
    shown = one(snapshot, "1.3")
    found = cells(shown.goals)
    assert found["mjp19-woninginbraak"]["doel"]["text"] == "2019-2022: elk jaar een verdere daling"
    assert found["mjp19-woninginbraak"]["meer"]["href"] == "/doelen?doel=mjp19-woninginbraak"
    assert found["mjp19-straatroof"]["naam"]["text"] == "straatroof †"
    assert next(iter(found)).startswith("mjp19"), "the newest programme first"
    assert "twijfel" in shown.doubt
    assert theme_plans.doubt(one(snapshot, "3.1").goals) == one(snapshot, "3.1").doubt


def test_actions_with_what_was_last_reported_and_those_of_the_team():
    told = [
        Progress(Said("GM0935", "mjp19-001", date(2025, month, 1), status, ""), "Anna", WHEN, 1)
        for month, status in ((7, "klaar"), (1, "loopt"))
    ]
    table = theme_plans.doings("5.2", "GM0935", (), told)
    found = cells(table)
    assert found["mjp19-001"]["stand"]["text"] == "klaar (kwartaal 3 van 2025)"
    assert found["mjp19-002"]["stand"]["text"] == "nog niets gemeld"
    assert "2019" in found["mjp19-001"]["termijn"]["text"]
    assert found["mjp19-001"]["meer"]["href"] == "/uitvoeringsagenda?programma=mjp19&thema=5.2&actie=mjp19-001"
    assert next(iter(found)).startswith("mjp19"), "the newest programme first"
    assert theme_plans.doings("2.5", "GM0935", (), ()) is None


def test_where_programmes_put_it_first_the_newest_first(snapshot):
    first = one(snapshot, "1.1").first
    assert first[0].startswith("Meerjarenprogramma Veiligheid 2023-2026: prioriteit, als ")
    assert first[-1].startswith("Meerjarenprogramma Veiligheid 2015-2018")
    assert one(snapshot, "5.5").first == ()


def test_an_unknown_theme_is_an_error(snapshot):
    with pytest.raises(NotFound, match="geen thema"):
        one(snapshot, "9.9")
