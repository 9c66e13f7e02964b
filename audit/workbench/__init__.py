"""What the auditor decides: the ledger of findings and decisions, and the page on which they are worked through."""
