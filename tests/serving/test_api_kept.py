"""Who has an answer already is told so, and gets a new one as soon as anything changed that it depends on."""

import pytest

from analytics.serving.api import answers
from tests.builders import BUURTCODES, publish

FIGURES = {"indicator": "woninginbraak", "niveau": "buurt", "van": "2025", "tot": "2026", "stap": "geheel"}
ADDRESSES = {
    "v1/momentopname": {},
    "v1/indicatoren": {},
    "v1/gebieden": {},
    "v1/metingen": FIGURES,
    "v1/ranglijst": {"indicator": "woninginbraak"},
    "v1/doelen": {},
    "v1/briefing": {},
}


def published(folder, name="toets", aantal=7):
    people = [{"gebied": code} for code in BUURTCODES]
    return publish(folder, name=name, registraties=[{"aantal": aantal}], dekking=[{}], kerncijfers=people)


@pytest.fixture
def city(tmp_path, configured):
    configured(data=tmp_path)
    return published(tmp_path)


def tag_of(api, **query):
    return api.get("v1/metingen", **{**FIGURES, **query}).headers["etag"]


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_who_has_it_gets_nothing_again(api, city, path, form):
    query = ADDRESSES[path] | {"formaat": form}
    first = api.get(path, **query)
    assert first.status_code == 200
    again = api.get(path, headers={"if-none-match": first.headers["etag"]}, **query)
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    assert first.headers["cache-control"] == "private, no-cache"


def test_without_measuring_anything(api, city, monkeypatch):
    tag = tag_of(api)
    monkeypatch.setattr("analytics.serving.api.figures.measure", None)
    assert api.get("v1/metingen", headers={"if-none-match": tag}, **FIGURES).status_code == 304


@pytest.mark.parametrize("sent", ["{tag}", '"other", {tag}', "*", "{strong}"])
def test_however_it_is_asked(api, city, sent):
    tag = tag_of(api)
    headers = {"if-none-match": sent.format(tag=tag, strong=tag.removeprefix("W/"))}
    assert api.get("v1/metingen", headers=headers, **FIGURES).status_code == 304


@pytest.mark.parametrize("sent", ["", '"other"', "W/", '""'])
def test_another_version_is_sent_whole(api, city, sent):
    assert api.get("v1/metingen", headers={"if-none-match": sent}, **FIGURES).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"niveau": "wijk"},
        {"tot": "2025-07"},
        {"als": "aantal"},
        {"formaat": "csv"},
        {"toegang": "partner"},
        {"stap": "maand"},
    ],
)
def test_another_question_is_another_version(api, city, other):
    assert tag_of(api, **other) != tag_of(api)


def test_a_new_snapshot_is_another_version_and_a_roll_back_the_old_one(api, city, tmp_path):
    old = tag_of(api)
    published(tmp_path, name="volgende", aantal=8)
    answer = api.get("v1/metingen", headers={"if-none-match": old}, **FIGURES, als="aantal")
    assert answer.status_code == 200
    assert answer.json()["over"]["momentopname"] == "volgende"
    assert max(row["teller"] for row in answer.json()["rijen"]) == 8
    (tmp_path / "CURRENT").write_text(f"{city.folder.name}\n", encoding="ascii")
    assert tag_of(api) == old


@pytest.mark.parametrize("option", [{"drempel": 5}, {"minimum_inwoners": 1}, {"minimum_respondenten": 1}])
def test_what_decides_over_hiding_is_part_of_the_version(api, city, tmp_path, configured, option):
    old = tag_of(api)
    configured(data=tmp_path, **option)
    assert tag_of(api) != old


def test_new_software_is_another_version(api, city, monkeypatch):
    old = tag_of(api)
    monkeypatch.setattr(answers, "software", lambda: "9.9.9")
    assert tag_of(api) != old


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_says_the_same_without_the_answer(api, city, path):
    whole = api.get(path, **ADDRESSES[path])
    head = api.get(path, method="HEAD", **ADDRESSES[path])
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
