"""What posts do about requests for care, letters and what follows them."""
