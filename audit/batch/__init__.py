"""Many reports: scheduling, limits and caches around a function that is handed in."""
