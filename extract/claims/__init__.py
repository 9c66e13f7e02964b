"""The relations that a report asserts between its figures, one module a family."""
