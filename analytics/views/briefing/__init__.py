"""The mayor's monthly briefing as a document: what changed, what needs attention, are we on course, which buurten, and
what is quiet. Sentences are built by templates that say no more than an interval or a test allows.

    months(snapshot) -> (date(2025, 12, 1), ...)
    build(snapshot, toegang, date(2025, 12, 1)) -> Document

`findings`: what is known; `changed`, `attention`, `course`, `buurten`: the sentences of a section; `pictures`, `table`:
what is shown beside them. docs/explanation/briefing.md says in words what may be said and what not.
"""

from analytics.views.briefing.document import build
from analytics.views.briefing.findings import months

__all__ = ["build", "months"]
