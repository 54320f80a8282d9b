"""Whatever a file is called: it is recognised by its content, and said to be used or left out, with the reason."""

import zipfile
from datetime import date

import pandas as pd
import pytest

from analytics.errors import DeliveryRefused, WrongUsage
from analytics.refresh.files import read

GM = "GM0935"
CODES = ("BU09350000", "BU09350001", "BU09350100")


def counts(delivery):
    frame = delivery.tables["registraties"].to_pandas()
    return frame.set_index(["gebied", "soort_gebied", "soort"])["aantal"].to_dict()


def figures(delivery):
    return delivery.tables["kerncijfers"].to_pandas().set_index(["gebied", "jaar", "kenmerk"])["waarde"].to_dict()


def account(delivery, name):
    """What was said about one file."""
    return next(note for note in delivery.meldingen if name in note.partition(":")[0])


EXPECTED = {
    (CODES[0], "buurt", "0.0.0"): 10, (CODES[1], "buurt", "0.0.0"): 20, (CODES[2], "buurt", "0.0.0"): 28,
    (CODES[1], "buurt", "1.1.1"): 1, (CODES[2], "buurt", "1.1.1"): 2, (GM, "onbekend", "0.0.0"): 2,
}  # fmt: skip


# --- the same registrations in every form --------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("padded", [True, False])
def test_csv_in_every_spelling(basics, save_csv, crime, folder, encoding, sep, padded):
    header, rows = crime
    rows = [[cell if padded else str(cell).strip() for cell in (*row, "Café")] for row in rows]
    save_csv("zomaar.txt", [*header, "Omschrijving"], rows, sep, encoding, footer="Bron: Politie\n")
    basics("misdrijven")
    assert counts(read([folder], gemeente=None)) == EXPECTED


def test_the_answer_of_the_service(basics, save_json, crime, folder):
    save_json("download", *crime)
    basics("misdrijven")
    assert counts(read([folder], gemeente=None)) == EXPECTED


def test_parquet(basics, crime, folder):
    header, rows = crime
    pd.DataFrame(rows, columns=list(header)).to_parquet(folder / "x.bin")
    basics("misdrijven")
    assert counts(read([folder], gemeente=None)) == EXPECTED


def test_a_workbook_with_a_sheet_of_its_own_per_table(basics, crime, folder):
    header, rows = crime
    with pd.ExcelWriter(folder / "boek.xlsx", engine="xlsxwriter") as book:
        pd.DataFrame(rows, columns=list(header)).to_excel(book, sheet_name="Misdrijven", index=False)
        people = {"buurtcode": CODES, "jaar": 2024, "inwoners": [1100.0, 1200.0, 1300.0]}
        pd.DataFrame(people).to_excel(book, sheet_name="Inwoners", index=False, startrow=2)
    basics("misdrijven", "inwoners")
    delivery = read([folder], gemeente=None)
    assert counts(delivery) == EXPECTED
    assert figures(delivery)[CODES[1], 2024, "inwoners"] == 1200
    assert "gebruikt" in account(delivery, "boek.xlsx (Misdrijven)")
    assert next(iter(delivery.raw)).endswith("boek.xlsx")
    assert sum("boek.xlsx" in name for name in delivery.raw) == 1


