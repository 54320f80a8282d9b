"""How far the actions of the implementation agendas are, kept by the team, and the actions that it adds itself.

    reports(store, "GM0935"), history(store, "GM0935", "mjp19-001")
    report(store, Report(...), author, seen=0)
    own_actions(store, "GM0935"), add_own(store, NewOwn(...), author)
    change_own(store, 7, versie, {...}, author), withdraw_own(store, 7, versie, author)

Nothing is ever deleted: of the reports on an action in a quarter the newest counts, and an own action is withdrawn.
"""

from analytics.progress.contents import FINAL, NewOwn, OwnAction, Progress, Said
from analytics.progress.own import add_own, change_own, own_actions, withdraw_own
from analytics.progress.reporting import history, report, reports

__all__ = [
    "FINAL",
    "NewOwn",
    "OwnAction",
    "Progress",
    "Said",
    "add_own",
    "change_own",
    "history",
    "own_actions",
    "report",
    "reports",
    "withdraw_own",
]
