"""Values of few respondents: kept in the snapshot with their number, told, and on no screen."""

import pandas as pd
import pytest

from analytics.areas import Niveau
from analytics.measures import ONDERDRUKT, measure
from analytics.refresh.report import Ernst
from analytics.settings import settings
from tests.builders import BINNENSTAD, JEKERKWARTIER, WOLDER, ask, publish, question
from tests.refresh.survey.deliveries import deliver, found, frame, respondents, sav


@pytest.fixture
def delivered(ground, tmp_path):
    return deliver(ground, sav(tmp_path, respondents()))


def test_the_value_is_kept_and_told(delivered):
    part, report = delivered
    row = frame(part).loc[(WOLDER, "onveilig_buurt", 2025)]
    assert 0 < row["n"] < settings().minimum_respondenten
    assert row["waarde"] > 0
    (told,) = found(report, "enquete_weinig_respondenten")
    assert told.ernst is Ernst.MELDING
    assert told.tekst.startswith("6 cijfers over 2025 komen van minder dan 30 mensen (Wolder, ")


def test_it_is_not_measured(delivered, tmp_path):
    rows = delivered.part.rows.to_pylist()
    snapshot = publish(tmp_path / "root", enquete=rows, fields={"bronnen": delivered.part.bronnen})
    values = measure(question(), ask(snapshot, niveau=Niveau.BUURT)).values.set_index("gebied")
    hidden, shown = values.loc[WOLDER], values.loc[[BINNENSTAD, JEKERKWARTIER]]
    assert hidden["status"] == ONDERDRUKT
    assert hidden[["waarde", "ondergrens", "bovengrens"]].isna().all()
    assert shown["waarde"].notna().all()
    found_here = frame(delivered.part).loc[(BINNENSTAD, "onveilig_buurt", 2025), "waarde"]
    assert shown.loc[BINNENSTAD, "waarde"] == pytest.approx(found_here)


def test_enough_is_the_number_itself(ground, tmp_path, monkeypatch):
    people = respondents(120)
    people["buurt"] = [BINNENSTAD] * 30 + [JEKERKWARTIER] * 29 + [WOLDER] * 61
    people["v21"], people["v22"] = 4.0, 7.0
    _part, report = deliver(ground, sav(tmp_path, people))
    (told,) = found(report, "enquete_weinig_respondenten")
    assert "(Jekerkwartier)" in told.tekst


def test_an_area_without_respondents_has_no_row_and_is_told(ground, tmp_path):
    people = respondents(80).assign(buurt=BINNENSTAD)
    part, report = deliver(ground, sav(tmp_path, people))
    assert WOLDER not in {area for area, _question, _year in frame(part).index}
    (told,) = found(report, "enquete_gebied_zonder_respondenten")
    assert "2 gebieden (Jekerkwartier, Wolder)" in told.tekst


def test_a_question_nobody_in_an_area_answered_has_a_row_without_a_value(ground, tmp_path):
    people = respondents(120)
    people.loc[people["buurt"] == WOLDER, "v22"] = 99.0
    part, _report = deliver(ground, sav(tmp_path, people))
    row = frame(part).loc[(WOLDER, "rapportcijfer_veiligheid_buurt", 2025)]
    assert row["n"] == 0
    assert pd.isna(row["waarde"])
