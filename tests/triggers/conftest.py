"""What wakes Tessera up besides the API: a table with two campaigns, and the queues."""

from collections.abc import Iterator

import pytest

from tests import queues
from tests.api.caller import Api
from tests.api.world import opened


@pytest.fixture
def sqs(aws: None) -> Iterator[queues.Queues]:
    with queues.queues() as there:
        yield there


@pytest.fixture
def api(sqs: queues.Queues) -> Iterator[Api]:
    with opened(**sqs.environ) as caller:
        yield caller
