"""How reports put things: many ways to say each fact, written after the habits of many real ones."""
