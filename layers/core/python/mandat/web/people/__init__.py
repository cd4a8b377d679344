"""Pages of a citizen's own address."""
