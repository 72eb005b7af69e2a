"""The function's entry: a batch of the queue, of which what is to be tried later is given back alone.

Its environment: TESSERA_TABLE, MARKS_TABLE, and MESSENGER_SECRET, the secret with the channels:

    {"mini": {"platform": "wechat", "appid": …, "secret": …,
              "templates": {"points-end": {"template": ID, "page": "pages/points", "data": {"number1": "{points}"}}}},
     "work": {"platform": "wecom", "corpid": …, "secret": …, "agentid": 1000002,
              "templates": {"birthday": {"text": "Happy birthday!"}}}}
"""

import json
import logging
import os
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import boto3

from messenger.aws import DynamoMarks, TesseraIdentities
from messenger.carrier import Carrier, TryLater
from messenger.message import BadNotice, message_of
from messenger.sending import Sending
from messenger.wechat import SubscribeMessages
from messenger.wecom import ApplicationMessages

logging.getLogger().setLevel(logging.INFO)
log = logging.getLogger(__name__)

PLATFORMS: Final[Mapping[str, type[Any]]] = {"wechat": SubscribeMessages, "wecom": ApplicationMessages}
"""The platforms by their names in the settings: a brand adds SMS here."""


def send_messages(event: Mapping[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    """Send the messages of a batch; gives those that are to come again."""
    return handled(event, _sending(), boto3.client("sqs"), os.environ.get("QUEUE_URL", ""))


def handled(event: Mapping[str, Any], sending: Sending, sqs: Any, queue: str) -> dict[str, list[dict[str, str]]]:
    """The same, by parts that are given."""
    again = []
    for record in event["Records"]:
        try:
            sending.send(message_of(record["body"]))
        except BadNotice as error:
            log.error("A record is left out: %s", error)
        except TryLater as later:
            log.warning("Tried again in %s s: %s", later.seconds, later.code)
            sqs.change_message_visibility(
                QueueUrl=queue, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=later.seconds
            )
            again.append({"itemIdentifier": record["messageId"]})
        except Exception:
            log.exception("A message is tried again")  # the log must not name the member
            again.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": again}


def carriers(settings: Mapping[str, Any]) -> dict[str, Carrier]:
    """The carriers by channel. Raises ValueError for an unknown platform, and TypeError for settings that it lacks."""
    made: dict[str, Carrier] = {}
    for channel, said in settings.items():
        platform = PLATFORMS.get(said.get("platform", ""))
        if platform is None:
            raise ValueError(f"{channel}: the platform is one of {', '.join(PLATFORMS)}")
        made[channel] = platform(**{name: value for name, value in said.items() if name != "platform"})
    return made


@cache
def _sending() -> Sending:
    """Built once a container."""
    dynamodb = boto3.client("dynamodb")
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["MESSENGER_SECRET"])
    return Sending(
        carriers(json.loads(secret["SecretString"])),
        TesseraIdentities(dynamodb, os.environ["TESSERA_TABLE"]),
        DynamoMarks(dynamodb, os.environ["MARKS_TABLE"]),
    )
