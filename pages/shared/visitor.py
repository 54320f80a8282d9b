"""Who is asking: the only place that looks at the login, the request and the server's options for it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics import access
from analytics.access import Rol, Visitor
from analytics.language import _
from analytics.serving import uploads


def current() -> Visitor:
    """The visitor of this run. What the login does not say is not known."""
    known: Mapping[str, Any] = st.user.to_dict()
    by_proxy = bool(st.get_option("server.trustedUserHeaders"))
    if not by_proxy and "is_logged_in" not in known:
        return Visitor(own_machine=_own_machine())
    if not known.get("is_logged_in", by_proxy) or _expired(known) or known.get("email_verified") is False:
        return Visitor(login=True)
    return Visitor(
        login=True,
        name=str(known.get("name") or ""),
        email=str(known.get("email") or ""),
        groups=_groups(known.get("groups")),
    )


def may_refresh() -> bool:
    """Whether this visitor has the role to publish and to roll back. With it goes the right to upload."""
    allowed = access.rol(current()) is Rol.VERVERSEN
    context = get_script_run_ctx()
    if context is not None:
        (uploads.offer if allowed else uploads.withdraw)(context.session_id)
    return allowed


def in_team() -> bool:
    """Whether this visitor belongs to the team: it keeps agendas and annotations, and judges signals."""
    return Rol.TEAM in access.rollen(current())


def may_draw() -> bool:
    """Whether this visitor keeps the areas of attention. With it goes the right to upload, on the page that asks: every
    other page takes it away again (see may_refresh, which the list of pages asks)."""
    allowed, context = in_team(), get_script_run_ctx()
    if allowed and context is not None:
        uploads.offer(context.session_id)
    return allowed


def opens_with_briefing() -> bool:
    """Whether the briefing is the first page of this visitor: of the mayor, but for a mayor who is in the team."""
    return {Rol.BURGEMEESTER, Rol.TEAM} & access.rollen(current()) == {Rol.BURGEMEESTER}


def require_refresh() -> None:
    """Stop the page for whoever may not refresh, with a sentence that says what to do."""
    if not may_refresh():
        st.error(
            _(
                "Deze pagina is alleen voor wie de gegevens mag verversen. Hoort u daarbij? Vraag de beheerder om uw "
                "e-mailadres of groep op te nemen in VEILIGHEID_VERVERSERS."
            )
        )
        st.stop()


def _own_machine() -> bool:
    option = st.get_option
    names = [*option("server.allowedHosts"), option("browser.serverAddress")]
    return access.at_own_machine(option("server.address"), names, st.context.headers.to_dict())


def _expired(known: Mapping[str, Any]) -> bool:
    """Streamlit keeps a login for thirty days, whatever the login itself says."""
    until = known.get("exp")
    return isinstance(until, int | float) and datetime.now(UTC).timestamp() >= until


def _groups(claim: Any) -> frozenset[str]:
    """A list of groups, or one text with commas, as proxies pass it on."""
    names = claim.split(",") if isinstance(claim, str) else claim if isinstance(claim, list | tuple) else []
    return frozenset(str(name).strip() for name in names)
