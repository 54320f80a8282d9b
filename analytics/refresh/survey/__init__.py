"""Surveys: tables that others estimated, and answers of respondents that are estimated here."""

from analytics.refresh.survey.delivery import read

__all__ = ["read"]
