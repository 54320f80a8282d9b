"""Who asks an address outside the pages: nobody gets more there than on the pages."""

from collections.abc import Mapping

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed


def may_ask(headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers comes from somebody who may open the pages.

    The server must be called by a name it knows, as for the pages: otherwise any website could have a visitor's browser
    fetch the figures. Where a proxy logs people in, its header must name somebody; where Streamlit does, nobody may,
    since that login exists on the pages only.
    """
    if not is_host_allowed(headers.get("host")) or get_secrets_auth_section():
        return False
    named = st.get_option("server.trustedUserHeaders")
    return not named or any(headers.get(name, "").strip() for name in named)
