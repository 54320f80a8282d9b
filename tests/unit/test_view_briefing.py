"""The briefing: each sentence says what its verdict allows and no more, as of its month, and leads to a page."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from analytics import indicators, statistics
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.comparisons import Figure, YearOnYear
from analytics.errors import NotFound
from analytics.figures import paper
from analytics.periods import Stap, cut
from analytics.reports.model import FigureBlock, RemarkBlock, Sentences, Zekerheid, as_json, from_json
from analytics.settings import settings
from analytics.signals import Methode, MonthOfSignals, Signal
from analytics.statistics import Change, Scale, Verdict
from analytics.views import briefing
from analytics.views.briefing import attention, buurten, changed, words
from analytics.views.briefing.findings import InBuurten, gather, standing_out, subjects
from tests.builders import BINNENSTAD, BUURTCODES, CENTRUM, JEKERKWARTIER, STAD, WOLDER, month, publish, steady_months
from tests.unit import many_areas

DECEMBER = date(2025, 12, 1)
SECTIONS = ["veranderd", "aandacht", "koers", "buurten", "rustig"]
NOW, BEFORE = (cut(date(n, 1, 1), date(n + 1, 1, 1), Stap.GEHEEL)[0] for n in (2025, 2024))
APP = (Path(__file__).parents[2] / "app.py").read_text("utf-8")


def build(snapshot, maand=DECEMBER, toegang=Toegang.VOLLEDIG):
    return briefing.build(snapshot, toegang, maand)


def said(document, section):
    (found,) = [one for one in document.sections if one.id == section]
    return [item for block in found.blocks if isinstance(block, Sentences) for item in block.items]


def texts(document, section):
    return [item.text for item in said(document, section)]


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """What is known of a steady city: tests put other changes in it."""
    return gather(steady_months(tmp_path_factory.mktemp("rustig")), Toegang.VOLLEDIG, DECEMBER)


@pytest.fixture(scope="module")
def known(findings):
    """The same, for a test that tells its arguments when it fails."""
    return lambda: findings


@pytest.fixture(autouse=True)
def undrawn(request, monkeypatch):
    """Drawing takes longer than all the rest; one test is about it."""
    if "drawn_figures" not in request.fixturenames:
        for name in ("course", "dots", "area_map"):
            monkeypatch.setattr(paper, name, lambda *_drawn, **_options: "<svg/>")


@pytest.fixture
def drawn_figures():
    """Asked by a test that needs the drawings themselves."""


@pytest.fixture(scope="module")
def steady(tmp_path_factory):
    return build(steady_months(tmp_path_factory.mktemp("gelijk")))


def item(now, before, change=None, *, indicator=None, people=None, reden=""):
    """A change of 2025 beside 2024; judged by the test in force unless `change` says otherwise."""
    exposure = people or (1000.0, 1000.0)
    found = change or statistics.change(now, before, *exposure)
    return YearOnYear(
        indicator or subjects()[0],
        Figure(NOW, now, exposure[0], None, None, None, "definitief", ("politie",)),
        Figure(BEFORE, before, exposure[1], None, None, None, "definitief", ("politie",)),
        found,
        reden,
    )


def leading(findings, one):
    return changed.sentences(replace(findings, geteld=(one,)))[0]


# -- the document ------------------------------------------------------------------------------------------------------


def test_five_sections_each_with_a_place_for_remarks_but_the_last(steady):
    assert [section.id for section in steady.sections] == SECTIONS
    remarks = [[b.onderdeel for b in s.blocks if isinstance(b, RemarkBlock)] for s in steady.sections]
    assert remarks == [["veranderd"], ["aandacht"], ["koers"], ["buurten"], []]
    assert all(section.blocks[-1].kind == "remark" for section in steady.sections[:-1])


def test_what_the_reader_must_know_stands_on_it(steady):
    assert steady.title == "Veiligheid in Maastricht, december 2025"
    assert steady.subtitle == "Maandbriefing voor de driehoek, met de cijfers van 15 januari 2026"
    assert steady.source.startswith("Bron: Politie 47022NED")
    assert steady.most_pages == 2
    assert "Openbaar Ministerie" in steady.vertrouwelijk
    assert steady.versie
    assert steady.voorbeeld == ""


def test_it_is_kept_without_loss_and_the_same_twice(steady, tmp_path):
    assert from_json(as_json(steady)) == steady
    assert as_json(build(steady_months(tmp_path))) == as_json(build(steady_months(tmp_path)))


def test_ids_are_unique_and_the_same_in_another_month(steady, tmp_path):
    ids = [one.id for one in steady.sentences]
    assert len(set(ids)) == len(ids)
    earlier = build(steady_months(tmp_path), date(2025, 6, 1))
    assert [one.id for one in earlier.sentences] == ids


def test_every_sentence_leads_to_a_page_with_choices_it_knows(steady):
    for one in steady.sentences:
        address = urlsplit(one.href)
        page = address.path.removeprefix("/").replace("-", "_") or "overzicht"
        assert f"pages/{page}.py" in APP
        source = _page_source(page)
        for key in parse_qs(address.query):
            assert f'"{key}"' in source, f"{one.href}: {page} does not know {key}"


def _page_source(page):
    pages = Path(__file__).parents[2] / "pages"
    shared = list((pages / "shared").rglob("*.py"))
    return "".join(path.read_text("utf-8") for path in (pages / f"{page}.py", *shared))


def test_the_choices_in_an_address_are_of_this_snapshot(steady):
    (link,) = {one.href for one in said(steady, "veranderd") if "hic" in one.href}
    assert parse_qs(urlsplit(link).query) == {"indicator": [subjects()[0].id], "gebied": [STAD]}


def test_an_earlier_month_says_that_it_is_made_afterwards(tmp_path):
    document = build(steady_months(tmp_path), date(2025, 6, 1))
    assert document.subtitle.endswith(
        "achteraf gemaakt met de cijfers van 15 januari 2026; in juni 2025 kunnen ze anders zijn geweest"
    )
    assert texts(document, "veranderd")[0].startswith("In de twaalf maanden tot en met juni 2025 waren er ")


@pytest.mark.usefixtures("drawn_figures")
def test_figures_are_drawn_with_words_beside_them(tmp_path):
    document = build(steady_months(tmp_path, counts=(20, 20, 40)))
    figures = [block for block in document.sections[0].blocks if isinstance(block, FigureBlock)]
    assert [one.id for one in figures] == ["briefing-verloop", "briefing-veranderingen", "briefing-waar"]
    assert all(one.width == "third" and one.svg.startswith("<svg") and one.source for one in figures)
    assert texts(document, "veranderd")[0] in figures[0].alt
    assert "woninginbraken +100% (+" in figures[1].alt
    assert texts(document, "buurten")[0] in figures[2].alt


def test_months_are_those_with_figures_newest_first(tmp_path):
    found = briefing.months(steady_months(tmp_path))
    assert (len(found), found[0], found[-1]) == (36, DECEMBER, date(2023, 1, 1))
    with pytest.raises(NotFound, match="Over 2026-01 zijn er geen cijfers"):
        build(steady_months(tmp_path), date(2026, 1, 1))


def test_of_a_year_known_as_a_whole_december_has_a_briefing(tmp_path):
    years = [{"van": date(n, 1, 1), "tot": date(n + 1, 1, 1)} for n in (2024, 2025)]
    snapshot = publish(
        tmp_path,
        registraties=[one | {"soort": "0.0.0", "aantal": n} for one, n in zip(years, (500, 700), strict=True)],
        dekking=[one | {"soort": "0.0.0", "stap": "jaar"} for one in years],
    )
    assert briefing.months(snapshot) == (DECEMBER, date(2024, 12, 1))
    assert texts(build(snapshot), "veranderd")[0] == (
        "In 2025 waren er meer misdrijven: 700 tegen 500 een jaar eerder, 40% meer (25% tot 57%)."
    )


# -- what changed ------------------------------------------------------------------------------------------------------


def test_a_certain_rise_has_its_comparison_and_margin(findings):
    one = leading(findings, item(150, 100))
    assert one.text == (
        "In 2025 waren er meer high impact crimes (woninginbraken, straatroven en overvallen): 150 tegen 100 een jaar "
        "eerder, 50% meer (17% tot 93%)."
    )
    assert (one.zekerheid, one.periode) == (Zekerheid.ZEKER, "2025 en 2024")


def test_a_certain_fall(findings):
    assert leading(findings, item(100, 150)).text.endswith(": 100 tegen 150 een jaar eerder, 33% minder (14% tot 48%).")


def test_small_counts_have_no_percentage(findings):
    one = leading(findings, item(22, 9))
    assert one.text.endswith("22 tegen 9 een jaar eerder; toeval alleen verklaart dat niet.")
    assert "%" not in one.text
    assert "%" not in leading(findings, item(20, 0)).text


def test_no_clear_change_is_counted_and_called_so(findings):
    one = leading(findings, item(105, 100))
    assert one.text == (
        "In 2025 waren er 105 high impact crimes (woninginbraken, straatroven en overvallen), tegen 100 een jaar "
        "eerder: geen duidelijke verandering."
    )
    assert one.zekerheid is Zekerheid.ONZEKER


def test_too_few_to_see_a_change(findings):
    one = leading(findings, item(5, 3))
    assert one.text.endswith("tegen 3 een jaar eerder: te weinig om een verandering te kunnen zien.")
    assert one.zekerheid is Zekerheid.ONZEKER


def test_one_is_singular(findings):
    assert "waren er 1 high impact crime," in leading(findings, item(1, 2)).text.replace(
        " (woninginbraken, straatroven en overvallen)", ""
    ).replace("crimes", "crime")


NOTHING = Change(float("nan"), float("nan"), float("nan"), Verdict.NIET_TE_ZEGGEN, Scale.VERHOUDING, 0.95)


def test_what_cannot_be_said_says_why(findings):
    one = leading(findings, item(100, 90, NOTHING, reden="Sinds juli 2018 telt de politie anders"))
    assert one.text.endswith("of dat een verandering is, is niet te zeggen: sinds juli 2018 telt de politie anders.")
    assert one.zekerheid is Zekerheid.NIET_TE_ZEGGEN


def test_a_provisional_count_is_called_so(findings):
    one = item(100, 90, NOTHING, reden="de cijfers zijn nog voorlopig")
    told = leading(findings, replace(one, now=replace(one.now, status="voorlopig"))).text
    assert told.startswith("In 2025 waren er voorlopig 100 high impact crimes")


def test_a_hidden_count_is_not_named(findings):
    one = leading(findings, item(None, 90, NOTHING, reden="een van beide aantallen is te klein om te tonen"))
    assert not re.search(r"\d", one.text)
    assert one.text.endswith("is niet te zeggen: een van beide aantallen is te klein om te tonen.")


def test_the_percentage_says_so_when_it_is_per_inhabitant(findings):
    text = leading(findings, item(1500, 1000, people=(1100.0, 1000.0))).text
    assert "een jaar eerder, gerekend naar het aantal inwoners 36% meer" in text
    assert "gerekend" not in leading(findings, item(1500, 1000, people=(1001.0, 1000.0))).text


def test_a_count_that_rose_less_than_the_inhabitants_is_told_as_it_is(findings):
    text = leading(findings, item(1010, 1000, people=(2000.0, 1000.0))).text
    assert (
        "1.010 tegen 1.000 een jaar eerder; gerekend naar het aantal inwoners is dat 50% minder (45% tot 54%)" in text
    )
    assert "waren er minder" not in text


def _others(findings, *pairs):
    found = [item(100, 100), *(item(*pair, indicator=i) for pair, i in zip(pairs, subjects()[1:], strict=False))]
    return [one.text for one in changed.sentences(replace(findings, geteld=tuple(found)))]


def test_several_that_changed_share_a_sentence(findings):
    assert _others(findings, (900, 1000), (60, 100), (500, 400), (90, 40))[1:] == [
        "Wel waren er meer straatroven (500 tegen 400 een jaar eerder) en overvallen (90 tegen 40).",
        "Daarnaast waren er minder misdrijven (900 tegen 1.000 een jaar eerder) en woninginbraken (60 tegen 100).",
    ]


def test_a_part_of_the_leading_subject_is_said_to_be_one(findings):
    assert _others(findings, (100, 100), (60, 100))[1] == (
        "Daarbinnen waren er minder woninginbraken: 60 tegen 100 een jaar eerder, 40% minder (17% tot 56%)."
    )


def test_a_part_is_no_part_of_what_comes_between(findings):
    told = _others(findings, (200, 100), (60, 100))
    assert told[1].startswith("Wel waren er meer misdrijven: 200 tegen 100")
    assert told[2].startswith("Daarnaast waren er minder woninginbraken: 60 tegen 100")


def test_nothing_certain_is_one_honest_sentence(findings):
    assert _others(findings, (100, 100), (101, 100))[1:] == [
        "Bij geen van de 2 andere onderwerpen is zeker dat er iets veranderde."
    ]


def test_how_many_would_stand_out_by_chance_is_said_with_every_change(findings):
    assert changed.by_chance(replace(findings, geteld=(item(100, 100),))) == ""
    text = changed.by_chance(replace(findings, geteld=(item(100, 200), item(10, 10))))
    assert text.startswith("Er zijn 2 onderwerpen bekeken. Van 20 onderwerpen die gelijk blijven, lijkt er gemiddeld 1")


MORE = re.compile(r"\b(meer|gestegen|steeg)\b(?! dan \d)")
FEWER = re.compile(r"\b(minder|gedaald|daalde)\b(?! dan \d)")
COUNTS = st.integers(0, 400)


@trying(max_examples=200, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS, st.floats(1.0, 6.0), st.integers(800, 1300)), min_size=1, max_size=10))
def test_more_or_fewer_is_said_only_of_what_is_certain(known, drawn):
    found = []
    for (now, before, phi, people), indicator in zip(drawn, subjects(), strict=False):
        change = statistics.change(now, before, people, 1000.0, overdispersion=phi)
        found.append(item(now, before, change, indicator=indicator, people=(float(people), 1000.0)))
    verdicts = {one.change.verdict for one in found}
    told = replace(known(), geteld=tuple(found))
    sentences = changed.sentences(told)
    for one in sentences:
        assert one.zekerheid is Zekerheid.ZEKER or not (MORE.search(one.text) or FEWER.search(one.text)), one.text
    text = " ".join(one.text for one in sentences)
    assert Verdict.GESTEGEN in verdicts or not MORE.search(text), text
    assert Verdict.GEDAALD in verdicts or not FEWER.search(text), text
    assert not re.search(r"\b(nan|inf|None|∞)\b", text), text
    assert not re.search(r"[ (]0(,0+)?%", text), text
    for one in found:
        if one.change.verdict not in (Verdict.GESTEGEN, Verdict.GEDAALD) or words.is_small(one):
            assert f"{words.beside(one)} een jaar eerder, " not in text
    quiet = changed.quiet(told).text
    assert not re.search(r"\b(meer|minder)\b|\n", quiet)


def test_quiet_is_one_line_and_keeps_too_few_apart(findings):
    found = [item(100, 100), item(900, 900, indicator=subjects()[1]), item(2, 3, indicator=subjects()[2])]
    one = changed.quiet(replace(findings, geteld=tuple(found)))
    assert one.text == (
        "Geen duidelijke verandering bij alle misdrijven, en in 3 van de 3 buurten. "
        "Te weinig registraties om iets te zeggen: woninginbraken."
    )
    assert one.id == "rustig"


def test_a_survey_round_is_told_in_the_year_it_is_new(tmp_path):
    rounds = [
        {"gebied": STAD, "jaar": n, "waarde": v, "ondergrens": v - 2, "bovengrens": v + 2}
        for n, v in ((2023, 20.0), (2024, 30.0))
    ]
    snapshot = steady_months(tmp_path, enquete=rounds)
    told = "Bewoners antwoordden in de enquête van 2024 anders dan in 2023: ‘Voelt zich wel eens onveilig in de buurt’ "
    assert f"{told}steeg van 20,0% naar 30,0%." in texts(build(snapshot, date(2025, 11, 1)), "veranderd")
    assert not any(text.startswith("Bewoners") for text in texts(build(snapshot, date(2024, 11, 1)), "veranderd"))
    assert not any(text.startswith("Bewoners") for text in texts(build(snapshot), "veranderd"))


def test_a_part_too_small_to_show_is_not_what_is_left_of_the_sum(tmp_path, monkeypatch):
    monkeypatch.setenv("VEILIGHEID_DREMPEL", "5")
    settings.cache_clear()
    try:
        rows = [
            month(n, 3) | {"soort": kind, "aantal": count, "gebied": WOLDER}
            for n in (2024, 2025)
            for kind, count in (("1.1.1", 40), ("1.4.6", 3), ("1.4.7", 20))
        ]
        kinds = [{"soort": kind, "van": date(2023, 1, 1)} for kind in ("1.1.1", "1.4.6", "1.4.7")]
        document = build(publish(tmp_path, registraties=rows, dekking=kinds))
    finally:
        settings.cache_clear()
    (table,) = document.tables
    assert [row.cells["naam"].value for row in table.table.rows if row.group.startswith("Aantallen")] == [
        "High Impact Crimes"
    ]


# -- what needs attention ----------------------------------------------------------------------------------------------


def signal(gebied=WOLDER, niveau=Niveau.BUURT, q=0.03, methode=Methode.FARRINGTON, **changed):
    fields = {
        "maand": DECEMBER, "soort": "1.1.1", "waarneming": 9, "verwacht": 2.1, "ondergrens": 0.4, "bovengrens": 4.7,
        "p": 1e-5,
    }  # fmt: skip
    return Signal(gebied=gebied, niveau=niveau, q=q, methode=methode, **fields | changed)


def with_signals(findings, *signals, voorlopig=False):
    month_of = MonthOfSignals(DECEMBER, tuple(signals), 5.0, 0.001, 6448, 0, voorlopig)
    return replace(findings, signalen=month_of)


def test_a_signal_says_what_is_usual_and_how_often_it_is_chance(findings):
    (one,) = attention.sentences(with_signals(findings, signal()), 2)
    assert one.text == (
        "In Wolder telde de politie in december 9 woninginbraken, waar 1 tot 4 gewoon is. "
        "Van zulke signalen is naar verwachting 3% toeval."
    )
    assert one.zekerheid is Zekerheid.ZEKER
    assert one.href == "/signalen?maand=2025-12&signaal=2025-12_BU09350101_1.1.1_farrington"
    assert one.id == "aandacht:BU09350101:1.1.1:farrington"


def test_a_weak_signal_is_not_certain(findings):
    (one,) = attention.sentences(with_signals(findings, signal(q=0.4)), 2)
    assert one.zekerheid is Zekerheid.ONZEKER
    assert one.text.endswith("naar verwachting 40% toeval.")


def test_a_slow_rise_says_since_when(findings):
    slow = signal(CENTRUM, Niveau.WIJK, methode=Methode.CUSUM, sinds=date(2025, 3, 1))
    (one,) = attention.sentences(with_signals(findings, slow), 2)
    assert one.text.startswith("In de wijk Centrum loopt het op sinds maart 2025: 9 woninginbraken, waar 1 tot 4")


def test_a_slow_rise_in_a_list_says_since_when_too(findings):
    slow = signal(JEKERKWARTIER, methode=Methode.CUSUM, sinds=date(2025, 3, 1))
    _first, second = attention.sentences(with_signals(findings, signal(), slow), 2)
    assert "9 woninginbraken in Jekerkwartier sinds maart 2025 (gewoonlijk 1 tot 4)." in second.text


def test_a_provisional_month_says_so_far(findings):
    (one,) = attention.sentences(with_signals(findings, signal(), voorlopig=True), 2)
    assert "telde de politie in december tot nu toe 9 woninginbraken" in one.text
    (none,) = attention.sentences(with_signals(findings, voorlopig=True), 2)
    assert none.text.startswith("In december 2025 is tot nu toe geen enkel aantal opvallend hoog")
    assert none.zekerheid is Zekerheid.ONZEKER


def test_no_signals_is_an_outcome(findings):
    (one,) = attention.sentences(with_signals(findings), 2)
    assert one.text.startswith("In december 2025 was geen enkel aantal opvallend hoog")
    assert one.zekerheid is Zekerheid.ZEKER


def test_more_signals_than_fit_are_counted(findings):
    many = [signal(code, soort=kind) for code in BUURTCODES for kind in ("1.1.1", "1.4.6")]
    first, second = attention.sentences(with_signals(findings, *many), 2)
    assert second.text == (
        "Ook opvallend: 9 straatroven in Binnenstad (gewoonlijk 1 tot 4) en nog 4. Van alle signalen samen is naar "
        "verwachting 3% toeval."
    )
    assert len({first.id, second.id}) == 2
    (alone,) = attention.sentences(with_signals(findings, *many), 1)
    assert alone.text.endswith("Er zijn nog 5 andere signalen.")


def test_too_little_history_says_why(findings):
    (one,) = attention.sentences(replace(findings, signalen=None), 2)
    assert one.zekerheid is Zekerheid.NIET_TE_ZEGGEN
    assert one.text.endswith("om te weten wat gewoon is, zijn er te weinig maanden.")


def test_provisional_months_are_named_and_not_compared(tmp_path):
    known = [
        {"soort": kind, "van": begin, "tot": end, "status": status}
        for kind in ("0.0.0", "1.1.1", "1.4.6", "1.4.7")
        for begin, end, status in (
            (date(2023, 1, 1), date(2025, 11, 1), "definitief"),
            (date(2025, 11, 1), date(2026, 1, 1), "voorlopig"),
        )
    ]
    document = build(steady_months(tmp_path, dekking=known))
    assert texts(document, "veranderd")[0].startswith("In de twaalf maanden tot en met oktober 2025 waren er")
    assert texts(document, "aandacht")[-1] == (
        "De cijfers van november en december 2025 zijn voorlopig en tellen in de vergelijking met een jaar eerder "
        "niet mee."
    )


# -- buurten -----------------------------------------------------------------------------------------------------------


def in_buurten(findings, **pairs):
    """Changes of all crimes per buurt: those not named are 100 and 100."""
    indicator = subjects()[1]
    counts = {"BINNENSTAD": BINNENSTAD, "JEKERKWARTIER": JEKERKWARTIER, "WOLDER": WOLDER}
    changes = {code: item(*pairs.get(name, (100, 100)), indicator=indicator) for name, code in counts.items()}
    found = InBuurten(indicator, NOW, changes, frozenset(standing_out(changes)))
    return buurten.sentences(replace(findings, buurten=found, ranglijst=None))[0]


def test_buurten_that_changed_beyond_chance_are_named_with_counts(findings):
    one = in_buurten(findings, WOLDER=(200, 100), BINNENSTAD=(40, 100))
    assert one.text == (
        "In 2025 waren er zeker meer misdrijven dan een jaar eerder in Wolder (200 tegen 100). "
        "Zeker minder waren het er in Binnenstad (40 tegen 100)."
    )
    assert one.href.endswith(f"gebied={WOLDER}")
    only = in_buurten(findings, BINNENSTAD=(40, 100))
    assert only.text.endswith(
        "zeker minder misdrijven dan een jaar eerder in Binnenstad (40 tegen 100); nergens zeker meer."
    )


def test_a_buurt_that_stands_out_by_itself_only_is_not_named(findings):
    """p = 0,04 in one of three buurten is nothing much when three were looked at."""
    one = in_buurten(findings, WOLDER=(130, 100))
    assert item(130, 100).change.verdict is Verdict.GESTEGEN
    assert one.text.startswith("In geen van de 3 vergeleken buurten veranderde het aantal misdrijven sterker")
    assert one.zekerheid is Zekerheid.ONZEKER


def ranked(tmp_path, values, half):
    answers = many_areas.answered(values, half, 80, 7.0, vraag=VRAAG)
    return publish(tmp_path, enquete=answers, buurten=many_areas.buurten(len(values)), dekking=[{"soort": "0.0.0"}])


VRAAG = indicators.on_screen("ranglijst")[0].teller.vraag


def test_the_lowest_are_named_with_their_chance_and_never_by_rank(tmp_path):
    document = build(ranked(tmp_path, [5.0, 5.1, *([7.0] * 10)], 0.2))
    assert re.fullmatch(
        r"In de enquête van 2025 \(‘Buurtscore veiligheid’\) horen zeker bij de 5 laagste van 12 buurten: Buurt 0 "
        r"\(kans meer dan 99%\) en Buurt 1 \(kans meer dan 99%\)\.( Bij \d andere buurten? is dat mogelijk\.)?",
        texts(document, "buurten")[0],
    )


def test_where_most_is_chance_nobody_is_named(tmp_path):
    document = build(ranked(tmp_path, [6.9, *([7.0] * 11)], 0.6))
    assert texts(document, "buurten")[0].endswith("bij de 5 laagste van 12 hoort: de verschillen kunnen toeval zijn.")
    assert "Buurt" not in str([row.cells["naam"].value for row in document.tables[0].table.rows]).replace(
        "Buurtscore", ""
    )


# -- nothing beyond the month ------------------------------------------------------------------------------------------


def test_nothing_after_the_month_enters(tmp_path):
    """The same figures up to June; everything after it is ten times as much, or not there."""

    def city(folder, after):
        rows = [
            month(2023 + i, n) | {"soort": kind, "aantal": 20 + (n * 7 + i) % 5, "gebied": code}
            for kind in ("0.0.0", "1.1.1", "1.4.6", "1.4.7")
            for i in range(3)
            for n in range(1, 13)
            for code in BUURTCODES
        ]
        rows = [row | ({"aantal": after} if row["van"] >= date(2025, 7, 1) else {}) for row in rows]
        known = [{"soort": kind, "van": date(2023, 1, 1)} for kind in ("0.0.0", "1.1.1", "1.4.6", "1.4.7")]
        rounds = [
            {"gebied": code, "jaar": n, "waarde": v, "vraag": VRAAG}
            for n, v in ((2023, 7.0), (2025, float(after) / 50))
            for code in (*BUURTCODES, STAD)
        ]
        people = [{"gebied": code} for code in BUURTCODES]
        return publish(folder, registraties=rows, dekking=known, enquete=rounds, kerncijfers=people)

    one, other = (build(city(tmp_path / str(n), n), date(2025, 6, 1)) for n in (1, 300))
    assert as_json(one) == as_json(other)


# -- text stays text ---------------------------------------------------------------------------------------------------


def test_names_are_text_whatever_is_in_them(tmp_path):
    name = '=HYPERLINK("x") <b>#read("a")</b> *{0}* {name}'
    areas = [(code, name, CENTRUM, "Wijk 00 Centrum", STAD, "Maastricht") for code in BUURTCODES]
    rows = [
        month(n, 3) | {"soort": "0.0.0", "aantal": 400 if (n, code) == (2025, WOLDER) else 100, "gebied": code}
        for n in (2024, 2025)
        for code in BUURTCODES
    ]
    document = build(
        publish(tmp_path, registraties=rows, dekking=[{"soort": "0.0.0", "van": date(2023, 1, 1)}], buurten=areas)
    )
    assert f"in {name} (400 tegen 100)" in texts(document, "buurten")[0]
    assert from_json(as_json(document)) == document


def test_an_empty_month_says_what_is_missing(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"soort": "0.0.0", "van": date(2025, 3, 1), "tot": date(2025, 4, 1)}])
    document = build(snapshot, date(2025, 3, 1))
    assert texts(document, "veranderd") == [
        "Of er iets veranderde, is niet te zeggen: er zijn tot en met maart 2025 te weinig cijfers."
    ]
    assert texts(document, "buurten") == [
        "Over buurten is niets te zeggen: er zijn tot en met maart 2025 geen cijfers per buurt."
    ]
    assert all(one.zekerheid is Zekerheid.NIET_TE_ZEGGEN for one in document.sentences)
    assert document.tables == ()


def test_spoken_periods():
    assert words.spoken(date(2025, 12, 1), date(2026, 1, 1)) == "december 2025"
    assert words.spoken(date(2025, 11, 1), date(2026, 1, 1)) == "november en december 2025"
    assert words.spoken(date(2024, 11, 1), date(2025, 2, 1)) == "november 2024 tot en met januari 2025"
    assert words.over(cut(date(2024, 2, 1), date(2025, 2, 1), Stap.GEHEEL)[0]) == (
        "In de twaalf maanden tot en met januari 2025"
    )


def test_a_margin_that_excludes_no_change_looks_so():
    assert words.percent(1.004) == "0,4%"
    assert words.margin(item(10000, 9700)) == words.margin(item(10000, 9700)).replace("0% tot", "!")
