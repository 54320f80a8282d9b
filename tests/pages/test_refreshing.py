"""Gegevens verversen through app.py: nothing is published by looking, nothing is lost by failing, files do not stay."""

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.refresh.incoming import Kind
from analytics.refresh.publish import exclusive
from analytics.snapshots import live
from pages.shared import refreshing
from tests.builders import BUURTCODES, month, publish
from tests.pages.screen import html

PROJECT = Path(__file__).parents[2]
HEAD = (
    "Registratienummer;MK-code;Incidentcode;Pleegdatum vanaf;Pleegdatum tot;Buurtcode;Straat;District;Basisteam;Poging"
)
MONTHS = [month(year, number) for year in (2023, 2024, 2025) for number in range(1, 13)]


class Clock(datetime):
    """It is always 10 February 2026."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 2, 10, 9, tzinfo=tz or UTC)


@pytest.fixture
def root(tmp_path, configured, asked_by, monkeypatch):
    """Three years of twenty burglaries a month per buurt, and Anna who may refresh."""
    rows = [{"gebied": code, "aantal": 20, **span} for span in MONTHS for code in BUURTCODES]
    publish(tmp_path, registraties=rows, dekking=[{"van": date(2023, 1, 1)}])
    configured(data=tmp_path)
    asked_by(own_machine=True, name="Anna")
    monkeypatch.setattr(refreshing, "datetime", Clock)
    return tmp_path


def police_file(each, begin="{day} 14:00"):
    lines = [HEAD]
    for number in range(3 * each):
        day = f"{number % 27 + 1:02d}-01-2026"
        line = f"PL{number};1.1.1;;{begin.format(day=day)};{day} 15:00;{BUURTCODES[number % 3]};Dorpsstraat;;;"
        lines.append(line)
    return ("\n".join(lines) + "\n").encode()


def opened():
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/gegevens_verversen.py")
    return ran(app)


def ran(app):
    app.run()
    assert not app.exception, app.exception
    return app


def offered(content, name="januari.csv"):
    """The page after a file was checked."""
    app = opened()
    app.file_uploader[0].upload(name, content, "text/csv")
    ran(app)
    app.button(key="controleren").click()
    return ran(app)


def labelled(widgets, text):
    return next(widget for widget in widgets if text in widget.label)


def agreed(app, reason="nagevraagd bij de politie"):
    labelled(app.checkbox, "bekeken").check()
    labelled(app.text_input, "Reden").input(reason)
    return ran(app)


def test_without_files_there_is_nothing_to_check(root):
    app = opened()
    assert app.button(key="controleren").disabled
    assert "Er verandert niets totdat u publiceert" in html(app)


def test_errors_block_and_change_nothing(root):
    app = offered(police_file(20, begin="gisteren"))
    assert "Nee: 1 fout" in html(app)
    assert app.button(key="publiceren").disabled
    assert not app.checkbox
    assert live(root).id == "toets"


def test_a_file_that_is_no_table_is_an_error_too(root):
    app = offered(b"%PDF-1.7 \x00", name="brief.pdf")
    assert "Nee:" in html(app)
    assert app.button(key="publiceren").disabled


def test_without_warnings_it_can_be_published_as_it_is(root):
    app = offered(police_file(20))
    assert "Ja: geen fouten" in html(app)
    assert not app.checkbox
    app.button(key="publiceren").click()
    ran(app)
    assert "Iedereen ziet nu de nieuwe cijfers" in app.success[0].value
    assert live(root).manifest().door == "Anna"
    assert f"momentopname {live(root).id}" in html(app), "what is live is read anew"
    assert app.button(key="controleren").disabled, "the next delivery starts empty"


def test_warnings_need_a_tick_and_a_reason(root):
    app = offered(police_file(90))
    assert "Dat is aan u" in html(app)
    assert app.button(key="publiceren").disabled
    agreed(app, reason="te kort")
    assert app.button(key="publiceren").disabled
    agreed(app)
    app.button(key="publiceren").click()
    ran(app)
    manifest = live(root).manifest()
    assert manifest.reden == "nagevraagd bij de politie"
    assert len(manifest.aanvaard) == 1


def test_a_busy_refresh_is_said_and_the_delivery_still_waits(root, monkeypatch):
    app = agreed(offered(police_file(90)))
    app.button(key="publiceren").click()
    with monkeypatch.context() as other:
        other.setattr(refreshing, "accept", _while_busy(root))
        ran(app)
    assert "Er loopt al een verversing" in app.error[0].value
    assert live(root).id == "toets"
    app.button(key="publiceren").click()
    ran(app)
    assert live(root).id != "toets"


def _while_busy(root):
    from concurrent.futures import ThreadPoolExecutor

    def accept(*arguments, **options):
        with exclusive(root), ThreadPoolExecutor(1) as pool:
            return pool.submit(refreshing.accept.__wrapped__, *arguments, **options).result()

    accept.__wrapped__ = refreshing.accept
    return accept


def test_what_was_published_in_between_is_not_overwritten(root):
    app = agreed(offered(police_file(90)))
    publish(root, name="ander", dekking=[{}])
    app.button(key="publiceren").click()
    ran(app)
    assert "iets anders gepubliceerd" in app.error[0].value
    assert live(root).id == "ander"


def test_another_kind_or_other_files_need_a_check_of_their_own(root):
    app = offered(police_file(20))
    app.file_uploader[0].upload("februari.csv", police_file(21), "text/csv")
    ran(app)
    assert not [button for button in app.button if button.key == "publiceren"]
    app = offered(police_file(20))
    app.query_params["soort"] = "enquete"
    ran(app)
    assert not [button for button in app.button if button.key == "publiceren"]


def test_beginning_anew_forgets_the_delivery(root):
    app = offered(police_file(90))
    labelled(app.checkbox, "bekeken").check()
    ran(app)
    app.button(key="opnieuw").click()
    ran(app)
    assert not app.checkbox
    assert "Er verandert niets totdat u publiceert" in html(app)


def test_an_unknown_description_in_the_address_falls_back(root):
    app = opened()
    app.query_params["beschrijving"] = "<b>"
    app.query_params["soort"] = "verkiezingen"
    ran(app)
    assert dict(app.query_params) == {}


def test_the_descriptions_of_suppliers_can_be_chosen(root):
    assert len(opened().selectbox(key="beschrijving").options) >= 3


# -- the files themselves ---------------------------------------------------------------------------------------------


class Upload:
    """What the uploader gives."""

    def __init__(self, name, content=b"inhoud"):
        self.name, self.content, self.file_id = name, content, name

    def getvalue(self):
        return self.content


def test_files_are_private_have_our_names_and_are_gone_afterwards():
    uploads = [Upload("../../etc/passwd.CSV"), Upload("jan.csv"), Upload("jan.csv", b"ander"), Upload("b.c s v")]
    with refreshing._on_disk(uploads) as delivered:
        folder = delivered[0].path.parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert [one.path.name for one in delivered] == ["bestand-1.csv", "bestand-2.csv", "bestand-3.csv", "bestand-4"]
        assert [one.name for one in delivered] == ["passwd.CSV", "jan.csv", "jan.csv (2)", "b.c s v"]
        assert delivered[2].path.read_bytes() == b"ander"
    assert not folder.exists()


def test_files_are_gone_when_reading_them_fails():
    with pytest.raises(RuntimeError), refreshing._on_disk([Upload("jan.csv")]) as delivered:
        raise RuntimeError
    assert not delivered[0].path.parent.exists()


def test_one_visit_does_not_see_what_waits_in_another(root):
    offered(police_file(90))
    assert "Dat is aan u" not in html(opened())
    assert Kind.POLITIE.value == "politie"
