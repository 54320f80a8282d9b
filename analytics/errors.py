"""The errors a person can do something about. Each message says what is wrong, where, and what to do (Dutch)."""


class VeiligheidError(Exception):
    """Base of every error whose text may be shown to a person as it is. `exit_code` is the command line's."""

    exit_code = 1


class WrongUsage(VeiligheidError):
    """The question itself is not valid: an impossible period, a level the indicator does not know."""

    exit_code = 2


class DeliveryRefused(VeiligheidError):
    """A delivery cannot be published; nothing was changed. `problems` lists every problem found, one sentence each."""

    exit_code = 3

    def __init__(self, summary: str, problems: list[str] | None = None) -> None:
        self.summary = summary
        self.problems = problems or []
        super().__init__("\n".join([summary, *(f"- {problem}" for problem in self.problems)]))


class NotFound(VeiligheidError):
    """No such indicator, area or snapshot."""

    exit_code = 4


class SnapshotBroken(VeiligheidError):
    """The files of a snapshot do not match its manifest."""

    exit_code = 3


class QuestionTooHeavy(VeiligheidError):
    """A question took more time or memory than the limits allow; nothing is wrong with the data."""


class RefreshBusy(VeiligheidError):
    """Another refresh holds the lock."""

    exit_code = 75
