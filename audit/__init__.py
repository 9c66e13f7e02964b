"""Whether it holds: claims and score cards -> findings and recount."""
