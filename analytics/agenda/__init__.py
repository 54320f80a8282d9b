"""Buurtagenda's: which areas got one, why, and what is done there. Kept in the database of the team.

    store = store_of(settings().root)
    agendas(store, "GM0935"), agenda(store, 7), history(store, 7)
    nominate(store, NewAgenda(...), author), change(store, 7, versie, {...}, author)

Plain values go in and come out; the tables stay inside. Nothing here depends on figures: what the ranking said is
given by the caller.
"""

from analytics.agenda.contents import Action, Agenda, Change, NewAction, NewAgenda
from analytics.agenda.declared import Declared, declared
from analytics.agenda.reading import agenda, agendas, history
from analytics.agenda.writing import add_action, change, change_action, nominate

__all__ = [
    "Action",
    "Agenda",
    "Change",
    "Declared",
    "NewAction",
    "NewAgenda",
    "add_action",
    "agenda",
    "agendas",
    "change",
    "change_action",
    "declared",
    "history",
    "nominate",
]
