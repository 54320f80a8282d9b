"""The API describes itself: whole, in Dutch, and as it really answers."""

import json

import jsonschema
import pytest

from analytics.areas import Niveau
from analytics.indicators import load_all
from analytics.periods import Stap

ADDRESSES = {
    "v1/momentopname": {},
    "v1/indicatoren": {},
    "v1/gebieden": {},
    "v1/metingen": {"indicator": "woninginbraak", "niveau": "buurt", "van": "2024", "tot": "2026"},
    "v1/ranglijst": {"indicator": "woninginbraak"},
    "v1/doelen": {},
    "v1/briefing": {},
}
FIGURES = {"waarde", "laatste"}  # fields that hold a figure; a field `status` beside them says what is not there


@pytest.fixture
def description(api):
    return api.get("openapi.json").json()


def test_every_address_is_described(description):
    assert description["openapi"].startswith("3.1")
    assert description["servers"] == [{"url": "/api"}]
    assert set(ADDRESSES) <= {path.removeprefix("/") for path in description["paths"]}
    for path, methods in description["paths"].items():
        assert set(methods) == {"get"}, path
        told = methods["get"]
        assert told["summary"], path
        assert len(told["description"]) > 20, path
        assert told["operationId"]


def test_every_parameter_and_every_answer_is_described(description):
    for path, methods in description["paths"].items():
        for parameter in methods["get"].get("parameters", ()):
            assert parameter.get("description"), (path, parameter["name"])
        answers = methods["get"]["responses"]
        assert {"200", "304", "403", "404", "405", "413", "422", "500", "503"} <= set(answers)
        for status, answer in answers.items():
            assert answer["description"], (path, status)
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"]


def test_every_field_is_described(description):
    for name, schema in description["components"]["schemas"].items():
        for field, told in schema.get("properties", {}).items():
            assert told.get("description"), (name, field)


def test_no_field_is_a_word_of_the_code(description):
    """What the code says about its own classes, in English, is not for who reads this."""
    text = json.dumps(description, ensure_ascii=False)
    assert not [
        word for word in (" the ", " which ", "Raises", "Successful Response", "Validation Error") if word in text
    ]


def test_no_figure_without_its_status(description):
    found = 0
    for name, schema in description["components"]["schemas"].items():
        fields = schema.get("properties", {})
        if FIGURES & fields.keys():
            found += 1
            assert "status" in fields, name
            assert "status" in schema["required"], name
            assert {"ondergrens", "bovengrens"} <= fields.keys()
    assert found >= 3


def test_every_reference_leads_somewhere(description):
    schemas = description["components"]["schemas"]

    def walk(part):
        if isinstance(part, dict):
            if "$ref" in part:
                assert part["$ref"].removeprefix("#/components/schemas/") in schemas
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(description)
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_are_as_described(api, description, path):
    schema = description["paths"][f"/{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(api.get(path, **ADDRESSES[path]).json(), {**schema, "components": description["components"]})


def test_choices_are_those_of_the_software(description):
    schemas = description["components"]["schemas"]
    assert schemas["Niveau"]["enum"] == [niveau.value for niveau in Niveau]
    assert schemas["Stap"]["enum"] == [stap.value for stap in Stap]


def test_every_indicator_can_be_asked_as_it_says(api):
    """What /indicatoren offers is answered: every denominator, the count, and the years that are known."""
    offered = {row["id"]: row for row in api.rows("v1/indicatoren")}
    assert offered.keys() == load_all().keys()
    for row in [row for row in offered.values() if row["jaren"]][::8]:
        asked = {"indicator": row["id"], "van": row["jaren"][-1], "tot": row["jaren"][-1] + 1}
        ways = [""] if row["teller"] == "enquete" else ["aantal", *row["noemers"]]
        for way in ways:
            (found,) = api.rows("v1/metingen", **asked, **({"als": way} if way else {}))
            assert found["status"] in ("definitief", "voorlopig"), (row["id"], way)
