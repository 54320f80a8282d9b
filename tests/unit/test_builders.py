"""The builders give what they promise, and the shipped sample is out of reach of tests that should not need it."""

from pathlib import Path

import pytest

from analytics.measures import measure
from analytics.snapshots import live, verify
from tests.builders import BINNENSTAD, ask, burglaries, publish

SAMPLE = Path(__file__).parents[2] / "data"


def test_a_built_snapshot_is_whole_and_live(tmp_path):
    snapshot = publish(tmp_path, registraties=[{}], dekking=[{}])
    assert verify(snapshot) == []
    assert live(tmp_path) == snapshot


def test_a_row_differs_from_the_default_only_as_named(tmp_path):
    snapshot = publish(tmp_path, registraties=[{"aantal": 7}], dekking=[{}], kerncijfers=[{}])
    row = measure(burglaries(), ask(snapshot)).at("2025").loc[BINNENSTAD]
    assert (row["teller"], row["noemer"], row["waarde"]) == (7, 1000, 7)


def test_the_shipped_sample_cannot_be_opened_here():
    with pytest.raises(AssertionError, match="read the shipped sample"):
        (SAMPLE / "manifest.json").read_bytes()


@pytest.mark.sample
def test_a_marked_test_may_open_it():
    assert (SAMPLE / "manifest.json").read_bytes()
