"""The corridor: one report through the rooms, many reports through many workers, the command line."""
