"""What the guides are held to: a backend as `make run` starts it, of its own for each test, on a free port."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.backend import backend


@pytest.fixture
def url() -> Iterator[str]:
    """Where the backend answers."""
    with backend() as running:
        yield running.url
