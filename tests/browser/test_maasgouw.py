"""The other shipped municipality, by its code alone: its own name, villages and figures, and nothing of the first."""

import pytest

VILLAGES = ["Maasbracht", "Linne", "Stevensweert", "Ohé en Laak", "Thorn", "Heel", "Beegden", "Wessem"]


@pytest.fixture(scope="module")
def maasgouw(start_server):
    with start_server(gemeente="GM1641") as address:
        yield address


def test_it_has_its_own_name_villages_and_figures(visit, maasgouw):
    screen = visit("", base_url=maasgouw)
    assert screen.question == "Hoe veilig is Maasgouw nu?"
    assert screen.page.title() == "Veiligheid in beeld: Maasgouw"
    assert "voor heel Maasgouw" in screen.page.locator(".voorbeeld").inner_text()
    assert not [text for text in screen.texts() if "Maastricht" in text]

    screen.open("kaart?indicator=woninginbraak&niveau=wijk&periode=2017&maat=aantal")
    assert sorted(row[1] for row in screen.table("kaart_tabel")) == sorted([*VILLAGES, "Maasgouw"])
    assert {code[:6] for code in screen.areas("kaart_gebieden")} == {"WK1641"}
    assert screen.table("kaart_tabel")[-1][1:3] == ["Maasgouw", "65"]

    screen.open("ranglijst")
    assert "Van geen enkel gebied is zeker" in screen.answer
    screen.open("doelen")
    assert "Van de 10 doelen" in screen.answer
    assert not [text for text in screen.texts() if "Maastricht" in text]
