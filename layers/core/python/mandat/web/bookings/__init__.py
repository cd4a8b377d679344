"""Pages of a post itself: who holds it, who stands in, who follows."""
