"""What is wrong with a declared file, in Dutch: where it is and what it should be. For every kind of declaration."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError

from analytics.language import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def problems(error: ValidationError) -> Iterator[str]:
    """A sentence per problem."""
    return (_sentence(details) for details in error.errors())


def _sentence(error: "ErrorDetails") -> str:
    sentences = {
        "missing": _("dit veld ontbreekt"),
        "extra_forbidden": _("dit veld bestaat niet"),
        "literal_error": _("moet zijn: {expected}"),
        "string_pattern_mismatch": _("moet passen bij {pattern}"),
        "string_too_short": _("is te kort, minstens {min_length}"),
        "too_short": _("is te kort, minstens {min_length}"),
        "greater_than": _("is groter dan {gt}"),
        "greater_than_equal": _("is minstens {ge}"),
        "less_than_equal": _("is hoogstens {le}"),
        "string_type": _("moet tekst zijn"),
        "tuple_type": _("moet een lijst zijn"),
        "dict_type": _("moet een tabel zijn"),
        "model_type": _("moet een tabel zijn"),
        "int_type": _("moet een geheel getal zijn"),
        "bool_type": _("moet true of false zijn"),
        "union_tag_not_found": _("bron ontbreekt"),
        "union_tag_invalid": _("de bron moet een van deze zijn: {expected_tags}"),
        "value_error": "{error}",
    }
    place = ".".join(map(str, error["loc"])) or _("bestand")
    return f"{place}: {sentences.get(error['type'], error['msg']).format(**error.get('ctx', {}))}"
