"""Whatever the order of the rows and over how many files they come, the estimates are the same to the last decimal."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.refresh.parts import Ground
from analytics.refresh.survey import respondents as respondents_module
from tests.builders import STAD, boundaries
from tests.refresh.survey.deliveries import ROWS, TODAY, answers_csv, csv, deliver, respondents, sav, shipped


@given(st.integers(0, 10_000), st.integers(30, 90), st.lists(st.integers(0, 2), min_size=90, max_size=90), st.randoms())
@settings(max_examples=15, deadline=None)
def test_order_and_files_do_not_change_the_estimates(seed, n, parts, random):
    people = respondents(n, seed)
    order = list(range(n))
    random.shuffle(order)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "enquetes").mkdir()
        every_level = shipped("antwoorden_per_respondent").replace('niveaus = ["buurt", "wijk"]', "")
        (folder / "enquetes" / "eigen.toml").write_text(every_level, "utf-8")
        ground = Ground(STAD, boundaries(), TODAY, folder)
        whole = deliver(ground, sav(folder, people)).part
        turned = people.iloc[order]
        files = []
        for number in sorted(set(parts[:n]), reverse=True):
            own = turned[np.array(parts[:n]) == number]
            write = answers_csv if number == 1 else sav
            files.append(write(folder, own, f"deel{number}.{'csv' if number == 1 else 'sav'}"))
        split = deliver(ground, *files).part
    assert split.rows.equals(whole.rows)
    assert split.bronnen == whole.bronnen


def test_not_even_the_last_bit_depends_on_the_order(ground, tmp_path, monkeypatch):
    monkeypatch.setattr(respondents_module, "DIGITS", 17)
    people = respondents(200)
    whole = deliver(ground, sav(tmp_path, people)).part
    for seed in range(5):
        turned = people.sample(frac=1, random_state=seed)
        assert deliver(ground, sav(tmp_path, turned)).part.rows.equals(whole.rows)


@given(st.permutations(ROWS), st.integers(1, len(ROWS) - 1))
@settings(max_examples=15, deadline=None)
def test_order_and_files_do_not_change_a_table(rows, cut):
    with TemporaryDirectory() as name:
        folder = Path(name)
        ground = Ground(STAD, boundaries(), TODAY, None)
        whole = deliver(ground, csv(folder)).part
        split = deliver(ground, csv(folder, rows[:cut], name="a.csv"), csv(folder, rows[cut:], name="b.csv")).part
    assert split.rows.equals(whole.rows)
