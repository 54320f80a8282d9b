"""The arithmetic of replacing codes: whole counts stay whole, values that add up are divided by their shares."""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

PLACE = ("bestand", "rij")  # where a row was read: no part of what it says
Shares = dict[str, dict[str, float]]  # old code -> new code -> share
Numbers = npt.NDArray[np.float64]


def fold_counts(rows: pd.DataFrame, parts: Shares, *, keep_zeros: bool) -> pd.DataFrame:
    """Rows of old codes (`gebied`, `aantal`, others) as rows of the new codes, with exactly the same totals.

    Rows that say the same are taken together first, and then divided as `divided` says. The result depends on what the
    rows say, not on their order or on the file they came from.
    """
    whole = added_up(rows, "aantal")
    start = _starts(whole.drop(columns=["aantal", *(name for name in PLACE if name in whole)]))
    numbers = whole["aantal"].to_numpy(dtype=float, na_value=np.nan)
    made = []
    for code, shares in parts.items():
        here = np.asarray(whole["gebied"] == code)
        counts = divided(numbers[here], list(shares.values()), start[here])
        for new, column in zip(shares, counts.T, strict=True):
            made.append(whole[here].assign(gebied=new, aantal=pd.Series(column).astype("Int64").array))
    folded = pd.concat(made, ignore_index=True)
    kept = folded if keep_zeros else folded[folded["aantal"].ne(0).fillna(True)]
    return kept[list(rows.columns)].astype(rows.dtypes.to_dict()).reset_index(drop=True)


def divided(counts: Numbers, shares: Iterable[float], start: Numbers) -> Numbers:
    """Whole `counts` (n,) over `shares` (k,) that sum to 1, as an (n, k) array of which each row adds up to its count.

    Systematic rounding: the parts are laid behind each other on a line and the whole numbers on it, shifted by `start`
    (n,) in [0, 1), are counted. Every part is its share rounded down or up, and over many rows with different starts
    the parts follow the shares. Rounding row by row to the largest remainder would send all registrations that come
    one at a time to the largest part. NaN stays NaN in every part.
    """
    ends = np.cumsum(np.asarray(list(shares), dtype=float))[:-1]
    inner = np.minimum(np.floor(counts[:, np.newaxis] * ends + start[:, np.newaxis]), counts[:, np.newaxis])
    return np.diff(inner, prepend=np.where(np.isnan(counts), np.nan, 0.0)[:, np.newaxis], append=counts[:, np.newaxis])


def fold_sums(rows: pd.DataFrame, parts: Shares, value: str) -> pd.DataFrame:
    """Rows with old codes replaced by share times `value`, added to the rows that the new codes have already."""
    shares = pd.DataFrame(
        [(old, new, share) for old, found in parts.items() for new, share in found.items()],
        columns=["gebied", "_nieuw", "_deel"],
    )
    old = rows["gebied"].isin(list(parts))
    folded = rows[old].merge(shares, on="gebied", how="left", validate="many_to_many")
    folded = folded.assign(gebied=folded["_nieuw"], **{value: folded[value] * folded["_deel"]})
    return merged(rows[~old], folded[list(rows.columns)], value)


def merged(rows: pd.DataFrame, folded: pd.DataFrame, value: str, *, missing_is_zero: bool = False) -> pd.DataFrame:
    """The rows with the folded ones added to them: one row per code and other columns where anything was added."""
    touched = rows["gebied"].isin(folded["gebied"])
    together = pd.concat([rows[touched], folded], ignore_index=True).astype(rows.dtypes.to_dict())
    added = added_up(together, value, missing_is_zero=missing_is_zero)
    return pd.concat([rows[~touched], added], ignore_index=True).astype(rows.dtypes.to_dict())


def added_up(rows: pd.DataFrame, value: str, *, missing_is_zero: bool = False) -> pd.DataFrame:
    """One row per combination of all columns but `value` and PLACE, in their order; PLACE is that of the first row.

    A sum with a missing part is missing; with `missing_is_zero` only when all parts are.
    """
    keys = [name for name in rows.columns if name not in (value, *PLACE)]
    groups = rows.groupby(keys, dropna=False, sort=True, observed=True)
    total = groups[value].sum(min_count=1) if missing_is_zero else groups[value].sum(skipna=False)
    firsts = groups[[name for name in PLACE if name in rows.columns]].first()
    return firsts.assign(**{value: total}).reset_index()[list(rows.columns)].astype(rows.dtypes.to_dict())


def _starts(keys: pd.DataFrame) -> Numbers:
    """A number in [0, 1) per row, from what the row says: as good as random, and the same on every machine."""
    texts = ("\x1f".join(map(str, row)) for row in zip(*(keys[name].tolist() for name in keys), strict=True))
    drawn = [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 11 for text in texts]
    return np.array(drawn, dtype=float) / 2**53
