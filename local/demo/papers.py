"""Makes the proofs of who sent a request, true and false: signatures of shops, tokens of members."""

import base64
import time
from datetime import UTC, datetime, timedelta
from itertools import count

import jwt
from standardwebhooks.webhooks import Webhook

from chalicelib.settings import Settings

FORGED_KEY = "a key of another issuer, long enough to sign with"
FORGED_SECRET = f"whsec_{base64.b64encode(FORGED_KEY.encode()).decode()}"
NO_DELAY = timedelta()


class Papers:
    """Signs by the backend's settings, which hold the secret that its shops share with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._calls = count(1)

    def signed(self, body: bytes, secret: str | None = None, ago: timedelta = NO_DELAY) -> dict[str, str]:
        """The headers of Standard Webhooks for a body."""
        message, sent = f"msg_{next(self._calls)}", datetime.now(UTC) - ago
        return {
            "webhook-id": message,
            "webhook-timestamp": str(int(sent.timestamp())),
            "webhook-signature": Webhook(secret or self._settings.webhook_secrets[0]).sign(
                message, sent, body.decode()
            ),
        }

    def claimed_signature(self, kind: str, body: bytes) -> dict[str, str]:
        """The headers of a signature of this kind: see `moves.Attack`."""
        match kind:
            case "good":
                return self.signed(body)
            case "forged":
                return self.signed(body, FORGED_SECRET)
            case "old":
                return self.signed(body, ago=timedelta(minutes=10))
            case "altered":
                return self.signed(body + b" ")
        return {}

    def claimed_token(self, kind: str, member: str, own: str) -> dict[str, str]:
        """The token that an attack shows; own: the member's true one."""
        now = int(time.time())
        claims = {"sub": member, "iss": self._settings.token_issuer, "aud": self._settings.token_audience, "epoch": 0}
        claims |= {"iat": now, "exp": now + 600}
        key_id = {"kid": next(iter(self._settings.token_keys))}
        match kind:
            case "own":
                token = own
            case "garbage":
                token = "not.a.token"
            case "foreign":
                token = jwt.encode(claims, FORGED_KEY, "HS256", key_id)
            case "unsigned":
                token = jwt.encode(claims, "", "none", key_id)
            case _:
                return {}
        return {"Authorization": f"Bearer {token}"}
