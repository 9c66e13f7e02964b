"""What the report says: bytes -> Document -> figures -> facts -> claims and score cards."""
