"""Client for StatLine tables (OData version 3), as CBS and the police publish them.

Works on the feed root, which sends pages of 10,000 rows; keys come padded with spaces and are compared that way, so
filters use the keys of the table itself, or the start of a code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.refresh.answers import Answers, Request, Service
from analytics.refresh.sources import plain_name

Row = dict[str, Any]
DIMENSIONS = ("Dimension", "GeoDimension", "GeoDetail", "TimeDimension")


@dataclass(frozen=True)
class Topic:
    """A column with figures: its name in the data, and the titles of the groups it stands in, innermost first."""

    key: str
    groups: tuple[str, ...]
    default: str  # what an empty cell means: 'Zero', 'Missing', 'Impossible'


@dataclass(frozen=True)
class Structure:
    """The columns of a table, as its DataProperties describe them."""

    table: str
    kind: str | None  # the dimension that is neither place nor time
    region: str
    period: str | None
    topics: tuple[Topic, ...]

    def topic(self, name: str, group: str | None = None) -> Topic | None:
        """The column with this name, whatever number stands behind it; within `group` when the name occurs twice."""
        same = [topic for topic in self.topics if plain_name(topic.key) == plain_name(name)]
        if len(same) > 1 and group is not None:
            same = [topic for topic in same if group in topic.groups] or same
        return same[0] if len(same) == 1 else None


class Table:
    """One table at one service."""

    def __init__(self, answers: Answers, service: Service, table: str) -> None:
        self.answers, self.service, self.id = answers, service, table

    def entities(self, entity_set: str, *, where: str = "", select: Sequence[str] = (), what: str = "") -> list[Row]:
        """All rows of an entity set, over all pages. Raises DeliveryRefused when the answer has another form."""
        request = self._request(entity_set, where=where, select=select, what=what)
        return self._pages(request, self.answers.get(request))

    def info(self) -> Row | None:
        """Title, period and date of change of the table; None when the service does not know it."""
        request = self._request("TableInfos")
        answer = self.answers.get(request, optional=True)
        if answer is None:
            return None
        rows = self._pages(request, answer)
        if not rows:
            raise DeliveryRefused(_("{what} is leeg.").format(what=request.what))
        return rows[0]

    def structure(self) -> Structure:
        """The columns. Raises DeliveryRefused when the table has no dimension for places."""
        rows = self.entities("DataProperties")
        titles = {row.get("ID"): (str(row.get("Title", "")).strip(), row.get("ParentID")) for row in rows}
        dimensions = {row["Type"]: str(row.get("Key")) for row in rows if row.get("Type") in DIMENSIONS}
        region = dimensions.get("GeoDetail") or dimensions.get("GeoDimension")
        if region is None:
            raise DeliveryRefused(_("{table} heeft geen dimensie met gebieden.").format(table=self.id))
        topics = tuple(
            Topic(str(row.get("Key")), _groups(row.get("ParentID"), titles), str(row.get("Default") or ""))
            for row in rows
            if row.get("Type") == "Topic"
        )
        return Structure(self.id, dimensions.get("Dimension"), region, dimensions.get("TimeDimension"), topics)

    def _request(self, entity_set: str, *, where: str = "", select: Sequence[str] = (), what: str = "") -> Request:
        options = {"$format": "json"}
        if where:
            options["$filter"] = where
        if select:
            options["$select"] = ",".join(select)
        query = urlencode(options, quote_via=quote, safe="$,")
        return Request(self.service, f"{self.id}/{entity_set}?{query}", what or f"{self.id} {entity_set}")

    def _pages(self, request: Request, answer: Any) -> list[Row]:
        rows: list[Row] = []
        seen = {request.path}
        while True:
            rows += _rows(answer, request)
            link = answer.get("odata.nextLink")
            if not link:
                return rows
            request = _as_json(self.answers.follow(request, str(link)))
            if request.path in seen:
                raise DeliveryRefused(_("{what}: de vervolgpagina's verwijzen naar elkaar.").format(what=request.what))
            seen.add(request.path)
            answer = self.answers.get(request)


def _rows(answer: Any, request: Request) -> list[Row]:
    rows = answer.get("value") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DeliveryRefused(
            _("{what}: het antwoord is JSON, maar niet van een StatLine-tabel (geen lijst 'value').").format(
                what=request.what
            )
        )
    return rows


def _as_json(request: Request) -> Request:
    """Links to the next page do not always repeat the format; without it the feed sends XML."""
    path, _sign, query = request.path.partition("?")
    if any(name == "$format" for name, _value in parse_qsl(query, keep_blank_values=True)):
        return request
    return Request(request.service, f"{path}?{query}&$format=json", request.what)


def _groups(parent: Any, titles: dict[Any, tuple[str, Any]]) -> tuple[str, ...]:
    found: list[str] = []
    while parent in titles and len(found) < len(titles):
        title, parent = titles[parent]
        found.append(title)
    return tuple(found)


def quoted(text: str) -> str:
    """A text in a filter, with quotes doubled."""
    return "'" + text.replace("'", "''") + "'"


def is_any(field: str, keys: Iterable[str]) -> str:
    """A filter: the field is one of these keys, padding included."""
    return "(" + " or ".join(f"{field} eq {quoted(key)}" for key in keys) + ")"


def starts_with_any(field: str, beginnings: Iterable[str]) -> str:
    """A filter: the field begins with one of these, whatever its padding."""
    return "(" + " or ".join(f"startswith({field},{quoted(text)})" for text in beginnings) + ")"
