"""What the city lends, as citizens ask for it, see what is free, and change their minds."""
