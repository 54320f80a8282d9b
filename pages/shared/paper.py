"""Every page on paper: A4, light whatever the screen is, without what only works on a screen.

What is folded away is left out; what somebody opened is printed. A long table goes on to the next sheet, with its head.
"""

from analytics.figures.theme import DARK, LIGHT, on_paper, rgb

_GONE = (
    "[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stToolbar], [data-testid=stExpandSidebarButton], "
    ".stDownloadButton, .stButton, .stButtonGroup, .stSelectbox, .stMultiSelect, .stTextInput, .stTextArea, .stRadio, "
    ".stCheckbox, .stFileUploader, .stForm, .stPageLink, .stSpinner, .st-key-filters, [class*=st-key-meenemen], "
    "[data-testid=stExpander]:has(> details:not([open])), [data-testid=stExpander]:has(.stForm), "
    "[data-testid=stExpander] summary svg, [data-testid=stHeaderActionElements], .inhoud, [class*=mapboxgl-ctrl]"
)
_WORDS = "h1, h2, h3, h4, p, li, dt, dd, caption, figcaption, th, a, span, strong, abbr, summary, label"
STYLE = f"""<style>
@media screen {{.stElementContainer:has(.keuzes) {{display: none;}}}}
.keuzes {{font-size: .8125rem; line-height: 1.4; margin: 0;}}
@page {{size: A4; margin: 10mm;}}
@media print {{
  {_GONE} {{display: none !important;}}
  :root, .stApp {{color-scheme: light !important;}}
  html, body, .stApp, .stMain, [data-testid=stAppViewContainer] {{background: {LIGHT.paper} !important;
    color: {LIGHT.ink} !important; height: auto !important; overflow: visible !important;
    position: static !important;}}
  .stMainBlockContainer {{zoom: .7; padding: 0 !important; max-width: none !important;}}
  .stMainBlockContainer :is({_WORDS}) {{color: {LIGHT.ink} !important;}}
  .stMainBlockContainer a {{text-decoration: none !important;}}
  [data-testid=stVerticalBlock] {{gap: .5rem !important;}}
  [data-testid=stVerticalBlock] > * {{margin-bottom: .4rem !important;}}
  [data-testid=stExpander] details {{border: 0 !important;}}
  h1, h2, h3, h4, summary {{break-after: avoid;}}
  p, li, dd, .stPlotlyChart, .stDeckGlJsonChart, figure, .uren, [class*=_kaart], .st-key-kaart_gebieden {{
    break-inside: avoid;}}
  .stElementContainer:has(.stPlotlyChart), .stElementContainer > div:has(> .stPlotlyChart), .stPlotlyChart,
  .js-plotly-plot, .plot-container {{height: auto !important;}}
  .stApp .stMain .stMainBlockContainer .stPlotlyChart .svg-container {{
    width: min(100%, var(--breed, 100%)) !important; height: auto !important; aspect-ratio: var(--vorm, auto);}}
  .main-svg {{width: 100% !important; height: 100% !important;}}
  /* a head that comes back on the next sheet pushes a table out of its column */
  [data-testid=stColumn] {{--kop: table-row-group;}}
  .stDeckGlJsonChart {{print-color-adjust: exact;}}
}}
</style>"""


def _recoloured() -> str:
    """A rule per colour: what a chart drew for a dark screen, in the colour of the same meaning for paper."""
    rules = []
    for dark, light in on_paper().items():
        red, green, blue = rgb(dark)
        rules += [
            f'.main-svg [style*="{part}: rgb({red}, {green}, {blue})"] {{{part}: {light} !important;}}'
            for part in ("fill", "stroke")
        ]
    return "\n".join(rules)


# Pictures within a page cannot be reached by a rule per colour, so these are turned as a whole; a map of pixels keeps
# the ground that its colours are for, and the pictures of a letter are drawn for paper already.
DARK_STYLE = f"""<style>@media print {{
{_recoloured()}
.stMainBlockContainer figure:not(.figuren *) img {{filter: invert(1) hue-rotate(180deg);}}
.stDeckGlJsonChart {{background: {DARK.paper};}}
}}</style>"""
