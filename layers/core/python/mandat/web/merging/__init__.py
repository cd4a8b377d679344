"""Two reports of the same thing: the owner works on them together."""
