"""The tables on which points are given."""
