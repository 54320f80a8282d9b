"""Which descriptions of deliveries there are to choose from: of suppliers of police files, of forms of surveys."""

from pathlib import Path

from analytics.refresh.incoming import Kind
from analytics.refresh.police.suppliers import suppliers
from analytics.refresh.survey import catalogue, forms


def titles(kind: Kind, folder: Path | None) -> dict[str, str]:
    """Title by id, those of the project and those in `folder`. Raises VeiligheidError with every wrong description."""
    declared = suppliers(folder) if kind is Kind.POLITIE else forms.load(catalogue.load(folder), folder)
    return {name: declared[name].titel for name in declared}
