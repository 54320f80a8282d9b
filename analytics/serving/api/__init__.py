"""The read-only API under /api: the figures of the screen for other programs, as JSON and CSV.

`application.api` is the application that routes.py mounts. Every answer says what it is about (`answers.About`) and
goes by the same functions, access level and suppression as the pages. Reference: docs/reference/api.md.
"""
