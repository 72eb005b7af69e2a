"""The kinds of failure of a call to DynamoDB."""

from enum import Enum
from typing import Final, NoReturn

from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError
from pynamodb.exceptions import PynamoDBException, TransactWriteError

from chalicelib.domain.words.errors import Unavailable


class FaultKind(Enum):
    """Why a call, or one item of a transaction, did not go through."""

    CONDITION = "a condition did not hold"
    CONFLICT = "another transaction was writing the item"
    THROTTLED = "more was asked than the table or a partition gives at the moment"
    LOST = "no reply: whether it was done is unknown"
    INVALID = "DynamoDB will never take this"


BY_CODE: Final = {
    # In a transaction's cancellation reasons.
    "ConditionalCheckFailed": FaultKind.CONDITION,
    "TransactionConflict": FaultKind.CONFLICT,
    "ThrottlingError": FaultKind.THROTTLED,
    "ProvisionedThroughputExceeded": FaultKind.THROTTLED,
    # Of a whole call, after the SDK's own resends.
    "ThrottlingException": FaultKind.THROTTLED,
    "ProvisionedThroughputExceededException": FaultKind.THROTTLED,
    "RequestLimitExceeded": FaultKind.THROTTLED,
    "ConditionalCheckFailedException": FaultKind.CONDITION,
    "TransactionConflictException": FaultKind.CONFLICT,
    "TransactionInProgressException": FaultKind.LOST,
    "RequestTimeout": FaultKind.LOST,
    "InternalServerError": FaultKind.LOST,
    "ServiceUnavailable": FaultKind.LOST,
}


def kind_of_code(code: str) -> FaultKind:
    """The kind of an error code. An unknown code is INVALID, which is never retried."""
    return BY_CODE.get(code, FaultKind.INVALID)


def kind_of(error: PynamoDBException) -> FaultKind:
    """The kind of a call that failed as a whole."""
    if isinstance(error.cause, NoConnection | HTTPClientError) or _status(error) >= 500:
        return FaultKind.LOST
    return kind_of_code(error.cause_response_code or "")


def kinds_of(error: TransactWriteError) -> list[FaultKind | None]:
    """For each item of a cancelled transaction, in the order of sending, why it was not written; None where it stood in
    no way. The one kind of the whole call where DynamoDB gives no reasons.
    """
    reasons = error.cancellation_reasons
    return [kind_of_code(reason.code) if reason else None for reason in reasons] or [kind_of(error)]


def give_up(error: PynamoDBException) -> NoReturn:
    """Raise the error of a failed call: as it is where DynamoDB will never take the call, else as Unavailable."""
    kinds = kinds_of(error) if isinstance(error, TransactWriteError) else [kind_of(error)]
    if FaultKind.INVALID in kinds:
        raise error
    raise Unavailable("The table did not answer: try again.") from error


def _status(error: PynamoDBException) -> int:
    """The HTTP status of the reply. PynamoDB's own error drops it, but keeps the client's error as its cause."""
    response = getattr(error.cause.__cause__, "response", {}) if error.cause else {}
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
