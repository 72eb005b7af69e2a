"""Secrets Manager: the reader of secrets. (`store.secret_versions` is what their rotation writes.)"""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import clients
from chalicelib.store.table import READ_SECONDS

_PASSING = frozenset({"ThrottlingException", "InternalServiceError", "InternalServiceErrorException"})


class SecretUnreadable(Exception):
    """A secret is missing, has no text, or is not for this function to read; the message names it and says which."""


def client(region: str, endpoint: str | None = None) -> Any:
    """Make a client of Secrets Manager. endpoint: another address than the region's own."""
    return clients.client("secretsmanager", region, endpoint, READ_SECONDS)


def read_all(client: Any, arns: Mapping[str, str]) -> dict[str, str]:
    """The current texts of secrets, by the names that their ARNs have here; at most 20, in one trip.

    Several are asked for at once, which takes the right to BatchGetSecretValue on top of GetSecretValue for each: a
    function of one secret needs no more than that. Raises SecretUnreadable, and Unavailable where trying again may
    help.
    """
    wanted = list(arns.values())
    try:
        if len(wanted) == 1:
            answer = {"SecretValues": [client.get_secret_value(SecretId=wanted[0])]}
        else:
            answer = client.batch_get_secret_value(SecretIdList=wanted)
    except ClientError as error:
        raise _refused(error.response["Error"]["Code"], f"The secret {' or '.join(wanted)}") from error
    except BotoCoreError as error:
        raise Unavailable("The secrets could not be read: try again.") from error
    for refused in answer.get("Errors", ()):
        raise _refused(refused["ErrorCode"], f"The secret {refused['SecretId']}")
    texts = {found["ARN"]: found.get("SecretString") for found in answer["SecretValues"]}
    read = {name: texts.get(arn) for name, arn in arns.items()}
    for name, text in read.items():
        if text is None:
            raise SecretUnreadable(f"The secret {arns[name]} has no text: is that its whole ARN?")
    return {name: text for name, text in read.items() if text is not None}


def _refused(code: str, what: str) -> Exception:
    if code in _PASSING:
        return Unavailable("The secrets could not be read: try again.")
    return SecretUnreadable(f"{what} can't be read: {code}")
