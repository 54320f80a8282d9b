"""Between tables and plain Python values."""

from typing import Any

import numpy as np
import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dicts by column name; what is missing is None, whatever pandas calls it."""
    return [
        {str(k): v for k, v in row.items()}
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    ]


def floats(column: "pd.Series[Any]") -> np.ndarray[Any, np.dtype[np.float64]]:
    """A column as plain floats, NaN where there is no value."""
    return column.to_numpy(dtype=float, na_value=np.nan)
