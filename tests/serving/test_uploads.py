"""Files are taken only in visits to which a page offered it."""

import pytest

from analytics.serving import uploads

ADDRESS = "/_stcore/upload_file/{}/1b2c"


@pytest.fixture(autouse=True)
def forgotten():
    yield
    uploads._offered.clear()


def test_nobody_may_upload_until_it_is_offered():
    assert not uploads.is_offered(ADDRESS.format("anna"))
    uploads.offer("anna")
    assert uploads.is_offered(ADDRESS.format("anna"))
    assert not uploads.is_offered(ADDRESS.format("bert"))


def test_an_offer_can_be_withdrawn():
    uploads.offer("anna")
    uploads.withdraw("anna")
    uploads.withdraw("anna")
    assert not uploads.is_offered(ADDRESS.format("anna"))


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/upload_file", "/_stcore/upload_file/anna", "/_stcore/upload_file/anna/1/2"]
)
def test_an_offer_opens_nothing_else(path):
    uploads.offer("anna")
    assert not uploads.is_offered(path)


def test_behind_a_path_of_its_own():
    uploads.offer("anna")
    assert uploads.is_offered("/veiligheid" + ADDRESS.format("anna"))


def test_what_is_remembered_is_bounded():
    uploads.offer("anna")
    for number in range(uploads.LIMIT - 1):
        uploads.offer(f"visit-{number}")
    assert uploads.is_offered(ADDRESS.format("anna"))
    uploads.offer("bert")
    assert not uploads.is_offered(ADDRESS.format("anna"))
    assert uploads.is_offered(ADDRESS.format("bert"))
