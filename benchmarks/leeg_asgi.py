"""The empty page behind the same kind of server as the dashboard."""

import streamlit as st

app = st.App("leeg.py")
