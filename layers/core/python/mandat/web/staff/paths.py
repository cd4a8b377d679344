"""Parts of addresses that doors and pages share."""

# Where a post asks for a fresh link in place of an expired one.
ASK = "tautan-baru"
