"""Who calls: the User-Agent of every call to AWS, put together once for all of a process.

botocore puts its own together anew for each call, of thirteen parts that never change: a twelfth
of the CPU of a call to the table.
"""

from typing import Any

from botocore.config import Config


def introduce(session: Any) -> None:
    """Have every client that `session` makes from now on name the SDK and the function alike."""
    function = session.get_config_variable("user_agent_appid")
    named = (session.user_agent(), f"app/{function}" if function else "")
    session.set_default_client_config(Config(user_agent=" ".join(filter(None, named))))
