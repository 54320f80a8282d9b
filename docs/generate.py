"""Write the parts of the documentation that follow from the code, and the catalogue of screen texts.

`python docs/generate.py` writes them; `--check` writes nothing and exits 1, naming each file that is not current.
The same code always gives the same bytes: no dates, no line numbers, sorted.
"""

import argparse
import ast
import csv
import io
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a script finds only its own folder

import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po
from typer.core import TyperGroup

from analytics import contract, errors, indicators
from analytics.cli import app
from analytics.formatting import count
from analytics.refresh.messages import messages as declared_findings
from analytics.refresh.report import Ernst

DOCS = Path(__file__).resolve().parent
PROJECT = DOCS.parent
NOTICE = "<!-- Gegenereerd door docs/generate.py; niet met de hand wijzigen. -->\n\n"
KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2)}
POT_HEADER = r"""# Screen texts of the dashboard; the message ids are the Dutch texts themselves.
msgid ""
msgstr ""
"Project-Id-Version: veiligheid\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
EXIT_CODES = {
    0: "Gelukt.",
    1: "Niet gelukt om een andere reden; de melding zegt welke.",
    2: "De vraag klopt niet: een onbekende opdracht of optie, een onmogelijke periode.",
    3: "De levering is geweigerd of de momentopname is niet heel; er is niets veranderd.",
    4: "Bestaat niet: een onbekende indicator, gebied of momentopname.",
    75: "Een andere verversing is bezig; probeer het later opnieuw.",
}
SEVERITIES = {Ernst.FOUT: "Fouten", Ernst.WAARSCHUWING: "Waarschuwingen", Ernst.MELDING: "Meldingen"}
DIRECTIONS = {"lager_is_beter": "lager is beter", "hoger_is_beter": "hoger is beter", "neutraal": "geen"}


def main(arguments: list[str] | None = None) -> int:
    """Write or check every generated file; the exit code."""
    parser = argparse.ArgumentParser(description="Maak de gegenereerde documentatie.")
    parser.add_argument("--check", action="store_true", help="schrijf niets; fout als een bestand niet actueel is")
    check = parser.parse_args(arguments).check
    texts = {PROJECT / name: make() for name, make in OUTPUTS.items()}
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if check:
            sys.stderr.write(f"Niet actueel: {path.relative_to(PROJECT).as_posix()}. Draai: make docs\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[path], "utf-8", newline="\n")
    return 1 if check and stale else 0


# --- command line ---------------------------------------------------------------------------------------------


def command_line() -> str:
    """Every command with the help it gives itself."""
    declared = {0, 1, *(error.exit_code for error in _subclasses(errors.VeiligheidError))}
    if declared != set(EXIT_CODES):
        raise SystemExit(f"Exit codes without a description, or the reverse: {declared ^ set(EXIT_CODES)}")
    commands = "".join(f"## {path}\n\n```text\n{text}\n```\n\n" for path, text in helps(app))
    return (
        f"{NOTICE}# Opdrachtregel\n\nResultaten komen op stdout: als leesbare tabel, of met `--json` als één "
        "JSON-document. Meldingen en voortgang komen op stderr.\n\n"
        f"{commands}## Afsluitcodes\n\n{_table(('code', 'betekenis'), sorted(EXIT_CODES.items()))}"
    )


def helps(program: typer.Typer) -> Iterator[tuple[str, str]]:
    """(command with its path, help text as shown in a terminal of 100 signs wide), parents before children."""
    yield from _helps(typer.main.get_command(program), "python -m analytics", None)


def _helps(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    # command.context_class: the library's own, which it does not export
    context = command.context_class(command, parent=parent, info_name=name, terminal_width=100, max_content_width=100)
    yield context.command_path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, TyperGroup):
        for child in command.list_commands(context):
            yield from _helps(command.get_command(context, child), child, context)


def _subclasses(kind: type) -> Iterator[Any]:
    yield kind
    for child in kind.__subclasses__():
        yield from _subclasses(child)


# --- indicators -----------------------------------------------------------------------------------------------


def indicator_list() -> str:
    """Every indicator: what is counted, per what, which way is better, and where it comes from."""
    kinds = _kind_names()
    all_of_them = indicators.load_all().values()
    rows = [(f"[`{i.id}`](#{i.id})", i.titel, _unit(i), DIRECTIONS[i.richting]) for i in all_of_them]
    details = "".join(_indicator(i, kinds) for i in all_of_them)
    return (
        f"{NOTICE}# Indicatoren\n\nElke indicator is één bestand in `analytics/definitions/indicatoren/`.\n\n"
        f"{_table(('id', 'titel', 'eenheid', 'richting'), rows)}\n{details}".rstrip()
        + "\n"
    )


def _indicator(indicator: indicators.Indicator, kinds: dict[str, str]) -> str:
    groups = {group.id: group.naam for group in indicators.groups()}
    facts = [
        ("Telt", _counted(indicator, kinds)),
        ("Eenheid", _unit(indicator)),
        ("Ook te delen door", ", ".join(f"{n.van} (per {count(n.per)})" for n in indicator.andere_noemer)),
        ("Richting", DIRECTIONS[indicator.richting]),
        ("Thema (VNG Kernbeleid Veiligheid)", indicator.thema),
        ("Groepen", ", ".join(groups.get(group, group) for group in indicator.groepen)),
        ("Gevoelig", "ja: kleine aantallen vallen onder de drempel" if indicator.gevoelig else "nee"),
        ("Vindplaats", indicator.vindplaats),
    ]
    lines = "".join(f"- {label}: {text}\n" for label, text in facts if text)
    note = f"{_line(indicator.toelichting)}\n\n" if indicator.toelichting else ""
    return f"## {indicator.id}\n\n**{indicator.titel}**\n\n{note}{lines}\n"


def _counted(indicator: indicators.Indicator, kinds: dict[str, str]) -> str:
    if isinstance(indicator.teller, indicators.SurveyNumerator):
        return f"enquêtevraag `{indicator.teller.vraag}`: {indicator.omschrijving}"
    return "; ".join(f"{kinds[kind]} (`{kind}`)" for kind in indicator.teller.soorten)


def _unit(indicator: indicators.Indicator) -> str:
    if isinstance(indicator.teller, indicators.SurveyNumerator):
        return indicator.teller.eenheid
    return f"per {count(indicator.noemer.per)} {indicator.noemer.van}" if indicator.noemer else "aantal"


def _kind_names() -> dict[str, str]:
    with (indicators.DEFINITIONS / "soorten.csv").open(encoding="utf-8", newline="") as lines:
        return {row["soort"]: row["naam"] for row in csv.DictReader(lines)}


# --- data contract --------------------------------------------------------------------------------------------


def data_contract() -> str:
    """Tables and manifest of a snapshot, with what each column means."""
    described = tomllib.loads((DOCS / "datacontract.toml").read_text("utf-8"))
    tables = "".join(_contract_table(name, described["tabellen"].get(name, {})) for name in contract.TABLES)
    models = (contract.Manifest, contract.Bestand, contract.Bron)
    manifest = "".join(_contract_model(model, described["modellen"].get(model.__name__, {})) for model in models)
    files = ", ".join(f"`{name}`" for name in (*contract.SNAPSHOT_FILES, contract.MANIFEST_FILE))
    return (
        f"{NOTICE}# Datacontract (versie {contract.SCHEMA_VERSION})\n\nEen momentopname is een map met {files}.\n"
        "Ontbrekend, nul en onderdrukt zijn drie verschillende dingen.\n\n"
        f"{tables}## {contract.BOUNDARIES_FILE}\n\nGrenzen van de buurten (EPSG:4326), één vlak per buurt, met "
        f"{', '.join(f'`{name}`' for name in contract.BOUNDARY_COLUMNS)}.\n\n## {contract.DISPLAY_MAP_FILE}\n\n"
        "Dezelfde grenzen, klaar om te tekenen; bij het publiceren uit het vorige bestand gemaakt.\n\n"
        f"{manifest}".rstrip()
        + "\n"
    )


def _contract_table(name: str, described: dict[str, Any]) -> str:
    fields = {field.name: (str(field.type), "ja" if field.nullable else "nee") for field in contract.TABLES[name]}
    return _described(f"{name}.parquet", ("kolom", "type", "mag leeg", "betekenis"), fields, described, "kolommen")


def _contract_model(model: Any, described: dict[str, Any]) -> str:
    fields = {name: ("nee" if field.is_required() else "ja",) for name, field in model.model_fields.items()}
    return _described(model.__name__, ("veld", "mag ontbreken", "betekenis"), fields, described, "velden")


def _described(
    title: str, header: tuple[str, ...], fields: dict[str, tuple[str, ...]], described: dict[str, Any], key: str
) -> str:
    meanings = described.get(key, {})
    if set(meanings) != set(fields):
        odd = sorted(set(meanings) ^ set(fields))
        raise SystemExit(f"docs/datacontract.toml and analytics/contract.py disagree on {title}: {', '.join(odd)}")
    rows = [(f"`{name}`", *facts, meanings[name]) for name, facts in fields.items()]
    return f"## {title}\n\n{described['uitleg'].strip()}\n\n{_table(header, rows)}\n"


# --- findings in deliveries -----------------------------------------------------------------------------------


def finding_list() -> str:
    """Every finding a delivery can give: what it means and what to do."""
    intro = (
        "Wat de controle van een levering kan zeggen (`validate`, `refresh police`, `refresh survey` en de pagina "
        "Gegevens verversen). Een fout houdt publiceren tegen, een waarschuwing vraagt om een reden, een melding "
        "vertelt alleen iets."
    )
    parts = [f"{NOTICE}# Meldingen\n\n{intro}\n"]
    for ernst, title in SEVERITIES.items():
        found = sorted((code, one) for code, one in declared_findings().items() if one.ernst is ernst)
        rows = [(f"`{code}`", one.titel, one.betekenis, one.oplossing) for code, one in found]
        parts.append(f"\n## {title}\n\n{_table(('code', 'kort', 'wat het betekent', 'wat u kunt doen'), rows)}")
    return "".join(parts)


# --- screen texts ---------------------------------------------------------------------------------------------


def messages() -> str:
    """Every text that goes through `_` or `ngettext`, sorted, as a gettext template."""
    catalog = Catalog(charset="utf-8")
    for path in sources(PROJECT):
        refuse_computed_texts(path)
        for _line_number, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
            catalog.add(message, context=context)
    target = io.BytesIO()
    write_po(target, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    return POT_HEADER + target.getvalue().decode("utf-8").strip() + "\n"


def sources(project: Path) -> list[Path]:
    """The files with screen text: everything that runs in the dashboard or on the command line."""
    found = [*project.glob("*.py"), *project.glob("analytics/**/*.py"), *project.glob("pages/**/*.py")]
    return sorted(found, key=lambda path: path.relative_to(project).as_posix())


def refuse_computed_texts(path: Path) -> None:
    """A text that is put together before it reaches `_` can never be found in a catalogue."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
            continue
        needed = len(KEYWORDS[node.func.id] or (1,))
        literal = [arg for arg in node.args[:needed] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if len(literal) < needed:
            raise SystemExit(f"{path.relative_to(PROJECT)}:{node.lineno}: {node.func.id}() needs a literal text")


# --- Markdown -------------------------------------------------------------------------------------------------


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(header), *([str(cell) for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _line(text: str) -> str:
    return " ".join(text.split())


OUTPUTS: dict[str, Callable[[], str]] = {
    "docs/reference/meldingen.md": finding_list,
    "docs/reference/opdrachtregel.md": command_line,
    "docs/reference/indicatoren.md": indicator_list,
    "docs/reference/datacontract.md": data_contract,
    "analytics/locale/veiligheid.pot": messages,
}

if __name__ == "__main__":
    sys.exit(main())
