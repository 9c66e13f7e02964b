"""Whether it holds: claims and score cards -> findings and recount."""

from audit.catalogue import Rule, catalogue
from audit.examine import VERSION, examine, ruleset
from audit.finding import Failure, Finding, ReportResult
from audit.settings import Settings

__all__ = ["VERSION", "Failure", "Finding", "ReportResult", "Rule", "Settings", "catalogue", "examine", "ruleset"]
