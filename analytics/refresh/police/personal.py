"""Personal data does not belong in a delivery: a column that looks like it refuses the file, even one nobody uses.

Columns are judged by their names and by their values. A finding never repeats a value.
"""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.police.mapping import plain
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Finding

Flags = npt.NDArray[np.bool_]

PERSONAL = frozenset(
    (
        *("achternaam", "voornaam", "voornamen", "voorletters", "initialen", "roepnaam", "geslachtsnaam"),
        *(
            "familienaam",
            "tussenvoegsel",
            "tussenvoegsels",
            "geboortedatum",
            "geboortejaar",
            "geboorteplaats",
            "gebdat",
        ),
        *("geboren", "leeftijd", "geslacht", "nationaliteit", "etniciteit", "geboorteland"),
        *(
            "bsn",
            "burgerservicenummer",
            "sofinummer",
            "iban",
            "rekeningnummer",
            "paspoort",
            "paspoortnummer",
            "rijbewijs",
        ),
        *("adres", "woonadres", "huisnummer", "huisnr", "huisletter", "huisnummertoevoeging", "kenteken", "kentekens"),
        *("telefoon", "telefoonnummer", "telnr", "tel", "mobiel", "email", "mail", "emailadres", "mailadres"),
        *("toelichting", "verklaring", "verklaringen", "notitie", "notities", "opmerking", "opmerkingen", "memo"),
        *("verdachte", "slachtoffer", "aangever", "getuige", "betrokkene", "dader", "verbalisant", "persoon"),
    )
)
OF_THINGS = frozenset(  # with one of these beside it, a name is not a person's
    (
        *("buurt", "wijk", "gemeente", "straat", "plaats", "woonplaats", "locatie", "regio", "gebied", "stadsdeel"),
        *("feit", "soort", "misdrijf", "delict", "incident", "code", "categorie", "klasse"),
        *("district", "team", "basisteam", "eenheid", "bureau", "bestand", "bron"),
    )
)
LONG = 120  # characters: longer than any street or description of a kind
EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"
PHONE = (
    r"(^|[^0-9])(06[ -]?[0-9]{8}|0[1-9][0-9]{1,2}[ -][0-9]{6,7}|0[1-9][0-9]{8}|(\+31|0031)[ -]?[1-9][ -]?[0-9]{8})"
    r"([^0-9]|$)"
)
_PLATES = ("XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X",
           "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9")  # fmt: skip
PLATE = rf"(^|[^A-Z0-9-])({'|'.join(p.replace('X', '[A-Z]').replace('9', '[0-9]') for p in _PLATES)})([^A-Z0-9-]|$)"
NINE = r"(^|[^0-9])[0-9]{9}([^0-9]|$)"
WEIGHTS = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
ENOUGH = 10  # numbers, before a column of registration numbers is taken for something else


def personal_columns(table: RawTable) -> list[Finding]:
    """A finding for every column of which the name says that it holds something about a person."""
    text = _("Kolom {column} is naar haar naam een persoonsgegeven.")
    return [
        finding("persoonsgegeven_kolom", text.format(column=column), file=table.name, column=column)
        for column in table.columns
        if by_name(column)
    ]


def personal_values(table: RawTable, *, dates: frozenset[str], number: str | None) -> list[Finding]:
    """A finding for every other column of which the values look like personal data.

    `dates`: columns declared as dates or coordinates, of which the values need no look. `number`: the column with
    registration numbers, which may look like anything by chance but not for the larger part.
    """
    looked_at = [column for column in table.columns if not by_name(column) and plain(column) not in dates]
    return [one for column in looked_at for one in _by_value(table, column, registration=column == number)]


def by_name(column: str) -> bool:
    """Whether a column name says that it holds something about a person.

    >>> [by_name(name) for name in ("Achternaam", "BuurtNaam", "Naam", "E-mail", "bsn_verdachte", "Straatnaam")]
    [True, False, True, True, True, False]
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    words = set(re.findall(r"[^\W\d_]+", spaced.casefold()))
    whole = re.sub(r"[\W\d_]", "", column.casefold())
    if words & PERSONAL or whole in PERSONAL:
        return True
    return "naam" in words and not words & OF_THINGS


def _by_value(table: RawTable, column: str, *, registration: bool) -> list[Finding]:
    whole = table.data[column].combine_chunks()
    texts: pa.StringArray = whole.dictionary
    if not len(texts):
        return []
    kinds = {
        _("burgerservicenummers"): _citizen_numbers(texts, registration=registration),
        _("e-mailadressen"): _like(texts, EMAIL),
        _("telefoonnummers"): _mostly(_like(texts, PHONE), registration),
        _("kentekens"): _mostly(_like(texts, PLATE), registration),
        _("vrije tekst, waarin persoonsgegevens kunnen staan"): np.asarray(pc.greater(pc.utf8_length(texts), LONG)),
    }
    findings = []
    for name, found in kinds.items():
        if found.any():
            rows = np.isin(whole.indices.fill_null(-1).to_numpy(), np.flatnonzero(found))
            text = _("Kolom {column} bevat {what}.").format(column=column, what=name)
            row, count = int(table.numbers[int(np.argmax(rows))]), int(rows.sum())
            findings.append(
                finding("persoonsgegeven_waarde", text, file=table.name, row=row, column=column, count=count)
            )
    return findings


def _like(texts: pa.StringArray, pattern: str) -> Flags:
    return np.asarray(pc.match_substring_regex(texts, pattern))


def _mostly(found: Flags, registration: bool) -> Flags:
    """The same, but among registration numbers only when it is the larger part of them."""
    if registration and (found.sum() < ENOUGH or found.sum() * 2 < len(found)):
        return np.zeros_like(found)
    return found


def _citizen_numbers(texts: pa.StringArray, *, registration: bool) -> Flags:
    """Numbers of nine digits that pass the test of eleven. One in eleven does so by chance, so a column of numbers is
    only taken for them when more than half do; a number in the middle of a text is."""
    candidates = np.flatnonzero(_like(texts, NINE))
    found = np.zeros(len(texts), dtype=bool)
    if not len(candidates):
        return found
    chosen = texts.take(pa.array(candidates))
    alone = np.asarray(pc.match_substring_regex(chosen, "^[0-9]{9}$"))
    pure = candidates[alone]
    passing = pure[_eleven(chosen.filter(pa.array(alone)))]
    if len(passing) * 2 > len(pure) and (not registration or len(passing) >= ENOUGH):
        found[passing] = True
    for place in candidates[~alone]:
        numbers = re.findall(r"(?<!\d)\d{9}(?!\d)", texts[int(place)].as_py())
        found[place] = bool(_eleven(pa.array(numbers, pa.string())).any()) and not registration
    return found


def _eleven(numbers: pa.StringArray) -> Flags:
    """Which numbers of nine digits pass the test of eleven of citizen service numbers (9a + 8b + ... + 2h - i)."""
    if not len(numbers):
        return np.zeros(0, dtype=bool)
    values = numbers.cast(pa.int64()).to_numpy()
    digits = (values[:, np.newaxis] // 10 ** np.arange(8, -1, -1)) % 10
    return np.asarray((digits @ WEIGHTS % 11 == 0) & (values > 0))
