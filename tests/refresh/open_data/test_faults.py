"""Everything that goes wrong on the way: a clear sentence, nothing half done, and the next run simply goes on."""

import pytest

from analytics.errors import DeliveryRefused
from analytics.refresh import open_data, pdok
from analytics.refresh.answers import Answers
from analytics.refresh.download import SourceUnavailable
from analytics.refresh.key_figure_tables import KeyFigureTable
from analytics.refresh.police_tables import PoliceTable
from analytics.refresh.sources import registration_table
from analytics.refresh.statline import Table, is_any, quoted

GM = "GM0935"


@pytest.fixture
def answers(server, downloader, tmp_path):
    return Answers(tmp_path / "werk", server.feed, downloader)


@pytest.fixture
def police(answers):
    """One police table, fetched whole."""

    def run(table_id="47018NED", portions=1):
        table = PoliceTable(answers, registration_table(table_id), [GM])
        table.describe()
        for portion in list(table.portions())[:portions]:
            table.fetch(portion)
        return table.result()

    return run


FAULTS = [
    ("500", "antwoordt met fout 500"),
    ("503", "antwoordt met fout 503"),
    ("429", "antwoordt met fout 429"),
    ("cut", "verbinding is mislukt of verbroken"),
    ("half", "afgebroken of geen JSON"),
    ("html", "webpagina of XML in plaats van JSON"),
]


@pytest.mark.parametrize(("kind", "message"), FAULTS)
def test_a_fault_that_stays_is_named_after_the_last_attempt(police, world, kind, message, clock):
    fault = world.fail("47018NED/TypedDataSet", kind)
    with pytest.raises(SourceUnavailable, match=message) as refused:
        police()
    assert fault.seen == 3
    assert "47018NED, 0.0.0 Totaal misdrijven en 2 andere soorten" in str(refused.value)
    assert "gaat verder waar het bleef" in str(refused.value)


@pytest.mark.parametrize(("kind", "_message"), FAULTS)
def test_a_fault_that_passes_is_overcome(police, world, kind, _message, clock):
    world.fail("47018NED/TypedDataSet", kind, times=2)
    assert len(police().rows) > 0
    assert max(clock.slept) == (77.0 if kind in ("503", "429") else 4.0)  # what the server asks, or growing waits


@pytest.mark.parametrize(("kind", "_message"), FAULTS)
def test_after_a_fault_the_next_run_asks_only_for_the_rest(police, world, kind, _message):
    world.fail("47018NED/TypedDataSet", kind)
    with pytest.raises(SourceUnavailable):
        police()
    world.faults.clear()
    world.requests.clear()
    assert len(police().rows) > 0
    assert len(world.requests) == 1


def test_no_answer_in_time(server, make_downloader, world, tmp_path):
    world.fail("47018NED/TableInfos", "timeout")
    table = Table(Answers(tmp_path, server.feed, make_downloader(timeout=0.1, attempts=2)), "politie", "47018NED")
    with pytest.raises(SourceUnavailable, match=r"geen antwoord binnen 0\.1 seconden"):
        table.info()


def test_nobody_listens(server, make_downloader, tmp_path):
    nowhere = server.feed.model_copy(update={"politie": "http://127.0.0.1:9/ODataFeed/odata"})
    table = Table(Answers(tmp_path, nowhere, make_downloader(attempts=2)), "politie", "47018NED")
    with pytest.raises(SourceUnavailable, match="verbinding is mislukt"):
        table.info()


def test_other_json_is_not_asked_for_again(police, world):
    fault = world.fail("47018NED/TypedDataSet", "json")
    with pytest.raises(DeliveryRefused, match="niet van een StatLine-tabel"):
        police()
    assert fault.seen == 1


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("next_gone", "fout 4"),
        ("next_elsewhere", "wijst naar een ander adres"),
        ("next_loop", "verwijzen naar elkaar"),
    ],
)
def test_a_page_that_is_not_there(police, world, kind, message):
    world.page_size = 10
    world.fail("47018NED/TypedDataSet", kind)
    with pytest.raises(DeliveryRefused, match=message):
        police()


def test_a_link_to_the_next_page_that_is_left_out_gives_no_false_zeros(server, downloader, world, tmp_path, today):
    """The rows that never came are missing or refused, never zero."""
    world.page_size = 8
    world.fail("47024NED/TypedDataSet", "next_left_out")
    with pytest.raises(DeliveryRefused, match="47024NED"):
        open_data.fetch(
            GM, workspace=tmp_path, progress=lambda *_: None, today=today, endpoints=server.feed, downloader=downloader
        )


def test_a_renamed_field_is_named(police, world):
    for row in world.odata["47018NED"]["DataProperties"]:
        if row["Key"] == "GeregistreerdeMisdrijven_1":
            row["Key"] = "Misdrijven_1"
    with pytest.raises(
        DeliveryRefused, match=r"kolom GeregistreerdeMisdrijven is er niet meer; gevonden: .*Misdrijven_1"
    ):
        police()


def test_a_renamed_number_behind_a_field_is_no_problem(police, world):
    for entity_set in ("DataProperties", "TypedDataSet"):
        for row in world.odata["47018NED"][entity_set]:
            if row.get("Key") == "GeregistreerdeMisdrijven_1":
                row["Key"] = "GeregistreerdeMisdrijven_12"
            if "GeregistreerdeMisdrijven_1" in row:
                row["GeregistreerdeMisdrijven_12"] = row.pop("GeregistreerdeMisdrijven_1")
    assert len(police().rows) > 0


