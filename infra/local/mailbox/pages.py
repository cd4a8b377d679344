"""The mailbox's pages: plain HTML, no scripts; the list reloads itself."""

from __future__ import annotations

import re
from html import escape

from local.mailbox.messages import Mail

REFRESH_SECONDS = 5
SHOWN = 200
STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem;
  color: #1b1b1b; background: #fff }
ol { list-style: none; padding: 0 }
li { padding: .6rem 0; border-bottom: 1px solid #ddd; overflow-wrap: anywhere }
small { color: #555 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid #ddd; overflow-wrap: anywhere }
th { white-space: nowrap }
code, pre { font-size: .85rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f5f5; padding: 1rem }
iframe { width: 100%; height: 70vh; border: 1px solid #bbb }
"""
LINK = re.compile(r"https?://[^\s<>\"]+")


def list_page(mails: list[Mail]) -> str:
    """The newest mails, one below the other."""
    entries = "".join(_entry(mail) for mail in mails[:SHOWN])
    body = f"<ol>{entries}</ol>" if mails else "<p>Mails appear here by themselves.</p>"
    refresh = f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">'
    title = f"<h1>Mailbox</h1><p>{len(mails)} mails, newest first.</p>"
    return _page("Mailbox", title + body, refresh)


def _entry(mail: Mail) -> str:
    return (
        f'<li><a href="/mails/{mail.id}">{escape(mail.subject) or "(no subject)"}</a>'
        f"<br>To {escape(mail.to)}"
        f"<br><small>{escape(mail.received_at[:19].replace('T', ' '))} UTC"
        f" · X-Mandat-Message {escape(mail.headers.get('X-Mandat-Message', 'none'))}</small></li>"
    )


def mail_page(mail: Mail) -> str:
    """One mail: its headers, the HTML in a frame that may run nothing, and the text."""
    headers = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in reversed(mail.headers.items())
    )
    subject = escape(mail.subject)
    body = (
        f'<p><a href="/">All mails</a></p><h1>{subject}</h1>'
        f"<p>To {escape(mail.to)}</p>"
        f'<p><a href="/mails/{mail.id}/html">HTML</a> · <a href="/mails/{mail.id}/text">Text</a>'
        f' · <a href="/mails/{mail.id}/raw">Raw</a></p>'
        f"{_frame(mail)}<h2>Text</h2><pre>{_linked(mail.text)}</pre>"
        f"<h2>Headers</h2><table><tbody>{headers}</tbody></table>"
    )
    return _page(mail.subject, body)


def _frame(mail: Mail) -> str:
    if not mail.html:
        return ""
    return (
        '<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox"'
        f' src="/mails/{mail.id}/html"></iframe>'
    )


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in LINK.finditer(text):
        link = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])


def html_body(mail: Mail) -> str:
    """The mail's HTML; its links open in a window of their own, out of the frame."""
    return re.sub(r"(<head[^>]*>)", r'\1<base target="_blank">', mail.html, count=1)


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )
