"""Declarations of indicators: what is read, and every way in which a file can be wrong.

Each file in ongeldige_indicatoren/ is wrong in one way; its first line says which problem must be listed.
"""

import shutil
from pathlib import Path

import pytest

from analytics import indicators
from analytics.errors import NotFound, VeiligheidError
from tests.builders import burglaries, question

INVALID = sorted(Path(__file__).with_name("ongeldige_indicatoren").glob("*.toml"))
VALID = """
titel = "Woninginbraken"
enkelvoud = "woninginbraak"
meervoud = "woninginbraken"
thema = "1.3"
groepen = ["hic", "mjp"]
richting = "lager_is_beter"
decimalen = 1
gevoelig = true

[teller]
bron = "registraties"
soorten = ["1.1.1", "1.4.6"]

[noemer]
van = "inwoners"
per = 1000

[[andere_noemer]]
van = "woningen"
per = 100
"""


def expected_text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace").splitlines()[0].removeprefix("# ")


def problems(folder: Path) -> list[str]:
    """The lines of the error that reading a folder gives."""
    with pytest.raises(VeiligheidError) as caught:
        indicators.read(folder)
    return str(caught.value).splitlines()


def test_a_declaration_is_read_by_the_name_of_its_file(tmp_path):
    (tmp_path / "woninginbraak.toml").write_text(VALID, "utf-8")
    (found,) = indicators.read(tmp_path).values()
    assert (found.id, found.teller.soorten, found.is_survey) == ("woninginbraak", ("1.1.1", "1.4.6"), False)
    assert [(noemer.van, noemer.per) for noemer in found.noemers] == [("inwoners", 1000), ("woningen", 100)]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_with_what_is_wrong(path, tmp_path):
    shutil.copy(path, tmp_path)
    lines = problems(tmp_path)
    assert len(lines) == 2, lines
    assert lines[1].startswith(f"{path.name}: ")
    assert expected_text(path) in lines[1]


def test_all_problems_of_all_files_are_listed_together(tmp_path):
    for path in INVALID:
        shutil.copy(path, tmp_path)
    (tmp_path / "goed.toml").write_text(VALID, "utf-8")
    (tmp_path / "twee.toml").write_text(VALID.replace("decimalen = 1", "decimalen = 9\nkleur = 1"), "utf-8")
    lines = problems(tmp_path)
    for path in INVALID:
        assert any(line.startswith(f"{path.name}: ") and expected_text(path) in line for line in lines), path.name
    assert [line for line in lines if line.startswith("twee.toml")] == [
        "twee.toml: decimalen: is hoogstens 3",
        "twee.toml: kleur: dit veld bestaat niet",
    ]
    assert not any(line.startswith("goed.toml") for line in lines)


def test_there_is_a_file_for_every_rule():
    assert len(INVALID) >= 20


def test_an_unknown_indicator_says_where_the_list_is():
    with pytest.raises(NotFound, match=r"geen indicator bestaat_niet\. Zie: python -m analytics indicators"):
        indicators.load("bestaat_niet")


def test_a_group_holds_its_own_indicators_before_those_of_its_parts(monkeypatch):
    total = burglaries(id="totaal", groepen=["samen"], teller={"bron": "registraties", "soorten": ["1.1.1", "1.4.6"]})
    one = burglaries(id="een", groepen=["delen", "anders"])
    two = burglaries(id="twee", groepen=["delen"], teller={"bron": "registraties", "soorten": ["1.4.6"]})
    other = question(id="vraag", groepen=["anders"])
    monkeypatch.setattr(indicators, "load_all", lambda: {i.id: i for i in (two, other, one, total)})
    assert [i.id for i in indicators.members("delen")] == ["een", "twee"]
    assert [i.id for i in indicators.members("samen")] == ["totaal"]
    assert {i.id for i in indicators.members("anders")} == {"een", "vraag"}
    assert indicators.members("leeg") == ()


def test_parts_are_what_the_group_declares_and_the_total_holds(monkeypatch):
    """Two totals may share a group: each has its own parts, and one is no part of the other."""
    declared = ({"id": "samen", "naam": "Samen", "delen": "delen"}, {"id": "anders", "naam": "Anders"})
    known = [
        burglaries(id="alles", groepen=["samen"], teller={"bron": "registraties", "soorten": ["overlast"]}),
        burglaries(id="twee", groepen=["samen"], teller={"bron": "registraties", "soorten": ["E33", "1.1.1"]}),
        burglaries(id="verward", groepen=["delen"], teller={"bron": "registraties", "soorten": ["E33"]}),
        burglaries(id="jeugd", groepen=["delen"], teller={"bron": "registraties", "soorten": ["E35"]}),
        burglaries(id="inbraak", groepen=["delen", "anders"]),
        question(id="vraag", groepen=["delen"]),
    ]
    by_id = {indicator.id: indicator for indicator in known}
    monkeypatch.setattr(indicators, "load_all", lambda: by_id)
    monkeypatch.setattr(indicators, "_declared_groups", lambda: declared)
    indicators.parts.cache_clear()
    found = {name: [part.id for part in indicators.parts(indicator)] for name, indicator in by_id.items()}
    assert found == {
        "alles": ["verward", "jeugd"],
        "twee": ["inbraak", "verward"],
        "verward": ["verward"],
        "jeugd": ["jeugd"],
        "inbraak": ["inbraak"],
        "vraag": ["vraag"],
    }


def test_a_sum_holds_all_of_another_and_more(monkeypatch):
    """What stands out in one of its kinds would stand out in the sum once more."""
    declared = {
        "inbraak": burglaries(id="inbraak", teller={"bron": "registraties", "soorten": ["1.1.1"]}),
        "roof": burglaries(id="roof", teller={"bron": "registraties", "soorten": ["1.4.6"]}),
        "samen": burglaries(id="samen", teller={"bron": "registraties", "soorten": ["1.1.1", "1.4.6"]}),
        "anders": burglaries(id="anders", teller={"bron": "registraties", "soorten": ["1.4.6", "1.4.7"]}),
        "los": burglaries(id="los", teller={"bron": "registraties", "soorten": ["2.2.1", "2.4.1"]}),
    }
    monkeypatch.setattr(indicators, "load_all", lambda: declared)
    indicators.is_sum.cache_clear()
    found = {name for name, one in declared.items() if indicators.is_sum(one)}
    indicators.is_sum.cache_clear()
    assert found == {"samen", "anders"}
