"""Fixtures of the tests of the laptop's backend."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Python changes threads every 5 ms, which is as long as a request takes: a missing lock would go unseen."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)
