"""What nobody writes by accident, and strategies that write it into every field."""

from hypothesis import strategies as st

# Nothing of ours has this element, this attribute and this word.
ELEMENT, ATTRIBUTE, MARK = "x-hostile", "onhostile", "zqxhostile"
# What a template or a format string would make of the text, had it been one.
PRODUCT, WORKED_OUT = "{{7*7191}}", "50337"
BREAKS = "\r\n"

MARKUP = (
    f"<{ELEMENT} {ATTRIBUTE}=1>{MARK}</{ELEMENT}>",
    f"\"><{ELEMENT} {ATTRIBUTE}='{MARK}'>",
    f"' {ATTRIBUTE}='{MARK}' x='",
    f"</textarea></title><script>{MARK}()</script>",
    f"<svg/onload={MARK}()><{ELEMENT}>",
    f"--><{ELEMENT}>{MARK}<!--",
    f"]]><{ELEMENT}>{MARK}",
    f"javascript:{MARK}()//",
    f"data:text/html,<script>{MARK}</script>",
    f"&lt;{ELEMENT}&gt;{MARK}&#60;{ELEMENT}&#62;",
)
FORMATS = (
    f"{PRODUCT}{MARK}",
    f"{{% raw %}}{MARK}{{{{ config }}}}",
    f"%(x)s %s %d %n{MARK}",
    f"{{0}}{{x}}{{x.__class__}}{MARK}",
    f"${{7*7191}}#{{7*7191}}{MARK}",
    f"=cmd|'/C calc'!A0{MARK}",
    f"@SUM(1+1)*{MARK}",
    f"+1+1{MARK}",
)
LINES = (
    f"{MARK}\r\nSet-Cookie: {MARK}=1",
    f"{MARK}\nBcc: {MARK}@example.org",
    f"{MARK}\r\n\r\n<{ELEMENT}>",
    f"%0d%0aLocation: https://{MARK}.example.org/",
    f'{MARK}\n{{"level":"ERROR","message":"{MARK}"}}',
    f'"}},"{MARK}":{{"_aws":{{"CloudWatchMetrics":[]}}',
    f'{{"_aws":{{"{MARK}":1}}}}',
    f"\u2028{MARK}\u2029\u0085{MARK}\x0b\x0c",
)
SCRIPTS = (
    f"\u202e{MARK}\u202d\u2066\u2067",
    f"{MARK[:4]}\u200b\u200d\ufeff\u2060{MARK[4:]}",
    f"مرحبا {MARK} שלום",
    f"{MARK}\x00\x01\x1b[31m\x7f\x9b",
    f"👩‍👩‍👧‍👦🏴{MARK}\U0001f1ee\U0001f1e9",
    f"\ud800{MARK}\udfff",
    f"Z{'͌' * 60}{MARK}",
    f"//{MARK}.example.org/../../etc/passwd",
)
SIZES = (MARK * 500, "𐍈" * 5000, "9" * 5000, "²", "-1", "0", "1e309", "NaN", "01-01-0001", "00:00")
CORPUS = (*MARKUP, *FORMATS, *LINES, *SCRIPTS, *SIZES)
# Addresses that a strict reader may take for an address.
ADDRESSES = (
    f"{MARK}@example.org",
    f"{MARK}\n@example.org",
    f"{MARK}@example.org\r\nBcc: x@example.org",
    f"{MARK}\u200b@example.org",
    f"{MARK}@ex\u0430mple.org",
    f"{MARK}@пример.example.org",
    f"{MARK}(x)@example.org",
    f"{MARK}:x@example.org",
    f"{MARK}%00@example.org",
    f"{MARK}@[127.0.0.1].org",
    f"{MARK}..x@example.org",
    f"{MARK}\\@example.org",
    f"'{MARK}'@example.org",
    f"{MARK}\x85@example.org",
    f"{'x' * 65}{MARK}@example.org",
    f"=?utf-8?q?{MARK}?=@example.org",
    f"{MARK}@-.-.example.org",
    f"\ud800{MARK}@example.org",
)


def texts() -> st.SearchStrategy[str]:
    """The corpus, its pieces joined, and anything that is a string, half surrogates too."""
    known = st.sampled_from(CORPUS + ADDRESSES)
    anything = st.text(st.characters(codec=None), max_size=40)
    return st.one_of(known, known, anything, st.builds("{}{}".format, anything, known))
