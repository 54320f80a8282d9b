"""What stands around every page: title, answer, banner for sample data, source line, downloads, the way back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import export, samples, tables
from analytics.contract import Manifest
from analytics.errors import VeiligheidError
from analytics.figures import detail_map
from analytics.language import _
from analytics.snapshots import Snapshot
from analytics.tables import Table, sheet
from analytics.views.chosen_area import ChosenArea
from analytics.views.common import Source
from analytics.views.street_map import StreetMap
from pages.shared import controls, data, paper, themed
from pages.shared.components import Saved, choropleth, data_table, figure_files

ROW_HEIGHT = 26  # px of a line in a table, its head counted in
LONGEST_NAME = 64  # signs of a title in the name of a file: the snapshot stands behind it
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STYLE = """<style>
.stMainBlockContainer {padding: 3.75rem 2.25rem 2rem 2.25rem; max-width: 1400px;}
@media (max-width: 640px) {.stMainBlockContainer {padding: 4rem 1rem 1.5rem 1rem;}}
h1 {font-size: 1.6rem !important; padding: 0 0 .25rem 0 !important;}
h3 {font-size: 1.1rem !important; padding: .75rem 0 .25rem 0 !important;}
.stMainBlockContainer, .stMainBlockContainer button {font-variant-numeric: tabular-nums;}
.bron {font-size: .8125rem; line-height: 1.4; opacity: .85; margin: .25rem 0 0 0;}
.antwoord {font-size: 1.0625rem; line-height: 1.45; margin: 0; max-width: 84ch; text-wrap: pretty;}
dl {margin: 0;} dt {font-weight: 600;} dd {margin: 0 0 .35rem 0; max-width: 84ch;} li {max-width: 84ch;}
[data-testid="stCaptionContainer"] {color: inherit !important; opacity: .85;}
.voorbeeld {font-size: .8125rem; line-height: 1.4; border-left: 3px solid #b3541e; padding-left: .6rem; margin: 0;}
.stMainBlockContainer .stPageLink a {padding-left: 0; padding-right: 0;}
.stMainBlockContainer .stPageLink p {text-decoration: underline; text-underline-offset: .15em;}
.st-key-filters .stButtonGroup button {min-height: 2.5rem;}
.stApp button[kind^="primary"]:enabled p {color: light-dark(#ffffff, #121a22);}
.stMultiSelect:not(:has(input:disabled)) [data-tag], .stMultiSelect:not(:has(input:disabled)) [data-tag] * {
  color: light-dark(#ffffff, #121a22);
}
.st-key-gekozen .stHtml p {line-height: 1.45; margin: 0 0 .25rem 0;}
[data-testid="stMainMenuItem-recordScreencast"], [data-testid="stMainMenuPopover"] [role="menu"] + div {display: none;}
@media (max-width: 640px) {
  .st-key-beeld [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) {flex-direction: column-reverse;}
}
</style>"""


@contextmanager
def frame(name: str) -> Iterator[None]:
    """Everything a page is drawn within, whether or not anything was published.

    What a person can do something about is shown as a sentence; anything else is an error of the software.
    """
    st.html(STYLE + paper.STYLE + (paper.DARK_STYLE if is_dark() else ""))
    on_top = st.empty()
    controls.begin(name)
    try:
        yield
        controls.finish()
        _choices_on_paper(on_top)
    except VeiligheidError as error:
        st.error(str(error))
        st.stop()


@contextmanager
def page(name: str) -> Iterator[tuple[Snapshot, Manifest]]:
    """The frame of a page about what is live; yields the live snapshot and its manifest."""
    with frame(name):
        snapshot = data.live()
        manifest = snapshot.manifest()
        st.set_page_config(page_title=_("Veiligheid in beeld: {name}").format(name=manifest.gemeentenaam))
        yield snapshot, manifest


def _choices_on_paper(place: DeltaGenerator) -> None:
    """What was chosen, in words: on paper there are no menus to read it from."""
    said = controls.chosen_in_words().items()
    chosen = "; ".join(f"{label} {text}" if label.endswith("?") else f"{label}: {text}" for label, text in said)
    if chosen:
        text = _("Gekozen: {chosen}").format(chosen=chosen)
        place.html(f'<p class="keuzes">{_escaped(text)}</p>')


def head(
    question: str, answer: str, manifest: Manifest | None, *, home: bool = False, themas: Iterable[str] = ()
) -> None:
    """The question as title, the answer as first sentence, and what kind of figures these are; above them the way
    back and to the themes of the figures."""
    with st.container(horizontal=True, gap="small", key="boven"):
        if not home:
            st.page_link("pages/overzicht.py", label=_("Terug naar het overzicht"), icon=":material/arrow_back:")
        themed.links(themas)
    st.title(question, anchor=False)
    if manifest is not None and manifest.voorbeeld:
        st.html(f'<p class="voorbeeld">{_escaped(samples.sentence(manifest.gemeente))}</p>')
    sentence(answer)


def source_line(source: Source, manifest: Manifest) -> None:
    """Period, source, snapshot and kind of data, under every figure."""
    st.html(f'<p class="bron">{_escaped(source.line)} · <strong>{_escaped(_kind(manifest))}</strong></p>')


def _kind(manifest: Manifest) -> str:
    return _("VOORBEELD") if manifest.voorbeeld else _("echte gegevens")


def downloads(table: Table, title: str, source: Source, manifest: Manifest) -> None:
    """The table as CSV and as XLSX, with everything needed to understand it inside."""
    downloads_of(lambda: table, title, source, manifest)


def downloads_of(make: Callable[[], Table], title: str, source: Source, manifest: Manifest, what: str = "") -> None:
    """The same for a table that is larger than the screen shows, made when somebody asks for it."""
    take_away(lambda: sheet(make(), title=title, subtitle=source.line, notes=source.notes), title, manifest, what)


def take_away(make: Callable[[], export.Sheet], title: str, manifest: Manifest, what: str = "") -> None:
    """A sheet as CSV and as XLSX, made when somebody asks for it; `what` it is, when it is no table of the page."""
    what = what or _("deze tabel")
    with st.container(horizontal=True, gap="small"):
        for label, kind, mime, write in (
            (_("CSV"), "csv", "text/csv", lambda: export.csv(make())),
            (_("Excel"), "xlsx", XLSX, lambda: export.xlsx(make(), manifest.gemaakt.date())),
        ):
            st.download_button(
                _("{kind} van {what}").format(kind=label, what=what),
                data=write,
                file_name=export.file_name(title, manifest.id, extension=kind),
                mime=mime,
                key=f"{kind}:{title}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def tables_of(shown: Mapping[str, Table | None], about: str, source: Source, manifest: Manifest) -> None:
    """The other tables of a page, folded away: by what each holds, as CSV and as XLSX. `about`: what they are of."""
    tables = {name: table for name, table in shown.items() if table is not None}
    if tables:
        with st.container(key=f"meenemen_{about}"), st.expander(_("Tabellen meenemen")):
            for name, table in tables.items():
                downloads_of(lambda table=table: table, f"{about} {name}", source, manifest, name)


def payload(table: Table, most: int | None = None) -> dict[str, Any]:
    """What the table component draws. With more than `most` rows it scrolls in a frame of its own."""
    drawn = tables.payload(table)
    return {**drawn, "max_height": ROW_HEIGHT * most} if most and len(table.rows) > most else drawn


def sentence(text: str) -> None:
    """A finding in words, in the body of a page."""
    st.html(f'<p class="antwoord">{_escaped(text)}</p>')


def meanings(words: Iterable[tuple[str, str]]) -> None:
    """Words with what they mean, as a list of definitions."""
    st.html("<dl>" + "".join(f"<dt>{_escaped(word)}</dt><dd>{_escaped(text)}</dd>" for word, text in words) + "</dl>")


def remarks(texts: Iterable[str]) -> None:
    """Remarks as a list."""
    st.html("<ul>" + "".join(f"<li>{_escaped(text)}</li>" for text in texts) + "</ul>")


@dataclass(frozen=True)
class About:
    """What a figure carries when it is taken along: its title, source and kind of data, and how it is to be read."""

    title: str
    source: Source
    manifest: Manifest
    notes: tuple[str, ...] = ()


def plot(figure: go.Figure, key: str, alt: str) -> None:
    """A chart with its text alternative, in our own colours, without a toolbar."""
    st.plotly_chart(figure, key=key, alt=alt, theme=None, config={"displayModeBar": False, "locale": "nl"})


def chart(figure: go.Figure, key: str, alt: str, about: About) -> None:
    """The same with the line under it to save it."""
    plot(figure, key, alt)
    picture_files(key, alt, about)


def area_map(drawn: dict[str, Any], key: str, about: About) -> str | None:
    """A map of areas with the line to save it; the code of the area chosen since the previous run, else None."""
    code = choropleth(drawn, key=key)
    picture_files(key, drawn["label"], about)
    return code


def picture_files(key: str, alt: str, about: About, kinds: Sequence[Literal["png", "svg"]] = ("png", "svg")) -> None:
    """The line with which all that is drawn under one key, a figure or a container, is saved as one picture."""
    title = about.title.removesuffix(".")
    names = {kind: export.file_name(title[:LONGEST_NAME], about.manifest.id, extension=kind) for kind in kinds}
    line, kind = about.source.line, _kind(about.manifest)
    figure_files((key,), Saved(title, alt, line, kind, names, about.notes), key=f"{key}_opslaan")


def chosen_area(view: ChosenArea) -> None:
    """The facts of the chosen area, its last months, and where to go on."""
    with st.container(key="gekozen", gap="small"):
        st.subheader(view.area.naam, anchor=False)
        st.html("".join(f"<p>{_escaped(line)}</p>" for line in view.sentences))
        if view.spark is not None:
            data_table(payload(view.spark), key="gekozen_verloop")
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            for link in view.links:
                st.page_link(f"pages/{link.page}.py", label=link.text, query_params=link.choices)
            st.button(_("Geen gebied kiezen"), on_click=controls.forget_area, type="tertiary", key="gekozen_wissen")


def street_map(view: StreetMap, about: About) -> None:
    """The detail map in the form of one's choice, what it shows, and its table twin."""
    names = {"straten": _("straten"), "zeshoeken": _("zeshoeken"), "warmte": _("warmte")}
    form = controls.switch("vorm", _("Vorm"), names, "straten")
    sentence(view.answer)
    if not view.streets.rows.empty:
        deck = detail_map.deck(view.streets.rows, view.borders_url, form=form, dark=is_dark(), names=view.names)
        with st.container(key="detail"):  # a map of this kind has no key in the page
            st.pydeck_chart(deck, key=f"detail_{form}", alt=view.answer, height=460)
        reading = detail_map.reading(form, dark=is_dark())
        picture_files("detail", view.answer, replace(about, notes=(view.answer, reading)), kinds=("png",))
        st.caption(reading)
        data_table(payload(view.table), key="detail_tabel")


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
