"""/saya: all reports of one mail address or number, and the data in them."""
