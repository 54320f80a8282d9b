"""A tiny page with the components on made-up values; the address chooses the case."""

import made_up
import pandas as pd
import streamlit as st
from made_up import change_payload, map_payload, table_payload

from analytics.figures import detail_map
from pages.shared.components import choropleth, chosen, data_table

SHAPES = "/kaart/1020.json"
ORDINARY = tuple(made_up.ORDINARY)
NASTY = tuple(f"<img src=x onerror='window.harmed = 1'> {name}" for name in ORDINARY)

st.set_page_config(page_title="Proef", layout="wide")
asked = st.query_params
if "detail" in asked:
    street = pd.DataFrame([{"gebied": "BU0000", "straat": "Kade", "lon": 5.7, "lat": 50.85, "aantal": 12}])
    deck = detail_map.deck(
        street,
        "/kaart/grenzen.geojson",
        form=asked["detail"],
        names={"BU0000": "Akker"},
        background="/kaart/stijl.json",
    )
    st.pydeck_chart(deck, key="detail", alt=detail_map.sentence(street), height=300)
    st.stop()

made_up.NAMES = NASTY if asked.get("namen") == "eng" else ORDINARY
st.title("Waar gebeuren woninginbraken?")
year = st.radio("Jaar", [2023, 2024], horizontal=True)
st.session_state.runs = st.session_state.get("runs", 0) + 1
for key in ("kaart", "tabel"):
    st.session_state.area = chosen(key) or st.session_state.get("area")

left, right = st.columns([6, 5], gap="large")
with left:
    table_choice = data_table(
        table_payload(
            year,
            selected=st.session_state.area,
            groups="groepen" in asked,
            fixed="vast" in asked,
            max_height=int(asked["hoogte"]) if "hoogte" in asked else None,
        ),
        key="tabel",
    )
with right:
    map_choice = choropleth(
        (change_payload if "verschil" in asked else map_payload)(
            year=year,
            url=asked.get("vormen", SHAPES),
            level=asked.get("niveau", "buurt"),
            selected=st.session_state.area,
            provisional=asked.get("voorlopig", ""),
        ),
        key="kaart",
    )
st.text(f"keer {st.session_state.runs}, jaar {year}, kaart {map_choice}, tabel {table_choice}")
