"""How a judged target is put in words: the verdict with its shape, its figures, and one sentence that says it all."""

from analytics import formatting
from analytics.language import _
from analytics.programmes import Bound, Falling, Goal, LowerEveryYear
from analytics.targets import Judged
from analytics.targets.goals import JudgedGoal, Oordeel, Step
from analytics.targets.series import Stand

DOUBT = "†"  # behind the name of a target whose document is in doubt
LEAST, MOST = 0.01, 0.99  # chances beyond these are not told apart
TONES = {
    Oordeel.GEHAALD: "beter",
    Oordeel.WAARSCHIJNLIJK: "beter",
    Oordeel.ONWAARSCHIJNLIJK: "slechter",
    Oordeel.NIET_GEHAALD: "slechter",
}  # the others are neither
SHAPES = {
    Oordeel.GEHAALD: "●",
    Oordeel.WAARSCHIJNLIJK: "▲",
    Oordeel.ONZEKER: "◆",
    Oordeel.ONWAARSCHIJNLIJK: "▽",
    Oordeel.NIET_GEHAALD: "✕",
    Oordeel.NIET_TE_ZEGGEN: "○",
}


def words() -> dict[Oordeel, str]:
    """Every verdict as the screen says it."""
    return {
        Oordeel.GEHAALD: _("gehaald"),
        Oordeel.WAARSCHIJNLIJK: _("waarschijnlijk"),
        Oordeel.ONZEKER: _("onzeker"),
        Oordeel.ONWAARSCHIJNLIJK: _("onwaarschijnlijk"),
        Oordeel.NIET_GEHAALD: _("niet gehaald"),
        Oordeel.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }


def meanings() -> tuple[tuple[str, str], ...]:
    """What each verdict means: the one rule."""
    said = {
        Oordeel.GEHAALD: _("Het jaar van het doel is voorbij en ons cijfer haalt het."),
        Oordeel.WAARSCHIJNLIJK: _("Het jaar moet nog komen; de kans is minstens 80%."),
        Oordeel.ONZEKER: _("Het jaar moet nog komen; de kans ligt tussen 20% en 80%."),
        Oordeel.ONWAARSCHIJNLIJK: _("Het jaar moet nog komen; de kans is hoogstens 20%."),
        Oordeel.NIET_GEHAALD: _(
            "Het jaar is voorbij en ons cijfer haalt het niet. Een doel dat elk jaar een daling vraagt, is niet "
            "gehaald zodra er één jaar zonder daling is."
        ),
        Oordeel.NIET_TE_ZEGGEN: _("Ons cijfer ontbreekt, of is niet te vergelijken met wat het document drukt."),
    }
    return tuple((f"{SHAPES[one]} {words()[one]}", text) for one, text in said.items())


def marked(oordeel: Oordeel, kans: float | None) -> str:
    """'◆ onzeker, 22%': the verdict with its shape, and the chance of a year to come."""
    text = f"{SHAPES[oordeel]} {words()[oordeel]}"
    return text if kans is None else _("{verdict}, {chance}").format(verdict=text, chance=chance(kans))


def chance(value: float) -> str:
    """'22%'; what is nearly sure as 'minder dan 1%' or 'meer dan 99%'."""
    if value < LEAST:
        return _("minder dan 1%")
    return _("meer dan 99%") if value > MOST else formatting.percentage(100 * value, 0)


def name(found: Judged) -> str:
    """The name as printed, with a mark when the document is in doubt."""
    capital = f"{found.doel.naam[:1].upper()}{found.doel.naam[1:]}"
    return f"{capital} {DOUBT}" if found.doel.kanttekening else capital


def decimals(found: Judged) -> int:
    """How many decimals our figure has."""
    return 0 if found.doel.eenheid == "aantal" or found.indicator is None else found.indicator.decimalen


def unit(found: Judged) -> str:
    """The unit of our figure."""
    if found.indicator is not None and found.indicator.teller.bron == "enquete":
        return found.indicator.teller.eenheid
    return _("aantal") if found.doel.eenheid == "aantal" else _("per 1.000 inwoners")


def figure(stand: Stand, found: Judged) -> str:
    """'174 (149–202)'."""
    return formatting.with_interval(stand.waarde, stand.ondergrens, stand.bovengrens, decimals(found))


def baseline(found: Judged) -> str:
    """'6,8% (2013) en 8,8% (2014)', as printed."""
    return formatting.joined(f"{value.gedrukt} ({value.jaar})" for value in found.doel.basis) or formatting.MISSING


def goal(declared: Goal) -> str:
    """'≤ 7% in 2016', as printed; a goal that names its years itself stands alone."""
    if isinstance(declared, Bound):
        return _("{printed} in {year}").format(printed=declared.gedrukt, year=declared.jaar)
    return declared.gedrukt


