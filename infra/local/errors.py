"""What goes wrong on the local stage, said in one line to whoever typed the command."""


class LocalError(Exception):
    """The stage cannot start or go on; the message is one complete line for a person."""
