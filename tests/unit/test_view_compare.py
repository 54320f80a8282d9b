"""A comparison in words, tables and a picture: in an order without merit, with its context, no more than is known."""

from dataclasses import replace
from datetime import date

import pytest

from analytics import typology
from analytics.areas import Niveau
from analytics.figures import compare as charts
from analytics.periods import Stap
from analytics.tables import payload, sheet
from analytics.views import compare
from tests.builders import BUURTCODES, STAD, WOLDER, ask, burglaries, cells, publish, year

OTHERS = ("GM0014", "GM0034", "GM0268", "GM0546", "GM0758", "GM0796")
YEARS = (2018, 2019, 2020)


def snapshot_of(folder, own=(600, 610, 620), other=400, **what):
    """Counts per year of the own municipality and of the others, which differ by ten; 2020 is asked."""
    counts = {STAD: own} | {code: [other + 10 * i] * 3 for i, code in enumerate(OTHERS)}
    at = {"soort_gebied": "gemeente"}
    return publish(
        folder,
        registraties=[
            {"gebied": code, "aantal": n, **at, **year(jaar)}
            for code, per_year in counts.items()
            for jaar, n in zip(YEARS, per_year, strict=True)
        ],
        dekking=[
            {"gebied": code, "stap": "jaar", "van": date(2018, 1, 1), "tot": date(2021, 1, 1), **at} for code in counts
        ],
        kerncijfers=[{"gebied": code, "jaar": 2020, "waarde": 20_000.0} for code in BUURTCODES]
        + [{"gebied": code, "jaar": 2020, "waarde": 60_000.0} for code in OTHERS],
        **what,
    )


def municipal(snapshot, **changed):
    return ask(
        snapshot, niveau=Niveau.REFERENTIE, stap=Stap.GEHEEL, van=date(2020, 1, 1), tot=date(2021, 1, 1), **changed
    )


def built(snapshot):
    return compare.build(burglaries(), municipal(snapshot), STAD, snapshot.manifest())


def test_the_answer_gives_both_figures_with_their_intervals_and_what_is_usual(tmp_path):
    shown = built(snapshot_of(tmp_path))
    assert shown.question == "Hoe doet Maastricht het naast andere gemeenten?"
    assert shown.answer.startswith(
        "Proefinbraken: Maastricht ligt duidelijk hoger dan het gemiddelde van de 6 andere gemeenten. "
        "Maastricht: 10,3 (9,5–11,2), gemiddelde 7,1 ("
    )
    assert shown.answer.endswith(" gewoon.")
    assert built(snapshot_of(tmp_path / "2", own=(430, 430, 430))).answer.startswith(
        "Proefinbraken: geen duidelijk verschil tussen Maastricht en de 6 andere gemeenten."
    )


def test_the_table_has_a_fixed_order_and_the_context_in_the_same_row(tmp_path):
    shown = built(snapshot_of(tmp_path))
    drawn = payload(shown.table)
    assert drawn["fixed"]
    assert drawn["sort"] is None
    names = [row["cells"]["naam"]["text"] for row in drawn["rows"]]
    assert names == ["Maastricht", "Almere", "Breda", "Groningen", "Leiden", "Nijmegen", "'s-Hertogenbosch"]
    found = cells(shown.table)
    own = {name: cell["text"] for name, cell in found[STAD].items()}
    assert own == {
        "naam": "Maastricht",
        "aantal": "620",
        "waarde": "10,3 (9,5–11,2)",
        "woord": "duidelijk hoger",
        "inwoners": "60.000",
        "dichtheid": "998",
        "omstandigheden": "drukke toeristische stad; universiteitsstad; grenst aan België",
    }
    assert found["GM0034"]["dichtheid"]["text"] == "–", "no source gives its area"
    assert found["gemiddelde"]["waarde"]["text"].startswith("7,1 (")
    assert not any("rang" in column["title"] for column in drawn["columns"])


def test_the_download_has_the_context_apart_and_what_is_usual(tmp_path):
    shown = built(snapshot_of(tmp_path))
    out = sheet(shown.table, title="", subtitle="", notes=[])
    (own,) = [row for row in out.rows if row["code"] == STAD]
    assert (own["bezoekers"], own["grens"]) == ("drukke toeristische stad", "grenst aan België")
    assert own["gewoon"].count("–") == 1


def test_what_is_not_comparable_is_said(tmp_path):
    shown = built(snapshot_of(tmp_path))
    text = " ".join(shown.notes)
    assert "Verder terug zijn geen cijfers bekend." in text
    assert "Bezoekers staan niet in de noemer" in text
    assert "Groningen is in 2019 samengevoegd" in text
    assert "gemiddelde van de G40 (eerder G32) staan in geen van de bronnen" in text
    assert "dichtheid (Almere, Breda" in text
    assert "bijlage 2, huidige situatie" in shown.cautions[0]


