"""The shipped samples: a delivery that is published where figures were published and made up in between.

Deterministic: the same definitions give the same bytes. docs/explanation/voorbeeld.md says what is what.
"""

import pandas as pd
import pyarrow as pa

from analytics.contract import TABLES, Delivery
from analytics.refresh.sample import (
    counts,
    facts,
    population,
    registrations,
    sources,
    streets,
    surveys,
    tessellation,
    vintages,
)


def build_sample(gemeente: str) -> Delivery:
    """Make the sample of a municipality (GM code), January 2012 up to and including December 2025; takes seconds.

    Raises NotFound when no sample of it is described.
    """
    with facts.about(gemeente):
        return _delivery()


def _delivery() -> Delivery:
    boundaries = tessellation.boundaries()
    drawn = counts.draw()
    frames = {
        "registraties": registrations.table(drawn),
        "dekking": registrations.coverage(),
        "enquete": surveys.table(),
        "kerncijfers": population.table(),
        "straten": streets.table(boundaries),
        "standen": vintages.table(drawn),
    }
    return Delivery(
        gemeente=facts.parameters()["gemeente"],
        gemeentenaam=str(facts.buurten()["gemeentenaam"].iloc[0]),
        tables={name: _arrow(frames[name], schema) for name, schema in TABLES.items()},
        boundaries=boundaries,
        bronnen=sources.sources(),
        voorbeeld=True,
        grenzen="schematisch",
        meldingen=sources.notices(),
    )


def _arrow(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    """The frame with exactly the columns and types of the contract."""
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
