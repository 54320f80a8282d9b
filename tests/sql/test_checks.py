"""Each check finds its own kind of offence, says where, and lets sound rows pass."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from analytics.database import SQL, Database
from analytics.refresh.checks import CHECKS, SHOWN, content_problems

Build = Callable[..., Database]
Rows = list[dict[str, Any]]
TODAY = date(2026, 1, 15)
MONTH = {"van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
DAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10)}
YEAR = {"van": date(2025, 1, 1), "tot": date(2026, 1, 1)}


def problems(database: Database) -> list[str]:
    """What a publication on TODAY would say."""
    return content_problems(database, gemeente="GM0935", bronnen=["politie"], today=TODAY)


def test_every_statement_is_used_and_every_check_has_one() -> None:
    assert sorted(check.name for check in CHECKS) == sorted(path.stem for path in (SQL / "checks").glob("*.sql"))


SOUND: dict[str, dict[str, Rows]] = {
    "nothing at all": {},
    "one of everything": {"registraties": [{}], "dekking": [{}], "enquete": [{}], "kerncijfers": [{}], "straten": [{}]},
    "one day seen by hour and street": {
        "registraties": [DAY | {"uur": 1}, DAY | {"uur": 2}, DAY | {"uur": 2, "straat": "Dorpsstraat"}],
        "dekking": [{}],
    },
    "days that overlap, each with registrations of its own": {
        "registraties": [DAY, DAY | {"van": date(2025, 3, 8)}, DAY | {"uur": 22, "uur_tot": 3}],
        "dekking": [{}],
    },
    "what was known before": {"standen": [{}, {"maand": date(2025, 10, 1), "aantal": 0}]},
    "days and whole months of one kind side by side": {
        "registraties": [DAY, {"van": date(2025, 4, 1), "tot": date(2025, 5, 1)}],
        "dekking": [{}],
    },
    "yearly and monthly coverage after each other": {
        "registraties": [{"van": date(2024, 1, 1), "tot": date(2025, 1, 1)}, MONTH],
        "dekking": [{"stap": "jaar", "van": date(2024, 1, 1), "tot": date(2025, 1, 1)}, {}],
    },
    "registrations without a buurt lean on the coverage of the buurten": {
        "registraties": [{"gebied": "GM0935", "soort_gebied": "onbekend"}],
        "dekking": [{}],
    },
    "the municipality's own table beside that of its buurten": {
        "registraties": [{}, {"gebied": "GM0935", "soort_gebied": "gemeente"}],
        "dekking": [{}, {"soort_gebied": "gemeente"}],
    },
    "a reference municipality without boundaries": {
        "registraties": [{"gebied": "GM0758", "soort_gebied": "gemeente"}],
        "dekking": [{"gebied": "GM0758", "soort_gebied": "gemeente"}],
        "kerncijfers": [{"gebied": "GM0758"}],
        "enquete": [{"gebied": "GM0758"}],
    },
    "a survey per wijk": {"enquete": [{"gebied": "WK093500"}]},
    "a survey value that was withheld": {"enquete": [{"waarde": None, "ondergrens": None, "bovengrens": None}]},
    "two survey methods in one year": {"enquete": [{}, {"methode": "2019"}]},
    "a buurt taken out of the coverage": {
        "registraties": [{"gebied": "BU09350002"}],
        "dekking": [{}, {"gebied": "BU09350001", "status": "ontbreekt"}],
    },
    "a total that holds more than its kinds": {
        "registraties": [{}, {"soort": "0.0.0", "aantal": 4}],
        "dekking": [{}, {"soort": "0.0.0"}],
    },
    "kinds in a month for which no total was delivered": {"registraties": [{}], "dekking": [{}]},
    "today itself": {
        "registraties": [{"van": TODAY, "tot": date(2026, 1, 16)}],
        "dekking": [{"tot": date(2026, 1, 1)}],
    },
}


@pytest.mark.parametrize("name", [name for name in SOUND if name != "today itself"])
def test_sound_rows_pass(database: Build, name: str) -> None:
    assert problems(database(**SOUND[name])) == []


def test_today_may_be_registered(database: Build) -> None:
    assert not [text for text in problems(database(**SOUND["today itself"])) if "nog niet voorbij" in text]


OFFENCES: dict[str, tuple[dict[str, Rows], str]] = {
    "unknown buurt": (
        {"registraties": [{"gebied": "BU09359999"}], "dekking": [{}]},
        "registraties: gebied BU09359999 staat niet in de grenzen (rijen: 1).",
    ),
    "unknown wijk in a survey": (
        {"enquete": [{"gebied": "WK093599"}]},
        "enquete: gebied WK093599 staat niet in de grenzen (rijen: 1).",
    ),
    "padded code": (
        {"kerncijfers": [{"gebied": "GM0935    "}]},
        "kerncijfers: gebied GM0935     staat niet in de grenzen (rijen: 1).",
    ),
    "unknown buurt in streets": (
        {"straten": [{"gebied": "BU1"}]},
        "straten: gebied BU1 staat niet in de grenzen (rijen: 1).",
    ),
    "unknown buurt in coverage": (
        {"dekking": [{"gebied": "BU1", "status": "ontbreekt"}]},
        "dekking: gebied BU1 staat niet in de grenzen (rijen: 1).",
    ),
    "a municipality said to be a buurt": (
        {"registraties": [{"gebied": "GM0758"}], "dekking": [{}]},
        "registraties: gebied GM0758 past niet bij het soort gebied 'buurt' (rijen: 1).",
    ),
    "an unknown kind of area": (
        {"registraties": [{"soort_gebied": "straat"}]},
        "registraties: gebied BU09350001 past niet bij het soort gebied 'straat' (rijen: 1).",
    ),
    "another municipality's unknown places": (
        {"registraties": [{"gebied": "GM0758", "soort_gebied": "onbekend"}]},
        "registraties: gebied GM0758 past niet bij het soort gebied 'onbekend' (rijen: 1).",
    ),
    "coverage of one buurt that is not an exception": (
        {"dekking": [{"gebied": "BU09350001"}]},
        "dekking: gebied BU09350001 past niet bij het soort gebied 'buurt' (rijen: 1).",
    ),
    "key figures per wijk": (
        {"kerncijfers": [{"gebied": "WK093500"}]},
        "kerncijfers: gebied WK093500 past niet bij het soort gebied 'buurt of gemeente' (rijen: 1).",
    ),
    "unknown kind": (
        {"registraties": [{"soort": "9.9.9"}], "dekking": [{}]},
        "registraties: soort 9.9.9 is onbekend (rijen: 1). Voeg haar toe aan definitions/soorten.csv.",
    ),
    "padded kind": (
        {"dekking": [{"soort": "1.1.1 "}]},
        "dekking: soort 1.1.1  is onbekend (rijen: 1). Voeg haar toe aan definitions/soorten.csv.",
    ),
    "unknown source": (
        {"enquete": [{"bron": "horen zeggen"}]},
        "enquete: bron horen zeggen is niet beschreven (rijen: 1).",
    ),
    "negative count": (
        {"registraties": [{"aantal": -1}], "dekking": [{}]},
        "registraties: aantal van BU09350001 is -1; dat kan niet (rijen: 1).",
    ),
    "hour 24": (
        {"registraties": [DAY | {"uur": 24}], "dekking": [{}]},
        "registraties: uur van BU09350001 is 24; dat kan niet (rijen: 1).",
    ),
    "an agency's code for missing": (
        {"kerncijfers": [{"waarde": -99997.0}]},
        "kerncijfers: inwoners van BU09350001 is -99997; dat kan niet (rijen: 1).",
    ),
    "not a number": (
        {"kerncijfers": [{"waarde": float("nan")}]},
        "kerncijfers: inwoners van BU09350001 is nan; dat kan niet (rijen: 1).",
    ),
    "percentage over a hundred": (
        {"enquete": [{"waarde": 101.0, "bovengrens": 102.0}]},
        "enquete: rapportcijfer van BU09350001 is 101; dat kan niet (rijen: 1).",
    ),
    "negative respondents": (
        {"enquete": [{"n": -1}]},
        "enquete: n van BU09350001 is -1; dat kan niet (rijen: 1).",
    ),
    "negative standard error": (
        {"enquete": [{"standaardfout": -0.5}]},
        "enquete: standaardfout van BU09350001 is -0.5; dat kan niet (rijen: 1).",
    ),
    "longitude and latitude swapped": (
        {"straten": [{"lon": 50.85, "lat": 5.69}]},
        "straten: Dorpsstraat van BU09350001 is 50.85; dat kan niet (rijen: 1).",
    ),
    "a value outside its interval": (
        {"enquete": [{"waarde": 6.0}]},
        "enquete: rapportcijfer van BU09350001 in 2025 is 6, buiten 6.9 tot 7.3.",
    ),
    "the same registrations twice": (
        {"registraties": [{}, {"aantal": 9}], "dekking": [{}]},
        "registraties: 2 keer hetzelfde: BU09350001 buurt 1.1.1 2025-03-01 2025-04-01.",
    ),
    "the same survey value twice": (
        {"enquete": [{}, {}]},
        "enquete: 2 keer hetzelfde: BU09350001 2025 rapportcijfer 2021.",
    ),
    "the same key figure twice": (
        {"kerncijfers": [{}, {"waarde": 1.0}]},
        "kerncijfers: 2 keer hetzelfde: BU09350001 2025 inwoners.",
    ),
    "the same street twice": (
        {"straten": [{}, {"lon": 5.7}]},
        "straten: 2 keer hetzelfde: BU09350001 Dorpsstraat.",
    ),
    "a day inside a month that is counted whole": (
        {"registraties": [MONTH, DAY | {"bron": "andere"}], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.1.1: 2025-03-09 tot 2025-03-10 overlapt een andere periode.",
    ),
    "a long period over an early one, seen past a short one": (
        {"registraties": [YEAR, MONTH, {"van": date(2025, 8, 1), "tot": date(2025, 9, 1)}], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.1.1: 2025-08-01 tot 2025-09-01 overlapt een andere periode.",
    ),
    "a last hour without a first one": (
        {"registraties": [DAY | {"uur_tot": 5}], "dekking": [{}]},
        "registraties: uur_tot van BU09350001 is 5; dat kan niet (rijen: 1).",
    ),
    "what another municipality had": (
        {"standen": [{"gebied": "GM0758"}]},
        "standen: gebied GM0758 past niet bij het soort gebied 'gemeente' (rijen: 1).",
    ),
    "what was known tomorrow": (
        {"standen": [{"peildatum": date(2026, 3, 1)}]},
        "standen: 2026-03-01 is nog niet voorbij (rijen: 1).",
    ),
    "what was known twice": (
        {"standen": [{}, {"aantal": 4}]},
        "standen: 2 keer hetzelfde: 2025-12-15 GM0935 1.1.1 2025-11-01.",
    ),
    "a period that ends before it begins": (
        {"registraties": [{"van": date(2025, 4, 1), "tot": date(2025, 3, 1)}], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.1.1: 2025-04-01 tot 2025-03-01 overlapt een andere periode.",
    ),
    "coverage of half a month": (
        {"dekking": [{"van": date(2025, 1, 15)}]},
        "dekking: GM0935, soort 1.1.1, 2025-01-15 tot 2026-01-01: geen hele periodes (maand, definitief).",
    ),
    "coverage of half a year, by year": (
        {"dekking": [{"stap": "jaar", "tot": date(2025, 7, 1)}]},
        "dekking: GM0935, soort 1.1.1, 2025-01-01 tot 2025-07-01: geen hele periodes (jaar, definitief).",
    ),
    "coverage in weeks": (
        {"dekking": [{"stap": "week"}]},
        "dekking: GM0935, soort 1.1.1, 2025-01-01 tot 2026-01-01: geen hele periodes (week, definitief).",
    ),
    "coverage of unknown status": (
        {"dekking": [{"status": "bijna"}]},
        "dekking: GM0935, soort 1.1.1, 2025-01-01 tot 2026-01-01: geen hele periodes (maand, bijna).",
    ),
    "empty coverage": (
        {"dekking": [{"tot": date(2025, 1, 1)}]},
        "dekking: GM0935, soort 1.1.1, 2025-01-01 tot 2025-01-01: geen hele periodes (maand, definitief).",
    ),
    "coverage said twice": (
        {"dekking": [{}, {"van": date(2025, 12, 1), "status": "voorlopig"}]},
        "dekking: GM0935 (buurt), soort 1.1.1: 2025-12-01 tot 2026-01-01 is al eerder genoemd.",
    ),
    "registered before the coverage": (
        {"registraties": [{"van": date(2024, 12, 1), "tot": date(2025, 1, 1)}], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.1.1, 2024-12-01 tot 2025-01-01 valt buiten de dekking (rijen: 1).",
    ),
    "a kind that was not delivered": (
        {"registraties": [{"soort": "1.4.6"}], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.4.6, 2025-03-01 tot 2025-04-01 valt buiten de dekking (rijen: 1).",
    ),
    "a year in monthly coverage": (
        {"registraties": [YEAR], "dekking": [{}]},
        "registraties: BU09350001 (buurt), soort 1.1.1, 2025-01-01 tot 2026-01-01 valt buiten de dekking (rijen: 1).",
    ),
    "registrations of a buurt that is said to be missing": (
        {"registraties": [{}], "dekking": [{}, {"gebied": "BU09350001", "status": "ontbreekt"}]},
        "registraties: BU09350001 (buurt), soort 1.1.1, 2025-03-01 tot 2025-04-01 valt buiten de dekking (rijen: 1).",
    ),
    "the table per municipality is not the coverage of the buurten": (
        {"registraties": [{"gebied": "GM0935", "soort_gebied": "gemeente"}], "dekking": [{}]},
        "registraties: GM0935 (gemeente), soort 1.1.1, 2025-03-01 tot 2025-04-01 valt buiten de dekking (rijen: 1).",
    ),
    "a total below the sum of its kinds": (
        {
            "registraties": [{}, {"soort": "1.4.6", "aantal": 2}, {"soort": "0.0.0", "aantal": 4}],
            "dekking": [{}, {"soort": "1.4.6"}, {"soort": "0.0.0"}],
        },
        "registraties: BU09350001 (buurt), 2025-03-01 tot 2025-04-01: totaal 0.0.0 is 4, "
        "minder dan de som van zijn soorten, 5.",
    ),
    "a total of zero is left out, its kinds are not": (
        {"registraties": [{}], "dekking": [{}, {"soort": "0.0.0"}]},
        "registraties: BU09350001 (buurt), 2025-03-01 tot 2025-04-01: totaal 0.0.0 is 0, "
        "minder dan de som van zijn soorten, 3.",
    ),
    "days that add up to more than the month's total": (
        {
            "registraties": [DAY, DAY | {"uur": 3, "aantal": 1}, {"soort": "0.0.0", "aantal": 3}],
            "dekking": [{}, {"soort": "0.0.0"}],
        },
        "registraties: BU09350001 (buurt), 2025-03-01 tot 2025-04-01: totaal 0.0.0 is 3, "
        "minder dan de som van zijn soorten, 4.",
    ),
    "months that add up to more than the year's total": (
        {
            "registraties": [{}, YEAR | {"soort": "0.0.0", "aantal": 2}],
            "dekking": [{}, {"soort": "0.0.0", "stap": "jaar"}],
        },
        "registraties: BU09350001 (buurt), 2025-01-01 tot 2026-01-01: totaal 0.0.0 is 2, "
        "minder dan de som van zijn soorten, 3.",
    ),
    "nuisance has a total of its own": (
        {
            "registraties": [{"soort": "E35"}, {"soort": "overlast", "aantal": 1}],
            "dekking": [{"soort": "E35"}, {"soort": "overlast"}],
        },
        "registraties: BU09350001 (buurt), 2025-03-01 tot 2025-04-01: totaal overlast is 1, "
        "minder dan de som van zijn soorten, 3.",
    ),
    "the total of registrations without a buurt": (
        {
            "registraties": [
                {"gebied": "GM0935", "soort_gebied": "onbekend"},
                {"gebied": "GM0935", "soort_gebied": "onbekend", "soort": "0.0.0", "aantal": 2},
            ],
            "dekking": [{}, {"soort": "0.0.0"}],
        },
        "registraties: GM0935 (onbekend), 2025-03-01 tot 2025-04-01: totaal 0.0.0 is 2, "
        "minder dan de som van zijn soorten, 3.",
    ),
    "a month that has not ended": (
        {"registraties": [], "dekking": [{"tot": date(2026, 2, 1)}]},
        "dekking: 2025-01-01 tot 2026-02-01 is nog niet voorbij (rijen: 1).",
    ),
    "registered tomorrow": (
        {"registraties": [{"van": date(2026, 1, 16), "tot": date(2026, 1, 17)}]},
        "registraties: 2026-01-16 tot 2026-01-17 is nog niet voorbij (rijen: 1).",
    ),
    "a survey of next year": (
        {"enquete": [{"jaar": 2027}]},
        "enquete: 2027 is nog niet voorbij (rijen: 1).",
    ),
}


@pytest.mark.parametrize("name", OFFENCES)
def test_offence_is_found_and_said(database: Build, name: str) -> None:
    rows, expected = OFFENCES[name]
    assert expected in problems(database(**rows))


def test_all_problems_are_reported_together(database: Build) -> None:
    found = problems(database(registraties=[{"aantal": -1, "soort": "9.9.9"}], kerncijfers=[{"gebied": "BU1"}]))
    assert {"soort 9.9.9 is onbekend", "aantal van BU09350001 is -1", "gebied BU1 staat niet"} == {
        part
        for part in ("soort 9.9.9 is onbekend", "aantal van BU09350001 is -1", "gebied BU1 staat niet")
        if any(part in text for text in found)
    }


def test_many_of_one_sort_are_counted_not_listed(database: Build) -> None:
    rows = [{"gebied": f"BU0936000{i}"} for i in range(SHOWN + 2)]
    found = problems(database(kerncijfers=rows))
    assert len(found) == SHOWN + 1
    assert found[-1] == "... en nog 2 van deze soort."