def test_a_year_of_before_a_merger_is_not_drawn(tmp_path):
    earlier = dict(built(snapshot_of(tmp_path)).earlier)
    assert list(earlier) == ["2019", "2018"]
    assert "GM0014" in earlier["2019"]
    assert "GM0014" not in earlier["2018"]


def test_the_own_count_is_told_where_it_is_another_than_on_other_pages(tmp_path):
    snapshot = snapshot_of(tmp_path)
    assert "som van de buurten" not in " ".join(built(snapshot).notes)
    counted = {
        "registraties": [
            {"aantal": 590, **year(2020)},
            {"gebied": STAD, "soort_gebied": "gemeente", "aantal": 600, **year(2020)},
        ],
        "dekking": [
            {"stap": "jaar", **year(2020)},
            *({"gebied": code, "soort_gebied": "gemeente", "stap": "jaar", **year(2020)} for code in (STAD, *OTHERS)),
        ],
    }
    both = publish(tmp_path / "2", **counted)
    assert "geteld zoals de andere gemeenten: 600. Op de andere pagina's staat de som van de buurten: 590" in " ".join(
        built(both).notes
    )


def test_only_what_others_have_too_is_offered(tmp_path):
    snapshot = snapshot_of(tmp_path, enquete=[{"gebied": STAD, "vraag": "onveilig_buurt", "jaar": 2020}])
    offered = {i.id for i in compare.offered(municipal(snapshot))}
    assert "woninginbraak" in offered
    assert "onveilig_buurt" not in offered
    alone = publish(tmp_path / "2", registraties=[{}], dekking=[{}], kerncijfers=[{"gebied": c} for c in BUURTCODES])
    assert compare.offered(municipal(alone)) == ()


def test_periods_are_whole_years(tmp_path):
    months = publish(tmp_path, registraties=[{}], dekking=[{"van": date(2024, 1, 1)}])
    offered = compare.periods(burglaries(), ask(months))
    assert {period.months for period in offered.values()} == {12}
    assert list(offered) == ["12m", "2025", "2024"]


def test_buurten_stand_beside_buurten_of_their_type(tmp_path, monkeypatch):
    monkeypatch.setattr(typology, "alike", lambda code: tuple(other for other in BUURTCODES if other != code))
    snapshot = publish(
        tmp_path,
        registraties=[{"gebied": code, "aantal": 9} for code in BUURTCODES],
        dekking=[{}],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
    )
    asked = ask(snapshot, stap=Stap.GEHEEL)
    assert compare.comparable(asked) == {}, "two others do not say how far buurten usually differ"
    shown = compare.build(burglaries(), asked, WOLDER, snapshot.manifest())
    assert shown.question == "Hoe doet Wolder het naast vergelijkbare buurten?"
    assert "van te weinig andere gebieden is het cijfer bekend" in shown.answer
    assert shown.cautions == ()
    assert shown.table.rows[0].id == WOLDER


def test_the_picture_has_a_row_per_area_and_the_band_of_the_own_one(tmp_path):
    shown = built(snapshot_of(tmp_path))
    figure = charts.rows_chart(shown.found, shown.earlier, dark=False)
    assert figure.layout.yaxis.categoryarray[-1] == "Maastricht"
    band = figure.layout.shapes[0]
    usual = shown.found.own.gewoon
    assert (band.x0, band.x1) == (usual.van, usual.tot)
    assert figure.layout.xaxis.range[0] <= usual.van
    told = charts.reading(shown.found, shown.earlier)
    assert "Baan" in told
    assert "2018 tot en met 2019" in told
    assert "Maastricht 10,3; Almere" in shown.chart_text


def test_a_picture_without_figures_is_empty_and_does_not_fail(tmp_path):
    snapshot = snapshot_of(tmp_path)
    asked = replace(municipal(snapshot), van=date(2024, 1, 1), tot=date(2025, 1, 1))
    shown = compare.build(burglaries(), asked, STAD, snapshot.manifest())
    assert "is niet met andere te vergelijken" in shown.answer
    assert charts.rows_chart(shown.found, shown.earlier, dark=True).layout.shapes == ()
    assert "Baan" not in charts.reading(shown.found, shown.earlier)


@pytest.mark.parametrize("status", ["voorlopig"])
def test_provisional_figures_are_shown_with_the_reason(tmp_path, status):
    at = {"soort_gebied": "gemeente", **year(2020)}
    snapshot = publish(
        tmp_path,
        registraties=[{"gebied": code, "aantal": 50, **at} for code in (STAD, *OTHERS)],
        dekking=[{"gebied": code, "stap": "jaar", "status": status, **at} for code in (STAD, *OTHERS)],
        kerncijfers=[{"gebied": code, "jaar": 2020, "waarde": 20_000.0} for code in (*BUURTCODES, *OTHERS)],
    )
    found = cells(built(snapshot).table)
    assert found[STAD]["woord"]["text"] == "niet te zeggen: de cijfers zijn nog voorlopig"
    assert found[STAD]["waarde"]["status"] == "voorlopig"
