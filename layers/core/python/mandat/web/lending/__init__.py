"""What posts and drivers do with bookings: decide, hand over, take back, keep days free."""
