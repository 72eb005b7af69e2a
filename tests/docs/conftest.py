"""Gives each test of the guides a backend of its own, as `make run` starts it, on a free port."""

from collections.abc import Iterator

import pytest

from local.backend import backend


@pytest.fixture
def url() -> Iterator[str]:
    """Where the backend answers."""
    with backend() as running:
        yield running.url
