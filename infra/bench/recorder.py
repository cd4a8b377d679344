"""Hears every AWS call of this process: what was asked of botocore and the bytes of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from unittest.mock import patch

from botocore import endpoint
from botocore.client import BaseClient

from bench.stand_in import target_of
from bench.tape import Call


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """The calls made meanwhile, in order; they go where they went."""
    calls: list[Call] = []
    with (
        patch.object(BaseClient, "_make_api_call", _hearing_what_is_asked(calls)),
        patch.object(endpoint.Endpoint, "_do_get_response", _hearing_where_it_goes(calls)),
        patch.object(endpoint, "convert_to_response_dict", _hearing_what_is_answered(calls)),
    ):
        yield calls


def _hearing_what_is_asked(calls: list[Call]) -> Any:
    real = BaseClient._make_api_call  # noqa: SLF001  below every client, PynamoDB's too

    def make_api_call(self: Any, operation: str, params: dict[str, Any]) -> Any:
        calls.append(Call(self.meta.service_model.service_name, operation, deepcopy(params)))
        return real(self, operation, params)

    return make_api_call


def _hearing_where_it_goes(calls: list[Call]) -> Any:
    real = endpoint.Endpoint._do_get_response  # noqa: SLF001  the request as it is signed

    def do_get_response(self: Any, request: Any, *rest: Any) -> Any:
        calls[-1].target = target_of(request)
        return real(self, request, *rest)

    return do_get_response


def _hearing_what_is_answered(calls: list[Call]) -> Any:
    real = endpoint.convert_to_response_dict

    def convert(response: Any, model: Any) -> Any:
        call = calls[-1]
        call.status, call.body = response.status_code, response.content
        call.headers = {str(name): str(value) for name, value in response.headers.items()}
        return real(response, model)

    return convert
