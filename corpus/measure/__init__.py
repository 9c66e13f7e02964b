"""How the program's answers are compared with what is known of the reports."""
