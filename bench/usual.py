"""The baseline *usual*: what a good engineer writes first.

Powertools keeps each request idempotent; around that, the member's items are read and checked, and then written one
after the other, each under its own condition; a line in the ledger closes the action. The wallet is one item, so that
nothing is written oftener than it has to be. (A crash between two writes leaves half an action behind, and the same
request is then taken for one that is still in progress: that is not measured here.)
"""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent_function

STATE, KEYS = "usual", "usual-idempotency"
Action = Callable[[Any, str, str], dict[str, Any]]
"""Plays one action: the client, the member, the request's key; gives the answer."""


class Refused(Exception):
    """The shop says no: Powertools forgets the key again."""


class _Lambda:
    """The context of an invocation."""

    def get_remaining_time_in_millis(self) -> int:
        return 15_000


class Usual:
    """Both tables and the function of this baseline, over a boto3 client."""

    def __init__(self, dynamodb: Any) -> None:
        self.dynamodb = dynamodb
        layer = DynamoDBPersistenceLayer(KEYS, boto3_client=dynamodb)
        config = IdempotencyConfig(event_key_jmespath="key", use_local_cache=False)

        config.register_lambda_context(_Lambda())  # it is asked for the time that is left alone

        @idempotent_function(data_keyword_argument="request", persistence_store=layer, config=config)
        def answer(request: dict[str, str]) -> dict[str, Any]:
            return ACTIONS[request["action"]](self.dynamodb, request["member"], request["key"])

        self._answer = answer

    def create_tables(self) -> None:
        for name, keys in ((STATE, ("pk", "sk")), (KEYS, ("id",))):
            self.dynamodb.create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
                KeySchema=[
                    {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
                ],
            )

    def born(self, member: str) -> None:
        """A member with everything that the actions take."""
        wallet = {name: {"N": "99"} for name in ("points", "care", "rare", *_PIECES)}
        self._put(f"M#{member}", "WALLET", **wallet)
        self._put(f"M#{member}", "TASK#read", n={"N": "1"})
        self._put(f"M#{member}", "TASK#watch", n={"N": "1"})
        for stock in ("iris", "serum"):
            self._put(f"S#{stock}", "S", left={"N": "100000"})
        self._put("S#last", "S", left={"N": "0"})

    def act(self, action: str, member: str, key: str) -> dict[str, Any] | None:
        """The answer; None for a refusal."""
        try:
            answer: dict[str, Any] = self._answer(request={"action": action, "member": member, "key": key})
        except Refused:
            return None
        return answer

    def _put(self, pk: str, sk: str, **attributes: Any) -> None:
        self.dynamodb.put_item(TableName=STATE, Item={"pk": {"S": pk}, "sk": {"S": sk}, **attributes})


_PIECES = ("collar", "sleeve", "hem", "button")


def _event(task: str, target: int) -> Action:
    def play(dynamodb: Any, member: str, key: str) -> dict[str, Any]:
        [progress] = _read(dynamodb, (f"M#{member}", f"TASK#{task}"))
        before = int(progress["n"]["N"])
        values = {":n": {"N": str(before + 1)}, ":before": {"N": str(before)}}
        _update(dynamodb, f"M#{member}", f"TASK#{task}", "SET n = :n", "n = :before", values)
        done = before + 1 >= target
        if done:
            _move(dynamodb, member, points=20, care=1)
        return _ledger(dynamodb, member, key, "event", {"points": 20, "care": 1} if done else {})

    return play


def _draw(costs: dict[str, int], gives: dict[str, int], times: int = 1, stock: str = "") -> Action:
    def play(dynamodb: Any, member: str, key: str) -> dict[str, Any]:
        wallet, _ = _read(dynamodb, (f"M#{member}", "WALLET"), (f"M#{member}", "LIMIT#box@d260620"))
        if any(int(wallet[name]["N"]) < n for name, n in costs.items()):
            raise Refused
        if stock:
            _take(dynamodb, stock, sum(gives.values()))
        _count(dynamodb, member, "box@d260620", times, 50)
        _move(dynamodb, member, **{name: -n for name, n in costs.items()}, **gives)
        return _ledger(dynamodb, member, key, "draw", gives)

    return play


def _redeem(dynamodb: Any, member: str, key: str) -> dict[str, Any]:
    wallet, _ = _read(dynamodb, (f"M#{member}", "WALLET"), (f"M#{member}", "LIMIT#monthly@o2606"))
    if int(wallet["points"]["N"]) < 50:
        raise Refused
    _take(dynamodb, "serum", 1)
    _count(dynamodb, member, "monthly@o2606", 1, 9)
    _move(dynamodb, member, points=-50, serum=1)
    return _ledger(dynamodb, member, key, "redeem", {"points": -50, "serum": 1})


