"""What the client is made of: read another way, and the same."""

import pytest
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

from chalicelib.store.client_data import DataLoader


@pytest.mark.parametrize("service", ["dynamodb", "sqs"])
@pytest.mark.parametrize("of", ["service-2", "endpoint-rule-set-1"])
def test_reads_what_botocore_reads(service: str, of: str) -> None:
    assert DataLoader().load_service_model(service, of) == Loader().load_service_model(service, of)


def test_raises_as_botocore_does() -> None:
    with pytest.raises(UnknownServiceError):
        DataLoader().load_service_model("no-such", "service-2")
    with pytest.raises(DataNotFoundError):
        DataLoader().load_data("no/such")
