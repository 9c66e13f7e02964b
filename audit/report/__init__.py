"""What the bureau receives: one module an output format. Nothing here computes a figure."""
