"""The whole way from the services' wire format to a delivery: what arrives, politely, resumably, and again offline."""

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics.errors import DeliveryRefused, WrongUsage
from analytics.refresh import open_data
from analytics.refresh.answers import ADDRESSES
from analytics.refresh.checks import structure_problems
from analytics.refresh.download import SourceUnavailable
from analytics.refresh.publish import publish

GM = "GM0935"
ONE, TWO, THREE = "BU09350000", "BU09350001", "BU09350100"


@pytest.fixture
def fetch(server, downloader, today, tmp_path):
    """Fetch from the replay server into a workspace of this test."""

    def run(workspace=tmp_path / "werk", progress=lambda *_: None, when=today, with_downloader=downloader):
        return open_data.fetch(
            GM,
            workspace=workspace,
            progress=progress,
            today=when,
            endpoints=server.feed,
            downloader=with_downloader,
        )

    return run


def table(delivery, name="registraties"):
    return delivery.tables[name].to_pandas()


def same(one, other):
    """Whether two deliveries are equal in everything but their messages."""
    return (
        all(one.tables[name].equals(other.tables[name]) for name in one.tables)
        and one.boundaries.equals(other.boundaries)
        and one.bronnen == other.bronnen
    )


def test_everything_arrives_and_can_be_published(fetch, tmp_path, amounts, world):
    delivery = fetch()
    assert structure_problems(delivery) == []
    snapshot = publish(delivery, tmp_path / "data", by="test", reason="", now=datetime(2025, 3, 20, 9, tzinfo=UTC))
    assert snapshot.manifest().gemeentenaam == "Maastricht"

    counts = table(delivery)
    per_buurt = counts[counts["soort_gebied"] == "buurt"].set_index(["gebied", "soort", "van"])["aantal"]
    assert per_buurt[TWO, "1.1.2", date(2024, 5, 1)] == amounts("1.1.2", TWO, "2024MM05")
    assert per_buurt[TWO, "1.1.2", date(2022, 1, 1)] == amounts("1.1.2", TWO, "2022JJ00")
    whole = counts[counts["soort_gebied"] == "gemeente"].set_index(["gebied", "soort", "van"])["aantal"]
    assert whole["GM0034", "0.0.0", date(2024, 5, 1)] == amounts("0.0.0", "GM0034", "2024MM05")
    assert whole[GM, "1.4.1", date(2024, 5, 1)] == amounts("1.4.1", GM, "2024MM05")  # hidden per buurt only

    coverage = table(delivery, "dekking")
    per_kind = coverage[coverage["soort_gebied"] == "buurt"].groupby("soort")
    assert "1.4.1" not in per_kind.groups
    steps = coverage.query("soort_gebied == 'buurt' and soort == '1.1.1'")[["stap", "van", "tot", "status"]]
    assert [(r.stap, str(r.van), str(r.tot), r.status) for r in steps.itertuples()] == [
        ("jaar", "2022-01-01", "2023-01-01", "definitief"),
        ("maand", "2023-01-01", "2025-02-01", "definitief"),
        ("maand", "2025-02-01", "2025-03-01", "voorlopig"),
    ]
    assert not (coverage["status"] == "ontbreekt").any()

    nuisance = counts[counts["soort"] == "overlast"]
    assert set(nuisance["bron"]) == {"47024NED", "47021NED"}
    assert set(counts.loc[counts["soort"] == "0.0.0", "bron"]) == {"47018NED", "47022NED", "47013NED"}

    figures = table(delivery, "kerncijfers").set_index(["gebied", "jaar", "kenmerk"])["waarde"]
    assert figures[ONE, 2024, "inwoners"] == 1024
    assert figures[TWO, 2023, "huishoudens"] == 1028
    assert figures["GM0034", 2024, "woningen"] == 1044
    assert set(figures.index.get_level_values("gebied")) == {ONE, TWO, THREE, "GM0034"}

    assert list(delivery.boundaries["buurtcode"]) == [ONE, TWO, THREE]  # no water, no neighbours
    assert list(delivery.boundaries["wijknaam"]) == ["Wijk Een", "Wijk Een", "Wijk Twee"]
    assert delivery.bronnen["47022NED"].opgehaald == date(2025, 3, 20)
    assert delivery.bronnen["grenzen"].titel == "Wijk- en buurtkaart 2024"
    assert any("Kerncijfers 2013 (82339NED) zijn niet gevonden" in note for note in delivery.meldingen)
    assert world.busiest == 1
    assert {agent.split("/")[0] for _address, agent in world.requests} == {"veiligheid-in-beeld"}


def test_the_plan_is_known_beforehand(fetch):
    seen = []
    fetch(progress=lambda *step: seen.append(step))
    assert [done for done, _total, _what in seen] == list(range(len(seen)))
    assert {total for _done, total, _what in seen} == {len(seen) - 1}
    assert any("47022NED, 1.1.1 Diefstal/inbraak woning" in what for _done, _total, what in seen)


def test_kept_answers_give_the_same_delivery_offline(fetch, tmp_path, today, world):
    delivery = fetch()
    folder = tmp_path / "ruw"
    folder.mkdir()
    for name, content in delivery.raw.items():
        (folder / name).write_bytes(content)
    world.requests.clear()
    again = open_data.rebuild(folder, GM, today)
    assert same(delivery, again)
    assert again.meldingen == delivery.meldingen
    assert again.raw == delivery.raw
    stamps = {content[4:8] for name, content in delivery.raw.items() if name.endswith(".gz")}
    assert stamps == {bytes(4)}  # no time inside: the same answer is the same file
    assert world.requests == []


