"""Streamlit's own words in our language: labels, menus and messages for which it has no setting.

The page it serves gets one script that replaces exactly these texts; anything else stays as it is.
"""

import json
from pathlib import Path

from analytics.language import _

_SCRIPT = Path(__file__).with_name("words.js")

WORDS = {
    "Link to heading": _("Koppeling naar dit onderdeel"),
    "Skip to main content": _("Naar de inhoud"),
    "Sidebar": _("Zijbalk"),
    "Collapse sidebar": _("Zijbalk sluiten"),
    "Expand sidebar": _("Zijbalk openen"),
    "App pages": _("Pagina's"),
    "Main menu": _("Menu"),
    "Theme": _("Licht of donker"),
    "System": _("Als het apparaat"),
    "Light": _("Licht"),
    "Dark": _("Donker"),
    "Print": _("Afdrukken"),
    "Choose an option": _("Maak een keuze"),
    "Selectbox options": _("Keuzes"),
    "Open": _("Openen"),
    "No results": _("Niets gevonden"),
    "Selected values": _("Gekozen"),
    "Clear all": _("Alles weghalen"),
    "Dismiss": _("Sluiten"),
    "Close": _("Sluiten"),
    "Fullscreen": _("Volledig scherm"),
    "Close fullscreen": _("Volledig scherm sluiten"),
    "Map": _("Kaart"),
    "Zoom In": _("Inzoomen"),
    "Zoom Out": _("Uitzoomen"),
    "Running...": _("Bezig"),
    "Stop": _("Stoppen"),
    "Stopping...": _("Stopt"),
    "Rerun": _("Opnieuw"),
    "Connecting": _("Verbinding maken"),
    "Connecting to Streamlit server": _("Verbinding maken met de server"),
    "Error": _("Fout"),
    "Unable to connect to Streamlit server": _("Geen verbinding met de server"),
    "Connection error": _("Geen verbinding"),
    "Page not found": _("Deze pagina bestaat niet"),
    "Upload": _("Bestand kiezen"),
    "file upload": _("Bestand kiezen"),
    "Add files": _("Bestanden toevoegen"),
    "Drag and drop a file here": _("Sleep een bestand hierheen"),
    "Drag and drop files here": _("Sleep bestanden hierheen"),
    "Upload failed": _("Het versturen is niet gelukt"),
}

# Regular expressions and what stands in their place; $1 is the first group.
PATTERNS = {
    r"^1 option available\.$": _("1 keuze"),
    r"^(\d+) options available\.$": _("{n} keuzes").format(n="$1"),
    r"^(.*), selected$": _("{text}, gekozen").format(text="$1"),
    r"^Fullscreen: (.*)$": _("Volledig scherm: {text}").format(text="$1"),
    r"^Close fullscreen: (.*)$": _("Volledig scherm sluiten: {text}").format(text="$1"),
    r"^(\d+)\s?MB per file.*$": _("ten hoogste {n} MB per bestand").format(n="$1"),
    r"^(.*, )?(\d+)\.(\d+)([KMG]B)$": "$1$2,$3 $4",
    r"^Press (.*Enter) to (apply|submit form)$": _("{keys} om door te gaan").format(keys="$1"),
    r"^Remove (.*)$": _("Weghalen: {text}").format(text="$1"),
    r"^File must be (.*) or smaller\.$": _("Het bestand mag niet groter zijn dan {size}.").format(size="$1"),
    r"^(You have requested page|The page that you have requested).*Running the app's main page\.$": _(
        "Het adres klopt niet (meer). Hier staat het overzicht."
    ),
    r"^Is Streamlit still running\?.*$": _("De server antwoordt niet. De pagina gaat verder zodra die er weer is."),
    r"^Streamlit server is not responding\..*$": _(
        "De server antwoordt niet. De pagina gaat verder zodra die er weer is."
    ),
}


def script() -> str:
    """The script, to be written into the page before any other."""
    values = {"WORDS": WORDS, "PATTERNS": list(PATTERNS.items())}
    code = _SCRIPT.read_text(encoding="utf-8")
    for name, value in values.items():
        code = code.replace(name, json.dumps(value, ensure_ascii=False).replace("</", "<\\/"), 1)
    return code
