"""Geschiedenis through app.py: what is listed, what changed, what is hidden, and putting it right when it is broken."""

from datetime import date, timedelta

import pytest

from analytics.refresh.publish import write_files
from analytics.snapshots import Snapshot, live
from tests.builders import BINNENSTAD, JEKERKWARTIER, NOW, make_delivery, month, steady_months
from tests.pages.screen import html, opened


def drawn(app):
    """What the components were given: every text of every table on the page."""
    return " ".join(element.proto.json for element in app.get("bidi_component"))


def one_month(root, count, name, day=0, **what):
    """A publication of burglaries in one month of the city, the live one; `day`: how many days after the first."""
    delivery = make_delivery(
        registraties=[{"aantal": count, "gebied": BINNENSTAD, **month(2025, 3)}], dekking=[month(2025, 3)], **what
    )
    folder = root / f"snap-{name}"
    write_files(delivery, folder, snapshot_id=name, made=NOW + timedelta(days=day), by="toets", reason="maand")
    (root / "CURRENT").write_text(f"{folder.name}\n", encoding="ascii")
    return Snapshot(name, folder)


def test_what_changed_is_said_for_the_publication_that_is_chosen(tmp_path, configured):
    one_month(tmp_path, 20, "een")
    one_month(tmp_path, 21, "twee", day=2)
    configured(data=tmp_path)
    app = opened("geschiedenis")
    assert "momentopname twee" in html(app)
    assert "1 cijfer per maand en soort, mrt 2025: 1 gewoon herzien." in html(app)
    assert "+1" in drawn(app)
    app = opened("geschiedenis", momentopname="een")
    assert dict(app.query_params) == {"momentopname": "een"}
    assert "niets om mee te vergelijken" in html(app)


def test_small_counts_are_hidden(tmp_path, configured):
    one_month(tmp_path, 3, "een")
    one_month(tmp_path, 13, "twee", day=2)
    configured(data=tmp_path, drempel=5)
    shown = drawn(opened("geschiedenis"))
    assert "<5" in shown
    assert "+10" not in shown


def test_growth_is_drawn_where_earlier_figures_are_known(tmp_path, configured):
    standen = [{"peildatum": date(2025, 6 + n, 15), "maand": date(2025, 5, 1), "aantal": 40 + 5 * n} for n in range(4)]
    steady_months(tmp_path, standen=standen)
    configured(data=tmp_path)
    app = opened("geschiedenis", indicator="woninginbraak")
    assert "mei 2025: eerst 40, nu 60 (+20), in 5 standen" in html(app)
    assert app.get("plotly_chart")
    assert [box.key for box in app.selectbox] == ["indicator", "maand"]


def test_without_earlier_figures_it_says_when_there_will_be(tmp_path, configured):
    steady_months(tmp_path)
    configured(data=tmp_path)
    assert "zodra er meer dan één keer gepubliceerd is" in html(opened("geschiedenis"))


def test_nothing_published(tmp_path, configured):
    configured(data=tmp_path / "leeg")
    app = opened("geschiedenis")
    assert "nog niets gepubliceerd" in app.error[0].value
    assert app.title


def test_when_what_is_live_is_broken_another_can_be_put_back(tmp_path, configured, asked_by):
    one_month(tmp_path, 20, "een")
    broken = one_month(tmp_path, 23, "twee", day=2)
    (broken.folder / "manifest.json").write_text("{}", encoding="utf-8")
    configured(data=tmp_path)
    asked_by(own_machine=True, name="Anna")
    app = opened("geschiedenis")
    assert "geen geldig manifest" in app.error[0].value
    assert "Er is nu niets te zien" in html(app)
    app.button(key="terugzetten").click().run()
    app.button(key="terugzetten_ja").click().run()
    assert not app.exception
    assert live(tmp_path).id == "een"
    assert "Teruggezet" in app.success[0].value
    assert '"wie": "Anna"' in (tmp_path / "logboek.jsonl").read_text("utf-8")


def test_rolling_back_takes_two_clicks_and_can_be_called_off(tmp_path, configured, asked_by):
    one_month(tmp_path, 20, "een")
    one_month(tmp_path, 23, "twee", day=2)
    configured(data=tmp_path)
    asked_by(own_machine=True)
    app = opened("geschiedenis", momentopname="een")
    app.button(key="terugzetten").click().run()
    assert "Weet u het zeker?" in html(app)
    assert live(tmp_path).id == "twee"
    app.button(key="terugzetten_nee").click().run()
    assert "Weet u het zeker?" not in html(app)
    assert live(tmp_path).id == "twee"


@pytest.mark.parametrize(("damage", "said"), [(False, "is heel"), (True, "is niet heel")])
def test_verify_on_demand(tmp_path, configured, damage, said):
    snapshot = one_month(tmp_path, 20, "een")
    configured(data=tmp_path)
    app = opened("geschiedenis")
    if damage:
        (snapshot.folder / "straten.parquet").write_bytes(b"")
    app.button(key="heel").click().run()
    assert said in (app.error if damage else app.success)[0].value


def test_every_line_of_the_log_is_listed(tmp_path, configured):
    """Those that published nothing too; a line that cannot be read is passed over."""
    one_month(tmp_path, 20, "een")
    line = '{"wanneer": "2026-02-01T06:00:00+00:00", "wat": "geweigerd", "wie": "timer", "reden": "=kapot"}'
    (tmp_path / "logboek.jsonl").write_text(f"{line}\nonleesbaar\n", encoding="utf-8")
    configured(data=tmp_path)
    shown = drawn(opened("geschiedenis"))
    assert "geweigerd, niets veranderd" in shown
    assert "gepubliceerd (nu te zien)" in shown


def test_a_survey_that_was_published_is_listed_with_too_few_respondents_hidden(tmp_path, configured):
    asked = [{"n": 200}, {"gebied": JEKERKWARTIER, "n": 12, "waarde": 77.7}]
    one_month(tmp_path, 20, "een")
    one_month(tmp_path, 20, "twee", day=2, enquete=asked)
    configured(data=tmp_path)
    app = opened("geschiedenis")
    assert "2 nieuwe enquêtecijfers" in html(app)
    assert "te weinig waarnemingen" in drawn(app)
    assert "77" not in drawn(app)
