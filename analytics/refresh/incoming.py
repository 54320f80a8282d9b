"""From delivered files to a proposal that somebody can judge, and from an accepted proposal to a snapshot.

The command line and the page go through here alike: read, amend what is live, check, compare; publish only what was
looked at, and only as long as nothing else was published in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from math import ceil, floor
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.completeness import completeness
from analytics.contract import TOTALS, Delivery
from analytics.database import Database, open_database
from analytics.differences import COLUMNS, Oordeel, Side, compare, totals, unusual
from analytics.errors import DeliveryRefused, NotFound, SnapshotBroken, WrongUsage
from analytics.formatting import count, period
from analytics.language import _
from analytics.periods import add_months
from analytics.refresh import amend, police, survey
from analytics.refresh.checks import content_problems, in_memory, structure_problems
from analytics.refresh.messages import finding
from analytics.refresh.parts import Delivered, Ground, RegistrationsPart, SurveyPart
from analytics.refresh.publish import Step, exclusive, publish
from analytics.refresh.report import Ernst, Finding, Report
from analytics.refresh.rounds import compare_rounds, unusual_rounds
from analytics.refresh.sources import sources
from analytics.snapshots import Snapshot, every, live

READING = 0.6  # of the time; the rest is checking and comparing
SHORTEST_REASON = 10  # signs; fewer explain nothing to who asks in a year
FEWEST_TO_HALVE = 20  # a smaller total may halve by chance
SHOWN = 40  # unusual differences that are a warning of their own; the rest is counted

Progress = Callable[[float, str], None]


class Kind(StrEnum):
    """What is delivered."""

    POLITIE = "politie"
    ENQUETE = "enquete"


@dataclass(frozen=True)
class Proposal:
    """A delivery that nobody has published yet. `delivery` is None when the files cannot be used at all.

    `differences`: per kind and month against what is live (differences.COLUMNS); `surveys`: per question and area
    against the round before (rounds.COLUMNS). `live`: what it was compared with.
    """

    report: Report
    delivery: Delivery | None = None
    database: Database | None = None
    live: Snapshot | None = None
    differences: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(COLUMNS)))
    surveys: pd.DataFrame = field(default_factory=pd.DataFrame)


def propose(
    kind: Kind,
    files: Sequence[Delivered],
    root: Path,
    *,
    mapping: str | None = None,
    published: Delivered | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> Proposal:
    """Read a police file or a survey on top of what is live. `published`: a table to compare a survey with.

    Changes nothing. What is wrong with the files is in the report; raises NotFound or SnapshotBroken when there is
    nothing live to amend, and WrongUsage for a mapping that does not exist.
    """
    tell = progress or _silent
    before = live(root)
    base = amend.delivery_of(before)
    ground = Ground(base.gemeente, base.boundaries, now.date(), root)
    reading = _scaled(tell, 0.0, READING)
    part: RegistrationsPart | SurveyPart | None
    if kind is Kind.POLITIE:
        part, report = police.read(files, ground, mapping=mapping, progress=reading)
    else:
        part, report = survey.read(files, ground, mapping=mapping, published=published, progress=reading)
    if part is None:
        return Proposal(report, live=before)
    tell(READING, _("Samenvoegen met wat er al is"))
    delivery = _amended(base, part, report)
    titles = {bron.titel for bron in part.bronnen.values()}
    return _weigh(_with_notes(delivery, report, titles), before, now, report, tell, judge=True)


def _amended(base: Delivery, part: RegistrationsPart | SurveyPart, report: Report) -> Delivery:
    if isinstance(part, SurveyPart):
        return amend.with_survey(base, part)
    delivery, findings = amend.with_registrations(base, part)
    report.take([*findings, *_gap(base, part.coverage.to_pandas())])
    return delivery


def propose_open(delivery: Delivery, root: Path, *, now: datetime) -> Proposal:
    """A delivery of open data or saved files on top of what the municipality was delivered itself.

    What is unusual is told, not asked: these figures are published already.
    """
    before = _live_or_none(root)
    _refuse_another(before, delivery, root)
    whole = before if _database_or_none(before) is not None else None
    if whole is None:
        _keep_own(root, delivery)
    merged, findings = amend.onto(whole, delivery)
    same = whole if whole is not None and amend.same_city(whole, delivery) else None
    return replace(_weigh(merged, same, now, Report(list(findings)), _silent, judge=False), live=before)


def accept(
    proposal: Proposal, root: Path, *, by: str, reason: str, now: datetime, step: Step | None = None
) -> Snapshot:
    """Publish a proposal. Raises DeliveryRefused for errors or when something else was published since, WrongUsage when
    warnings have no reason, RefreshBusy when another refresh is running."""
    proposal.report.refuse()
    if proposal.delivery is None:
        raise DeliveryRefused(_("Er is niets om te publiceren."))
    warnings = [finding.sentence for finding in proposal.report.of(Ernst.WAARSCHUWING)]
    if warnings and len(reason.strip()) < SHORTEST_REASON:
        text = _("Er zijn {count} waarschuwingen. Geef een reden van ten minste {signs} tekens waarom dit goed is.")
        raise WrongUsage(text.format(count=count(len(warnings)), signs=SHORTEST_REASON))
    with exclusive(root):
        _check_unchanged(proposal, root)
        accepted = replace(proposal.delivery, aanvaard=warnings)
        return publish(accepted, root, by=by, reason=reason.strip(), now=now, step=step)


def _weigh(
    delivery: Delivery, before: Snapshot | None, now: datetime, report: Report, tell: Progress, *, judge: bool
) -> Proposal:
    """Check the delivery as a whole and compare it with what is live. `judge`: unusual differences are warnings."""
    old = _database_or_none(before)
    delivery = amend.remember(before if old is not None else None, old, delivery)
    tell(0.65, _("Controleren"))
    problems = structure_problems(delivery)
    if problems:
        report.take(_invalid(problems))
        return Proposal(report, live=before)
    database = in_memory(delivery)
    report.take(
        _invalid(content_problems(database, gemeente=delivery.gemeente, bronnen=delivery.bronnen, today=now.date()))
    )
    tell(0.9, _("Vergelijken met wat nu te zien is"))
    differences, surveys = _compared(before, old, database, now.date())
    report.take([*_collapsed(differences), *_judged(differences, surveys, asks=judge)])
    tell(1.0, _("Klaar"))
    return Proposal(report, delivery, database, before, differences, surveys)


def _compared(
    before: Snapshot | None, old: Database | None, new: Database, today: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    surveys = compare_rounds(old, new)
    if before is None or old is None:
        return compare(None, Side(new, today)), surveys
    made = before.manifest().gemaakt.date()
    return compare(Side(old, made), Side(new, today), completeness(before, (TOTALS[0],))), surveys


def _judged(differences: pd.DataFrame, surveys: pd.DataFrame, *, asks: bool) -> list[Finding]:
    """The unusual differences as findings, the furthest off first. `asks`: they need a reason; else they are told."""
    rows = unusual(differences)
    found = [_difference(row) for row in rows.head(SHOWN).to_dict("records")]
    if len(rows) > SHOWN:
        text = _("Nog {count} verschillen zijn groter dan toeval en gewone herziening verklaren; zie het overzicht.")
        found.append(finding("verschil_opvallend", text.format(count=count(len(rows) - SHOWN))))
    found += [finding("enquete_verschil", text) for text in unusual_rounds(surveys)]
    return found if asks else [replace(one, ernst=Ernst.MELDING, doe="") for one in found]


def _difference(row: dict[Any, Any]) -> Finding:
    where = {"kind": row["naam"], "month": _month(row["maand"])}
    if row["oordeel"] == Oordeel.VERDWENEN:
        text = _("{kind} in {month}: geen enkele registratie, terwijl er {low} tot {high} te verwachten zijn.")
        return finding("soort_verdwenen", text.format(**where, **_numbers(row)))
    text = _("{kind} in {month}: {new}, terwijl {low} tot {high} te verwachten is (nu te zien: {live}).")
    return finding("verschil_opvallend", text.format(**where, **_numbers(row)))


def _collapsed(differences: pd.DataFrame) -> list[Finding]:
    """Totals of known months of which so much is gone that part of the delivery must be missing."""
    known = totals(differences).dropna(subset=["live", "nieuw"])
    lost = known[(known["live"] - known["nieuw"]) > sources().drempels.aandeel_totaal_eruit * known["live"]]
    text = _("{kind} in {month}: {new} in plaats van {live}.")
    return [
        finding("totaal_gehalveerd", text.format(kind=row["naam"], month=_month(row["maand"]), **_numbers(row)))
        for row in lost[lost["live"] >= FEWEST_TO_HALVE].to_dict("records")
    ]


def _numbers(row: dict[Any, Any]) -> dict[str, str]:
    low, high = row["ondergrens"], row["bovengrens"]
    values = {
        "new": row["nieuw"],
        "live": row["live"],
        "low": low if pd.isna(low) else ceil(low),  # the whole numbers within the limits
        "high": high if pd.isna(high) else floor(high),
    }
    return {name: _("niets") if pd.isna(value) else count(value) for name, value in values.items()}


def _gap(base: Delivery, coverage: pd.DataFrame) -> list[Finding]:
    """Months between what is live and what is delivered that neither has, per kind delivered."""
    known = base.tables["dekking"].to_pandas()
    known = known[known["soort"].isin(set(coverage["soort"])) & known["soort_gebied"].eq("buurt")]
    if known.empty or coverage.empty:
        return []
    until, since = known["tot"].max(), coverage["van"].min()
    if since <= until:
        return []
    text = _("Tussen {until} en {since} is van deze soorten niets geleverd; die maanden ontbreken.")
    sentence = text.format(until=_month(until), since=_month(since))
    return [finding("maanden_overgeslagen", sentence)]


def _month(first: date) -> str:
    return period(first, add_months(first, 1))


def _invalid(problems: list[str]) -> list[Finding]:
    return [finding("momentopname_ongeldig", problem) for problem in problems]


def _with_notes(delivery: Delivery, report: Report, titles: set[str]) -> Delivery:
    """The remarks of this delivery in place of those of the delivery from the same source before."""
    mine = tuple(f"{title}: " for title in titles)
    others = [note for note in delivery.meldingen if not note.startswith(mine)]
    notes = [f"{title}: {finding.sentence}" for title in sorted(titles) for finding in report.of(Ernst.MELDING)]
    return replace(delivery, meldingen=[*others, *notes])


def _check_unchanged(proposal: Proposal, root: Path) -> None:
    current = _live_or_none(root)
    if current != proposal.live:
        raise DeliveryRefused(
            _("Sinds deze levering werd gelezen is er iets anders gepubliceerd. Lees haar opnieuw in en kijk nog eens.")
        )


def _keep_own(root: Path, delivery: Delivery) -> None:
    """What is live cannot be read. Raise SnapshotBroken when data that only the municipality has would get lost."""
    for snapshot in every(root):
        manifest = snapshot.manifest()
        if amend.same_city(snapshot, delivery) and any(bron.eigen for bron in manifest.bronnen.values()):
            text = _(
                "De live momentopname is niet te lezen; zonder haar gaan zelf geleverde gegevens verloren. Zet eerst "
                "een hele terug: python -m analytics rollback ID (python -m analytics snapshots noemt ze)."
            )
            raise SnapshotBroken(text)


def _refuse_another(before: Snapshot | None, delivery: Delivery, root: Path) -> None:
    """A root is of one municipality: the history in it, and what the team wrote down, are about that one."""
    manifest = before.manifest() if before is not None else None
    if manifest is not None and manifest.gemeente != delivery.gemeente:
        raise WrongUsage(
            _(
                "In {root} staan gegevens van {name} ({found}), en deze levering gaat over {code}. Elke gemeente heeft "
                "een eigen map: noem er een met --data of VEILIGHEID_DATA."
            ).format(root=root, name=manifest.gemeentenaam, found=manifest.gemeente, code=delivery.gemeente)
        )


def _live_or_none(root: Path) -> Snapshot | None:
    """What is live; None when there is nothing, or when it is broken and so the reason to publish."""
    try:
        return live(root)
    except (NotFound, SnapshotBroken):
        return None


def _database_or_none(snapshot: Snapshot | None) -> Database | None:
    if snapshot is None:
        return None
    try:
        return open_database(snapshot)
    except SnapshotBroken:
        return None


def _scaled(tell: Progress, start: float, end: float) -> Progress:
    return lambda share, what: tell(start + share * (end - start), what)


def _silent(share: float, what: str) -> None:
    """Nobody is watching."""
