"""The floor: an empty page with one select box."""

import streamlit as st

st.title("Leeg")
st.write(st.selectbox("Keuze", [str(year) for year in range(2012, 2026)]))
