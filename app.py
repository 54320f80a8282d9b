"""The list of pages, and nothing else."""

from pathlib import Path

import streamlit as st

from analytics.language import _
from pages.shared import visitor

st.set_page_config(page_title=_("Veiligheid in beeld"), layout="wide", initial_sidebar_state=230)

# The first page depends on who asks. It has the address "/" and, unlisted, its own as well: a link works for everybody.
overview = {"page": "pages/overzicht.py", "title": _("Overzicht")}
briefing = {"page": "pages/briefing.py", "title": _("Briefing")}
first, other = (briefing, overview) if visitor.opens_with_briefing() else (overview, briefing)
own_address = [st.Page(**first, url_path=Path(first["page"]).stem, visibility="hidden")]
refreshing = [st.Page("pages/gegevens_verversen.py", title=_("Gegevens verversen"), url_path="gegevens-verversen")]

st.navigation(
    {
        _("Gemeente"): [
            st.Page(**first, url_path="begin", default=True),
            st.Page(**other),
            st.Page("pages/kaart.py", title=_("Kaart")),
            st.Page("pages/hic_trend.py", title=_("HIC-trend"), url_path="hic-trend"),
            st.Page("pages/signalen.py", title=_("Signalen")),
        ],
        _("Buurten"): [
            st.Page("pages/ranglijst.py", title=_("Ranglijst")),
            st.Page("pages/scores.py", title=_("Scores naast elkaar")),
            st.Page(
                "pages/objectief_en_beleving.py", title=_("Objectief en beleving"), url_path="objectief-en-beleving"
            ),
            st.Page("pages/buurtprofiel.py", title=_("Buurtprofiel")),
            st.Page("pages/wijkprofiel.py", title=_("Wijkprofiel")),
            st.Page("pages/buurtagendas.py", title=_("Buurtagenda's")),
            st.Page("pages/aandachtsgebieden.py", title=_("Aandachtsgebieden")),
        ],
        _("Onderzoek"): [
            st.Page("pages/trechter.py", title=_("Trechter")),
            st.Page("pages/enqueteplanner.py", title=_("Enquêteplanner")),
        ],
        _("Beleid"): [
            st.Page("pages/doelen.py", title=_("Doelen")),
            st.Page("pages/themas.py", title=_("Thema's")),
            st.Page("pages/vergelijken.py", title=_("Vergelijken")),
            st.Page("pages/uitvoeringsagenda.py", title=_("Uitvoeringsagenda")),
            st.Page("pages/rapporten.py", title=_("Rapporten")),
        ],
        _("Gegevens"): [
            st.Page("pages/over_deze_cijfers.py", title=_("Over deze cijfers"), url_path="over-deze-cijfers"),
            st.Page("pages/geschiedenis.py", title=_("Geschiedenis")),
            *(refreshing if visitor.may_refresh() else []),
            *own_address,
        ],
    }
).run()
