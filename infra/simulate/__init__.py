"""A year of the city's programmes, played through the real handlers on moto."""
