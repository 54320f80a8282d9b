"""The command-line library speaks English only; its help and error texts pass through here on their way out."""

import re

from typer._click import Context  # the library names this type of its methods nowhere else
from typer.core import TyperCommand, TyperGroup

from analytics.language import _

PHRASES = {
    r"\bUsage:": _("Gebruik:"),
    r"\[OPTIONS\]": _("[OPTIES]"),
    r"\bCOMMAND \[ARGS\]\.\.\.": _("OPDRACHT ..."),
    r"(?m)^Options:$": _("Opties:"),
    r"(?m)^Arguments:$": _("Argumenten:"),
    r"(?m)^Commands:$": _("Opdrachten:"),
    r"\[required\]": _("[verplicht]"),
    r"Show this message and exit\.": _("Toon deze uitleg."),
    r"(?m)^Try '(.*)' for help\.$": _(r"Uitleg: \1"),
    r"(?m)^Error: ": _("Fout: "),
    r"No such command ('[^']*')\.?": _(r"Opdracht \1 bestaat niet."),
    r"No such option: (\S+)": _(r"Optie \1 bestaat niet."),
    r"Did you mean (.*)\?": _(r"Bedoelt u \1?"),
    r"\(Possible options: (.*)\)": _(r"Bedoelt u \1?"),
    r"Missing command\.": _("Noem een opdracht."),
    r"Missing argument ('[^']*')": _(r"\1 ontbreekt"),
    r"Missing option ('[^']*')": _(r"Optie \1 ontbreekt"),
    r"Option ('[^']*') requires an argument\.": _(r"Optie \1 heeft een waarde nodig."),
    r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)": _(r"Overbodig: \1"),
    r" <(?:list\[)?(?:Path|str)\]?>": "",
    r"Invalid value for ('[^']*'):": _(r"Ongeldige waarde voor \1:"),
    r"('[^']*') is not a valid integer\.": _(r"\1 is geen geheel getal."),
    r"('[^']*') is not one of (.*)\.": _(r"\1 is niet een van \2."),
}


def dutch(text: str) -> str:
    """The text with every known phrase translated; what is not known stays as it is."""
    for phrase, translation in PHRASES.items():
        text = re.sub(phrase, translation, text)
    return text


class DutchCommand(TyperCommand):
    """A command with Dutch help."""

    def get_help(self, ctx: Context) -> str:
        return dutch(super().get_help(ctx))


class DutchGroup(TyperGroup):
    """A group of commands with Dutch help."""

    def get_help(self, ctx: Context) -> str:
        return dutch(super().get_help(ctx))
