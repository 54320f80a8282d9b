"""From figures to the themes of Kernbeleid Veiligheid they belong to."""

import streamlit as st

from analytics.views import themes


def way(*codes: str) -> None:
    """A line with a link per theme; nothing for what belongs to no theme."""
    links = themes.links(codes)
    if links:
        with st.container(horizontal=True, gap="medium", key="naar_thema"):
            for link in links:
                st.page_link(f"pages/{link.page}.py", label=link.text, query_params=link.choices)
