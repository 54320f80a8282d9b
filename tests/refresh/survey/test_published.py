"""Estimates beside a table somebody else published: every figure is looked at."""

import pytest

from analytics.refresh.report import Ernst
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER
from tests.refresh.survey.deliveries import MARK, UNSAFE, csv, deliver, found, frame, respondents, sav


def comma(value, digits=1):
    return f"{value:.{digits}f}".replace(".", ",")


@pytest.fixture
def peiling(tmp_path):
    return sav(tmp_path, respondents())


@pytest.fixture
def rows(ground, peiling):
    """The estimates of Binnenstad and Centrum as a bureau would publish them, rounded to one decimal."""
    values = frame(deliver(ground, peiling).part)
    return [
        _published(values.loc[(area, "onveilig_buurt", 2025)], area) for area in (BINNENSTAD, JEKERKWARTIER, CENTRUM)
    ]


def _published(row, area):
    numbers = [comma(row[name]) for name in ("waarde", "ondergrens", "bovengrens")]
    return (area, "2025", UNSAFE, *numbers, str(int(row["n"])))


def compared(ground, tmp_path, peiling, rows):
    return deliver(ground, peiling, published=csv(tmp_path, rows, name="gepubliceerd.csv"))


def test_what_is_only_rounded_is_the_same(ground, tmp_path, peiling, rows):
    part, report = compared(ground, tmp_path, peiling, rows)
    assert part.rows.num_rows == 15
    assert not report.asks
    (told,) = found(report, "enquete_niet_gepubliceerd")
    assert told.tekst.startswith("12 cijfers")
    assert not found(report, "enquete_gepubliceerd_marges")


def test_a_figure_that_differs_names_area_question_and_both_values(ground, tmp_path, peiling, rows):
    area, year, question, value, *rest = rows[1]
    other = comma(float(value.replace(",", ".")) + 0.1)
    part, report = compared(ground, tmp_path, peiling, [rows[0], (area, year, question, other, *rest), rows[2]])
    (told,) = found(report, "enquete_gepubliceerd_anders")
    assert (told.ernst, told.bestand, told.rij, told.kolom) == (Ernst.WAARSCHUWING, "gepubliceerd.csv", 3, "Waarde")
    ours = frame(part).loc[(area, "onveilig_buurt", 2025), "waarde"]
    expected = (
        f"{area} (Jekerkwartier), vraag onveilig_buurt, 2025: gepubliceerd {other}, hier geschat {comma(ours, 2)}."
    )
    assert told.tekst == expected


def test_another_number_of_respondents(ground, tmp_path, peiling, rows):
    *rest, n = rows[2]
    _part, report = compared(ground, tmp_path, peiling, [(*rest, str(int(n) + 2))])
    (told,) = found(report, "enquete_gepubliceerd_aantal")
    assert told.rij == 2
    assert f"gepubliceerd {int(n) + 2} respondenten, hier {n}" in told.tekst


def test_a_published_figure_that_cannot_be_estimated(ground, tmp_path, peiling, rows):
    _part, report = compared(ground, tmp_path, peiling, [*rows, ("GM0935", "2025", MARK, "7,0", "6,9", "7,1", "240")])
    (told,) = found(report, "enquete_gepubliceerd_alleen")
    assert (told.ernst, told.rij) == (Ernst.WAARSCHUWING, 5)
    assert "GM0935 (Maastricht), vraag rapportcijfer_veiligheid_buurt, 2025" in told.tekst


def test_other_margins_are_told_once(ground, tmp_path, peiling, rows):
    wider = [(*row[:4], comma(float(row[4].replace(",", ".")) - 1.2), *row[5:]) for row in rows]
    _part, report = compared(ground, tmp_path, peiling, wider)
    (told,) = found(report, "enquete_gepubliceerd_marges")
    assert told.ernst is Ernst.MELDING
    assert "van 3 cijfers, hoogstens 1,2" in told.tekst
    assert not report.asks


def test_a_published_table_with_a_fault_blocks(ground, tmp_path, peiling, rows):
    part, report = compared(ground, tmp_path, peiling, [("BU1", *rows[0][1:])])
    (told,) = found(report, "enquete_gebied_onbekend")
    assert (part, told.bestand) == (None, "gepubliceerd.csv")
