"""A delivery from files that a researcher saved by hand: each recognised by its content, each accounted for."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from analytics.areas import reference_codes
from analytics.contract import Delivery
from analytics.errors import DeliveryRefused, WrongUsage
from analytics.language import _
from analytics.refresh import boundaries
from analytics.refresh.choose_map import as_buurt_map, best_map
from analytics.refresh.compose import compose
from analytics.refresh.inputs import Input, account, keep_about, municipalities
from analytics.refresh.material import FIGURE_COLUMNS, SURVEY_COLUMNS, CountTable, Material, checked_code, together
from analytics.refresh.reading import MapFile, NotATable, Part, Unreadable, load
from analytics.refresh.recognise import Found, recognise
from analytics.refresh.sources import plain_name, sources


def read(paths: list[Path], *, gemeente: str | None, folder: Path | None = None) -> Delivery:
    """Build a delivery for `gemeente` (GM code) from files and folders; None: the only municipality they are about.

    `meldingen` of the delivery says per file what was done with it. `folder`: the deployment's own declarations. Raises
    DeliveryRefused with every problem of every file, WrongUsage when the municipality is not clear.
    """
    inputs: list[Input] = []
    problems: list[str] = []
    for path, name in _files(paths, problems):
        found = _read_one(path, name, problems)
        inputs += found
        problems += [problem for one in found for problem in one.found.problems]
    _refuse(problems)
    code = checked_code(gemeente) if gemeente is not None else _only_municipality(inputs)
    material, chosen_map = _material(inputs, code)
    delivery = compose(replace(material, folder=folder))
    accounts = [account(one, code, chosen_map) for one in inputs]
    return replace(delivery, meldingen=[*accounts, *delivery.meldingen])


def _files(paths: Iterable[Path], problems: list[str]) -> list[tuple[Path, str]]:
    """Every file once, with the name by which messages call it; hidden files are passed over."""
    found: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            problems.append(_("{path} bestaat niet.").format(path=path))
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            relative = file.relative_to(path) if path.is_dir() else Path(file.name)
            if file.is_file() and not any(part.startswith(".") for part in relative.parts):
                name = (Path(path.resolve().name) / relative) if path.is_dir() else relative
                taken = name.as_posix() in found.values()
                found.setdefault(file.resolve(), file.as_posix() if taken else name.as_posix())
    limit = sources().drempels.bestanden
    if len(found) > limit:
        text = _("Er zijn {count} bestanden gegeven; meer dan {limit} wordt niet gelezen. Noem een kleinere map.")
        raise DeliveryRefused(text.format(count=len(found), limit=limit))
    return list(found.items())


def _read_one(path: Path, name: str, problems: list[str]) -> list[Input]:
    """What is in a file: one table or map, or of a zip or workbook several."""
    try:
        parts = load(path, name)
    except Unreadable as error:
        problems += error.problems
        return [Input(path, name)]
    return [_read_part(path, part, problems) for part in parts]


def _read_part(path: Path, part: Part, problems: list[str]) -> Input:
    if part.content is None:
        return Input(path, part.name, Found(reason=part.reason))
    if not isinstance(part.content, MapFile):
        return Input(path, part.name, recognise(part.content), partial=part.content.partial)
    try:
        return Input(path, part.name, map=as_buurt_map(part.content))
    except NotATable as reason:
        return Input(path, part.name, Found(reason=str(reason)))
    except Unreadable as error:
        problems += error.problems
        return Input(path, part.name)


def _only_municipality(inputs: list[Input]) -> str:
    """The municipality of the counts per buurt, or else of the maps, when there is only one."""
    counted = [Found(counts=[c for c in one.found.counts if c[0].niveau == "buurt"]) for one in inputs]
    candidates = {code for found in counted for code in municipalities(found)}
    candidates = candidates or {code for one in inputs if one.map is not None for code in one.map.municipalities()}
    if len(candidates) == 1:
        return candidates.pop()
    if not candidates:
        raise DeliveryRefused(_("In deze bestanden staan geen cijfers of grenzen per buurt."))
    raise WrongUsage(
        _(
            "De bestanden gaan over {count} gemeenten ({codes}). Zeg welke met --gemeente, zoals --gemeente {one}."
        ).format(count=len(candidates), codes=_some(sorted(candidates)), one=min(candidates))
    )


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:5]) + (" ..." if len(codes) > 5 else "")


def _material(inputs: list[Input], gemeente: str) -> tuple[Material, str]:
    """Everything about the municipality, and the name of the map that is used."""
    references = reference_codes(gemeente)
    for one in inputs:
        keep_about(one, gemeente, references)
    counts = [table for one in inputs for table in _count_tables(one, inputs)]
    own = {code for t in counts if t.niveau == "buurt" for code in set(t.rows["gebied"]) if code[:2] == "BU"}
    maps = {one.name: one.map for one in inputs if one.map is not None}
    chosen, note = best_map(maps, gemeente, own)
    material = Material(
        gemeente=gemeente,
        references=references,
        boundaries=maps[chosen].shapes(gemeente),
        boundary_source=boundaries.source(maps[chosen].year, note=_("Uit {file}.").format(file=chosen)),
        counts=counts,
        figures=together(FIGURE_COLUMNS, (one.found.figures for one in inputs)),
        survey=together(SURVEY_COLUMNS, (one.found.survey for one in inputs)),
        notes=[*([note] if note else []), *_empty_cells(counts)],
        raw=_raw([one for one in inputs if one.name == chosen or not one.found.is_empty or one.explains]),
    )
    return material, chosen


def _count_tables(one: Input, inputs: list[Input]) -> list[CountTable]:
    """The registrations of one file, read with what the code lists among the files say about the table."""
    tables = []
    for table, rows in one.found.counts:
        about = [other.found for other in inputs if other.found.table == table.tabel]
        unnamed = [other.found for other in inputs if other.found.table is None]
        meanings = {found.defaults.get(plain_name(table.veld)) for found in [*about, *unnamed]} - {None}
        tables.append(
            CountTable(
                bron=table.tabel,
                niveau=table.niveau,
                rows=rows,
                empty_is_zero=meanings == {"Zero"},
                provisional=frozenset().union(*(found.provisional for found in about)),
            )
        )
    return tables


def _empty_cells(counts: list[CountTable]) -> list[str]:
    """A hint for tables with empty cells of which nothing says that they mean zero."""
    text = _(
        "{bron}: {count} lege cellen zijn gelezen als ontbrekend. Betekent leeg in deze tabel nul, voeg dan haar "
        "DataProperties toe."
    )
    empties = {t.bron: 0 for t in counts if not t.empty_is_zero}
    for table in counts:
        if not table.empty_is_zero:
            empties[table.bron] += int(table.rows["aantal"].isna().sum())
    return [text.format(bron=bron, count=number) for bron, number in empties.items() if number]


def _raw(used: list[Input]) -> dict[str, bytes]:
    """The bytes of the files that were used, under names that keep the number of a table."""
    paths = dict.fromkeys(one.path for one in used)
    return {f"{number:03}-{path.name}": path.read_bytes() for number, path in enumerate(paths, start=1)}


def _refuse(problems: list[str]) -> None:
    if problems:
        raise DeliveryRefused(
            _("De bestanden zijn niet te gebruiken: {count} problemen. Er is niets veranderd.").format(
                count=len(problems)
            ),
            problems,
        )
