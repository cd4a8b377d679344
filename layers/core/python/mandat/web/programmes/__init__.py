"""What citizens ask of the city's programmes: the doors of all of them."""
