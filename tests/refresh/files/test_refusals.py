"""Files that cannot be right: every problem of every file at once, each with its place; nothing half done."""

import zipfile

import pandas as pd
import pytest

from analytics.errors import DeliveryRefused
from analytics.refresh import intake
from analytics.refresh.files import read
from analytics.refresh.sources import sources

CODES = ("BU09350000", "BU09350001", "BU09350100")


def problems(folder):
    with pytest.raises(DeliveryRefused) as refused:
        read([folder], gemeente="GM0935")
    return refused.value.problems


@pytest.fixture
def broken(basics, save_csv, crime, folder):
    """Save the crimes with one cell changed, and the rest of a delivery."""

    def save(row, column, value):
        header, rows = crime
        changed = [list(cells) for cells in rows]
        changed[row][column] = value
        save_csv("fout.csv", header, changed)
        basics("misdrijven")
        return problems(folder)

    return save


@pytest.mark.parametrize("value", ["veel", "-3", "1,5", "1.000", "12 "[:2] + "x", "1e3"])
def test_a_count_that_is_no_count(broken, value):
    assert broken(3, 4, value) == [
        "map/fout.csv, kolom GeregistreerdeMisdrijven_1: 1 waarden zijn geen geheel getal van nul of meer; "
        f"de eerste is {value!r} in rij 5."
    ]


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [(1, "Totaal misdrijven", "code van een soort"), (2, "Binnenstad", "gebiedscode"), (3, "2023", "periodecode"),
     (3, "2023MM13", "periodecode")],
)  # fmt: skip
def test_names_instead_of_codes_are_refused_with_a_hint(broken, column, value, what):
    (problem,) = broken(3, column, value)
    assert what in problem
    assert repr(value) in problem
    assert "rij 5" in problem
    assert "CSV met statistische codes" in problem


def test_rows_with_too_few_cells(basics, save_csv, crime, folder):
    path = save_csv("fout.csv", *crime)
    lines = path.read_text().splitlines()
    lines[4] = lines[4].rpartition(",")[0]
    path.write_text("\n".join(lines))
    basics("misdrijven")
    assert problems(folder) == [
        "map/fout.csv, rij 5: 4 cellen in plaats van 5; is het bestand heel? "
        "Herstel die rij of haal het bestand opnieuw op."
    ]


def test_a_column_twice(basics, save_csv, crime, folder):
    header, rows = crime
    save_csv("fout.csv", (*header, "Perioden"), [(*r, r[3]) for r in rows])
    basics("misdrijven")
    assert problems(folder) == [
        "map/fout.csv, kolom Perioden: Kolom Perioden staat er meer dan eens in. "
        "Geef elke kolom een eigen naam of haal er een weg."
    ]


def test_two_files_that_differ_name_the_cell_and_both_values(basics, save_csv, crime, folder):
    header, rows = crime
    basics()
    save_csv("later.csv", header, [(*r[:4], r[4] + 1 if r[2] == CODES[1] else r[4]) for r in rows])
    found = problems(folder)
    assert found[0] == (
        "47018NED: BU09350001, 0.0.0, 2023JJ00 is 21 in map/later.csv (rij 5) en 20 in map/misdrijven.csv (rij 5). "
        "Laat een van de twee weg."
    )
    assert len(found) == 2


def test_all_problems_of_all_files_are_listed_at_once(basics, save_csv, crime, folder, tmp_path):
    header, rows = crime
    save_csv("een.csv", header, [(*rows[2][:4], "veel")])
    save_csv("twee.csv", header, [(*rows[2][:2], "Binnenstad", *rows[2][3:])])
    (folder / "drie.json").write_text('{"value": [{"Key": ')
    (folder / "vier.parquet").write_bytes(b"PAR1 maar niet heus")
    basics("misdrijven")
    with pytest.raises(DeliveryRefused) as refused:
        read([folder, tmp_path / "nergens"], gemeente=None)
    text = str(refused.value)
    assert len(refused.value.problems) == 5
    for part in ("een.csv", "twee.csv", "drie.json is geen geldige JSON", "vier.parquet is geen leesbaar Parquet",
                 "nergens bestaat niet"):  # fmt: skip
        assert part in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("SoortMisdrijf,Gebied\nCafÃ©,x\n".encode(), "verminkt"),
        (b"a,b\ncaf\x81,x\n", "geen UTF-8 en geen Windows-tekst"),
        ("a,b\ncaf\x85,x\n".encode(), "verminkt"),
    ],
)
def test_text_that_was_decoded_wrongly(basics, folder, content, message):
    (folder / "fout.csv").write_bytes(content)
    basics()
    (problem,) = problems(folder)
    assert message in problem


