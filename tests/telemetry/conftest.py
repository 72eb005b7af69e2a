"""The API, in a container that tells."""

from collections.abc import Iterator

import pytest

from tests.api.caller import Api
from tests.api.world import OPENING, opened
from tests.telemetry.told import Told, telling


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as caller:
        yield caller


@pytest.fixture
def ana(api: Api) -> tuple[str, str]:
    """A member with points and draws: id and token. It is the moment at which the redemption opens."""
    member, token = api.member("ana")
    api.now = OPENING
    visits = [api.act("/v1/events", token, {"type": "shop.visited"}) for _ in range(2)]
    assert {one.status_code for one in visits} == {200}
    return member, token


@pytest.fixture
def told(ana: tuple[str, str]) -> Iterator[Told]:
    """Catch all that the container tells from now on."""
    with telling() as told:
        yield told