def test_a_whole_delivery_in_a_zip(basics, folder):
    files = basics()
    with zipfile.ZipFile(folder / "alles.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, f"levering/{path.name}")
            path.unlink()
    delivery = read([folder], gemeente=None)
    assert counts(delivery) == EXPECTED
    assert "gebruikt" in account(delivery, "alles.zip/levering/misdrijven.csv")


def test_titles_of_columns_instead_of_names(basics, save_csv, crime, folder):
    titles = ("ID", "Soort misdrijf", "Wijken en buurten", "Perioden", "Geregistreerde misdrijven (aantal)")
    save_csv("export.csv", titles, crime[1], ";")
    basics("misdrijven")
    assert counts(read([folder], gemeente=None)) == EXPECTED


def test_a_title_above_the_header(basics, save_csv, crime, folder):
    path = save_csv("export.csv", *crime)
    path.write_text('"Geregistreerde misdrijven; soort misdrijf"\n\n' + path.read_text())
    basics("misdrijven")
    assert counts(read([folder], gemeente=None)) == EXPECTED


def test_months_are_the_monthly_table(basics, save_csv, crime, folder):
    header, rows = crime
    months = [(*row[:3], f"2024MM{month:02d}", row[4]) for row in rows for month in (1, 2)]
    save_csv("maanden.csv", header, months)
    basics()
    delivery = read([folder], gemeente=None)
    assert set(delivery.tables["registraties"].to_pandas()["bron"]) == {"47018NED", "47022NED"}
    assert delivery.bronnen["47022NED"].voorlopig_vanaf == date(2024, 2, 1)
    assert "47022NED), 18 rijen" not in account(delivery, "maanden.csv")  # rows about the wijk are not read
    assert "47022NED), 16 rijen, 2024" in account(delivery, "maanden.csv")


def test_nuisance_has_its_own_total(basics, save_csv, folder):
    header = ("Overlast", "WijkenEnBuurten", "Perioden", "GeregistreerdeOverlast_1")
    save_csv("overlast.csv", header, [(k, c, "2023JJ00", 5) for c in CODES for k in ("0.0.0 ", "E35   ")])
    basics()
    delivery = read([folder], gemeente=None)
    assert counts(delivery)[CODES[0], "buurt", "overlast"] == 5
    assert counts(delivery)[CODES[0], "buurt", "0.0.0"] == 10
    assert counts(delivery)[CODES[0], "buurt", "E35"] == 5


def test_municipalities_by_code_column(basics, save_csv, folder):
    """Own and reference municipalities are used, rows without a code are passed over."""
    header = ("SoortMisdrijf", "RegioS_label", "gemeentecode", "Perioden", "GeregistreerdeMisdrijven_1")
    rows = [("0.0.0 ", "Nederland", "NL01", "2023JJ00", 999), ("0.0.0 ", "Ergens", "", "2023JJ00", 5),
            ("0.0.0 ", "Maastricht", GM, "2023JJ00", 61), ("0.0.0 ", "Breda", "GM0758", "2023JJ00", 70),
            ("0.0.0 ", "Utrecht", "GM0344", "2023JJ00", 80)]  # fmt: skip
    save_csv("gemeenten.csv", header, rows)
    basics()
    delivery = read([folder], gemeente=None)
    per_city = {key[0]: n for key, n in counts(delivery).items() if key[1] == "gemeente"}
    assert per_city == {GM: 61, "GM0758": 70}


# --- empty cells ---------------------------------------------------------------------------------------------------


def coverage_gaps(delivery):
    return list(delivery.tables["dekking"].to_pandas().query("status == 'ontbreekt'")["gebied"])


PROPERTIES = (("Key", "Type", "Title", "Datatype", "Default"),
              [("GeregistreerdeMisdrijven_1", "Topic", "Misdrijven", "Long", "Zero")])  # fmt: skip


@pytest.fixture
def with_empty_cell(basics, save_csv, crime):
    """One buurt has an empty cell, written as StatLine does; the municipality's own row is not in the file."""
    header, rows = crime
    rows = [(*r[:4], "       ." if (r[1], r[2]) == ("1.1.1 ", CODES[1]) else r[4]) for r in rows if r[2].strip() != GM]
    save_csv("misdrijven.csv", header, rows)
    basics("misdrijven")


@pytest.mark.usefixtures("with_empty_cell")
def test_an_empty_cell_is_missing_and_a_hint_is_given(folder):
    delivery = read([folder], gemeente=None)
    assert coverage_gaps(delivery) == [CODES[1]]
    assert any("1 lege cellen zijn gelezen als ontbrekend" in note for note in delivery.meldingen)


@pytest.mark.usefixtures("with_empty_cell")
def test_the_description_of_the_table_tells_that_empty_is_zero(folder, save_csv):
    save_csv("47018NED_DataProperties.csv", *PROPERTIES)
    delivery = read([folder], gemeente=None)
    assert coverage_gaps(delivery) == []
    assert "codelijst, al bekend; wel gelezen" in account(delivery, "DataProperties")


@pytest.mark.usefixtures("with_empty_cell")
def test_the_description_of_another_table_tells_nothing(folder, save_csv):
    save_csv("47013NED_DataProperties.csv", *PROPERTIES)
    assert coverage_gaps(read([folder], gemeente=None)) == [CODES[1]]


def test_the_list_of_periods_tells_what_is_provisional(basics, save_csv, folder):
    save_csv("47018NED_Perioden.csv", ("Key", "Title", "Status"), [("2023JJ00", "2023", "Voorlopig")])
    basics()
    assert read([folder], gemeente=None).bronnen["47018NED"].voorlopig_vanaf == date(2023, 1, 1)


# --- key figures ---------------------------------------------------------------------------------------------------

KWB = ("WijkenEnBuurten", "AantalInwoners_5", "HuishoudensTotaal_29", "Woningvoorraad_35")
KWB_ROWS = [(f"{code:<10}", 100 + i, 50, "       .") for i, code in enumerate((*CODES, "GM0758", GM))]


@pytest.mark.parametrize("name", ["85984NED.csv", "kerncijfers_2024_85984NED_export.csv"])
def test_the_year_comes_from_the_number_in_the_name(basics, save_csv, folder, name):
    save_csv(name, KWB, KWB_ROWS, ";")
    basics("inwoners")
    found = figures(read([folder], gemeente=GM))
    assert found[CODES[1], 2024, "inwoners"] == 101
    assert found["GM0758", 2024, "huishoudens"] == 50
    assert pd.isna(found[CODES[1], 2024, "woningen"])
    assert (GM, 2024, "inwoners") not in found  # the own municipality is the sum of its buurten


def test_the_year_comes_from_the_number_in_the_content(basics, save_json, folder):
    save_json("antwoord.json", KWB, KWB_ROWS, table="85618NED")
    basics("inwoners")
    assert figures(read([folder], gemeente=GM))[CODES[0], 2023, "inwoners"] == 100


def test_without_a_year_it_is_asked_for(basics, save_csv, folder):
    save_csv("kerncijfers.csv", KWB, KWB_ROWS)
    basics("inwoners")
    with pytest.raises(DeliveryRefused, match="van welk jaar deze cijfers zijn"):
        read([folder], gemeente=GM)


def test_columns_named_after_a_year(basics, save_csv, folder):
    rows = [(code, 10 + i, 20 + i, 7000, "x") for i, code in enumerate(CODES)]
    save_csv("feiten.csv", ("buurtcode", "inwoners_2023", "inwoners_2024", "inwoners_per_km2_2024", "naam"), rows)
    basics("inwoners")
    found = figures(read([folder], gemeente=None))
    assert (found[CODES[2], 2023, "inwoners"], found[CODES[2], 2024, "inwoners"]) == (12, 22)
    assert len(found) == 6


def test_one_row_per_figure(basics, save_csv, folder):
    rows = [(code, 2024, kenmerk, value) for code in CODES for kenmerk, value in (("inwoners", 9), ("woz", "210,5"))]
    save_csv("lang.csv", ("gebied", "jaar", "kenmerk", "waarde"), rows, ";")
    basics("inwoners")
    assert figures(read([folder], gemeente=None))[CODES[0], 2024, "woz"] == 210.5


def test_the_end_of_a_year_is_the_first_of_the_next(basics, save_csv, folder):
    save_csv("einde.csv", ("gemeentecode", "jaar", "inwoners_einde_periode"), [("GM0758", 2023, 184000), (GM, 2023, 1)])
    basics()
    found = figures(read([folder], gemeente=None))
    assert found["GM0758", 2024, "inwoners"] == 184000
    assert (GM, 2024, "inwoners") not in found


def test_two_columns_that_may_be_the_same_figure(basics, save_csv, folder):
    save_csv("85984NED.csv", ("WijkenEnBuurten", "AantalInwoners_5", "AantalInwoners_60"), [(CODES[0], 1, 2)])
    basics("inwoners")
    with pytest.raises(DeliveryRefused, match="AantalInwoners_5, AantalInwoners_60 kunnen hetzelfde kenmerk zijn"):
        read([folder], gemeente=None)


def test_codes_for_missing_are_no_values(basics, save_csv, folder):
    rows = list(zip(CODES, (-99997, -99995, 30), strict=True))
    save_csv("85984NED.csv", ("WijkenEnBuurten", "AantalInwoners_5"), rows)
    basics("inwoners")
    found = figures(read([folder], gemeente=None))
    assert [pd.isna(found[code, 2024, "inwoners"]) for code in CODES] == [True, True, False]


# --- survey --------------------------------------------------------------------------------------------------------


def test_a_survey_table(basics, save_csv, folder):
    header = ("buurtcode", "jaar", "vraag", "waarde", "ondergrens", "bovengrens", "n")
    save_csv("enquete.csv", header, [(CODES[0], 2021, "rapportcijfer_veiligheid", "7,1", "6,8", "7,4", 88)], ";")
    basics()
    delivery = read([folder], gemeente=None)
    row = delivery.tables["enquete"].to_pylist()[0]
    assert (row["waarde"], row["ondergrens"], row["bovengrens"], row["n"]) == (7.1, 6.8, 7.4, 88)
    assert row["standaardfout"] is None
    assert "enquête, 1 rij, 2021" in account(delivery, "enquete.csv")


def test_a_survey_names_its_own_source_and_method(basics, save_csv, folder):
    header = ("gebied", "jaar", "vraag", "waarde", "bron", "methode")
    save_csv(
        "e.csv", header, [("WK093500", 2021, "v", 7, "buurtpeiling", "web"), (GM, 2023, "v", 8, "buurtpeiling", "")]
    )
    basics()
    delivery = read([folder], gemeente=None)
    assert [(r["bron"], r["methode"]) for r in delivery.tables["enquete"].to_pylist()] == [
        ("buurtpeiling", "buurtpeiling"), ("buurtpeiling", "web"),
    ]  # fmt: skip
    assert delivery.bronnen["buurtpeiling"].titel == "buurtpeiling"


# --- left out, with the reason -------------------------------------------------------------------------------------

LEFT_OUT = [
    (("gemeentecode", "jaar", "TotaalGeregistreerdeMisdrijven_1"), (GM, 2020, 1), "83648NED van het CBS telt anders"),
    (("gemeentecode", "postcode4", "periode", "soort", "aantal"), (GM, 6211, "2024MM01", "W", 1), "per postcode"),
    (("Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "Eenzaam_28"), ("20300", "MW00000", GM, "2020JJ00", 9),
     "andere vorm"),
    (("Key", "Title", "Description"), ("1.1.1 ", "1.1.1 Diefstal", "A20"), "codelijst, al bekend"),
    (("code", "soort", "naam"), ("BU09350000", "BU", "Binnenstad"), "codelijst, al bekend"),
    (("ID", "Identifier", "Summary"), (0, "47018NED", "x"), "beschrijving van een tabel"),
    (("wijkcode", "buurten", "inwoners_2024"), ("WK093500", 7, 21450), "wijken worden opgeteld uit hun buurten"),
    (("appel", "peer"), (1, 2), "de kolommen zijn niet herkend (appel, peer)"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "reason"), LEFT_OUT)
def test_known_tables_that_are_left_out(basics, save_csv, folder, header, row, reason):
    save_csv("anders.csv", header, [row])
    basics()
    assert reason in account(read([folder], gemeente=None), "anders.csv")


def test_prose_and_other_files_are_left_out(basics, folder):
    (folder / "LEESMIJ.md").write_text("# Uitleg\n\nEen, twee, drie.\nVier; vijf\n", encoding="utf-8")
    (folder / "foto.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "methode.pdf").write_bytes(b"%PDF-1.7 \x81\x8d")
    (folder / "fout.csv").write_text("<!DOCTYPE html><html>Onderhoud</html>")
    (folder / "lang.txt").write_text('a,b\n"' + "x" * 200_000 + '",1\n')
    (folder / "leeg.csv").write_bytes(b"")
    (folder / "instelling.json").write_text('{"a": 1}')
    basics()
    delivery = read([folder], gemeente=None)
    assert counts(delivery) == EXPECTED
    for name in ("LEESMIJ.md", "foto.png", "methode.pdf", "fout.csv", "lang.txt", "leeg.csv", "instelling.json"):
        assert "niet gebruikt" in account(delivery, name)


def test_every_file_is_accounted_for(basics, folder):
    paths = basics()
    notes = read([folder], gemeente=None).meldingen[: len(paths)]
    assert notes == [
        "map/grenzen.geojson: gebruikt als grenzen, 3 buurten.",
        "map/inwoners.csv: gebruikt: kerncijfers (inwoners), 3 rijen, 2023.",
        "map/misdrijven.csv: gebruikt: geregistreerde misdrijven per buurt (47018NED), 8 rijen, 2023.",
    ]


def test_another_municipality_is_left_out(basics, save_csv, crime, folder):
    header, rows = crime
    elsewhere = [(*r[:2], r[2].replace("0935", "1641"), *r[3:]) for r in rows]
    save_csv("maasgouw.csv", header, elsewhere)
    basics()
    delivery = read([folder], gemeente=GM)
    assert counts(delivery) == EXPECTED
    assert "bevat voor GM0935 niets dat nodig is (gaat over GM1641)" in account(delivery, "maasgouw.csv")


def test_one_page_of_a_longer_answer_is_said(basics, save_json, crime, folder):
    save_json("blz.json", *crime, **{"odata.nextLink": "https://dataderden.cbs.nl/x?$skip=10000"})
    basics("misdrijven")
    assert "een bladzijde van een langer antwoord" in account(read([folder], gemeente=None), "blz.json")


def test_the_same_file_named_twice_is_read_once(basics, folder):
    paths = basics()
    delivery = read([folder, *paths], gemeente=None)
    assert counts(delivery) == EXPECTED
    assert not any("vaker in" in note for note in delivery.meldingen)


def test_the_files_used_are_kept_and_give_the_same_delivery(basics, folder, tmp_path):
    basics()
    first = read([folder], gemeente=None)
    kept = tmp_path / "ruw"
    kept.mkdir()
    for name, content in first.raw.items():
        (kept / name).write_bytes(content)
    again = read([kept], gemeente=None)
    assert all(first.tables[name].equals(again.tables[name]) for name in first.tables)
    assert first.boundaries.equals(again.boundaries)


# --- which municipality --------------------------------------------------------------------------------------------


def test_several_municipalities_ask_for_one(basics, save_csv, crime, folder):
    header, rows = crime
    save_csv("breda.csv", header, [(*r[:2], r[2].replace("0935", "0758"), *r[3:]) for r in rows])
    basics()
    with pytest.raises(WrongUsage, match=r"2 gemeenten \(GM0758, GM0935\).*--gemeente"):
        read([folder], gemeente=None)


def test_a_wrong_municipality_code(basics, folder):
    basics()
    with pytest.raises(WrongUsage, match="GM en vier cijfers"):
        read([folder], gemeente="Maastricht")


def test_a_municipality_without_files(basics, folder):
    basics()
    with pytest.raises(DeliveryRefused, match="geen grenzen van buurten van GM0758"):
        read([folder], gemeente="GM0758")
