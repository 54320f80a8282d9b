"""Wijkprofiel: how safe is this wijk? Everything about it and its buurten, fit to print on two sheets."""

from analytics.areas import Niveau
from pages.shared import chrome, profile

with chrome.page("wijkprofiel") as (snapshot, manifest):
    profile.show(snapshot, manifest, Niveau.WIJK)
