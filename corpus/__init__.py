"""Labelled reports, the generator that writes more of them with known errors, and the benchmark run on both.

Nothing here imports `extract` or `audit`: the generator must not share a mistake with what it measures.
"""
