"""Ambulances now: the citizen's call and its state, the crew's five buttons, and the desk."""
