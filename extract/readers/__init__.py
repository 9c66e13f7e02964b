"""Readers: one module a format, all with the same door `read(source: bytes, name: str) -> Document`.

`read` here decides by the file's first bytes which reader serves, never by its name.
"""
