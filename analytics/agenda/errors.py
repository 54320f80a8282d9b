"""What can go wrong with agendas that a person can do something about."""

from collections.abc import Sequence

from analytics.agenda.contents import Change
from analytics.errors import VeiligheidError


class AgendaRefused(VeiligheidError):
    """A change is not allowed as it stands; nothing was saved. `problems` lists every problem, one sentence each."""

    exit_code = 2

    def __init__(self, summary: str, problems: Sequence[str] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([summary, *(f"- {problem}" for problem in self.problems)]))


class AgendaChanged(VeiligheidError):
    """Somebody else changed the same since it was read; nothing was saved. `versie` is what it is now."""

    exit_code = 3

    def __init__(self, message: str, versie: int, changes: Sequence[Change]) -> None:
        self.versie = versie
        self.changes = tuple(changes)
        super().__init__(message)


class AgendaUnavailable(VeiligheidError):
    """The database of agendas cannot be reached, written or used; nothing was saved."""

    exit_code = 3
