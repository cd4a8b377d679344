"""«Catat untuk warga»: a post writes a report down for a citizen."""
