"""The screen components: a map of areas in classes, a table that sorts in the browser, and the line with which a figure
is saved.

They are Streamlit components (v2): Python sends a small payload of ready-made texts, the browser draws. They
know nothing of indicators, numbers or formats.

A choice is reported once. `choropleth` and `data_table` return the id that was chosen since the previous run
of the script, and None in every other run: the page stores it (in the address bar) and sends it back as
`selected`. `chosen` tells the same before the component is drawn, so that a page needs no second run.
"""

from pages.shared.components.assets import chosen
from pages.shared.components.choropleth import choropleth
from pages.shared.components.figure_files import Saved, figure_files
from pages.shared.components.table import data_table

__all__ = ["Saved", "choropleth", "chosen", "data_table", "figure_files"]
