"""From a police file to a published snapshot: proposed, judged, accepted, and never half."""

from datetime import UTC, date, datetime

import pytest

from analytics.contract import Bron
from analytics.errors import DeliveryRefused, NotFound, SnapshotBroken, WrongUsage
from analytics.periods import add_months
from analytics.refresh.incoming import Kind, accept, propose, propose_open
from analytics.refresh.parts import Delivered
from analytics.refresh.publish import STEPS
from analytics.refresh.report import Ernst
from analytics.snapshots import live, verify
from tests.builders import BINNENSTAD, WOLDER, make_delivery, publish

NOW = datetime(2026, 2, 15, 9, tzinfo=UTC)
START = date(2023, 1, 1)
HEADER = "Registratienummer;MK-code;Pleegdatum vanaf;Pleegdatum tot;Buurtcode;Straat;District;Basisteam;Poging"
REASON = "Nieuw systeem bij de politie sinds januari"


def months(number, count):
    """A month of burglaries, and of all crimes, in the Binnenstad."""
    when = {"van": add_months(START, number), "tot": add_months(START, number + 1), "aantal": count}
    return [when, when | {"soort": "0.0.0"}]


@pytest.fixture
def root(tmp_path):
    """Three years of 30 burglaries a month are live."""
    publish(
        tmp_path,
        registraties=[row for number in range(36) for row in months(number, 30)],
        dekking=[{"van": START, "soort": kind} for kind in ("1.1.1", "0.0.0")],
        kerncijfers=[{"gebied": BINNENSTAD}],
    )
    return tmp_path


@pytest.fixture
def file(tmp_path):
    """file(10, 12): a police file with 10 burglaries in January 2026, of which the last is 12 in December 2025."""

    def make(january, december=0, kind="1.1.1", name="levering.csv"):
        days = [f"{1 + n % 28:02d}-01-2026" for n in range(january)] + [
            f"{1 + n % 28:02d}-12-2025" for n in range(december)
        ]
        lines = [
            f"{n};{kind};{day} 10:00;{day} 10:30;{WOLDER};Dorpsstraat;x;y;nee" for n, day in enumerate(days, start=1)
        ]
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="cp1252")
        return Delivered(name, path)

    return make


def ask(root, *files):
    return propose(Kind.POLITIE, files, root, now=NOW)


def codes(proposal, ernst):
    return [finding.code for finding in proposal.report.of(ernst)]


def test_a_month_like_the_others_asks_for_no_reason(root, file):
    proposal = ask(root, file(26))
    assert codes(proposal, Ernst.FOUT) == []
    assert "verschil_opvallend" not in codes(proposal, Ernst.WAARSCHUWING)
    rows = proposal.differences
    january = rows[(rows["soort"] == "1.1.1") & (rows["maand"] == date(2026, 1, 1))].iloc[0]
    assert (january["nieuw"], january["oordeel"]) == (26, "nieuw")


def test_what_is_accepted_is_what_was_looked_at(root, file):
    before = live(root)
    snapshot = accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW)
    assert live(root) == snapshot
    assert verify(snapshot) == []
    manifest = snapshot.manifest()
    assert (manifest.door, manifest.reden) == ("onderzoeker", REASON)
    known = snapshot.folder / "standen.parquet"
    assert known.exists()
    assert before.id != snapshot.id


def test_a_jump_needs_a_reason_that_is_kept(root, file):
    proposal = ask(root, file(90))
    assert "verschil_opvallend" in codes(proposal, Ernst.WAARSCHUWING)
    before = live(root)
    with pytest.raises(WrongUsage, match="waarschuwing"):
        accept(proposal, root, by="onderzoeker", reason=" kort ", now=NOW)
    assert live(root) == before
    manifest = accept(proposal, root, by="onderzoeker", reason=REASON, now=NOW).manifest()
    assert manifest.reden == REASON
    assert any("jan 2026" in warning and "90" in warning for warning in manifest.aanvaard)


