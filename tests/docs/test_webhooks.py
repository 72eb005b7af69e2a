"""The guide for a shop's server: its shell and its Python report what they say they do."""

import shutil
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

import pytest

from chalicelib.api import route, shapes
from chalicelib.domain.decide.membership import MOST_TAGS
from chalicelib.domain.wire import cloud_event
from local.backend import backend
from tests.docs.pages import LAPTOP, blocks, page, rows, section, take

PAGE = page("docs/webhooks.md")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the guide's shell signs with openssl")
def test_the_shell_reports_as_the_guide_says(url: str) -> None:
    take("\n".join(blocks(PAGE, "sh")), url)


def test_the_python_reports() -> None:
    room: dict[str, Any] = {}
    with backend() as running:
        running.clock.pretend(int(datetime(2026, 6, 20, 4, tzinfo=UTC).timestamp() * 1000))
        exec(blocks(PAGE, "python")[0].replace(LAPTOP, running.url), room)  # noqa: S102 - our own guide
        member = running.parts.sign_in.sign_in("dev", "ana", running.clock()).member
        order = {
            "id": "order-1",
            "source": "shop",
            "type": "order.paid",
            "subject": member,
            "time": "2026-06-20T12:00:00+08:00",
            "data": {"order": "1", "amount": "399.00 CNY"},
        }
        answers = room["report"]([order, {**order, "id": "order-2", "type": "order.lost"}])

    assert [(one["id"], one["status"]) for one in answers] == [("order-1", "counted"), ("order-2", "refused")]
    assert answers[1]["problem"]["code"] == "unknown_event_type"


def test_every_field_of_an_event_is_explained() -> None:
    explained = {name.strip("`") for name, *_ in rows(section(PAGE, "The body"))}

    assert explained == set(cloud_event.CloudEvent.__struct_fields__)


def test_every_status_is_explained() -> None:
    explained = [status.strip("`") for status, *_ in rows(section(PAGE, "The answers"))]

    assert explained == list(get_args(get_type_hints(shapes.EventAnswer)["status"]))


def test_every_field_of_a_profile_is_explained() -> None:
    explained = [name.strip("`") for name, *_ in rows(section(PAGE, "`member.updated`"))]

    assert explained == list(cloud_event.MemberUpdated.__struct_fields__)


def test_the_limits_are_those_of_the_code() -> None:
    assert f"at most {route.SHOPS_BYTES // 1024} KB and {shapes.MOST_EVENTS} events" in PAGE
    assert f"at most {MOST_TAGS} |" in PAGE
