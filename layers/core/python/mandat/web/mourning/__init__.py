"""A death and its steps, as the posts that serve the family see them and act."""