def test_a_month_of_which_most_is_gone_is_refused(root, file):
    proposal = ask(root, file(26, december=3))
    assert "totaal_gehalveerd" in codes(proposal, Ernst.FOUT)
    before = live(root)
    with pytest.raises(DeliveryRefused):
        accept(proposal, root, by="onderzoeker", reason=REASON, now=NOW)
    assert live(root) == before


def test_a_file_that_cannot_be_read_proposes_nothing(root, file):
    proposal = ask(root, file(3, kind="9.9.9"))
    assert proposal.delivery is None
    assert proposal.report.blocks
    with pytest.raises(DeliveryRefused):
        accept(proposal, root, by="onderzoeker", reason=REASON, now=NOW)


def test_something_else_published_in_between_is_noticed(root, file):
    proposal = ask(root, file(26))
    accept(ask(root, file(27, name="andere.csv")), root, by="collega", reason=REASON, now=NOW)
    between = live(root)
    with pytest.raises(DeliveryRefused, match="iets anders gepubliceerd"):
        accept(proposal, root, by="onderzoeker", reason=REASON, now=NOW)
    assert live(root) == between


class PowerCut(Exception):
    """The machine stops."""


@pytest.mark.parametrize("doomed", STEPS[: STEPS.index("pointer") + 1])
def test_whatever_step_fails_the_live_snapshot_stays(root, file, doomed):
    """`pointer` begins before it is replaced; after that the new one is live and whole."""
    before = live(root)

    def stop(step):
        if step == doomed:
            raise PowerCut

    with pytest.raises(PowerCut):
        accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW, step=stop)
    assert live(root) == before
    assert verify(before) == []
    again = accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW)
    assert live(root) == again


def test_months_skipped_are_asked_about(tmp_path, file):
    publish(tmp_path, registraties=months(30, 30), dekking=[{"van": START, "tot": date(2025, 10, 1)}])
    proposal = ask(tmp_path, file(26))
    assert "maanden_overgeslagen" in codes(proposal, Ernst.WAARSCHUWING)


def test_the_same_file_again_changes_nothing(root, file):
    accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW)
    again = ask(root, file(26))
    changed = again.differences[again.differences["oordeel"] != "gelijk"]
    assert changed.empty


def test_without_a_live_snapshot_there_is_nothing_to_amend(tmp_path, file):
    with pytest.raises(NotFound, match="refresh open-data"):
        ask(tmp_path / "leeg", file(3))


def test_open_data_on_top_keeps_the_police_file_and_asks_nothing(root, file):
    accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW)
    newer = make_delivery(
        registraties=[row for number in range(37) for row in months(number, 31)],
        dekking=[{"van": START, "tot": date(2026, 2, 1), "soort": kind} for kind in ("1.1.1", "0.0.0")],
    )
    proposal = propose_open(newer, root, now=NOW)
    assert not proposal.report.asks
    rows = proposal.differences.set_index(["soort", "maand"])
    assert rows.loc[("1.1.1", date(2026, 1, 1)), "nieuw"] == 26
    assert rows.loc[("1.1.1", date(2025, 12, 1)), "nieuw"] == 31
    accept(proposal, root, by="rooster", reason="open gegevens", now=NOW)


def test_open_data_does_not_throw_away_what_cannot_be_read(root, file):
    snapshot = accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW)
    (snapshot.folder / "registraties.parquet").write_bytes(b"")
    with pytest.raises(SnapshotBroken, match="rollback"):
        propose_open(make_delivery(), root, now=NOW)


def test_notes_of_the_same_source_do_not_pile_up(root, file):
    for day in (15, 16):
        snapshot = accept(ask(root, file(26)), root, by="onderzoeker", reason=REASON, now=NOW.replace(day=day))
    notes = snapshot.manifest().meldingen
    assert len(notes) == len(set(notes))
    assert isinstance(snapshot.manifest().bronnen["politie"], Bron)
