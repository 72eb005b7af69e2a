"""Sign-in with the brand's own login, whose tokens PyJWT makes: by keys that change, and by whatever else is tried."""

import base64
import hmac
import json
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.domain.words.errors import Unauthenticated, Unavailable
from chalicelib.providers import BrandLogin
from chalicelib.store.identities import Identity
from chalicelib.store.providers.brand import AGAIN_SECONDS, KEPT_SECONDS, Brand
from tests.platforms.login import AUDIENCE, GOOD, ISSUER, NOW, OTHER_RSA, P256, RSA, SMALL, Login, jwk, token
from tests.platforms.serving import serving

PUBLIC = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class World:
    def __init__(self, server: Login) -> None:
        self.server = server
        self.clock = 0.0
        told = BrandLogin(ISSUER, AUDIENCE, f"{server.url}/jwks.json")
        self.brand = Brand("shop", told, lambda: self.clock, lambda: NOW)


@pytest.fixture
def world() -> Iterator[World]:
    fake = Login()
    with serving(fake):
        yield World(fake)


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(token(), id="RS256"),
        pytest.param(token(P256, "e1", "ES256"), id="ES256"),
        pytest.param(token(aud=[AUDIENCE]), id="a list of one audience"),
        pytest.param(token(aud=[AUDIENCE, "another"], azp=AUDIENCE), id="several audiences, and made for us"),
        pytest.param(token(iat=NOW - 600), id="ten minutes old"),
        pytest.param(token(iat=NOW + 59, nbf=NOW + 59), id="a clock that is ahead by less than a minute"),
        pytest.param(token(exp=NOW - 59), id="a clock that is behind by less than a minute"),
    ],
)
def test_a_token_stands_for_its_subject(world: World, good: str) -> None:
    assert world.brand.identify(good) == (Identity("shop", "customer-7"),)


def test_a_token_may_sign_in_again_until_it_is_too_old(world: World) -> None:
    again = token()

    assert world.brand.identify(again) == world.brand.identify(again)


