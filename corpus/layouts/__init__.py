"""In which order and under which headings a report stands."""
