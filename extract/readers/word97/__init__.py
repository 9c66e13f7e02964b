"""Word 97-2003 binary files, read in process: the [MS-DOC] structures that carry text, tables, numbers and marks."""
