"""Where the rows of the sample come from, what is published and what made up (Dutch: shown on the screen)."""

from datetime import date

from analytics.contract import Bron
from analytics.language import _
from analytics.refresh.sample.facts import parameters

_MAKER = _("Veiligheid in beeld, voorbeeldgegevens")
_FREE = _("vrij te gebruiken")


def sources() -> dict[str, Bron]:
    """Every source key that occurs in the sample, and the boundaries and streets."""
    return {**_registrations(), **_surveys(), **_context()}


def notices() -> list[str]:
    """What a reader must know before believing a figure of the sample."""
    return [
        _("Dit zijn voorbeeldgegevens: gemaakt om de software te laten zien, niet om over Maastricht te oordelen."),
        _(
            "Gepubliceerd zijn de stadstotalen van de meeste soorten misdrijven en overlast van 2014 tot en met juni "
            "2020, het totaal aantal misdrijven per buurt van 2023, de enquêtewaarden van de stad in een aantal "
            "jaren, en per buurt de naam, het inwonertal van 2024, de oppervlakte en een punt."
        ),
        _(
            "Verzonnen is al het andere: de verdeling over buurten, maanden, dagen, uren en straten, alle aantallen "
            "van na juni 2020 behalve de buurttotalen van 2023, de enquêtecijfers per buurt en wijk, de overige "
            "bevolkingscijfers, de referentiegemeenten, wat eerder bekend was en alle straatnamen."
        ),
        _("De buurtgrenzen zijn schematisch getekend uit een punt en een oppervlakte per buurt."),
        _("De laatste drie maanden zijn onvolledig, zoals bij echte leveringen: meldingen komen later nog binnen."),
    ]


def _registrations() -> dict[str, Bron]:
    own = _(
        "Verzonnen per buurt, maand, dag, uur en straat. Gepubliceerd zijn alleen de optellingen: het aantal in de "
        "stad van de soorten en perioden die de gemeente bekendmaakte (2014 tot en met juni 2020)"
    )
    crimes = own + _(" en het totaal per buurt van 2023 (politie, tabel 47018NED).")
    other = _(
        "Verzonnen: aantallen en omvang van de referentiegemeenten zijn bedacht. De regels van Maastricht zijn de "
        "optelling van de verzonnen buurten."
    )
    months = {"van": _first(), "tot": _last(), "voorlopig_vanaf": _provisional()}
    return {
        "misdrijven": _made_up(_("Geregistreerde misdrijven per buurt"), crimes, **months),
        "misdrijven_gemeenten": _made_up(_("Geregistreerde misdrijven per gemeente"), other, **months),
        "overlast": _made_up(_("Geregistreerde overlast per buurt"), own + ".", **months),
        "overlast_gemeenten": _made_up(_("Geregistreerde overlast per gemeente"), other, **months),
    }


def _surveys() -> dict[str, Bron]:
    return {
        "veiligheidsmonitor": Bron(
            titel=_("Veiligheidsmonitor, stad"),
            uitgever=_("Gemeente Maastricht"),
            licentie=_("openbaar gemaakte cijfers, met bronvermelding"),
            toelichting=_(
                "Gepubliceerde waarden van de stad. Het aantal respondenten en de marges zijn niet gepubliceerd: "
                "die zijn verzonnen."
            ),
        ),
        "veiligheidsmonitor_verzonnen": _made_up(
            _("Veiligheidsmonitor, stad"),
            _("Verzonnen waarden van de stad in jaren en bij vragen waarvan geen cijfer is gepubliceerd."),
        ),
        "buurtpeiling": _made_up(
            _("Buurtpeiling"),
            _(
                "Verzonnen respondenten per buurt en wijk, zo gekozen dat de stad als geheel rond de waarde van de "
                "Veiligheidsmonitor ligt. Verschillen tussen buurten zijn bedacht."
            ),
        ),
    }


def _context() -> dict[str, Bron]:
    return {
        "inwoners_2024": Bron(
            titel=_("Inwoners per buurt op 1 januari 2024"),
            uitgever="CBS",
            licentie="CC BY 4.0",
            tabel="85984NED",
            toelichting=_("Gepubliceerd, door het CBS afgerond op vijftallen."),
        ),
        "kerncijfers_verzonnen": _made_up(
            _("Kerncijfers per buurt en gemeente"),
            _("Verzonnen: inwoners van andere jaren dan 2024, huishoudens, woningen en de referentiegemeenten."),
        ),
        "grenzen": _made_up(
            _("Schematische buurtgrenzen"),
            _(
                "Getekend uit het gepubliceerde punt en de gepubliceerde oppervlakte van elke buurt en de loop van de "
                "Maas in grote lijnen. Het zijn niet de officiële grenzen."
            ),
        ),
        "straten": _made_up(_("Straten"), _("Verzonnen straatnamen op verzonnen plekken binnen de buurt.")),
    }


def _made_up(title: str, explanation: str, **dates: date) -> Bron:
    return Bron(
        titel=title,
        uitgever=_MAKER,
        licentie=_FREE,
        verzonnen=True,
        toelichting=explanation,
        van=dates.get("van"),
        tot=dates.get("tot"),
        voorlopig_vanaf=dates.get("voorlopig_vanaf"),
    )


def _first() -> date:
    return date.fromisoformat(str(parameters()["van"]))


def _last() -> date:
    return date.fromisoformat(str(parameters()["tot"]))


def _provisional() -> date:
    return date.fromisoformat(f"{min(parameters()['volledigheid'])}-01")
