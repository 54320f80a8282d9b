"""Sentences of a report: each stands alone when it is read aloud, and says no more than the interval allows."""

from collections.abc import Sequence
from math import isinf
from urllib.parse import urlencode

from analytics import formatting
from analytics.areas import Area, Niveau
from analytics.comparisons import Figure, YearOnYear
from analytics.contract import Manifest
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import ONDERDRUKT
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Scale, Verdict
from analytics.themes import Theme
from analytics.views import common
from analytics.views.changes import figure_text

CHANGED = (Verdict.GESTEGEN, Verdict.GEDAALD)
KERNBELEID = "Kernbeleid Veiligheid (VNG, 2017)"  # the source of the list of themes itself
TENTH = 1  # decimals of a change: of a small one the whole per cent would hide on which side of nothing it is


def address(page: str, **query: str) -> str:
    """An address in the dashboard, without what is empty."""
    asked = {name: value for name, value in query.items() if value}
    return f"/{page}?{urlencode(asked)}" if asked else f"/{page}"


def behind(indicator: Indicator, area: Area) -> str:
    """The view behind a figure of an area."""
    own = "" if area.niveau is Niveau.GEMEENTE else area.code
    level = area.niveau.value if own else ""
    page = ("kaart" if own else "ranglijst") if indicator.is_survey else "hic-trend"
    return address(page, indicator=indicator.id, gebied=own, niveau=level)


def span(item: Figure) -> str:
    """'okt 2024–sep 2025'; of a survey round its year."""
    return formatting.period(item.periode.van, item.periode.tot)


def name_in(indicator: Indicator, area: Area) -> str:
    """The title of an indicator; with the area where that is not the municipality as a whole."""
    if area.niveau is Niveau.GEMEENTE:
        return indicator.titel
    return _("{title} in {area}").format(title=indicator.titel, area=area.naam)


def value(number: float | None, indicator: Indicator) -> str:
    """A survey value with its unit: '7,3% ' is written '7,3%', other units follow in words."""
    text = formatting.number(number, indicator.decimalen)
    return f"{text}%" if indicator.teller.bron == "enquete" and indicator.teller.eenheid == "%" else text


def certainty(item: YearOnYear) -> Zekerheid:
    """What a sentence about a change rests on."""
    if item.change.verdict in CHANGED:
        return Zekerheid.ZEKER
    clear = item.change.verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING
    return Zekerheid.ONZEKER if clear else Zekerheid.NIET_TE_ZEGGEN


def changed(item: YearOnYear, area: Area, manifest: Manifest, prefix: str = "verandering") -> Sentence:
    """What may be said of a figure beside a year, or a round, before."""
    indicator = item.indicator
    text = _survey(item, area) if indicator.is_survey else _registered(item, area)
    return Sentence(
        id=f"{prefix}:{indicator.id}",
        text=text,
        href=behind(indicator, area),
        periode=span(item.now),
        bron=common.sources_text(manifest, item.now.bronnen) or _("geen gegevens"),
        zekerheid=certainty(item),
    )


def _registered(item: YearOnYear, area: Area) -> str:
    name, when = name_in(item.indicator, area), span(item.now)
    if item.before is not None and item.now.teller == item.before.teller == 0:
        return _("{name}: 0 geregistreerd in {when}, en een jaar eerder ook 0.").format(name=name, when=when)
    if item.change.verdict is Verdict.NIET_TE_ZEGGEN or item.before is None:
        return _("{name}: {now} in {when}. Met een jaar eerder is niet te vergelijken: {reason}.").format(
            name=name, now=figure_text(item.now), when=when, reason=item.reden or _("te weinig cijfers")
        )
    texts = {
        Verdict.GESTEGEN: _("{name}: gestegen, van {before} een jaar eerder naar {now} in {when} ({change})."),
        Verdict.GEDAALD: _("{name}: gedaald, van {before} een jaar eerder naar {now} in {when} ({change})."),
        Verdict.TE_WEINIG_WAARNEMINGEN: _(
            "{name}: {now} in {when}, een jaar eerder {before}. Dat zijn er te weinig om een verandering te zien."
        ),
    }
    unclear = _("{name}: {now} in {when}, een jaar eerder {before} ({change}). Dat kan toeval zijn.")
    return texts.get(item.change.verdict, unclear).format(
        name=name, now=figure_text(item.now), before=figure_text(item.before), when=when, change=ratio(item)
    )


def ratio(item: YearOnYear) -> str:
    """'per inwoner −24,4%, met 95% zekerheid −36,0% tot −10,7%'; growth from zero has no per cent."""
    change = item.change
    decimals = places(item)
    interval = formatting.signed_percentage_interval(change.lower - 1, change.upper - 1, decimals)
    per = _("per inwoner ") if item.now.noemer else ""
    if isinf(change.estimate):
        return _("{per}met 95% zekerheid {interval}").format(per=per, interval=interval)
    return _("{per}{change}, met 95% zekerheid {interval}").format(
        per=per, change=formatting.signed_percentage(change.estimate - 1, decimals), interval=interval
    )


