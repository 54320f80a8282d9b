"""Deliveries with exactly one fault: named by its code, with row, column and the sentence a researcher reads."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pytest

from tests.builders import BINNENSTAD
from tests.refresh.police.conftest import (
    BOOK_HEADER,
    BOOK_ROWS,
    HEADER,
    ROWS,
    book_bytes,
    changed,
    codes,
    csv_bytes,
    zip_bytes,
)

FROM, TO = "Pleegdatum vanaf", "Pleegdatum tot"


@dataclass(frozen=True)
class Bad:
    """`make` gives the files; `where` is row and column of the finding; `text` its sentence, or a part of it."""

    name: str
    make: Callable[[], list[bytes]]
    code: str
    where: tuple[int | None, str]
    text: str
    ernst: str = "fout"


def cell(row: int, column: str, value: str) -> Callable[[], list[bytes]]:
    return lambda: [csv_bytes(rows=changed(row, column, value))]


def column(name: str, value: str) -> Callable[[], list[bytes]]:
    """Another column, the same in every row."""
    return lambda: [csv_bytes((*HEADER, name), [(*cells, value) for cells in ROWS])]


def whole(content: bytes) -> Callable[[], list[bytes]]:
    return lambda: [content]


def spot(x: object, y: object, buurt: str = "") -> Callable[[], list[bytes]]:
    """The workbook with another place in its first row."""
    first = (*BOOK_ROWS[0][:4], x, y, buurt, *BOOK_ROWS[0][7:])
    return lambda: [book_bytes([first, *BOOK_ROWS[1:]])]


def packed(**flags: int) -> bytes:
    """A zip of which the directory says that its files are encrypted."""
    content = bytearray(zip_bytes(a__csv=csv_bytes()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= flags["bits"]
    return bytes(content)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("groot.csv", b"0" * 30_000_000)
    return made.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    made = io.BytesIO()
    frame.to_parquet(made)
    return made.getvalue()


LINES = csv_bytes().split(b"\r\n")
DAYS = [(*cells[:2], cells[2][:6] + "2025", cells[3][:6] + "2025", *cells[4:]) for cells in ROWS]
UNNUMBERED = [(kind, *rest) for _number, kind, *rest in ROWS]
ONLY_OCTOBER = [cells for cells in ROWS if "-10-" in cells[2]]
TWICE = "In totaal 2 rijen."

FILES = [
    Bad("empty file", whole(b""), "bestand_leeg", (None, ""), "Het bestand is leeg."),
    Bad(
        "no table",
        whole(b"Beste collega\r\nhierbij\r\n"),
        "geen_tabel",
        (None, ""),
        "Nergens staan twee kolommen naast elkaar.",
    ),
    Bad("a pdf", whole(b"%PDF-1.7 ..."), "geen_tabel", (None, ""), "Het is een PDF."),
    Bad("an old workbook", whole(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "geen_tabel", (None, ""), "een oud werkboek"),
    Bad("UTF-16", whole(csv_bytes(encoding="utf-16")), "tekst_onbekend", (None, ""), "geen gewone tekst"),
    Bad(
        "not Windows either",
        whole(csv_bytes().replace(b"Caf", b"Caf\x81")),
        "tekst_onbekend",
        (3, ""),
        "geen UTF-8 en geen Windows-tekst",
    ),
    Bad(
        "spoilt letters",
        whole(csv_bytes(encoding="utf-8").replace("é".encode(), "Ã©".encode())),
        "tekst_verminkt",
        (3, ""),
        "verminkt",
    ),
    Bad(
        "row cut off",
        whole(b"\r\n".join([*LINES[:4], LINES[4].rpartition(b";")[0], *LINES[5:]])),
        "rij_cellen",
        (5, ""),
        "5 cellen in plaats van 6",
    ),
    Bad(
        "a separator in a street",
        whole(csv_bytes().replace(b"-hof", b"-hof; tuin")),
        "rij_cellen",
        (3, ""),
        "7 cellen in plaats van 6",
    ),
    Bad(
        "totals in between",
        whole(b"\r\n".join([*LINES[:3], b"Subtotaal;;;;;", *LINES[3:]])),
        "totaalregel_tussen",
        (4, ""),
        "Tussen de rijen staat een totaalregel.",
    ),
    Bad(
        "a column twice",
        column("Straat", "x"),
        "kolom_dubbel",
        (None, "Straat"),
        "Kolom Straat staat er meer dan eens in.",
    ),
    Bad("a broken zip", whole(zip_bytes(a__csv=csv_bytes())[:-30]), "zip_beschadigd", (None, ""), "beschadigd"),
    Bad(
        "a zip in a zip",
        whole(zip_bytes(a__zip=zip_bytes(a__csv=csv_bytes()))),
        "zip_in_zip",
        (None, ""),
        "weer een zip-bestand",
    ),
    Bad("an encrypted zip", lambda: [packed(bits=1)], "bestand_versleuteld", (None, ""), "heeft een wachtwoord"),
    Bad(
        "a name outside",
        whole(zip_bytes(**{"../../a__csv": csv_bytes()})),
        "zip_pad",
        (None, ""),
        "naar buiten de map wijst",
    ),
    Bad("a zip bomb", lambda: [bomb()], "zip_te_groot", (None, ""), "maal zijn grootte"),
    Bad("an empty zip", whole(zip_bytes()), "geen_tabel", (None, ""), "Het zip-bestand is leeg."),
    Bad(
        "a broken workbook",
        whole(zip_bytes(**{"[Content_Types]__xml": b"x", "xl/x": b"x"})),
        "werkboek_onleesbaar",
        (None, ""),
        "niet te lezen",
    ),
    Bad(
        "a stray cell far away",
        lambda: [book_bytes([*BOOK_ROWS, *[[]] * 100_000, [""] * 999 + ["x"]])],
        "werkblad_te_groot",
        (None, ""),
        "Een werkblad loopt door tot rij 100005 en kolom 1000.",
    ),
    Bad(
        "a truncated Parquet file",
        whole(b"PAR1" + b"x" * 100),
        "parquet_onleesbaar",
        (None, ""),
        "geen leesbaar Parquet-bestand",
    ),
    Bad(
        "lists in Parquet",
        lambda: [parquet(pd.DataFrame({"a": [[1]], "b": ["x"]}))],
        "kolom_samengesteld",
        (None, "a"),
        "geen gewone waarden",
    ),
    Bad(
        "the same file twice",
        lambda: [csv_bytes(), csv_bytes()],
        "bestand_dubbel",
        (None, ""),
        "Het bestand is gelijk aan bestand1.csv.",
    ),
]

SUPPLIERS = [
    Bad(
        "an unmapped column",
        column("Weersgesteldheid", "regen"),
        "kolom_onbekend",
        (None, "Weersgesteldheid"),
        "Kolom Weersgesteldheid staat niet in de beschrijving van incidenten_csv.",
    ),
    Bad(
        "nobody's columns",
        whole(b"a;b\r\n1;2\r\n"),
        "leverancier_onbekend",
        (None, ""),
        "Deze kolommen horen bij geen leverancier: a, b.",
    ),
    Bad(
        "a column missing",
        whole(csv_bytes(HEADER[:4], [c[:4] for c in ROWS])),
        "leverancier_onbekend",
        (None, ""),
        "Het meest lijkt het op incidenten_csv; daarvoor ontbreekt Buurtcode.",
    ),
    Bad(
        "two suppliers at once",
        lambda: [csv_bytes(), book_bytes()],
        "leverancier_verschilt",
        (None, ""),
        "incidenten_csv, incidenten_werkboek",
    ),
]

PERSONAL = [
    Bad("a surname", column("Achternaam", "x"), "persoonsgegeven_kolom", (None, "Achternaam"), "persoonsgegeven"),
    Bad(
        "an unused column of notes",
        column("Toelichting", ""),
        "persoonsgegeven_kolom",
        (None, "Toelichting"),
        "persoonsgegeven",
    ),
    Bad(
        "citizen numbers",
        column("Poging", "111222333"),
        "persoonsgegeven_waarde",
        (2, "Poging"),
        "burgerservicenummers",
    ),
    Bad(
        "an e-mail address",
        column("District", "jan@voorbeeld.nl"),
        "persoonsgegeven_waarde",
        (2, "District"),
        "e-mailadressen",
    ),
    Bad(
        "a licence plate", cell(2, "Straat", "Markt bij AB-12-CD"), "persoonsgegeven_waarde", (4, "Straat"), "kentekens"
    ),
    Bad(
        "a phone number",
        cell(2, "Straat", "bel 06-12345678 nu"),
        "persoonsgegeven_waarde",
        (4, "Straat"),
        "telefoonnummers",
    ),
    Bad(
        "free text",
        column("Poging", "Aangever verklaart dat " + "hij " * 40),
        "persoonsgegeven_waarde",
        (2, "Poging"),
        "vrije tekst",
    ),
    Bad("a house number", cell(0, "Straat", "Dorpsstraat 12a"), "straat_huisnummer", (2, "Straat"), "een huisnummer"),
]

MOMENTS = [
    Bad(
        "a date of another form",
        cell(1, FROM, "2025/10/04"),
        "datum_onleesbaar",
        (3, FROM),
        "'2025/10/04' is geen datum zoals beschreven.",
    ),
    Bad(
        "a day that does not exist",
        cell(1, FROM, "31-11-2025 10:00"),
        "datum_onleesbaar",
        (3, FROM),
        "31-11-2025 10:00",
    ),
    Bad(
        "an hour that does not exist",
        cell(1, FROM, "04-10-2025 25:00"),
        "datum_onleesbaar",
        (3, FROM),
        "04-10-2025 25:00",
    ),
    Bad("a year of two digits", cell(1, FROM, "04-10-25 22:00"), "datum_onleesbaar", (3, FROM), "04-10-25"),
    Bad("an Excel serial where none is declared", cell(1, FROM, "45934.5"), "datum_onleesbaar", (3, FROM), "45934.5"),
    Bad("no date", cell(1, FROM, ""), "datum_ontbreekt", (3, FROM), "Er is geen datum"),
    Bad("an unknown date", cell(1, FROM, "onbekend"), "datum_ontbreekt", (3, FROM), "Er is geen datum"),
    Bad("before 2010", cell(1, FROM, "04-10-2009 22:00"), "datum_te_oud", (3, FROM), "ligt voor 2010"),
    Bad(
        "in the future",
        cell(1, TO, "05-10-2026 08:30"),
        "datum_toekomst",
        (3, TO),
        "'05-10-2026 08:30' ligt na vandaag.",
    ),
    Bad(
        "end before begin",
        cell(1, TO, "04-10-2025 21:00"),
        "periode_omgekeerd",
        (3, TO),
        "'04-10-2025 21:00' ligt voor het begin.",
    ),
    Bad(
        "a time that is none",
        lambda: [book_bytes([*BOOK_ROWS[:1], ("E35", "2025-10-05", "half drie", *BOOK_ROWS[1][3:]), *BOOK_ROWS[2:]])],
        "tijd_onleesbaar",
        (3, "Tijdstip"),
        "'half drie' is geen tijd zoals beschreven.",
    ),
    Bad(
        "a serial before 2010",
        lambda: [book_bytes([("E35", 12, *BOOK_ROWS[0][2:]), *BOOK_ROWS[1:]])],
        "datum_te_oud",
        (2, "Datum"),
        "'12' ligt voor 2010.",
    ),
]

PLACES = [
    Bad("an unknown kind", cell(2, "MK-code", "Z1"), "soort_onbekend", (4, "MK-code"), "Soort 'Z1' is onbekend."),
    Bad("no kind", cell(2, "MK-code", " "), "soort_ontbreekt", (4, "MK-code"), "Er is geen soort ingevuld."),
    Bad("a published total", cell(2, "MK-code", "0.0.0"), "soort_onbekend", (4, "MK-code"), "'0.0.0'"),
    Bad(
        "a kind not announced",
        lambda: [book_bytes([("1.4.6", *BOOK_ROWS[0][1:]), *BOOK_ROWS[1:]])],
        "soort_niet_aangekondigd",
        (2, "Feit"),
        "Soort '1.4.6' staat niet bij wat de leverancier levert.",
    ),
    Bad(
        "an unknown buurt",
        cell(0, "Buurtcode", "BU09350099"),
        "buurt_onbekend",
        (2, "Buurtcode"),
        "Buurt 'BU09350099' is niet bekend.",
    ),
    Bad(
        "a buurt by name",
        cell(0, "Buurtcode", "Binnenstad"),
        "buurt_onbekend",
        (2, "Buurtcode"),
        "Buurt 'Binnenstad' is niet bekend.",
    ),
    Bad(
        "no buurt",
        cell(0, "Buurtcode", ""),
        "buurt_ontbreekt",
        (2, "Buurtcode"),
        "Er is geen buurt en geen plaats ingevuld.",
    ),
    Bad(
        "another municipality",
        cell(0, "Buurtcode", "BU07580001"),
        "andere_gemeente",
        (2, "Buurtcode"),
        "gaat over een andere gemeente",
    ),
    Bad(
        "a point elsewhere",
        spot("120000", "487000"),
        "andere_gemeente",
        (2, "CBS-buurt"),
        "gaat over een andere gemeente",
    ),
    Bad(
        "x and y swapped",
        spot("317210", "176430"),
        "coordinaat_verwisseld",
        (2, "X-coordinaat"),
        "x en y zijn verwisseld: '317210'.",
    ),
    Bad(
        "degrees for metres",
        spot("5,69", "50,84"),
        "coordinaat_onmogelijk",
        (2, "X-coordinaat"),
        "'5,69' ligt niet in Nederland.",
    ),
    Bad("half a place", spot("176430", ""), "coordinaat_half", (2, "X-coordinaat"), "maar één coördinaat"),
    Bad(
        "a place in words",
        spot("daar", "317210"),
        "coordinaat_onleesbaar",
        (2, "X-coordinaat"),
        "'daar' is geen coördinaat.",
    ),
    Bad(
        "buurt mostly unknown",
        lambda: [csv_bytes(rows=[(*c[:4], "onbekend", c[5]) for c in ROWS])],
        "buurt_meestal_onbekend",
        (None, ""),
        "Van 5 registraties is de buurt onbekend (100,0%).",
    ),
    Bad(
        "a count that is none",
        lambda: [
            book_bytes([(*c, n) for c, n in zip(BOOK_ROWS, ("1", "1,5", "2"), strict=True)], (*BOOK_HEADER, "Aantal"))
        ],
        "aantal_onleesbaar",
        (3, "Aantal"),
        "'1,5' is geen aantal",
    ),
    Bad(
        "a negative count",
        lambda: [book_bytes([(*c, n) for c, n in zip(BOOK_ROWS, (1, 1, -2), strict=True)], (*BOOK_HEADER, "Aantal"))],
        "aantal_onleesbaar",
        (4, "Aantal"),
        "'-2' is geen aantal",
    ),
]

WHOLE = [
    Bad(
        "one number, two incidents",
        cell(1, HEADER[0], "PL2025-001"),
        "nummer_dubbel",
        (3, HEADER[0]),
        "twee keer, met verschillende gegevens",
    ),
    Bad(
        "a month missing",
        lambda: [
            csv_bytes(rows=[(*c[:2], c[2].replace("-11-", "-08-"), c[3].replace("-11-", "-08-"), *c[4:]) for c in ROWS])
        ],
        "maand_ontbreekt",
        (None, ""),
        "De maand 2025-09 ontbreekt, terwijl er maanden voor en na zijn.",
    ),
    Bad(
        "nothing but skipped kinds",
        lambda: [csv_bytes(rows=[(c[0], "A10", *c[2:]) for c in ROWS])],
        "niets_over",
        (None, ""),
        "geen enkele registratie",
    ),
    Bad("no files", list, "geen_tabel", (None, ""), "Er zijn geen bestanden gegeven."),
]

WARNINGS = [
    Bad(
        "longer than a month",
        cell(1, FROM, "01-09-2025 22:00"),
        "periode_lang",
        (3, TO),
        "meer dan 31 dagen",
        "waarschuwing",
    ),
    Bad(
        "an hour the clock skipped",
        lambda: [csv_bytes(rows=[(*c[:2], "30-03-2025 02:30", "30-03-2025 03:45", *c[4:]) for c in ROWS[:1]])],
        "uur_bestaat_niet",
        (2, FROM),
        "'30-03-2025 02:30' bestaat niet",
        "waarschuwing",
    ),
    Bad(
        "code and place differ",
        spot("176430", "317210", BINNENSTAD),
        "buurt_verschilt",
        (2, "CBS-buurt"),
        "de coördinaten gaan voor",
        "waarschuwing",
    ),
    Bad(
        "the same row twice",
        lambda: [csv_bytes(rows=[*ROWS, ROWS[0]])],
        "registratie_herhaald",
        (7, HEADER[0]),
        "zij telt één keer",
        "waarschuwing",
    ),
    Bad("no number", cell(0, HEADER[0], ""), "nummer_ontbreekt", (2, ""), "geen registratienummer", "waarschuwing"),
    Bad(
        "buurt often unknown",
        cell(0, "Buurtcode", "n.b."),
        "buurt_vaak_onbekend",
        (None, ""),
        "Van 1 registraties is de buurt onbekend (20,0%).",
        "waarschuwing",
    ),
    Bad(
        "a running month",
        lambda: [csv_bytes(rows=[*ROWS, ("PL6", "E35", "02-12-2025", "02-12-2025", BINNENSTAD, "")])],
        "maand_loopt_nog",
        (7, ""),
        "De maand is nog niet voorbij",
        "waarschuwing",
    ),
]


@pytest.mark.parametrize(
    "bad", [*FILES, *SUPPLIERS, *PERSONAL, *MOMENTS, *PLACES, *WHOLE, *WARNINGS], ids=lambda bad: bad.name
)
def test_one_fault_one_finding(deliver, bad):
    part, report = deliver(*bad.make())
    assert codes(report) == [bad.code]
    (found,) = (one for one in report.findings if one.code == bad.code)
    assert (found.ernst, found.rij, found.kolom) == (bad.ernst, *bad.where)
    assert bad.text in found.sentence
    assert found.doe
    assert (part is None) == (bad.ernst == "fout")


def test_there_are_enough():
    assert len({bad.name for bad in [*FILES, *SUPPLIERS, *PERSONAL, *MOMENTS, *PLACES, *WHOLE]}) >= 40
