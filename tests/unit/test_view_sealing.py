"""From remarks and a report to a seal: what is shown, what is still open, and when it may be sealed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analytics.remarks import Place, Remark, Stand
from analytics.reports import model
from analytics.reports.model import as_json, with_remarks
from analytics.seals import Seal
from analytics.store import Refused
from analytics.views import remarks, sealing
from tests.builders import STAD
from tests.documents import DECEMBER, document, place

WHEN = datetime(2026, 1, 15, 12, tzinfo=UTC)
ANNA, BRAM = "anna@gemeente.example", "bram@gemeente.example"
WRITTEN = Remark(Place(STAD, DECEMBER, "driehoek", "veranderd"), Stand.CONCEPT, "Eén dader.", ANNA, "", ANNA, WHEN, 1)
AGREED = replace(WRITTEN, stand=Stand.VASTGESTELD, wie=BRAM, versie=3)
LEFT_OUT = replace(WRITTEN, stand=Stand.VASTGESTELD, tekst="")


def shown(one):
    return remarks.blocks({"veranderd": one})["veranderd"]


def test_a_remark_in_its_place_says_who_and_when():
    (block,) = with_remarks(document(), remarks.blocks({"veranderd": AGREED})).remarks
    assert (block.stand, block.text, block.wie, block.wanneer) == (model.Stand.VASTGESTELD, "Eén dader.", BRAM, WHEN)
    assert remarks.state_line(block) == f"Vastgesteld: {BRAM}, 15 januari 2026, 13:00."


def test_that_writer_and_agreer_are_one_is_said():
    assert shown(replace(AGREED, wie=ANNA)).wie == f"{ANNA} (schreef en stelde vast)"
    assert shown(WRITTEN).wie == ANNA
    assert shown(LEFT_OUT).wie == ANNA


def test_without_a_text_it_is_a_marked_place_unless_the_team_needs_none():
    assert remarks.blocks({"veranderd": replace(WRITTEN, tekst="")}) == {}
    assert shown(LEFT_OUT).text == "Geen duiding nodig bij dit onderdeel."
    assert remarks.state_line(place("veranderd")) == "Nog geen duiding: hier hoort die van het team."


def test_every_version_in_a_sentence_and_a_text_where_it_was_written():
    back = replace(WRITTEN, versie=3, reden="Klopt niet meer", wie=BRAM)
    assert remarks.history_lines([back, replace(WRITTEN, versie=2), LEFT_OUT]) == [
        f"Versie 3, concept ({BRAM}, 15 januari 2026, 13:00). Teruggestuurd: “Klopt niet meer”.",
        f"Versie 2, concept ({ANNA}, 15 januari 2026, 13:00): “Eén dader.”",
        f"Versie 1, geen duiding nodig ({ANNA}, 15 januari 2026, 13:00).",
    ]


@pytest.mark.parametrize(
    ("one", "open_"),
    [
        (None, ("Wat is er veranderd?",)),
        (WRITTEN, ("Wat is er veranderd?",)),
        (replace(WRITTEN, stand=Stand.TER_BEOORDELING), ("Wat is er veranderd?",)),
        (AGREED, ()),
        (LEFT_OUT, ()),
    ],
)
def test_only_with_every_remark_agreed_it_can_be_sealed(one, open_):
    made = with_remarks(document(), remarks.blocks({"veranderd": one} if one else {}))
    assert sealing.unsettled(made) == open_
    if open_:
        assert sealing.progress(made) == "De duiding is nog niet vastgesteld."
        with pytest.raises(Refused, match=r"nog niet vastgesteld:\n- Wat is er veranderd\?"):
            sealing.new_seal(made, {"briefing.pdf": b"x"})
    else:
        kept = sealing.new_seal(made, {"briefing.pdf": b"x"}, gebied="BU09350001")
        assert (kept.document, kept.files) == (as_json(made), {"briefing.pdf": b"x"})
        assert (kept.soort, kept.maand, kept.momentopname, kept.software) == ("driehoek", DECEMBER, "toets", "0.1.0")
        assert kept.gebied == "BU09350001"


def test_a_report_without_places_for_remarks_has_nothing_open():
    bare = document(sections=document().sections[1:])
    assert sealing.unsettled(bare) == ()
    assert sealing.progress(bare) == "Er hoort geen duiding bij."


def test_what_is_not_sealed_says_so_and_is_called_so():
    assert sealing.draft(document()).subtitle.startswith("CONCEPT, nog niet vastgesteld. Voor de driehoek")
    assert sealing.draft_name("briefing.pdf") == "concept-briefing.pdf"


def test_a_seal_in_a_sentence_and_a_damaged_one_says_nothing_else():
    one = Seal(1, STAD, "driehoek", DECEMBER, "", 2, "toets", "0.1.0", ANNA, WHEN, "", (), "", intact=True)
    assert sealing.sealed_line(one) == (
        f"Zegel 2: vastgesteld door {ANNA} op 15 januari 2026, 13:00, uit momentopname toets, met software 0.1.0."
    )
    assert ANNA not in sealing.sealed_line(replace(one, intact=False))
