"""The call that starts a function without calling it: understood by ministack_server.py only."""

WARM_UP = {"mandat": "warm-up"}
