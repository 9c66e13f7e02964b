"""Slips of the pen and of judgement, put into a finished report, each with the label that says what was done."""