def test_a_truncated_parquet_file(basics, folder):
    path = folder / "fout.parquet"
    pd.DataFrame({"buurtcode": CODES, "jaar": 2024, "inwoners": [1, 2, 3]}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    basics()
    (problem,) = problems(folder)
    assert "fout.parquet is geen leesbaar Parquet-bestand" in problem


def test_boundaries_that_were_cut_off(basics, save_map, folder):
    path = save_map("grenzen.geojson")
    path.write_text(path.read_text()[:300])
    basics("grenzen")
    (problem,) = problems(folder)
    assert "geen geldige JSON" in problem


# --- size, before anything is read ---------------------------------------------------------------------------------


@pytest.fixture
def tight(monkeypatch):
    """One megabyte and a thousand rows per file, three files."""
    limits = sources().drempels.model_copy(update={"bestand_megabytes": 1, "rijen": 1000, "bestanden": 3})
    small = sources().model_copy(update={"drempels": limits})
    monkeypatch.setattr(intake, "sources", lambda: small)
    monkeypatch.setattr("analytics.refresh.files.sources", lambda: small)


@pytest.mark.usefixtures("tight")
def test_a_giant_file_is_refused_unread(basics, folder):
    with (folder / "groot.csv").open("wb") as file:
        file.truncate(400_000_000)  # takes no room on disk
    basics("inwoners")
    (problem,) = problems(folder)
    assert "groot.csv: Het bestand is 400 MB groot (uitgepakt); meer dan 1 MB wordt niet gelezen." in problem


@pytest.mark.usefixtures("tight")
def test_a_zip_bomb_is_refused_unread(basics, folder):
    with zipfile.ZipFile(folder / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cijfers.csv", b"0" * 20_000_000)
    assert (folder / "bom.zip").stat().st_size < 100_000
    basics("inwoners")
    (problem,) = problems(folder)
    assert "bom.zip: Het bestand is 20 MB groot (uitgepakt)" in problem


@pytest.mark.usefixtures("tight")
def test_a_parquet_bomb_is_refused_unread(basics, folder):
    pd.DataFrame({"a": [0] * 2000}).to_parquet(folder / "bom.parquet")
    basics("inwoners")
    (problem,) = problems(folder)
    assert "bom.parquet: Het bestand heeft 2000 rijen" in problem


@pytest.mark.usefixtures("tight")
def test_too_many_files(folder):
    for number in range(4):
        (folder / f"{number}.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DeliveryRefused, match="4 bestanden gegeven; meer dan 3"):
        read([folder], gemeente=None)


def test_archives_without_tables_are_left_out_with_the_reason(basics, folder):
    for name, inside in (("cijfers.zip", "a.txt"), ("brief.docx", "[Content_Types].xml")):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(inside, "x")
    with zipfile.ZipFile(folder / "dubbel.zip", "w") as archive:
        archive.write(folder / "cijfers.zip", "cijfers.zip")
    (folder / "stuk.zip").write_bytes(b"PK\x03\x04 stuk")
    basics()
    assert problems(folder) == ["map/stuk.zip: Het zip-bestand is beschadigd. Haal het bestand opnieuw op."]
    (folder / "stuk.zip").unlink()
    notes = "\n".join(read([folder], gemeente=None).meldingen)
    assert "cijfers.zip/a.txt: niet gebruikt, nergens staan twee kolommen naast elkaar" in notes
    assert "brief.docx: niet gebruikt, het is een document of presentatie, geen werkboek" in notes
    assert "dubbel.zip/cijfers.zip: niet gebruikt, een zip-bestand in een zip-bestand; pak het eerst uit" in notes


def test_nothing_to_build_on(folder):
    (folder / "LEESMIJ.md").write_text("niets")
    with pytest.raises(DeliveryRefused, match="geen cijfers of grenzen per buurt"):
        read([folder], gemeente=None)
