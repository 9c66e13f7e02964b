"""Scores recounted by the report's own rules: `recount(...)`."""

from audit.recount.counting import recount, scope

__all__ = ["recount", "scope"]
