"""Gives tests of the store and the services a table: one client for the whole run, an empty table for each test."""

from collections.abc import Iterator

import pytest

# What the fixtures need is imported by them: it takes seconds, and a pure test does without.


@pytest.fixture(scope="session")
def aws() -> Iterator[None]:
    """An AWS inside this process. The client is shared, because making one takes a tenth of a second."""
    from chalicelib.store.dynamo import connect
    from local.embedded_aws import REGION, embedded_aws

    with embedded_aws():
        connect("tessera-test", REGION)
        yield


@pytest.fixture
def table(aws: None) -> Iterator[None]:
    """The table, empty."""
    from chalicelib.store.table import Item

    Item.create_table(billing_mode="PAY_PER_REQUEST")
    yield
    Item.delete_table()
