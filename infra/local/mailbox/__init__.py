"""The mailbox of the local stage: every mail the system sends ends up here and goes nowhere else.

`messages` reads MIME, `store` keeps mails on disk, `sink` takes them by SMTP, `web` shows them.
"""