def test_an_incomplete_folder_cannot_be_rebuilt(fetch, tmp_path, today):
    with pytest.raises(DeliveryRefused, match=r"adressen\.json ontbreekt"):
        open_data.rebuild(tmp_path, GM, today)
    delivery = fetch()
    for name, content in delivery.raw.items():
        if "47013NED" not in name:
            (tmp_path / name).write_bytes(content)
    with pytest.raises(DeliveryRefused, match=r"47013NED.*staat niet in"):
        open_data.rebuild(tmp_path, GM, today)


def test_an_interrupted_run_goes_on_where_it_stopped(fetch, world, tmp_path):
    whole = fetch(workspace=tmp_path / "heel")
    total = len(world.requests)
    world.requests.clear()
    fault = world.fail("47013NED/TypedDataSet", "500")
    with pytest.raises(SourceUnavailable, match="blijft bewaard"):
        fetch()
    first = len(world.requests) - (fault.seen - 1)  # attempts at one request count once
    world.faults.clear()
    world.requests.clear()
    assert same(whole, fetch())
    assert first - 1 + len(world.requests) == total


def test_answers_of_days_ago_are_not_mixed_with_new_ones(fetch, world, today):
    world.fail("47013NED/TypedDataSet", "404")
    with pytest.raises(SourceUnavailable):
        fetch(when=today - timedelta(days=4))
    world.faults.clear()
    world.requests.clear()
    fetch()
    assert world.asked("47018NED/TypedDataSet") != []


def test_a_damaged_kept_answer_is_fetched_again(fetch, world, tmp_path, today):
    whole = fetch()
    folder = tmp_path / "werk" / today.isoformat()
    damaged = sorted(folder.glob("47022NED-TypedDataSet-*"))[:2]
    damaged[0].write_bytes(damaged[0].read_bytes()[:40])
    damaged[1].write_bytes(b"")
    world.requests.clear()
    assert same(whole, fetch())
    assert len(world.requests) == 2


def test_an_interruption_leaves_no_half_answer(fetch, world, tmp_path, monkeypatch, today):
    """The disk is full while an answer is stored: it is refused in words, and the answer is not there the next time."""
    from pathlib import Path

    def full(self, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(DeliveryRefused, match="Bewaren in"):
            fetch()
    assert [path for path in (tmp_path / "werk").rglob("*.gz") if not path.name.startswith(".")] == []


def test_small_pages_give_the_same_delivery(fetch, world, tmp_path):
    whole = fetch(workspace=tmp_path / "heel")
    world.page_size, world.feature_page, world.links_carry_format = 40, 2, False
    world.requests.clear()
    paged = fetch()
    assert same(whole, paged)
    assert any("$skip=40" in address and "$format=json" in address for address, _agent in world.requests)
    assert any("cursor=2" in address for address, _agent in world.requests)


def test_a_map_service_that_takes_no_filter_is_read_whole(fetch, world):
    world.property_filter = False
    assert list(fetch().boundaries["buurtcode"]) == [ONE, TWO, THREE]


def test_every_request_waits_for_the_one_before(fetch, world, clock):
    fetch()
    assert len(clock.slept) == len(world.requests) - 1  # time passes only by sleeping, so each waits its full second
    assert set(clock.slept) == {1.0}


def test_kinds_that_appear_and_disappear_are_noted(fetch, world):
    for entity_set in ("SoortMisdrijf", "TypedDataSet"):
        for row in world.odata["47018NED"][entity_set]:
            for name in ("Key", "SoortMisdrijf"):
                if row.get(name) == "1.1.2 ":
                    row[name] = "9.9.9 "
    notes = fetch().meldingen
    assert any(note.startswith("47018NED kent soorten die dit dashboard niet kent") for note in notes)
    assert "47018NED kent deze soorten niet meer: 1.1.2." in notes


def test_empty_cells_follow_the_stated_default(fetch, world):
    """The same empty cell: zero where the table says Zero, missing where it does not."""
    for table_id, default, kind in (("47018NED", "Zero", "SoortMisdrijf"), ("47024NED", "Missing", "Overlast")):
        for row in world.odata[table_id]["DataProperties"]:
            row["Default"] = default if row["Type"] == "Topic" else None
        for row in world.odata[table_id]["TypedDataSet"]:
            if (row[kind].strip() in ("1.1.1", "E33"), row["WijkenEnBuurten"], row["Perioden"]) == (
                True,
                TWO,
                "2022JJ00",
            ):
                row |= {name: None for name in row if name.startswith("Geregistreerde")}
    coverage = table(fetch(), "dekking").query("status == 'ontbreekt'")
    assert [(r.gebied, r.soort, str(r.van), r.bron) for r in coverage.itertuples()] == [
        (TWO, "E33", "2022-01-01", "47024NED")
    ]


def test_a_map_service_that_ignores_the_filter(fetch, world, features):
    """A newer data set without this municipality: the year before is used, whatever the service sends."""
    world.features[2025] = {"buurten": [features("BU00340001", "Elders", 1, gemeente="GM0034")], "wijken": []}
    world.ignores_filter = True
    delivery = fetch()
    assert delivery.bronnen["grenzen"].titel == "Wijk- en buurtkaart 2024"
    assert list(delivery.boundaries["buurtcode"]) == [ONE, TWO, THREE]


def test_a_wrong_code_is_refused_before_any_request(fetch, world, tmp_path, today):
    with pytest.raises(WrongUsage, match="GM en vier cijfers"):
        open_data.fetch("Maastricht", workspace=tmp_path, progress=lambda *_: None, today=today)
    with pytest.raises(WrongUsage):
        open_data.rebuild(tmp_path, "GM35", today)


def test_addresses_are_kept_beside_the_answers(fetch, server):
    assert server.feed.politie in fetch().raw[ADDRESSES].decode()
