"""Orphans and officials as posts see them: who fosters whom, and who has left office."""
