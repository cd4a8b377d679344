"""Pages of care without payment."""
