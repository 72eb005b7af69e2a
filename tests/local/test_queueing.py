"""A laptop's backend may queue what shops report, as a stage may, and does without a queue where its AWS has none."""

import pytest
from botocore.exceptions import ClientError

from chalicelib.credentials import SettingsError
from local.backend import backend
from tests.local.laptop import OPEN, ask, order, receipts, sign_in, soon


def test_ingest_into_the_queue_plays_on_a_laptop_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSERA_INGEST", "queue")
    with backend() as queueing:
        ask(queueing, "POST", "/local/clock", {"now": OPEN})
        member, token = sign_in(queueing, "ana")

        status, answer = ask(queueing, "POST", "/local/events", [order(member, "Q-1"), order(member, "Q-2")])

        assert (status, [one["status"] for one in answer["events"]]) == (202, ["queued", "queued"])
        assert soon(lambda: len(receipts(queueing, token)) == 3)
        assert receipts(queueing, token)[:2] == ["Q-2", "Q-1"]


def test_an_aws_without_queues_plays_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise ClientError({"Error": {"Code": "UnknownOperationException"}}, "CreateQueue")

    monkeypatch.setattr("local.backend.create_channels", none)
    with backend() as running:
        status, problem = ask(running, "POST", "/local/bus", order("m", "1"))
        assert (status, problem["code"]) == (503, "busy")
        assert ask(running, "GET", "/v1/health")[0] == 200

    monkeypatch.setenv("TESSERA_INGEST", "queue")
    with pytest.raises(SettingsError, match="TESSERA_QUEUE"), backend():
        pass
