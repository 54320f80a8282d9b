"""The police's own monthly file: read through a supplier's description, checked, counted into the contract's tables."""

from analytics.refresh.police.delivery import read

__all__ = ["read"]
