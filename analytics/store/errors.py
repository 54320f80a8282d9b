"""What can go wrong with the database of the team that a person can do something about."""

from collections.abc import Sequence

from analytics.errors import VeiligheidError


class Refused(VeiligheidError):
    """A change is not allowed as it stands; nothing was saved. `problems` lists every problem, one sentence each."""

    exit_code = 2

    def __init__(self, summary: str, problems: Sequence[str] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([summary, *(f"- {problem}" for problem in self.problems)]))


class Changed(VeiligheidError):
    """Somebody else changed the same since it was read; nothing was saved. `versie` is what it is now."""

    exit_code = 3

    def __init__(self, message: str, versie: int) -> None:
        self.versie = versie
        super().__init__(message)


class StoreUnavailable(VeiligheidError):
    """The database cannot be reached, written or used; nothing was saved."""

    exit_code = 3
