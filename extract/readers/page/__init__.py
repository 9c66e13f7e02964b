"""The parts of reading a printed page: its characters, its rulings, its tables, its lines and paragraphs."""
