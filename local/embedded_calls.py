"""Answers a call of DynamoDB by moto's engine, past what moto and botocore do again for each call.

These are two thirds of the time that a call takes, and change no answer (read in moto 5.2.5 and botocore 1.43):

- A call is signed, though nobody looks at the signature.
- It is made a request of a web framework, and its address is matched against those of all services.
- All that the service can do is looked up in its class.
- Each attribute of an item is looked for in each of the ten types that it may have; in an answer by eight names each.
- A condition is cut into its words by patterns.
"""

from collections import deque
from functools import cache, lru_cache
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.signers import RequestSigner
from moto.core import responses
from moto.core.common_types import TYPE_RESPONSE
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.parse import BaseJSONParser
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.responses import DynamoHandler
from moto.utilities.utils import get_partition

REGION = "us-east-1"
DYNAMODB = f"https://dynamodb.{REGION}.amazonaws.com/"

_sign: Any = RequestSigner.sign
_parse_structure: Any = BaseJSONParser._parse_structure
_serialize_structure = BaseJSONSerializer._serialize_type_structure
_lex = ConditionExpressionParser._lex_condition_expression


def answer(request: AWSPreparedRequest) -> TYPE_RESPONSE:
    """Do what a call of DynamoDB asks for. Gives the status, the headers and the body of its response."""
    handler = DynamoHandler()
    handler.headers = {name: _text(value) for name, value in request.headers.items()}
    handler.response_headers = {"server": "amazon.com"}
    handler.querystring, handler.uri_match = {}, {}
    handler.region, handler.partition, handler.current_account = REGION, get_partition(REGION), DEFAULT_ACCOUNT_ID
    handler.parse_parameters(_Asked(request, handler.headers["Content-Type"]))  # type: ignore[arg-type]
    answered: TYPE_RESPONSE = handler.call_action()
    return answered


class _Asked:
    """A call as moto reads its parameters."""

    def __init__(self, request: AWSPreparedRequest, content_type: str) -> None:
        self.method, self.headers, self.data = request.method, request.headers, request.body
        self.content_type, self.path = content_type, "/"
        self.values: dict[str, Any] = {}


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _sign_for_others(self: RequestSigner, operation_name: str, request: Any, *args: Any, **kwargs: Any) -> None:
    if request.url != DYNAMODB:
        _sign(self, operation_name, request, *args, **kwargs)


def _parse_by_type(self: Any, shape: Any, value: Any) -> Any:
    if shape.name != "AttributeValue" or value is None:
        return _parse_structure(self, shape, value)
    return {kind: self._parse_shape(shape.members[kind], held) for kind, held in value.items()}


def _serialize_by_type(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name != "AttributeValue" or type(value) is not dict:
        _serialize_structure(self, serialized, value, shape, key)
        return
    typed: dict[str, Any] = {}
    for kind, held in value.items():
        self._serialize(typed, held, shape.members[kind], kind)
    self._default_serialize(serialized, typed, shape, key)


@lru_cache(1000)
def _words(condition: str) -> tuple[Any, ...]:
    return tuple(_lex(ConditionExpressionParser(condition, None, None)))


def _lex_once(self: ConditionExpressionParser) -> deque[Any]:
    return deque(_words(self.condition_expression or ""))


DONE_ONCE = (
    (RequestSigner, "sign", _sign_for_others),
    (responses, "method_names_from_class", cache(method_names_from_class)),
    (BaseJSONParser, "_parse_structure", _parse_by_type),
    (BaseJSONSerializer, "_serialize_type_structure", _serialize_by_type),
    (ConditionExpressionParser, "_lex_condition_expression", _lex_once),
)
"""The functions that do for each call what was done before, and what stands in for each: where, name, function."""
