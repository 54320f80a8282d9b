"""From a report to its seal: what is still open in it, what it is called until then, and what is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from analytics import formatting
from analytics.language import _, ngettext
from analytics.reports.model import Document, RemarkBlock, Stand, as_json
from analytics.seals import NewSeal, Seal
from analytics.store import Author, Refused
from analytics.views.sealed import Comparison

DRAFT = "concept"  # begins the name of every file of a report that is not sealed


def unsettled(document: Document) -> tuple[str, ...]:
    """The titles of the sections whose remark is not agreed. That a section needs none is agreed like a remark."""
    return tuple(
        section.title
        for section in document.sections
        if any(isinstance(block, RemarkBlock) and block.stand is not Stand.VASTGESTELD for block in section.blocks)
    )


def progress(document: Document) -> str:
    """How far the remarks are, in a sentence."""
    places, open_ = len(document.remarks), len(unsettled(document))
    if not places:
        return _("Er hoort geen duiding bij.")
    if not open_:
        return _("Alle duidingen zijn vastgesteld.")
    if places == 1:
        return _("De duiding is nog niet vastgesteld.")
    return ngettext(
        "Nog {n} van de {total} duidingen is niet vastgesteld.",
        "Nog {n} van de {total} duidingen zijn niet vastgesteld.",
        open_,
    ).format(total=formatting.count(places), n=formatting.count(open_))


def month_name(maand: date) -> str:
    """'december 2025'."""
    return f"{formatting.month_name(maand.month)} {maand.year}"


def version_name(one: Seal) -> str:
    """A sealed version in a menu."""
    if not one.intact:
        return _("zegel {n}, beschadigd").format(n=one.nummer)
    return _("vastgesteld op {when} (zegel {n})").format(when=formatting.moment(one.wanneer), n=one.nummer)


def question(maand: date) -> str:
    """The question that a briefing answers."""
    return _("Wat moet u weten over {month}?").format(month=month_name(maand))


def answer(document: Document | None, one: Seal | None, since: Comparison | None = None) -> str:
    """Who it is for and how far it is, in one line. `one`: its seal, None when it has none; `since`: what
    differs from it now."""
    if document is None:
        return _("Van deze maand is geen briefing te maken.")
    if one is None:
        return _("{text}. Concept: nog niet vastgesteld. {progress}").format(
            text=document.subtitle.rstrip("."), progress=progress(document)
        )
    text = document.subtitle.rstrip(".")
    if since is not None and since.differs:
        return _("{text}. Intussen zou er iets anders staan: zie “Toen en nu”.").format(text=text)
    return f"{text}."


def final(document: Document, author: Author) -> Document:
    """The report as it is sealed: it says when it was agreed."""
    text = _("{text}. Vastgesteld op {day}").format(
        text=document.subtitle.rstrip("."), day=formatting.date_long(author.vandaag)
    )
    return replace(document, subtitle=text)


def draft(document: Document) -> Document:
    """The report as it may be taken along before it is sealed: it says on the first line that it is a concept."""
    return replace(document, subtitle=_("CONCEPT, nog niet vastgesteld. {text}").format(text=document.subtitle))


def draft_name(name: str) -> str:
    """The name of a file of such a report."""
    return f"{DRAFT}-{name}"


def new_seal(document: Document, files: Mapping[str, bytes], gebied: str = "") -> NewSeal:
    """What is kept of a report. Raises Refused when a remark is missing or not agreed."""
    if missing := unsettled(document):
        raise Refused(
            _("Dit kan nog niet worden verzegeld. Bij deze onderdelen is de duiding nog niet vastgesteld:"), missing
        )
    return NewSeal(
        gemeente=document.gemeente,
        soort=document.soort.value,
        maand=document.maand,
        momentopname=document.momentopname,
        software=document.versie,
        document=as_json(document),
        files=files,
        gebied=gebied,
    )


def sealed_line(one: Seal) -> str:
    """One seal in a sentence: who, when, of what."""
    if not one.intact:
        return _("Zegel {n} is beschadigd: wat in de database staat, is niet meer wat er verzegeld is.").format(
            n=one.nummer
        )
    return _(
        "Zegel {n}: vastgesteld door {who} op {when}, uit momentopname {snapshot}, met software {version}."
    ).format(
        n=one.nummer,
        who=one.wie,
        when=formatting.moment(one.wanneer),
        snapshot=one.momentopname,
        version=one.software,
    )
