"""The hash of a sealed report: over who, when, of what, and the hash of the document and of every file.

It shows that a row was changed by accident or unseen. Who can write in the database can also write another hash beside
it: whoever needs more notes the hash down elsewhere at the time, for instance in the minutes; it is on the page.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256

from analytics.seals.contents import Kept


def of_bytes(content: bytes) -> str:
    """The sha256 of some bytes, in hexadecimals."""
    return sha256(content).hexdigest()


def of_seal(
    *,
    gemeente: str,
    soort: str,
    maand: date,
    gebied: str,
    nummer: int,
    momentopname: str,
    software: str,
    wie: str,
    wanneer: datetime,
    document: str,
    files: Iterable[Kept],
) -> str:
    """The sha256 of a whole seal: the same fields give the same hash, whatever the order of the files."""
    said = {
        "gemeente": gemeente,
        "soort": soort,
        "maand": maand.isoformat(),
        "gebied": gebied,
        "nummer": nummer,
        "momentopname": momentopname,
        "software": software,
        "wie": wie,
        "wanneer": wanneer.astimezone(UTC).isoformat(timespec="microseconds"),
        "document": document,
        "files": sorted((one.naam, one.lengte, one.sha256) for one in files),
    }
    return of_bytes(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii"))
