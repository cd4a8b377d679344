"""Mandat: every request to the city has an owner, a clock and an answer."""

import gc

# A function imports much and keeps it: at Python's own 700 the collector walks through all of it
# a hundred times in a cold start, and several times in each request, to find nothing.
gc.set_threshold(20_000, 20, 20)
