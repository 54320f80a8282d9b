"""A sealed report beside that of now: by sentence, by row and cell, what came and what went."""

from dataclasses import replace

from analytics.reports.model import Facts, Section, Sentences, Stand, Zekerheid, as_json, from_json
from analytics.tables import Cell
from analytics.views.sealed import CellChange, answer, changes_table, compare
from tests.documents import CHANGED, QUIET, ROWS, document, place, sentence, table

INBRAAK, FIETSEN = CHANGED


def said(pieces):
    """A text with what is marked in it between square brackets."""
    return " ".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


def test_the_same_report_does_not_differ_also_after_it_was_kept():
    found = compare(from_json(as_json(document())), document())
    assert not found.differs
    assert answer(found) == "Volgens de cijfers van nu zou er hetzelfde staan."


def test_a_number_in_a_sentence_is_marked_on_both_sides():
    after = replace(INBRAAK, text="Het aantal woninginbraken steeg van 400 naar 431.")
    (line,) = compare(document(), document(changed=(after, FIETSEN))).lines
    assert line.part == "Wat is er veranderd?"
    assert said(line.old).startswith("Het aantal woninginbraken steeg van 400 naar [427.] · zeker · jan–dec 2025")
    assert said(line.new).startswith("Het aantal woninginbraken steeg van 400 naar [431.] · zeker · jan–dec 2025")


def test_period_source_and_certainty_are_part_of_what_is_said():
    for changed, marked in (
        ({"periode": "jan–nov 2025"}, "[jan–nov]"),
        ({"bron": "CBS"}, "[CBS]"),
        ({"zekerheid": Zekerheid.ONZEKER}, "[kan toeval zijn]"),
    ):
        (line,) = compare(document(), document(changed=(replace(INBRAAK, **changed), FIETSEN))).lines
        assert marked in said(line.new)


def test_another_address_or_drawing_is_no_difference():
    moved = tuple(replace(one, href="/kaart") for one in CHANGED)
    assert not compare(document(), document(changed=moved)).differs


def test_sentences_that_came_and_went_stand_where_they_belong():
    new = sentence("veranderd:overvallen", "Er waren 3 overvallen.")
    found = compare(document(), document(changed=(new, FIETSEN)))
    gone, came = found.lines
    assert (said(gone.old).startswith("Het aantal woninginbraken"), gone.new) == (True, ())
    assert (came.old, said(came.new).startswith("Er waren 3 overvallen.")) == ((), True)
    assert answer(found) == "Volgens de cijfers van nu zou er iets anders staan: 2 regels tekst."


def test_a_cell_a_row_that_went_and_one_that_came():
    found = compare(document(), document(rows={"Woninginbraak": 431, "Overvallen": 3}))
    title = "Hoe staat het ervoor?"
    assert found.cells == (
        CellChange(title, "Woninginbraak", "Aantal", "427", "431"),
        CellChange(title, "Fietsendiefstal", "Onderwerp", "Fietsendiefstal", ""),
        CellChange(title, "Fietsendiefstal", "Aantal", "1.234", ""),
        CellChange(title, "Overvallen", "Onderwerp", "", "Overvallen"),
        CellChange(title, "Overvallen", "Aantal", "", "3"),
    )
    assert found.lines == ()
    assert answer(found) == "Volgens de cijfers van nu zou er iets anders staan: 5 cijfers in tabellen."


def test_a_hidden_number_is_not_the_same_as_none_or_as_missing():
    def with_cell(cell):
        block = table(ROWS)
        row = replace(block.table.rows[0], cells=block.table.rows[0].cells | {"aantal": cell})
        made = replace(block, table=replace(block.table, rows=(row, *block.table.rows[1:])))
        return document(sections=(Section("een", "Een", (made,)),))

    hidden, none, missing = Cell(None, text="1–4", status="onderdrukt"), Cell(0), Cell(None)
    for old, new in ((hidden, none), (none, missing), (missing, hidden)):
        assert len(compare(with_cell(old), with_cell(new)).cells) == 1


def test_a_table_that_came_is_all_there():
    bare = document(sections=(Section("een", "Een", ()),))
    found = compare(bare, document(sections=(Section("een", "Een", (table({"Woninginbraak": 427}),)),)))
    assert [(one.old, one.new) for one in found.cells] == [("", "Woninginbraak"), ("", "427")]


def test_facts_and_remarks_differ_too_and_a_place_without_a_text_is_nothing():
    def with_block(block):
        return document(sections=(Section("een", "Een", (block,)),))

    (fact,) = compare(with_block(Facts((("Inwoners", "400"),))), with_block(Facts((("Inwoners", "410"),)))).lines
    assert (fact.what, said(fact.old), said(fact.new)) == ("Inwoners", "[400]", "[410]")
    written = place("een", Stand.VASTGESTELD, text="Eén dader.")
    (remark,) = compare(with_block(place("een")), with_block(written)).lines
    assert (remark.what, remark.old, said(remark.new)) == ("Duiding", (), "Eén dader.")
    assert not compare(with_block(place("een")), with_block(place("een", Stand.CONCEPT))).differs


def test_the_order_of_sentences_is_no_difference():
    assert not compare(document(), document(changed=tuple(reversed(CHANGED)))).differs


def test_a_section_that_is_gone_is_told():
    only = document(sections=document().sections[:1])
    (line,) = compare(document(), only).lines
    assert (line.part, line.new) == ("Wat is rustig?", ())
    assert said(line.old).startswith(QUIET[0].text)
    assert Sentences(QUIET) in document().sections[1].blocks


def test_the_changed_figures_as_a_table():
    made = changes_table(compare(document(), document(rows={"Woninginbraak": 431})))
    cells = [[cell.value for cell in row.cells.values()] for row in made.rows]
    assert cells[0] == ["Hoe staat het ervoor?", "Woninginbraak", "Aantal", "427", "431"]
    assert cells[1][3:] == ["Fietsendiefstal", "staat er niet"]
