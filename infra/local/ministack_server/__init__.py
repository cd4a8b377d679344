"""MiniStack, mended where it is unlike AWS; run by the tool environment's Python.

    python -m local.ministack_server LOG_FILE BARE_PYTHON [moved]

What is replaced is private to MiniStack: requirements.txt pins the version that it belongs to, and
tests/e2e/test_embedded.py tries what the mends are for.
"""
