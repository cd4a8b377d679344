"""What a function is told about its surroundings, read once at cold start."""

import os
from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from mandat.records import record


@record
class Settings:
    """Environment of one function; a name that it was not given is an empty string.

    The field `table_name` is the variable TABLE_NAME, and so on.
    """

    stage: str = ""
    table_name: str = ""
    site_url: str = ""
    photo_bucket: str = ""
    signing_secret: str = ""
    hashing_secret: str = ""
    message_queue_url: str = ""
    due_queue_url: str = ""
    job_queue_url: str = ""
    mail_sender: str = ""
    mail_configuration_set: str = ""
    data_key: str = ""
    register_bucket: str = ""
    import_queue_url: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Settings of `env`; other variables are not ours and are passed over."""
        return cls(**{field.name: env.get(field.name.upper(), "") for field in fields(cls)})


@cache
def settings() -> Settings:
    """The process's settings, made at the first call."""
    return Settings.from_env(os.environ)
