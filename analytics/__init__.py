"""Neighbourhood safety figures: from delivery to snapshot to measure to view. No Streamlit in here."""

__version__ = "0.1.0"
