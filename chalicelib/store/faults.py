"""What went wrong with a call to DynamoDB, in the five kinds that anything here has to tell apart."""

from __future__ import annotations

from enum import Enum
from typing import Final

from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError
from pynamodb.exceptions import PynamoDBException


class Kind(Enum):
    """Why a call, or one item of a transaction, did not go through."""

    CONDITION = "a condition did not hold"
    CONFLICT = "another transaction had the item in its hands"
    THROTTLED = "more was asked than the table or a partition gives at the moment"
    LOST = "no reply: nobody knows whether it was done"
    INVALID = "DynamoDB will never take this"


BY_CODE: Final = {
    # In a transaction's cancellation reasons.
    "ConditionalCheckFailed": Kind.CONDITION,
    "TransactionConflict": Kind.CONFLICT,
    "ThrottlingError": Kind.THROTTLED,
    "ProvisionedThroughputExceeded": Kind.THROTTLED,
    # Of a whole call, after the SDK's own resends.
    "ThrottlingException": Kind.THROTTLED,
    "ProvisionedThroughputExceededException": Kind.THROTTLED,
    "RequestLimitExceeded": Kind.THROTTLED,
    "ConditionalCheckFailedException": Kind.CONDITION,
    "TransactionConflictException": Kind.CONFLICT,
    "TransactionInProgressException": Kind.LOST,
    "RequestTimeout": Kind.LOST,
    "InternalServerError": Kind.LOST,
    "ServiceUnavailable": Kind.LOST,
}


def kind_of_code(code: str) -> Kind:
    """The kind of a code; one that nobody foresaw is INVALID, which is never retried."""
    return BY_CODE.get(code, Kind.INVALID)


def kind_of(error: PynamoDBException) -> Kind:
    """The kind of a call that failed as a whole."""
    if isinstance(error.cause, NoConnection | HTTPClientError) or _status(error) >= 500:
        return Kind.LOST
    return kind_of_code(error.cause_response_code or "")


def _status(error: PynamoDBException) -> int:
    """The HTTP status of the reply. PynamoDB's own error drops it, but keeps the client's error as its cause."""
    response = getattr(error.cause.__cause__, "response", {}) if error.cause else {}
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
