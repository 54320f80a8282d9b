"""Buurtprofiel: how safe is this buurt? Everything about it, fit to print on two sheets."""

from analytics.areas import Niveau
from pages.shared import chrome, profile

with chrome.page("buurtprofiel") as (snapshot, manifest):
    profile.show(snapshot, manifest, Niveau.BUURT)