def by_hand(header: dict[str, Any], key: bytes | RSAPrivateKey = b"", claims: Any = GOOD) -> str:
    """A token that no library makes: signed by RS256 or HMAC whatever it says, or, without a key, by nothing."""
    parts = (json.dumps(part).encode() for part in (header, dict(claims)))
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    if isinstance(key, RSAPrivateKey):
        signature = key.sign(signed, PKCS1v15(), SHA256())
    else:
        signature = hmac.digest(key, signed, "sha256") if key else b""
    return f"{signed.decode()}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(token(iss="https://login.other.example"), id="another issuer"),
        pytest.param(token(iss=None), id="no issuer"),
        pytest.param(token(aud="another"), id="another audience"),
        pytest.param(token(aud=None), id="no audience"),
        pytest.param(token(aud=[AUDIENCE, "another"]), id="several audiences, and made for nobody"),
        pytest.param(token(aud=[AUDIENCE, "another"], azp="another"), id="made for another client"),
        pytest.param(token(exp=NOW - 60), id="over"),
        pytest.param(token(exp=None), id="without an end"),
        pytest.param(token(exp="never"), id="an end that is no moment"),
        pytest.param(token(exp=True), id="an end that is a flag"),
        pytest.param(token(iat=NOW - 660), id="too old"),
        pytest.param(token(iat=None), id="of no age"),
        pytest.param(token(iat=NOW + 61), id="made later"),
        pytest.param(token(nbf=NOW + 61), id="good later"),
        pytest.param(token(sub=None), id="of nobody"),
        pytest.param(token(sub=""), id="of an empty subject"),
        pytest.param(by_hand({"alg": "HS256", "kid": "r1"}, b"k", {**GOOD, "sub": 7}), id="of a number"),
        pytest.param(token(nonce="n-1"), id="a nonce that the client does not tell"),
        pytest.param(token(OTHER_RSA), id="signed by another key"),
        pytest.param(token(kid="r9"), id="a key that is not published"),
        pytest.param(token(kid=None), id="no key named, of several"),
        pytest.param(token(kid="e1"), id="the id of a key of another algorithm"),
        pytest.param(token(alg="RS512"), id="another algorithm of the same key"),
        pytest.param(by_hand({"alg": "none", "kid": "r1"}, RSA), id="well signed, and saying another algorithm"),
        pytest.param(token(alg="PS256"), id="another padding of the same key"),
        pytest.param(by_hand({"alg": "none", "kid": "r1"}), id="signed by nothing"),
        pytest.param(by_hand({"alg": "HS256", "kid": "r1"}, PUBLIC), id="the published key taken for a secret"),
        pytest.param(by_hand({"alg": "RS256", "kid": "r1"}, PUBLIC), id="the same, under the key's algorithm"),
        pytest.param(by_hand({"alg": "ES256", "kid": "e1"}, b"k"), id="too short a signature"),
        pytest.param(jwt.encode(dict(GOOD), RSA, "RS256", {"kid": "r1", "crit": ["b64"]}), id="an unknown extension"),
        pytest.param(token() + "A", id="a signature that goes on"),
        pytest.param(token().replace(".", "..", 1), id="four parts"),
        pytest.param("code-of-a-platform", id="no token"),
        pytest.param("e30.e30.", id="empty"),
        pytest.param("x" * 8193, id="endless"),
    ],
)
def test_a_token_that_does_not_hold_vouches_for_nobody(world: World, bad: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        world.brand.identify(bad)

    assert refused.value.code == "bad_code"


@pytest.mark.parametrize(("told", "good"), [("n-1", True), ("n-2", False), ("", False)])
def test_a_nonce_is_the_one_that_the_client_asked_for(world: World, told: str, good: bool) -> None:
    made = token(nonce="n-1")

    if good:
        assert world.brand.identify(made, told)
    else:
        with pytest.raises(Unauthenticated):
            world.brand.identify(made, told)


def test_a_token_without_the_nonce_that_was_asked_for_does_not_hold(world: World) -> None:
    with pytest.raises(Unauthenticated):
        world.brand.identify(token(), "n-1")


def test_a_token_need_name_no_key_where_there_is_one(world: World) -> None:
    world.server.keys = {"r1": RSA}

    assert world.brand.identify(token(kid=None))


def test_keys_are_read_once_an_hour(world: World) -> None:
    for at in (0.0, 1.0, KEPT_SECONDS - 1, KEPT_SECONDS):
        world.clock = at
        world.brand.identify(token())

    assert world.server.asked == 2


def test_a_key_that_was_rotated_in_is_known_within_a_minute_and_strangers_cause_no_more_reads(world: World) -> None:
    world.brand.identify(token())
    world.server.keys = {"r2": OTHER_RSA}
    new = token(OTHER_RSA, "r2")

    for _ in range(9):
        with pytest.raises(Unauthenticated):
            world.brand.identify(new)
    assert world.server.asked == 1
    world.clock = AGAIN_SECONDS
    assert world.brand.identify(new)
    with pytest.raises(Unauthenticated):
        world.brand.identify(token())  # its key was rotated out
    assert world.server.asked == 2


def test_keys_that_are_known_stay_good_while_the_login_does_not_answer(world: World) -> None:
    world.brand.identify(token())
    world.server.answer, world.clock = (500, b""), KEPT_SECONDS

    assert world.brand.identify(token())


@pytest.mark.parametrize(("status", "body"), [(500, b""), (200, b"<html>"), (200, b"{}")])
def test_without_keys_nobody_is_refused_yet(world: World, status: int, body: bytes) -> None:
    world.server.answer = status, body
    with pytest.raises(Unavailable):
        world.brand.identify(token())

    world.server.answer = None
    assert world.brand.identify(token())


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize(
    ("key", "kid", "published"),
    [
        pytest.param(SMALL, "s", SMALL, id="too small"),
        pytest.param(RSA, "s", {**jwk("s", RSA), "use": "enc"}, id="for encryption"),
        pytest.param(RSA, "s", {**jwk("s", RSA), "alg": "PS256"}, id="for another algorithm"),
        pytest.param(RSA, "s", {**jwk("s", RSA), "kty": "oct"}, id="of another kind"),
        pytest.param(RSA, "s", {"kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ", "kid": "s"}, id="on no curve"),
    ],
)
def test_a_key_that_is_not_for_this_is_passed_over(world: World, key: Any, kid: str, published: Any) -> None:
    world.server.keys = {"s": published, "r1": RSA, "e1": P256}

    with pytest.raises(Unauthenticated):
        world.brand.identify(token(key, kid))
    assert world.brand.identify(token())
