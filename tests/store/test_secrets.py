"""Reading Secrets Manager: what it refuses for good, and what may pass."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.secrets import SecretUnreadable, client, read_all
from local.embedded_aws import REGION


@pytest.fixture
def vault(aws: None) -> Iterator[Any]:
    own = client(REGION)
    own.create_secret(Name="keys", SecretString="text")
    own.create_secret(Name="more", SecretString="text")
    own.create_secret(Name="bytes", SecretBinary=b"\0")
    yield client(REGION)
    for name in ("keys", "more", "bytes"):
        own.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def arn(vault: Any, name: str) -> str:
    return str(vault.describe_secret(SecretId=name)["ARN"])


def test_gives_the_texts_by_their_names_here(vault: Any) -> None:
    assert read_all(vault, {"KEYS": arn(vault, "keys")}) == {"KEYS": "text"}


@pytest.mark.parametrize(
    ("names", "operation"), [(["keys"], "GetSecretValue"), (["keys", "more"], "BatchGetSecretValue")]
)
def test_it_takes_one_trip_and_no_more_rights_than_it_must(vault: Any, names: list[str], operation: str) -> None:
    arns = {name: arn(vault, name) for name in names}
    called: list[str] = []
    vault.meta.events.register("before-call.secretsmanager", lambda model, **_: called.append(model.name))

    assert read_all(vault, arns) == dict.fromkeys(names, "text")
    assert called == [operation]


def test_a_secret_without_a_text_is_named(vault: Any) -> None:
    with pytest.raises(SecretUnreadable, match=r"bytes-.* has no text"):
        read_all(vault, {"KEYS": arn(vault, "keys"), "BYTES": arn(vault, "bytes")})


def test_a_secret_that_is_not_there_is_named(vault: Any) -> None:
    with pytest.raises(SecretUnreadable, match="nowhere can't be read: ResourceNotFoundException"):
        read_all(vault, {"KEYS": arn(vault, "keys"), "OTHER": "nowhere"})


@pytest.mark.parametrize("arns", [{"OTHER": "nowhere"}, {"OTHER": "nowhere", "THIRD": "nowhere too"}])
def test_none_that_is_there(vault: Any, arns: dict[str, str]) -> None:
    with pytest.raises(SecretUnreadable, match="nowhere can't be read: ResourceNotFoundException"):
        read_all(vault, arns)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        pytest.param(400, "AccessDeniedException", SecretUnreadable, id="a right that is missing"),
        pytest.param(400, "ThrottlingException", Unavailable, id="too many at once"),
        pytest.param(500, "InternalServiceError", Unavailable, id="its own fault"),
    ],
)
def test_what_may_pass_is_told_from_what_stays(
    vault: Any, monkeypatch: pytest.MonkeyPatch, status: int, code: str, error: type[Exception]
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    vault.meta.events.register_first("before-send.secretsmanager", answering(status, code))

    with pytest.raises(error):
        read_all(vault, {"KEYS": "any"})


def test_no_answer_may_pass(vault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(**_: Any) -> None:
        raise ConnectTimeoutError(endpoint_url="https://secretsmanager")

    monkeypatch.setattr("time.sleep", lambda _: None)
    vault.meta.events.register_first("before-send.secretsmanager", silent)

    with pytest.raises(Unavailable):
        read_all(vault, {"KEYS": "any"})


def answering(status: int, code: str) -> Callable[..., Any]:
    class Raw:
        def stream(self) -> Iterator[bytes]:
            yield b'{"__type": "%s"}' % code.encode()

    return lambda request, **_: AWSResponse(request.url, status, {}, Raw())
