"""The settings choose the municipality, its sample and its data root; figures of two never come together."""

import pytest
import typer

from analytics import samples
from analytics.cli.common import data_root
from analytics.errors import NotFound, WrongUsage
from analytics.settings import SAMPLE, default_municipality, sample_beside, sample_of, settings
from analytics.snapshots import live, live_of
from tests.builders import STAD, publish


def test_the_default_is_declared_and_its_sample_is_at_the_top():
    assert settings().gemeente == default_municipality() == STAD
    assert sample_of(STAD) == SAMPLE
    assert settings().root == SAMPLE / "snapshots"


def test_another_municipality_has_a_sample_and_a_root_of_its_own(configured):
    configured(gemeente="GM1641")
    assert settings().root == SAMPLE / "GM1641" / "snapshots"
    assert sample_beside(settings().root) == sample_of("GM1641") == SAMPLE / "GM1641"


def test_an_empty_setting_is_no_setting(configured):
    configured(gemeente="", data="")
    assert settings().root == SAMPLE / "snapshots"


def test_a_named_root_is_nobodys_sample(configured, tmp_path):
    configured(gemeente="GM1641", data=tmp_path / "snapshots")
    assert settings().root == tmp_path / "snapshots"
    assert sample_beside(settings().root) is None


@pytest.mark.sample
def test_without_a_sample_it_says_how_to_begin():
    with pytest.raises(NotFound, match=r"geen gegevens van GM9999.*refresh open-data --gemeente GM9999"):
        live(sample_of("GM9999") / "snapshots")


def test_a_snapshot_of_another_municipality_is_refused(tmp_path):
    snapshot = publish(tmp_path)
    assert live_of(tmp_path, STAD) == snapshot
    with pytest.raises(
        WrongUsage, match=r"gegevens van Maastricht.*ingesteld is GM1641.*VEILIGHEID_GEMEENTE op GM0935"
    ):
        live_of(tmp_path, "GM1641")


@pytest.mark.parametrize(
    ("named", "gemeente", "root"),
    [
        (None, None, "data/snapshots"),
        (None, "GM1641", "data/GM1641/snapshots"),
        (SAMPLE / "elders", "GM1641", "data/elders"),
    ],
)
def test_a_command_about_another_municipality_has_another_root(named, gemeente, root):
    context = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), obj=named)
    assert data_root(context, gemeente) == SAMPLE.parent / root


@pytest.mark.parametrize("gemeente", [STAD, "GM1641"])
def test_every_sample_says_what_is_real(gemeente):
    assert samples.sentence(gemeente).startswith("Voorbeeldgegevens. ")
    assert "verzonnen" in samples.sentence(gemeente)


def test_an_undescribed_sample_is_called_made_up():
    assert "verzonnen" in samples.sentence("GM9999")
