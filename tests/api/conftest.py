"""The API as its callers meet it."""

from collections.abc import Iterator

import pytest

from tests.api.caller import Api
from tests.api.world import OPENING, opened


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as caller:
        yield caller


@pytest.fixture
def token(api: Api) -> str:
    """Of a member who signed in a day ago."""
    token = api.member("ana")[1]
    api.now = OPENING
    return token


@pytest.fixture(scope="module")
def still(aws: None) -> Iterator[tuple[Api, str]]:
    """One API, and a member's token, for all tests of a module in which nothing is ever written."""
    with opened() as caller:
        yield caller, caller.member("ana")[1]
