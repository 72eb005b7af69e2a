"""The versions of a secret while it is rotated."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple


class CurrentVersion(NamedTuple):
    """The version of a secret that is in use."""

    version: str
    """The version's id, as Secrets Manager gave it."""
    text: str
    """The secret itself."""
    written: int
    """Epoch ms."""


class SecretVersions:
    """Reads and writes versions. Whatever fails raises botocore's ClientError: the step comes again."""

    def __init__(self, client: Any) -> None:
        """client: of Secrets Manager."""
        self._client = client

    def stages(self, arn: str) -> Mapping[str, list[str]]:
        """Read the labels of each version."""
        stages: Mapping[str, list[str]] = self._client.describe_secret(SecretId=arn).get("VersionIdsToStages", {})
        return stages

    def current(self, arn: str) -> CurrentVersion:
        """Read the version that is in use."""
        found = self._client.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")
        return CurrentVersion(found["VersionId"], found["SecretString"], int(found["CreatedDate"].timestamp() * 1000))

    def pending(self, arn: str, version: str) -> str | None:
        """Read the text of a version that is to become current; None as long as it was not written."""
        try:
            found = self._client.get_secret_value(SecretId=arn, VersionId=version, VersionStage="AWSPENDING")
        except self._client.exceptions.ResourceNotFoundException:
            return None
        text: str = found["SecretString"]
        return text

    def write(self, arn: str, version: str, keys: Mapping[str, str]) -> None:
        """Write a version that is to become current, unless it was just written by another call."""
        try:
            self._client.put_secret_value(
                SecretId=arn, ClientRequestToken=version, SecretString=json.dumps(keys), VersionStages=["AWSPENDING"]
            )
        except self._client.exceptions.ResourceExistsException:
            if self.pending(arn, version) is None:
                raise

    def make_current(self, arn: str, version: str, instead_of: str) -> None:
        """Put this version in use. (Secrets Manager labels the other one AWSPREVIOUS by itself.)"""
        self._client.update_secret_version_stage(
            SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=version, RemoveFromVersionId=instead_of
        )
