"""Personal data is found by the name of a column and by its values, and by nothing that looks a little like it."""

import pytest

from analytics.refresh.police.personal import by_name, personal_values
from analytics.refresh.tabular import read_bytes
from tests.refresh.police.conftest import BOOK_HEADER, BOOK_ROWS, changed, codes, csv_bytes


@pytest.mark.parametrize(
    "name",
    ["Naam", "achternaam", "VoorNaam", "Naam verdachte", "Geboortedatum", "GEB.DAT", "BSN", "bsn_slachtoffer", "Adres",
     "Huisnummer", "huisnr.", "Kenteken voertuig", "Telefoon", "Tel.", "E-mail", "e-mailadres", "Toelichting",
     "Notitie", "Verklaring getuige", "Opmerkingen", "Leeftijd dader", "Geslacht"],
)  # fmt: skip
def test_names_of_personal_data(name):
    assert by_name(name)


@pytest.mark.parametrize(
    "name",
    ["Straatnaam", "Straat naam", "Naam buurt", "BuurtNaam", "Gemeentenaam", "Registratienummer", "Pleegdatum",
     "Begindatum",
     "Soort misdrijf", "Feitomschrijving", "Basisteam", "Aantal", "X", "Postcode4", "Hotel", "Detail", "Maildatum"],
)  # fmt: skip
def test_names_of_other_things(name):
    assert not by_name(name)


def found(*values: str, number: str | None = None) -> list[str]:
    """What is said about a column with these values."""
    content = "Kolom;Iets\n" + "".join(f"{value};x\n" for value in values)
    (table,), _findings = read_bytes(content.encode(), "a.csv")
    return [one.tekst for one in personal_values(table, dates=frozenset(), number=number)]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (("111222333",), "burgerservicenummers"),
        (("111222333", "123456782", "123456789"), "burgerservicenummers"),
        (("zie 111222333 hierboven",), "burgerservicenummers"),
        (("jan.de.vries@voorbeeld.nl",), "e-mailadressen"),
        (("06-12345678",), "telefoonnummers"),
        (("043 3211234",), "telefoonnummers"),
        (("+31 612345678",), "telefoonnummers"),
        (("bel 0612345678 na vijven",), "telefoonnummers"),
        (("AB-12-CD",), "kentekens"),
        (("auto 1-ABC-23 rood",), "kentekens"),
        (("x" * 121,), "vrije tekst"),
    ],
)
def test_values_of_personal_data(values, what):
    (text,) = found(*values)
    assert what in text
    assert not any(value in text for value in values)


@pytest.mark.parametrize(
    "values",
    [
        ("111222334",),  # fails the test of eleven
        ("000000000",),
        ("111222333", "123456789", "987654322"),  # one in eleven passes by chance
        ("2025111222333",),
        ("09350001", "BU09350001"),
        ("PL2300-2025-123456",),
        ("03-10-2025 14:10",),
        ("176430,5", "317210,25"),
        ("E33", "F010", "1.1.1"),
        ("1234 AB",),
        ("Plein 1992", "A2-corridor", "N-12"),
        ("x" * 120,),
    ],
)
def test_values_of_other_things(values):
    assert found(*values) == []


def test_registration_numbers_may_look_like_anything_by_chance():
    assert found("111222333", number="Kolom") == []
    assert found("06-12345678", number="Kolom") == []
    genuine = [f"{n:08}" for n in range(10000000, 10000400)]
    passing = [text + str(check) for text in genuine if (check := _last_digit(text)) < 10]
    assert "burgerservicenummers" in found(*passing, number="Kolom")[0]


def _last_digit(text: str) -> int:
    return sum((9 - i) * int(digit) for i, digit in enumerate(text)) % 11


def test_no_value_of_a_column_with_personal_data_is_repeated(deliver):
    part, report = deliver(csv_bytes(rows=changed(2, "MK-code", "jan@voorbeeld.nl")))
    assert part is None
    assert codes(report) == ["persoonsgegeven_waarde", "soort_onbekend"]
    assert not any("voorbeeld.nl" in one.sentence for one in report.findings)


def test_long_values_are_cut_off(deliver):
    _part, report = deliver(csv_bytes(rows=changed(2, "MK-code", "een lange omschrijving van wat er gebeurd zou zijn")))
    assert "Soort 'een lange omschrijving van wat er gebeur...' is onbekend." in report.findings[0].sentence


@pytest.mark.parametrize(
    ("street", "kept"),
    [
        ("Dorpsstraat 12", "Dorpsstraat"), ("Dorpsstraat 12a", "Dorpsstraat"), ("Dorpsstraat 12 bis", "Dorpsstraat"),
        ("Dorpsstraat 12-14", "Dorpsstraat"), ("Dorpsstraat nr. 12", "Dorpsstraat"),
        ("Dorpsstraat 12/3A", "Dorpsstraat"),
        ("Dorpsstraat 12, Maastricht", "Dorpsstraat"), ("Dorpsstraat, 12", "Dorpsstraat"), ("Plein 1992", "Plein 1992"),
        ("Plein 40-45", "Plein 40-45"), ("1e Dwarsstraat", "1e Dwarsstraat"), ("Laan van 1813", "Laan van 1813"),
        ("Dorps  straat", "Dorps straat"),
    ],
)  # fmt: skip
def test_house_numbers_are_never_kept(deliver, street, kept):
    rows, report = deliver(csv_bytes(BOOK_HEADER, [(*BOOK_ROWS[0][:-1], street)]))
    assert codes(report) == []
    assert rows["straat"].to_list()[0] == kept
    _part, report = deliver(csv_bytes(rows=changed(0, "Straat", street)))
    assert (codes(report) == ["straat_huisnummer"]) == (kept == "Dorpsstraat")
    assert not any(street in one.sentence for one in report.findings)
