"""The last service: a death as families report it and see it, and as posts serve it."""
