"""The delivery as a whole: it passes every check of a publication, is the same every time, and says what it is."""

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from analytics.contract import TABLES
from analytics.errors import NotFound
from analytics.refresh.checks import problems
from analytics.refresh.contents import contents
from analytics.refresh.sample import build_sample
from analytics.refresh.sample.facts import round_to_sum

PROJECT = Path(__file__).parents[3]
SIZE_LIMIT = 3_000_000


def fingerprint(delivery):
    files = contents(delivery)
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_sample_may_be_published(sample):
    assert problems(sample, today=date(2026, 1, 15)) == []
    assert {name: table.schema for name, table in sample.tables.items()} == TABLES


def test_the_sample_says_what_it_is(sample):
    assert sample.voorbeeld
    assert (sample.grenzen, sample.gemeente, sample.gemeentenaam) == ("schematisch", "GM0935", "Maastricht")
    assert not sample.raw
    assert any("verzonnen" in notice.lower() for notice in sample.meldingen)
    assert any("schematisch" in notice for notice in sample.meldingen)


def test_there_is_only_a_sample_of_what_is_described():
    with pytest.raises(NotFound, match=r"Van GM9999 is geen voorbeeld beschreven.*GM0935, GM1641"):
        build_sample("GM9999")


def test_every_source_is_described_and_made_up_ones_say_so(sample):
    used = {str(key) for t in sample.tables.values() if "bron" in t.schema.names for key in t["bron"].unique()}
    assert used == {key for key in sample.bronnen if key not in {"grenzen", "straten"}}
    assert {key for key, source in sample.bronnen.items() if not source.verzonnen} == {
        "veiligheidsmonitor",
        "inwoners_2024",
    }
    for source in sample.bronnen.values():
        assert source.toelichting.endswith(".")
        assert not source.verzonnen or "erzonnen" in source.toelichting or "niet de officiële" in source.toelichting


def test_another_process_makes_the_same_bytes(sample):
    code = (
        "import hashlib\n"
        "from analytics.refresh.contents import contents\n"
        "from analytics.refresh.sample import build_sample\n"
        'for name, content in contents(build_sample("GM0935")).items():\n'
        "    print(name, hashlib.sha256(content).hexdigest())\n"
    )
    environment = {"PYTHONHASHSEED": "4242", "PATH": "", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT, env=environment
    )
    assert dict(line.split() for line in done.stdout.splitlines()) == fingerprint(sample)


def test_rows_are_sorted(sample):
    keys = {
        "registraties": ["soort_gebied", "soort", "gebied", "van", "uur", "straat"],
        "dekking": ["soort_gebied", "gebied", "soort", "van"],
        "enquete": ["vraag", "jaar", "gebied"],
        "kerncijfers": ["gebied", "kenmerk", "jaar"],
    }
    for name, columns in keys.items():
        table = sample.tables[name]
        order = pa.compute.sort_indices(table, sort_keys=[(column, "ascending") for column in columns])
        assert table.take(order).equals(table), name


def test_the_files_stay_small(sample):
    assert sum(len(content) for content in contents(sample).values()) < SIZE_LIMIT


def test_key_figures_are_smooth_and_rounded(sample):
    table = sample.tables["kerncijfers"].to_pandas()
    assert (table["waarde"] % 5 == 0).all()
    assert (table["waarde"] >= 5).all()
    assert len(table) == (44 + 6) * 14 * 3
    assert "GM0935" not in set(table["gebied"])
    people = table[(table["kenmerk"] == "inwoners") & table["gebied"].str.startswith("BU")]
    city = people.groupby("jaar")["waarde"].sum()
    assert city[2017] == 122_700
    assert city.pct_change().abs().max() < 0.02


@pytest.mark.parametrize(
    ("values", "total", "step"), [([1.0, 1.0, 1.0], 10, 1), ([0.2, 0.7, 9.0], 25, 5), ([0, 0], 0, 1)]
)
def test_rounding_keeps_the_total(values, total, step):
    found = round_to_sum(np.array(values, dtype=float), total, step)
    assert found.sum() == total
    assert (found % step == 0).all()
