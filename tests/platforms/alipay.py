"""A server that speaks as Alipay's gateway does: one address, requests and answers signed by RSA2."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.platforms.serving import Reply

APPID = "2014072300007148"
USER_ID = "2088102150477652"
APP_KEY, ALIPAY_KEY = (generate_private_key(65537, 2048) for _ in range(2))


class Alipay:
    """Alipay. A code is good once, and `code-SUB` is answered with the sub_code SUB."""

    def __init__(self) -> None:
        self.url, self.connections = "", 0
        self.answer: Reply | None = None
        self.asked: list[str] = []
        self.person = {"user_id": USER_ID}
        self.key = ALIPAY_KEY
        """The key that answers are signed with."""

    def reply(self, path: str, query: Mapping[str, str], body: bytes) -> Reply:
        asked = dict(parse_qsl(body.decode()))
        if asked["method"] != "alipay.system.oauth.token" or asked["grant_type"] != "authorization_code":
            return self._failed("40002", "isv.invalid-method")
        if asked["app_id"] != APPID:
            return self._failed("40002", "isv.invalid-app-id")
        if not is_signed(asked):
            return self._failed("40002", "isv.invalid-signature")
        used = asked["code"] in self.asked
        self.asked.append(asked["code"])
        if used:
            return self._failed("40002", "isv.code-invalid")
        if asked["code"].startswith("code-"):
            sub_code = asked["code"].removeprefix("code-")
            return self._failed("20000" if sub_code.startswith("isp.") else "40002", sub_code)
        return self._said("alipay_system_oauth_token_response", {**self.person, "access_token": "20120823ac6ff"})

    def _failed(self, code: str, sub_code: str) -> Reply:
        return self._said("error_response", {"code": code, "msg": "…", "sub_code": sub_code, "sub_msg": "…"})

    def _said(self, node: str, said: dict[str, str]) -> Reply:
        text = json.dumps(said, ensure_ascii=False)
        sign = b64encode(self.key.sign(text.encode(), PKCS1v15(), SHA256())).decode()
        return 200, f'{{"{node}":{text},"sign":"{sign}"}}'.encode()


def is_signed(asked: Mapping[str, str]) -> bool:
    text = "&".join(f"{name}={value}" for name, value in sorted(asked.items()) if name != "sign")
    try:
        APP_KEY.public_key().verify(b64decode(asked["sign"]), text.encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, KeyError):
        return False
    return True


def private_text(key: RSAPrivateKey, form: PrivateFormat = PrivateFormat.PKCS8) -> str:
    return b64encode(key.private_bytes(Encoding.DER, form, NoEncryption())).decode()


def public_text(key: RSAPrivateKey) -> str:
    return b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
