"""The history in tables and words: every line of the log, what is live, and what rolling back would do."""

from datetime import timedelta

import pytest

from analytics.history import Publication
from analytics.views import publications
from tests.builders import NOW, cells, publish


@pytest.fixture
def kept(tmp_path):
    """Two snapshots that are kept."""
    return publish(tmp_path, name="een"), publish(tmp_path, name="twee")


def entry(snapshot=None, day=0, **fields):
    told = {
        "wanneer": NOW + timedelta(days=day),
        "wat": "publicatie",
        "id": snapshot.id if snapshot else "",
        "door": "onderzoek",
        "reden": "maand",
        "snapshot": snapshot,
        "live": False,
    }
    return Publication(**(told | fields))


def shown(entries, live):
    view = publications.build(entries, live)
    return view, {row: {name: cell["text"] for name, cell in row_cells.items()} for row, row_cells in
                  cells(view.table).items()}  # fmt: skip


def test_a_publication_says_when_what_who_and_why(kept):
    one, two = kept
    view, rows = shown([entry(two, 31, live=True, aanvaard=("a", "b")), entry(one)], two)
    assert rows["twee"] == {
        "wanneer": "15 februari 2026, 13:00".replace(" ", "\N{NO-BREAK SPACE}"),
        "wat": "gepubliceerd (nu te zien)",
        "door": "onderzoek",
        "reden": "maand",
        "aanvaard": "2",
        "momentopname": "twee",
    }
    assert rows["een"]["wat"] == "gepubliceerd"
    assert rows["een"]["aanvaard"] == "0"
    assert view.snapshots == {"een": one, "twee": two}
    assert [row.emphasis for row in view.table.rows] == [True, False]
    assert view.answer.startswith("Nu te zien: de momentopname van 15 januari 2026, 13:00, gepubliceerd door toets.")
    assert view.answer.endswith("2 momentopnamen zijn bewaard.")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("teruggezet", "teruggezet"),
        ("geweigerd", "geweigerd, niets veranderd"),
        ("ongewijzigd", "niets nieuws, niets veranderd"),
        ("iets", "iets"),
    ],
)
def test_other_lines_of_the_log(kept, what, text):
    one, _two = kept
    view, rows = shown([entry(one, 1, wat=what, live=True), entry(one, live=True)], one)
    line = next(row for row in rows if row != "een")
    assert rows[line]["wat"] == text
    assert rows[line]["aanvaard"] == ""
    assert view.snapshots[line] == one, "choosing it chooses the snapshot it is about"
    assert not view.table.rows[0].emphasis


def test_lines_about_nothing_that_is_kept(kept):
    view, rows = shown(
        [entry(id="weg", door="", reden=""), entry(wat="geweigerd"), entry(wat="geweigerd")], None
    )  # fmt: skip
    assert len(rows) == 3, "every line has a row of its own"
    first = next(iter(rows.values()))
    assert (first["momentopname"], first["door"], first["reden"]) == ("weg (opgeruimd)", "onbekend", "–")
    assert view.snapshots == {}
    assert view.answer.startswith("Er is nu niets te zien.")


def test_the_shipped_sample_is_in_no_log(kept):
    one, _two = kept
    view, rows = shown([], one)
    assert rows["een"]["wat"] == "meegeleverd (nu te zien)"
    assert view.snapshots == {"een": one}
    assert "nog niets anders gepubliceerd" in view.answer


def test_facts_and_consequence_in_sentences(kept):
    manifest = kept[0].manifest().model_copy(update={"reden": "gecontroleerd.", "door": "Anna"})
    assert publications.facts(manifest, is_live=True) == (
        "Gemaakt op 15 januari 2026, 13:00 door Anna.",
        "Reden: gecontroleerd.",
        "Dit is wat bezoekers nu zien.",
    )
    assert publications.facts(manifest.model_copy(update={"reden": ""}), is_live=False)[1:] == (
        "Zonder reden.",
        "Bezoekers zien nu een andere momentopname.",
    )
    said = publications.consequence(manifest)
    assert "Iedereen ziet dan weer de cijfers van 15 januari 2026, 13:00, gepubliceerd door Anna." in said
    assert "blijft bewaard" in said


def test_whether_it_is_whole():
    assert publications.wholeness([], "een") == (
        "Momentopname een is heel: elk bestand is precies wat er gepubliceerd is."
    )
    assert "niet heel. straten.parquet is veranderd." in publications.wholeness(["straten.parquet is veranderd."], "x")
