"""From figures to the themes of Kernbeleid Veiligheid they belong to."""

from collections.abc import Iterable

import streamlit as st

from analytics.views import themes


def links(codes: Iterable[str]) -> None:
    """A link per theme; nothing for what belongs to no theme."""
    for link in themes.links(codes):
        st.page_link(f"pages/{link.page}.py", label=link.text, query_params=link.choices)
