"""What cannot be said of an area, and why: so that an empty place is not read as 'nothing the matter'."""

from collections.abc import Sequence

from analytics import formatting
from analytics.areas import Area
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.language import _
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Verdict
from analytics.views import common
from analytics.views.area_profile.scores import Score
from analytics.views.reporting.words import address, behind, span

UNSAID = (Verdict.NIET_TE_ZEGGEN, Verdict.TE_WEINIG_WAARNEMINGEN)


def sentences(
    found: Sequence[Score], changes: Sequence[YearOnYear], area: Area, manifest: Manifest
) -> tuple[Sentence, ...]:
    """A sentence per score without a value, and one per reason why changes cannot be told."""
    missing = [_score(score, area, manifest) for score in found if not score.known]
    by_reason: dict[str, list[YearOnYear]] = {}
    for item in changes:
        if item.change.verdict in UNSAID:
            by_reason.setdefault(_why(item), []).append(item)
    unclear = [_changes(n, why, items, area, manifest) for n, (why, items) in enumerate(by_reason.items(), 1)]
    return (*missing, *unclear)


def _score(score: Score, area: Area, manifest: Manifest) -> Sentence:
    period = formatting.period(score.pair.period.van, score.pair.period.tot)
    return Sentence(
        id=f"onbekend:{score.indicator.id}",
        text=_("{name} in {area}, {when}: geen cijfer, want {reason}.").format(
            name=score.indicator.titel, area=area.naam, when=period, reason=_because(score)
        ),
        href=behind(score.indicator, area),
        periode=period,
        bron=common.sources_text(manifest, score.pair.whole.bronnen) or _("geen gegevens"),
        zekerheid=Zekerheid.NIET_TE_ZEGGEN,
    )


def _because(score: Score) -> str:
    texts = {"klein": _("er wonen te weinig mensen"), "onderdrukt": _("het rust op te weinig waarnemingen")}
    status = "klein" if score.small else str(score.row["status"])
    return texts.get(status, _("het is niet gemeten"))


def _why(item: YearOnYear) -> str:
    few = item.change.verdict is Verdict.TE_WEINIG_WAARNEMINGEN
    return _("er zijn te weinig registraties") if few else item.reden or _("er zijn te weinig cijfers")


def _changes(n: int, why: str, items: Sequence[YearOnYear], area: Area, manifest: Manifest) -> Sentence:
    names = formatting.joined(item.indicator.titel.lower() for item in items)
    spans = "; ".join(dict.fromkeys(span(item.now) for item in items))
    keys = sorted({key for item in items for key in item.now.bronnen})
    return Sentence(
        id=f"onbekend:verandering-{n}",
        text=_("Of {names} in {area} veranderden, is niet te zeggen: {why} ({when}).").format(
            names=names, area=area.naam, why=why, when=spans
        ),
        href=address("gebied", gebied=area.code),
        periode=spans,
        bron=common.sources_text(manifest, keys) or _("geen gegevens"),
        zekerheid=Zekerheid.NIET_TE_ZEGGEN,
    )