def _compose(dynamodb: Any, member: str, key: str) -> dict[str, Any]:
    wallet, _ = _read(dynamodb, (f"M#{member}", "WALLET"), (f"M#{member}", "LIMIT#outfit@c"))
    if any(int(wallet[piece]["N"]) < 1 for piece in _PIECES):
        raise Refused
    _count(dynamodb, member, "outfit@c", 1, 9)
    _move(dynamodb, member, points=50, **dict.fromkeys(_PIECES, -1))
    return _ledger(dynamodb, member, key, "compose", {"points": 50, **dict.fromkeys(_PIECES, -1)})


def _gift(dynamodb: Any, member: str, key: str) -> dict[str, Any]:
    friend = f"{member}-friend"
    mine, _ = _read(dynamodb, (f"M#{member}", "WALLET"), (f"M#{friend}", "WALLET"))
    if int(mine["hem"]["N"]) < 1:
        raise Refused
    _count(dynamodb, member, "sent@d260620", 1, 9)
    _count(dynamodb, friend, "got@d260620", 1, 9)
    _move(dynamodb, member, hem=-1)
    _move(dynamodb, friend, hem=1)
    _ledger(dynamodb, friend, key, "receive", {"hem": 1})
    return _ledger(dynamodb, member, key, "send", {"hem": -1})


def _read(dynamodb: Any, *keys: tuple[str, str]) -> list[dict[str, Any]]:
    """The items, in one call; {} for one that is not there."""
    if len(keys) == 1:
        [(pk, sk)] = keys
        reply = dynamodb.get_item(TableName=STATE, Key={"pk": {"S": pk}, "sk": {"S": sk}}, ConsistentRead=True)
        return [reply.get("Item", {})]
    wanted = {"Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys], "ConsistentRead": True}
    found = dynamodb.batch_get_item(RequestItems={STATE: wanted})["Responses"][STATE]
    by_key = {(item["pk"]["S"], item["sk"]["S"]): item for item in found}
    return [by_key.get(key, {}) for key in keys]


def _move(dynamodb: Any, member: str, **assets: int) -> None:
    """Add to the wallet, or take, if there is enough."""
    taken = [name for name, n in assets.items() if n < 0]
    _update(
        dynamodb,
        f"M#{member}",
        "WALLET",
        "ADD " + ", ".join(f"{name} :{name}" for name in assets),
        " AND ".join(f"{name} >= :least_{name}" for name in taken),
        {f":{name}": {"N": str(n)} for name, n in assets.items()}
        | {f":least_{name}": {"N": str(-assets[name])} for name in taken},
    )


def _count(dynamodb: Any, member: str, limit: str, n: int, most: int) -> None:
    values = {":n": {"N": str(n)}, ":room": {"N": str(most - n)}}
    _update(dynamodb, f"M#{member}", f"LIMIT#{limit}", "ADD n :n", "attribute_not_exists(n) OR n <= :room", values)


def _take(dynamodb: Any, stock: str, n: int) -> None:
    values = {":taken": {"N": str(-n)}, ":n": {"N": str(n)}}
    try:
        # `left` is no word of DynamoDB's for nothing: it is reserved.
        _update(dynamodb, f"S#{stock}", "S", "ADD #left :taken", "#left >= :n", values, {"#left": "left"})
    except dynamodb.exceptions.ConditionalCheckFailedException:
        raise Refused from None


def _ledger(dynamodb: Any, member: str, key: str, does: str, changes: dict[str, int]) -> dict[str, Any]:
    line = {"does": does, "at": 1_781_922_600_000, "changes": changes}
    item = {"pk": {"S": f"M#{member}"}, "sk": {"S": f"L#{key}"}, "line": {"S": json.dumps(line)}}
    dynamodb.put_item(TableName=STATE, Item=item, ConditionExpression="attribute_not_exists(pk)")
    return line


def _update(
    dynamodb: Any,
    pk: str,
    sk: str,
    change: str,
    condition: str,
    values: dict[str, Any],
    names: dict[str, str] | None = None,
) -> None:
    more: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
    if names:
        more["ExpressionAttributeNames"] = names
    dynamodb.update_item(
        TableName=STATE,
        Key={"pk": {"S": pk}, "sk": {"S": sk}},
        UpdateExpression=change,
        ExpressionAttributeValues=values,
        **more,
    )


ACTIONS: dict[str, Action] = {
    "event": _event("read", 5),
    "event, task done": _event("watch", 2),
    "draw": _draw({"care": 1}, {"rose": 1}),
    "draw, limited prize": _draw({"rare": 1}, {"iris": 1}, stock="iris"),
    "ten draws": _draw({"points": 9}, {"iris": 10}, times=10, stock="iris"),
    "redeem": _redeem,
    "compose": _compose,
    "gift": _gift,
    "sold out, known": _draw({}, {"last": 1}, stock="last"),
}
"""Those of the measured actions that this baseline has; a replay is any of them once more."""
