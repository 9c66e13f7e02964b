"""What a table's layout says: headings, units, facts of its figures."""