def asked(declared: Goal) -> str:
    """What is asked, in a few words; a fixed limit as printed."""
    if isinstance(declared, LowerEveryYear):
        return _("elk jaar lager, {first}–{last}").format(first=declared.van, last=declared.jaar)
    if isinstance(declared, Falling):
        return _("dalende trend in {year}").format(year=declared.jaar)
    return goal(declared)


def limit(declared: Bound, found: Judged) -> str:
    """'hoogstens 25%', 'minder dan 3,5'."""
    texts = {
        ("hoogstens", False): _("hoogstens {value}"),
        ("hoogstens", True): _("minder dan {value}"),
        ("minstens", False): _("minstens {value}"),
        ("minstens", True): _("meer dan {value}"),
    }
    percent = "%" if unit(found) == "%" else ""
    return texts[declared.soort, declared.strikt].format(value=f"{printed(declared.waarde)}{percent}")


def sentence(found: Judged) -> str:
    """What may be said of a target, in one or two sentences."""
    last = found.beslissend
    begin = words()[found.oordeel].capitalize()
    if found.oordeel is Oordeel.NIET_TE_ZEGGEN:
        return f"{begin}. {found.reden}"
    body = (
        _every_year(last) if last.stappen else _trend(last) if isinstance(last.doel, Falling) else _bound(last, found)
    )
    return " ".join(filter(None, (f"{begin}: {body}", by_chance(last), pace(found))))


def answer(found: Judged) -> str:
    """The same with the name in front, as the first sentence of a page."""
    return f"{name(found).removesuffix(DOUBT).rstrip()}. {sentence(found)}"


def printed(value: float) -> str:
    """A number of a document: '713', '6,4'."""
    return formatting.number(value, 0 if value.is_integer() else 1)


def _bound(last: JudgedGoal, found: Judged) -> str:
    if not isinstance(last.doel, Bound):
        return ""
    needed = limit(last.doel, found)
    if last.kans is not None and found.laatste is not None:
        return _("de kans op {limit} in {year} is {chance}. Het laatste cijfer is {figure}, uit {when}.").format(
            limit=needed,
            year=last.doel.jaar,
            chance=chance(last.kans),
            figure=figure(found.laatste, found),
            when=found.laatste.jaar,
        )
    said = figure(last.stand, found) if last.stand is not None else formatting.MISSING
    return _("in {year} was het {figure}, gevraagd was {limit}.").format(year=last.doel.jaar, figure=said, limit=needed)


def _every_year(last: JudgedGoal) -> str:
    own = [step for step in last.stappen if step.telt]
    failed = [str(step.jaar) for step in own if step.gehaald is False]
    if failed:
        return _("in {years} was het niet lager dan het jaar ervoor.").format(years=formatting.joined(failed))
    if last.kans is None:
        return _("van {first} tot en met {last} was het elk jaar lager dan het jaar ervoor.").format(
            first=own[0].jaar, last=own[-1].jaar
        )
    to_come = [step for step in own if step.kans is not None]
    ahead = to_come[0]
    if len(to_come) == 1:
        return _("de kans dat {year} lager is dan het jaar ervoor is {chance}.").format(
            year=ahead.jaar, chance=chance(last.kans)
        )
    return _("de kans dat alle jaren die nog komen lager zijn is {all}; dat {year} lager is {one}.").format(
        all=chance(last.kans), year=ahead.jaar, one=chance(ahead.kans or 0.0)
    )


def _trend(last: JudgedGoal) -> str:
    if last.kans is not None:
        return _("de kans op een dalende trend tot en met {year} is {chance}.").format(
            year=last.doel.jaar, chance=chance(last.kans)
        )
    if last.helling is None:
        return ""
    return _("de trend tot en met {year} is {change} per jaar ({interval}).").format(
        year=last.doel.jaar,
        change=formatting.signed_percentage(last.helling.ratio - 1.0),
        interval=formatting.signed_percentage_interval(last.helling.lower - 1.0, last.helling.upper - 1.0),
    )


def by_chance(last: JudgedGoal | Step) -> str:
    """Whether chance alone could have done it; '' of a year to come."""
    if last.gehaald is None or last.toeval is None:
        return ""
    if last.toeval:
        return _("Dat kan toeval zijn.")
    return _("Toeval alleen verklaart dat niet.")


def pace(found: Judged) -> str:
    """The change per year still needed; '' where there is no fixed limit to come."""
    if found.tempo is None:
        return ""
    if found.tempo == 0.0:
        return _("Nu is dat al zo.")
    return _("Nodig is nog {change} per jaar.").format(
        change=formatting.signed_number(found.tempo, max(decimals(found), 1))
    )
