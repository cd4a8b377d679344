"""The monthly stipend, as citizens ask for it, see its totals and say that it has arrived."""
