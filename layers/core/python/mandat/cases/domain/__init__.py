"""The pure core of a case: decide(case, command, now) -> events, apply(case, event) -> case.

Empty on purpose: a door imports only the rooms that it needs.
"""
