"""What the report says: bytes -> Document -> figures -> facts -> claims and score cards."""

from extract.document import Document, Place
from extract.errors import Unreadable
from extract.readers import read
from extract.report import Report
from extract.understand import understand

__all__ = ["Document", "Place", "Report", "Unreadable", "read", "understand"]
