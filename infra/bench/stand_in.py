"""AWS as it answered when the tape was made: below botocore, without a network or a server.

Imported by measured processes: it imports nothing that the measured code does not.
"""


class StrayCallError(Exception):
    """The measured code asked for something else than the tape holds."""


class StandIn:
    """Answers the calls of a tape in their order; `rewind` before each request."""

    def __init__(self):
        self._calls = ()
        self._place = 0

    def rewind(self, calls):
        """Begin to answer `calls`."""
        self._calls = calls
        self._place = 0

    def finish(self):
        """Raise StrayCallError when the request made fewer calls than the tape holds."""
        if self._place != len(self._calls):
            missing = [call[1] for call in self._calls[self._place :]]
            raise StrayCallError(f"never asked for: {missing}")

    def send(self, request):
        """In place of URLLib3Session.send."""
        if self._place >= len(self._calls):
            raise StrayCallError(f"asked for more: {target_of(request)}")
        _, _, _, target, status, headers, body = self._calls[self._place]
        if target != target_of(request):
            raise StrayCallError(f"asked for {target_of(request)} instead of {target}")
        self._place += 1
        return self._response(request.url, status, self._headers(headers), _Raw(body))

    def install(self):
        """Stand below every client of this process."""
        from botocore import httpsession
        from botocore.awsrequest import AWSResponse
        from urllib3 import HTTPHeaderDict

        self._response, self._headers = AWSResponse, HTTPHeaderDict
        httpsession.URLLib3Session.send = lambda _session, request: self.send(request)


class _Raw:
    """The body as urllib3 hands it over."""

    def __init__(self, body):
        self._body = body

    def stream(self, **_kwargs):
        yield self._body

    def read(self, *_args, **_kwargs):
        body, self._body = self._body, b""
        return body


def target_of(request):
    """Which operation a prepared request asks for: its target's header, or method and path."""
    target = request.headers.get("X-Amz-Target")
    if target is None:
        return f"{request.method} {request.url.partition('?')[0]}"
    return target.decode() if isinstance(target, bytes) else target
