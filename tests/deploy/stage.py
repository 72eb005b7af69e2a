"""The deployed stage, as its callers meet it: over HTTP, by what the deployment tells them and nothing else."""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import jwt

from tests.deploy.aws import Aws
from tests.deploy.report import Broken
from tests.deploy.stack import Stack

PATIENCE = 60.0
FUNCTION = "AWS::Serverless::Function"


class Answer(NamedTuple):
    status: int
    body: Any
    headers: Mapping[str, str]


class Member(NamedTuple):
    id: str
    token: str


class Stage:
    """The deployed API and what is around it."""

    def __init__(self, name: str, stage_aws: Aws, stack: Stack, template: Path) -> None:
        self.name, self.aws, self.stack = name, stage_aws, stack
        self._template = json.loads(template.read_text())
        self._address, self._host = stage_aws.host(stack.outputs["RestAPIId"])
        self.url = f"{stage_aws.url}/restapis/{stack.outputs['RestAPIId']}/api/_user_request_"
        self._numbers = count(1)
        self.members: dict[str, Member] = {}
        """Everybody who signed in, by name, with the newest token."""

    # --- HTTP ---------------------------------------------------------------------------------------------------------

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request. `_` in a header's name stands for `-`."""
        connection = HTTPConnection(self._address, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"/api{path}", body, {"Host": self._host, **named})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        try:
            return Answer(answer.status, json.loads(text), {k.lower(): v for k, v in answer.getheaders()})
        except ValueError:
            raise Broken(f"{method} {path} answers {answer.status}, and no JSON: {text[:300]!r}") from None

    def get(self, path: str, token: str | None = None, status: int = 200) -> Any:
        """Get a path and give its JSON. Raises Broken for another status."""
        return expected(self.send("GET", path, None, **_bearer(token)), f"GET {path}", status)

    def act(self, path: str, token: str, key: str, body: Any = None, status: int = 200) -> Any:
        """Send a member's action under a key and give the answer. Raises Broken for another status."""
        sent = json.dumps({} if body is None else body).encode()
        answer = self.send("POST", path, sent, Content_Type="application/json", Idempotency_Key=key, **_bearer(token))
        return expected(answer, f"POST {path}", status)

    def sign_in(self, name: str) -> Member:
        body = json.dumps({"provider": "dev", "code": name}).encode()
        session = expected(self.send("POST", "/v1/session", body, Content_Type="application/json"), "signing in", 200)
        self.members[name] = Member(session["member"], session["token"])
        return self.members[name]

    def home(self, member: Member) -> Any:
        return self.get("/v1/me", member.token)["me"]

    def report(self, *events: Mapping[str, Any], secret: str | None = None, status: int = 200) -> Any:
        """Send a shop's signed batch and give the answer. secret: signs it in place of the stage's own."""
        body, message, sent = json.dumps(events).encode(), f"msg_{uuid4().hex}", str(int(datetime.now(UTC).timestamp()))
        key = base64.b64decode((secret or self.webhook_secret()).removeprefix("whsec_"))
        signature = base64.b64encode(hmac.digest(key, f"{message}.{sent}.".encode() + body, "sha256")).decode()
        answer = self.send(
            "POST",
            "/v1/ingest",
            body,
            Content_Type="application/json",
            webhook_id=message,
            webhook_timestamp=sent,
            webhook_signature=f"v1,{signature}",
        )
        return expected(answer, "POST /v1/ingest", status)

    # --- what its callers were given ----------------------------------------------------------------------------------

    def order(self, member: Member, amount: str) -> dict[str, Any]:
        """A paid order as a shop reports it, a second ago, with a number of its own."""
        number = f"order-{next(self._numbers)}"
        return self.event(member, "order.paid", number, {"order": number, "amount": amount})

    def event(self, member: Member, type: str, id: str, data: Mapping[str, Any]) -> dict[str, Any]:
        time = (datetime.now(UTC) - timedelta(seconds=1)).isoformat(timespec="milliseconds")
        return {
            "specversion": "1.0",
            "id": id,
            "source": "shop.example/orders",
            "type": type,
            "subject": member.id,
            "time": time,
            "data": data,
        }

    def manager(self, name: str) -> str:
        """A manager's token, as who may read the stage's signing key makes it."""
        now = datetime.now(UTC)
        key_id, key = next(iter(self.secret("TesseraTokenKeys").items()))
        audience = f"tessera-{self.name}"
        claims = {"iss": "tessera", "aud": f"{audience}:managers", "sub": name, "role": "manager"}
        return jwt.encode({**claims, "iat": now, "exp": now + timedelta(hours=1)}, key, "HS256", {"kid": key_id})

    def webhook_secret(self) -> str:
        return str(next(iter(self.secret("TesseraWebhookSecrets").values())))

    def functions(self) -> list[str]:
        """The functions, by their names in the template."""
        return [name for name, one in self._template["Resources"].items() if one["Type"] == FUNCTION]

    def schedules(self) -> dict[str, str]:
        """The functions that run by the clock, with their rates."""
        return {
            name: event["Properties"]["Schedule"]
            for name in self.functions()
            for event in self._template["Resources"][name]["Properties"].get("Events", {}).values()
            if event["Type"] == "Schedule"
        }

    def secret(self, logical: str) -> dict[str, str]:
        """A secret of the stack, by its name in the template."""
        held = self.aws.client("secretsmanager").get_secret_value(SecretId=self.stack.names[logical])
        found: dict[str, str] = json.loads(held["SecretString"])
        return found


def expected(answer: Answer, what: str, status: int) -> Any:
    """The body of an answer of this status. Raises Broken for another."""
    if answer.status != status:
        raise Broken(f"{what} answers {answer.status} and not {status}: {json.dumps(answer.body)[:500]}")
    return answer.body


def _bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}
