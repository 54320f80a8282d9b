"""Made-up shapes and values for the test page: a city of thirty bent quadrangles, nothing real."""

from itertools import product
from math import cos, sin
from typing import Any

COLUMNS, ROWS, STEP = 6, 5, 160
ORDINARY = [
    "Akker",
    "Beemd",
    "Couberg",
    "Dijk",
    "Eiland",
    "Fort",
    "Gaard",
    "Haven",
    "Ingang",
    "Jonkershof",
    "Kade",
    "Lindeberg",
    "Molen",
    "Noorderpoort",
    "Oever",
    "Plein",
    "Quartier",
    "Rij",
    "Statenwijk",
    "Tuin",
    "Uiver",
    "Veld",
    "Wal",
    "Xaveriushof",
    "Ypenburg",
    "Zuidrand",
    "Berg",
    "Dal",
    "Weide",
    "Zijpad",
]
NAMES = ORDINARY
CODES = [f"BU{i:04d}" for i in range(COLUMNS * ROWS)]
WIJKEN = {"WK00": "Binnenstad", "WK01": "Westelijke stadsrand", "WK02": "Oost", "WK03": "Zuid"}
SPECIAL = {"BU0004": "klein", "BU0011": "onderdrukt", "BU0017": "ontbreekt"}
CLASSES = [
    ("k0", "0–1,2"),
    ("k1", "1,2–2,6"),
    ("k2", "2,6–4,5"),
    ("k3", "4,5–8,0"),
    ("k4", "8,0 en meer"),
    ("klein", "te weinig inwoners"),
    ("onderdrukt", "minder dan 5, niet getoond"),
    ("ontbreekt", "geen cijfer"),
]


def corner(column: int, row: int) -> tuple[float, float]:
    """A grid point, moved a little so that edges are not straight lines of a grid."""
    bend_x = 28 * sin(1.7 * column + 2.3 * row)
    bend_y = 26 * cos(2.1 * column - 1.3 * row)
    return round(30 + STEP * column + bend_x, 1), round(40 + STEP * row + bend_y, 1)


def path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"


def edge(columns: range, rows: range) -> list[tuple[float, float]]:
    """The outline of a block of cells, clockwise."""
    top = [corner(c, rows.start) for c in columns]
    right = [corner(columns.stop, r) for r in rows]
    bottom = [corner(c, rows.stop) for c in range(columns.stop, columns.start, -1)]
    left = [corner(columns.start, r) for r in range(rows.stop, rows.start, -1)]
    return top + right + bottom + left


def block(columns: range, rows: range) -> dict[str, Any]:
    points = edge(columns, rows)
    x, y = (sum(p[axis] for p in points) / len(points) for axis in (0, 1))
    return {"d": path(points), "x": round(x, 1), "y": round(y, 1)}


def wijk(column: int, row: int) -> str:
    return f"WK0{(column >= 3) + 2 * (row >= 3)}"


def shapes() -> dict[str, Any]:
    """What kaart.json holds, for the made-up city."""
    cells = list(product(range(ROWS), range(COLUMNS)))
    buurten = [
        {"code": code, "naam": name, "wijk": wijk(c, r), **block(range(c, c + 1), range(r, r + 1))}
        for code, name, (r, c) in zip(CODES, NAMES, cells, strict=True)
    ]
    parts = {"WK00": (0, 3, 0, 3), "WK01": (3, 6, 0, 3), "WK02": (0, 3, 3, 5), "WK03": (3, 6, 3, 5)}
    wijken = [
        {"code": code, "naam": WIJKEN[code], **block(range(left, right), range(top, bottom))}
        for code, (left, right, top, bottom) in parts.items()
    ]
    city = {"code": "GM0000", "naam": "Voorbeeldstad", "d": path(edge(range(COLUMNS), range(ROWS)))}
    return {"viewBox": [0, 0, 1020, 890], "buurten": buurten, "wijken": wijken, "gemeente": city}


def rate(place: int, year: int) -> float:
    """A value per 1.000 between 0 and about 12, another one every year."""
    return round(6 * (1 + sin(2.4 * place + year)) * (place % 7) / 6, 1)


