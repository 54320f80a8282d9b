"""Dates of a fixed width ('%d-%m-%Y %H:%M') read as digits in a grid: many times as fast as one text at a time.

What does not fit exactly (a day of one digit, a name of a month) is left to strptime.
"""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
DAY = 24 * 60


def read_fixed(texts: pd.Series, form: str) -> tuple[Flags, Ints, Ints]:
    """Which texts are a date of exactly this form, and of those the day since 1970 and the minute of the day.

    The minute is -1 when the form has no hour; 24:00 is minute 0 of the next day.
    """
    nothing = np.zeros(len(texts), dtype=bool), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    layout = _layout(form)
    if layout is None or not len(texts):
        return nothing
    width, places, signs = layout
    values = pa.array(texts, pa.string())
    fits = np.asarray(pc.equal(pc.binary_length(values), width).fill_null(False))
    if not fits.any():
        return nothing
    grid = _grid(values.filter(pa.array(fits)), width)
    numbers, good = _numbers(grid, places, signs)
    day, minute, real = _moments(numbers)
    fits[np.flatnonzero(fits)[~(good & real)]] = False
    return fits, day[good & real], minute[good & real]


def _layout(form: str) -> tuple[int, dict[str, int], dict[int, str]] | None:
    """Width, place of every directive and place of every sign; None when the form has no fixed width."""
    width, places, signs = 0, {}, {}
    for directive, sign in re.findall(r"%(.)|([^%])", form):
        if sign:
            signs[width] = sign
            width += 1
        elif directive in WIDTHS and directive not in places:
            places[directive] = width
            width += WIDTHS[directive]
        else:
            return None
    whole = {"Y", "m", "d"} <= places.keys() and form.isascii()
    return (width, places, signs) if whole else None


def _grid(values: pa.StringArray, width: int) -> npt.NDArray[np.uint8]:
    fixed = values.cast(pa.binary()).cast(pa.binary(width))
    data = np.frombuffer(fixed.buffers()[1], dtype=np.uint8)
    return data[fixed.offset * width : (fixed.offset + len(fixed)) * width].reshape(len(fixed), width)


def _numbers(
    grid: npt.NDArray[np.uint8], places: dict[str, int], signs: dict[int, str]
) -> tuple[dict[str, Ints], Flags]:
    """The number at every place, and which rows have digits and signs where they belong."""
    good = np.ones(len(grid), dtype=bool)
    for place, sign in signs.items():
        good &= grid[:, place] == ord(sign)
    numbers = {name: np.zeros(len(grid), dtype=np.int64) for name in "HMS"}
    for name, place in places.items():
        number = np.zeros(len(grid), dtype=np.int64)
        for column in range(place, place + WIDTHS[name]):
            digit = grid[:, column]
            good &= (digit >= ord("0")) & (digit <= ord("9"))
            number = number * 10 + digit - ord("0")
        numbers[name] = number
    if "H" not in places:
        numbers["H"] = np.full(len(grid), -1, dtype=np.int64)
    return numbers, good


def _moments(numbers: dict[str, Ints]) -> tuple[Ints, Ints, Flags]:
    """Day and minute of every row, and which of them exist."""
    year, month, day = numbers["Y"], numbers["m"], numbers["d"]
    hour, minute, second = numbers["H"], numbers["M"], numbers["S"]
    real = (month >= 1) & (month <= 12) & (year >= 1900) & (year <= 2200) & (day >= 1)
    months = np.where(real, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    first, after = (m.astype("datetime64[D]").astype(np.int64) for m in (months, months + 1))
    real &= day <= after - first
    midnight = (hour == 24) & (minute == 0) & (second == 0)
    real &= ((hour <= 23) | midnight) & (minute <= 59) & (second <= 59)
    minutes = np.where(hour < 0, -1, np.where(midnight, 0, hour * 60 + minute))
    return first + day - 1 + midnight, minutes, real
