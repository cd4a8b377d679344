"""The one kind of cookie that the site sets."""

from datetime import timedelta

from aws_lambda_powertools.shared.cookies import Cookie, SameSite


def lasting(name: str, value: str, age: timedelta, path: str = "/") -> Cookie:
    """A cookie for the pages below `path`, out of scripts' reach.

    Not Strict: a link opened from WhatsApp would come without it, be given a new one, and so end
    the forms that are open in other tabs. Lax never goes along with a foreign POST.
    """
    return Cookie(
        name=name,
        value=value,
        path=path,
        secure=True,
        http_only=True,
        same_site=SameSite.LAX_MODE,
        max_age=int(age.total_seconds()),
    )