def _survey(item: YearOnYear, area: Area) -> str:
    name, indicator = name_in(item.indicator, area), item.indicator
    now, when = survey_figure(item.now, indicator), item.now.periode.label
    if item.before is None or item.change.verdict is Verdict.NIET_TE_ZEGGEN:
        return _("{name}: {now} in {when}. Met de ronde ervoor is niet te vergelijken: {reason}.").format(
            name=name, now=now, when=when, reason=item.reden or _("te weinig cijfers")
        )
    texts = {
        Verdict.GESTEGEN: _("{name}: gestegen, van {before} in {earlier} naar {now} in {when} ({change})."),
        Verdict.GEDAALD: _("{name}: gedaald, van {before} in {earlier} naar {now} in {when} ({change})."),
    }
    unclear = _("{name}: {now} in {when}, {before} in {earlier} ({change}). Dat kan toeval zijn.")
    return texts.get(item.change.verdict, unclear).format(
        name=name,
        now=now,
        when=when,
        before=survey_figure(item.before, indicator),
        earlier=item.before.periode.label,
        change=points(item),
    )


def survey_figure(item: Figure, indicator: Indicator) -> str:
    """A survey value in a sentence; one that rests on too few answers is not the same as one that is not there."""
    return _("te weinig antwoorden") if item.status == ONDERDRUKT else value(item.waarde, indicator)


def points(item: YearOnYear) -> str:
    """'verschil +0,2, met 95% zekerheid +0,1 tot +0,4'."""
    decimals = places(item)
    low, high = (formatting.signed_number(limit, decimals) for limit in (item.change.lower, item.change.upper))
    return _("verschil {change}, met 95% zekerheid {low} tot {high}").format(
        change=formatting.signed_number(item.change.estimate, decimals), low=low, high=high
    )


def places(item: YearOnYear) -> int:
    """Decimals of a change: as few as show on which side of no change its limits lie, where they lie on one side."""
    none = 1.0 if item.change.scale is Scale.VERHOUDING else 0.0
    size = 100 if item.change.scale is Scale.VERHOUDING else 1
    ends = [size * (end - none) for end in (item.change.lower, item.change.upper)]
    if certainty(item) is not Zekerheid.ZEKER or any(isinf(end) for end in ends):
        return TENTH
    return next((n for n in (TENTH, 2) if all(formatting.rounded(end, n) for end in ends)), 3)


def tally(items: Sequence[YearOnYear]) -> tuple[int, int, int]:
    """How many changed for certain, may be chance, and cannot be said."""
    kinds = [certainty(item) for item in items]
    return kinds.count(Zekerheid.ZEKER), kinds.count(Zekerheid.ONZEKER), kinds.count(Zekerheid.NIET_TE_ZEGGEN)


def tallied(items: Sequence[YearOnYear]) -> str:
    """'2 cijfers zijn zeker veranderd en bij 18 cijfers is de verandering niet van toeval te onderscheiden'."""
    certain, unclear, unsaid = tally(items)
    changed_text = ngettext("{n} cijfer is zeker veranderd", "{n} cijfers zijn zeker veranderd", certain)
    unclear_text = ngettext(
        "bij {n} cijfer is de verandering niet van toeval te onderscheiden",
        "bij {n} cijfers is de verandering niet van toeval te onderscheiden",
        unclear,
    )
    parts = [
        changed_text.format(n=certain) if certain else _("geen enkel cijfer is zeker veranderd"),
        unclear_text.format(n=unclear) if unclear else "",
        _("bij {n} is niets te zeggen").format(n=unsaid) if unsaid else "",
    ]
    return formatting.joined(part for part in parts if part)


def named(items: Sequence[YearOnYear], most: int = 6) -> str:
    """Which figures changed for certain, by whether that is good news; '' without any."""
    sure = [item for item in items if certainty(item) is Zekerheid.ZEKER]
    texts = {
        "slechter": _("Ongunstiger: {names}."),
        "beter": _("Gunstiger: {names}."),
        "": _("Veranderd, zonder goed of fout: {names}."),
    }
    found = {tone: [one.indicator.titel.lower() for one in sure if one.tone == tone] for tone in texts}
    parts = (text.format(names=common.some(found[tone], most)) for tone, text in texts.items() if found[tone])
    return " ".join(parts)


def surest(items: Sequence[YearOnYear]) -> Zekerheid:
    """What a sentence that counts them rests on: the surest of them."""
    certain, unclear, _unsaid = tally(items)
    return Zekerheid.ZEKER if certain else Zekerheid.ONZEKER if unclear else Zekerheid.NIET_TE_ZEGGEN


def by_chance(items: Sequence[YearOnYear]) -> str:
    """How many of what was compared would stand out by chance alone; '' where that is less than one."""
    compared = sum(certainty(item) is not Zekerheid.NIET_TE_ZEGGEN for item in items)
    expected = round(0.05 * compared)
    if not expected:
        return ""
    return ngettext(
        "Van {n} vergelijkingen valt er door toeval alleen al ongeveer {k} op.",
        "Van {n} vergelijkingen vallen er door toeval alleen al ongeveer {k} op.",
        expected,
    ).format(n=compared, k=expected)


def theme_name(theme: Theme) -> str:
    """'Sociale kwaliteit (1.1)'."""
    return f"{theme.naam} ({theme.code})"


def gap(theme: Theme, manifest: Manifest, until: str) -> Sentence:
    """Why a theme has no indicator, by the municipality's own document where that says so. `until`: the month."""
    own = sorted(theme.gaps(manifest.gemeente), key=lambda one: one.gemeente != manifest.gemeente)
    why = own[0] if own else None
    text = _("{theme} heeft geen indicator. {why}").format(theme=theme_name(theme), why=why.tekst if why else "")
    place = ", ".join(filter(None, [why.document, why.vindplaats])) if why else ""
    return Sentence(
        id=f"thema:{theme.code}",
        text=text.strip(),
        href=address("themas", thema=theme.code),
        periode=until,
        bron=place or KERNBELEID,
        zekerheid=Zekerheid.NIET_TE_ZEGGEN,
    )