def dutch(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def step(value: float) -> str:
    return f"k{sum(value >= limit for limit in (1.2, 2.6, 4.5, 8.0))}"


def area(place: int, code: str, name: str, year: int, provisional: str) -> dict[str, Any]:
    value = rate(place, year)
    count = round(value * 3.4)
    low, high = dutch(max(0, value - 1.9)), dutch(value + 2.4)
    shown = {
        "class": SPECIAL.get(code, step(value)),
        "name": name,
        "value": dutch(value),
        "detail": f"{count} inbraken · {dutch(value)} per 1.000 ({low}–{high})",
        "provisional": provisional == "alle" or (provisional == "enkele" and place % 9 == 2),
    }
    hidden = {"onderdrukt": "minder dan 5 inbraken, niet getoond", "ontbreekt": "geen cijfer"}
    return {**shown, "detail": hidden.get(shown["class"], shown["detail"])}


def map_payload(
    *, year: int, url: str, level: str = "buurt", selected: str | None = None, provisional: str = ""
) -> dict[str, Any]:
    named = WIJKEN if level == "wijk" else dict(zip(CODES, NAMES, strict=True))
    areas = {code: area(i, code, name, year, provisional) for i, (code, name) in enumerate(named.items())}
    return {
        "shapes_url": url,
        "aspect": 1020 / 890,
        "level": level,
        "label": f"Woninginbraken per 1.000 inwoners in {year}: het vaakst in Molen.",
        "selected": selected,
        "classes": [{"id": name, "text": text} for name, text in CLASSES],
        "unit": "per 1.000 inwoners",
        "mark": {"class": "k2", "text": "stad 3,4"},
        "areas": areas,
    }


def change_payload(**options: Any) -> dict[str, Any]:
    """The same map with better, no clear change and worse instead of low to high."""
    shown = map_payload(**options)
    for place, area in enumerate(shown["areas"].values()):
        area["class"] = ("d0", "d2", "d4")[place % 3]
    texts = {"d0": "duidelijk gunstiger", "d2": "geen duidelijke verandering", "d4": "duidelijk ongunstiger"}
    return {**shown, "classes": [{"id": k, "text": text} for k, text in texts.items()], "mark": None, "unit": ""}


COLUMNS_OF_TABLE = [
    {"id": "naam", "title": "Buurt", "kind": "text"},
    {"id": "aantal", "title": "Aantal", "kind": "number", "help": "Geregistreerde inbraken"},
    {"id": "cijfer", "title": "Per 1.000", "unit": "inwoners", "kind": "interval"},
    {"id": "verloop", "title": "36 maanden", "kind": "spark", "narrow": False, "show_text": False},
    {"id": "woord", "title": "Tegenover de stad", "kind": "word", "narrow": False},
    {"id": "door", "title": "Verder", "kind": "link", "narrow": False},
]
HIDDEN = {
    "onderdrukt": {"text": "<5", "sort": None, "status": "onderdrukt"},
    "ontbreekt": {"text": "", "sort": None, "status": "ontbreekt"},
}


ELSEWHERE = {"text": "elders", "href": "https://elders.example/trend"}


def word(low: float, high: float) -> tuple[str, str]:
    if low > 3.4:
        return "zeker hoger", "certain"
    return ("zeker lager", "certain") if high < 3.4 else ("niet te onderscheiden", "uncertain")


def points(place: int, year: int) -> list[float | None]:
    months = [round(4 + 3 * sin(0.5 * m + place) + (m * place) % 3, 1) for m in range(36)]
    return [None if place == 3 and 8 < m < 14 else value for m, value in enumerate(months)]


def cells(place: int, code: str, name: str, year: int) -> dict[str, Any]:
    value = rate(place, year)
    low, high = max(0.0, value - 1.9), value + 2.4
    text, certainty = word(low, high)
    status = SPECIAL.get(code)
    number = {"text": str(round(value * 3.4)), "sort": round(value * 3.4)}
    shown = {"text": dutch(value), "sort": value, "low": low, "high": high, "value": value}
    if status == "klein":
        shown = {"text": "4.600,0", "sort": None, "value": 4600, "low": 3900, "high": 5300, "status": "klein"}
    elif place % 9 == 2:
        shown["status"] = "voorlopig"
    return {
        "naam": {"text": name},
        "aantal": HIDDEN.get(status or "", number),
        "cijfer": HIDDEN.get(status or "", {"class": certainty, **shown}),
        "verloop": {
            "text": "van 4 naar 6",
            "points": points(place, year),
            "provisional": 3,
            "sort": float(place),
        },
        "woord": {"text": text, "class": "attention" if text == "zeker hoger" else None, "sort": value},
        "door": {"text": "HIC-trend", "href": f"/trend?gebied={code}"} if place else ELSEWHERE,
    }


def table_payload(
    year: int,
    *,
    selected: str | None = None,
    groups: bool = False,
    max_height: int | None = None,
    fixed: bool = False,
) -> dict[str, Any]:
    rows = [
        {
            "id": code,
            "cells": cells(i, code, name, year),
            "emphasis": False,
            "group": ("Meer dan de stad" if rate(i, 2024) > 3.4 else "Minder dan de stad") if groups else None,
        }
        for i, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    ]
    city = {
        "naam": {"text": "Voorbeeldstad"},
        "aantal": {"text": "427", "sort": 427},
        "cijfer": {"text": "3,4", "sort": 3.4, "value": 3.4, "low": 3.1, "high": 3.7},
        "verloop": {"text": "van 30 naar 36", "points": points(40, year), "provisional": 3},
        "woord": {"text": "–"},
        "door": {"text": "HIC-trend", "href": "/trend"},
    }
    return {
        "label": f"Woninginbraken per buurt in {year}.",
        "columns": COLUMNS_OF_TABLE,
        "rows": rows,
        "axes": {"cijfer": {"min": 0, "max": 15, "mark": 3.4, "mark_text": "stad 3,4"}},
        "sort": {"column": "cijfer", "descending": True},
        "selected": selected,
        "selectable": True,
        "fixed": fixed,
        "footer": [{"id": "GM0000", "cells": city, "emphasis": True, "group": None}],
        "max_height": max_height,
    }
