"""The messenger's memory in DynamoDB: marks of its own, and the ids of members in Tessera's table."""

import time
from collections.abc import Callable
from typing import Any, Final

from botocore.exceptions import ClientError

KEPT_SECONDS: Final = 14 * 86_400
"""How long a mark is kept: longer than the queue keeps a message."""


class DynamoMarks:
    """Marks in a table of the messenger's own, with `ttl`."""

    def __init__(self, dynamodb: Any, table: str, clock: Callable[[], float] = time.time) -> None:
        """clock: seconds."""
        self._dynamodb, self._table, self._clock = dynamodb, table, clock

    def begin(self, key: str) -> bool:
        """Leave a mark; False where there is one."""
        item = {"key": {"S": key}, "ttl": {"N": str(int(self._clock()) + KEPT_SECONDS)}}
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=item,
                ConditionExpression="attribute_not_exists(#k)",
                ExpressionAttributeNames={"#k": "key"},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def undo(self, key: str) -> None:
        """Take the mark away."""
        self._dynamodb.delete_item(TableName=self._table, Key={"key": {"S": key}})


class TesseraIdentities:
    """Members' ids at identity providers, as Tessera's table has them: they are gone once a member is erased."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._dynamodb, self._table = dynamodb, table

    def find(self, member: str, provider: str) -> str | None:
        """The first id of a provider; None where there is none."""
        begins = f"I#{provider}/"
        found = self._dynamodb.query(
            TableName=self._table,
            KeyConditionExpression="pk = :m AND begins_with(sk, :i)",
            ExpressionAttributeValues={":m": {"S": f"M#{member}"}, ":i": {"S": begins}},
            ConsistentRead=True,
            Limit=1,
        )
        return next((str(item["sk"]["S"]).removeprefix(begins) for item in found["Items"]), None)