def test_a_dimension_that_disappears_is_named(police, world):
    properties = world.odata["47018NED"]["DataProperties"]
    properties[:] = [row for row in properties if row["Type"] != "TimeDimension"]
    with pytest.raises(DeliveryRefused, match="kolom Perioden is er niet meer"):
        police()


def test_a_table_that_is_gone(police, world):
    del world.odata["47018NED"]
    with pytest.raises(DeliveryRefused, match="geen tabel 47018NED meer"):
        police()


def test_a_count_that_is_no_count(police, world):
    world.odata["47018NED"]["TypedDataSet"][0] |= {"WijkenEnBuurten": f"{GM:<10}", "GeregistreerdeMisdrijven_1": "veel"}
    with pytest.raises(DeliveryRefused, match="veel is geen aantal"):
        police()


def test_a_municipality_that_does_not_exist(answers, world):
    table = PoliceTable(answers, registration_table("47018NED"), ["GM9999"])
    table.describe()
    for portion in table.portions():
        table.fetch(portion)
    with pytest.raises(DeliveryRefused, match="geen enkele rij over GM9999"):
        table.result()


def test_key_figures_under_another_title_are_not_read(answers, world):
    world.odata["85984NED"]["TableInfos"][0]["Title"] = "Zonnestroom per wijk 2024"
    table = KeyFigureTable(answers, "85984NED", 2024)
    assert table.fetch([GM]).empty
    assert "heet 'Zonnestroom per wijk 2024'" in table.notes[0]


def test_a_figure_that_a_year_does_not_have_is_noted(answers, world):
    properties = world.odata["85984NED"]["DataProperties"]
    properties[:] = [row for row in properties if not row["Key"].startswith("Woningvoorraad")]
    table = KeyFigureTable(answers, "85984NED", 2024)
    assert set(table.fetch([GM])["kenmerk"]) == {"inwoners", "huishoudens"}
    assert table.notes == ["Kerncijfers 2024 (85984NED) hebben geen kolom voor woningen."]


def test_no_boundaries_in_any_year(server, downloader, world, tmp_path, today):
    world.features.clear()
    with pytest.raises(DeliveryRefused, match="geen buurten van GM0935 in de jaren 2022 tot en met 2025"):
        open_data.fetch(
            GM, workspace=tmp_path, progress=lambda *_: None, today=today, endpoints=server.feed, downloader=downloader
        )


def test_pages_of_boundaries_that_refer_to_each_other(answers, world):
    world.fail("collections/buurten", "next_loop")
    with pytest.raises(DeliveryRefused, match="verwijzen naar elkaar"):
        pdok.newest(answers, GM, 2024)


def test_boundaries_without_codes(answers, world):
    for item in world.features[2024]["buurten"]:
        item["properties"]["statcode"] = item["properties"].pop("buurtcode")
    with pytest.raises(DeliveryRefused, match=r"geen veld buurtcode; gevonden: .*statcode"):
        pdok.newest(answers, GM, 2024)


def test_boundaries_as_other_json(answers, world):
    world.fail("collections/buurten", "json")
    with pytest.raises(DeliveryRefused, match="geen lijst van gebieden"):
        pdok.newest(answers, GM, 2024)


def test_a_shape_that_is_no_shape(server, downloader, world, tmp_path, today):
    world.features[2024]["buurten"][3]["geometry"] = {"type": "MultiPolygon", "coordinates": [[[[5.7]]]]}
    with pytest.raises(DeliveryRefused, match="een vlak is niet te lezen"):
        open_data.fetch(
            GM, workspace=tmp_path, progress=lambda *_: None, today=today, endpoints=server.feed, downloader=downloader
        )


# --- the limits of the two roots -----------------------------------------------------------------------------------


@pytest.fixture
def long_table(world):
    rows = [{"Key": f"{number:<6}", "Aantal_1": number} for number in range(10_001)]
    world.odata["99999NED"] = {"TypedDataSet": rows}


@pytest.mark.usefixtures("long_table")
def test_the_feed_root_sends_10001_rows_in_two_pages(answers, world):
    rows = Table(answers, "politie", "99999NED").entities("TypedDataSet")
    assert [row["Aantal_1"] for row in rows] == list(range(10_001))
    assert len(world.requests) == 2


@pytest.mark.usefixtures("long_table")
def test_the_api_root_refuses_10001_rows_and_is_not_asked_again(server, downloader, world, tmp_path):
    table = Table(Answers(tmp_path, server.api, downloader), "politie", "99999NED")
    with pytest.raises(SourceUnavailable, match="cannot return more than 10000 records"):
        table.entities("TypedDataSet")
    assert len(world.requests) == 1


def test_keys_are_compared_with_their_padding(answers):
    table = Table(answers, "politie", "47018NED")
    assert table.entities("TypedDataSet", where=is_any("SoortMisdrijf", ["1.1.1"])) == []
    assert table.entities("TypedDataSet", where=is_any("SoortMisdrijf", ["1.1.1 "])) != []


def test_quotes_in_a_filter_are_doubled():
    assert quoted("'s-Gravenhage") == "'''s-Gravenhage'"
