"""Who may see what, and who may change it.

The access level is an argument of every measurement and of everything that is cached, so that a second level cannot
be served what was computed for the first. The role says who may publish: nobody, unless it is certain who is asking.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from getpass import getuser
from ipaddress import ip_address
from urllib.parse import urlsplit

from analytics.language import _
from analytics.settings import settings

# What a proxy adds to a request that it passes on. Whoever comes through one is not at this machine.
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Toegang(StrEnum):
    """An access level: the team's own, or what a partner is given."""

    VOLLEDIG = "volledig"
    PARTNER = "partner"


class Rol(StrEnum):
    """What somebody may do: look at the figures, publish new ones and roll back, write beside them as the team. The
    mayor may do no more than others: the dashboard opens with the briefing."""

    RAADPLEGEN = "raadplegen"
    VERVERSEN = "verversen"
    TEAM = "team"
    BURGEMEESTER = "burgemeester"


@dataclass(frozen=True)
class Visitor:
    """Who is asking, as far as the server knows. `login`: the server has been told how to find out."""

    login: bool = False
    name: str = ""
    email: str = ""
    groups: frozenset[str] = frozenset()
    own_machine: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """What a setting may name this person by. What has an @ is an address, never a group."""
        groups = {group.strip().casefold() for group in self.groups if "@" not in group}
        email = self.email.strip().casefold()
        return frozenset(groups | ({email} if "@" in email else set())) - {""}

    @property
    def called(self) -> str:
        """The name under which this person publishes; without a login that of the user of this machine."""
        return self.name or self.email or machine_user()


def current() -> Toegang:
    """The level of whoever is asking. Everybody who reaches the dashboard has full access until levels exist."""
    return Toegang.VOLLEDIG


def threshold(toegang: Toegang) -> int:
    """Counts from 1 up to but not including this number are suppressed at this level; 0 means none are."""
    own = settings().drempel
    return own if toegang is Toegang.VOLLEDIG else max(own, settings().drempel_partner)


def rol(visitor: Visitor) -> Rol:
    """Who may refresh: those named in the settings, or, where nobody logs in, the person at this machine itself."""
    return Rol.VERVERSEN if Rol.VERVERSEN in rollen(visitor) else Rol.RAADPLEGEN


def rollen(visitor: Visitor) -> frozenset[Rol]:
    """Everything that somebody may do. Each role is given by a setting of its own; looking is for everybody."""
    given = {Rol.VERVERSEN: settings().named_refreshers, Rol.TEAM: settings().named_team}
    mayor = {Rol.BURGEMEESTER} if settings().named_mayors & visitor.keys else set()  # somebody, never a machine
    return frozenset({Rol.RAADPLEGEN, *mayor, *(role for role, named in given.items() if _given(visitor, named))})


def _given(visitor: Visitor, named: frozenset[str]) -> bool:
    """To those named, or, where nobody logs in and nobody is named, to the person at this machine itself."""
    return bool(named & visitor.keys) if visitor.login or named else visitor.own_machine


def at_own_machine(listening: str | None, served_as: Iterable[str], headers: Mapping[str, str]) -> bool:
    """Whether the question comes from the machine itself, as with `make run`.

    `listening`: the address of the server; `served_as`: every name under which it may be reached; `headers`: of the
    request. A proxy on the same machine makes all its visitors look local: each sign of one is a no.
    """
    sent = {name.lower(): value for name, value in headers.items()}
    return (
        listening is not None
        and _is_loopback(listening)
        and all(_is_loopback(name) for name in served_as)
        and _is_loopback(_host(f"//{sent.get('host', '')}"))
        and _is_loopback(_host(sent.get("origin", "")))
        and not any(name in sent for name in FORWARDED)
    )


def machine_user() -> str:
    """The name under which this process runs; containers may have none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return _("onbekend")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
