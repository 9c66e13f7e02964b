"""The rule catalogue: one module a rule, loaded by `audit.catalogue`."""
