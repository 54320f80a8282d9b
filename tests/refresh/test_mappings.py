"""Which descriptions of deliveries can be chosen: the project's and the deployment's own."""

import pytest

from analytics.errors import DeliveryRefused
from analytics.refresh.incoming import Kind
from analytics.refresh.mappings import titles
from analytics.refresh.sources import DEFINITIONS


@pytest.mark.parametrize("kind", list(Kind))
def test_two_worked_examples_of_each_kind(kind):
    assert len(titles(kind, None)) >= 2
    assert all(titles(kind, None).values())


def test_a_description_of_the_deployment_is_offered_too(tmp_path):
    ours = next(iter(titles(Kind.POLITIE, None)))
    folder = tmp_path / "leveranciers"
    folder.mkdir()
    text = (DEFINITIONS / "leveranciers" / f"{ours}.toml").read_text("utf-8")
    (folder / "eigen.toml").write_text(text, encoding="utf-8")
    assert "eigen" in titles(Kind.POLITIE, tmp_path)


def test_a_wrong_description_is_named(tmp_path):
    (tmp_path / "leveranciers").mkdir()
    (tmp_path / "leveranciers" / "kapot.toml").write_text("titel = ", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match=r"kapot\.toml"):
        titles(Kind.POLITIE, tmp_path)
