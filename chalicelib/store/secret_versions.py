"""The versions of a secret while it is rotated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple


class CurrentVersion(NamedTuple):
    """written: epoch ms."""

    version: str
    text: str
    written: int


class SecretVersions:
    """client: of Secrets Manager. Whatever fails raises botocore's ClientError: the step comes again."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def stages(self, arn: str) -> Mapping[str, list[str]]:
        """The labels that each version bears."""
        stages: Mapping[str, list[str]] = self._client.describe_secret(SecretId=arn).get("VersionIdsToStages", {})
        return stages

    def current(self, arn: str) -> CurrentVersion:
        """The version that everybody reads."""
        found = self._client.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")
        return CurrentVersion(found["VersionId"], found["SecretString"], int(found["CreatedDate"].timestamp() * 1000))

    def pending(self, arn: str, version: str) -> str | None:
        """The text of a version that is to become current; None as long as it was not written."""
        try:
            found = self._client.get_secret_value(SecretId=arn, VersionId=version, VersionStage="AWSPENDING")
        except self._client.exceptions.ResourceNotFoundException:
            return None
        text: str = found["SecretString"]
        return text

    def write(self, arn: str, version: str, keys: Mapping[str, str]) -> None:
        """Write a version that is to become current, unless somebody else has just done so."""
        try:
            self._client.put_secret_value(
                SecretId=arn, ClientRequestToken=version, SecretString=json.dumps(keys), VersionStages=["AWSPENDING"]
            )
        except self._client.exceptions.ResourceExistsException:
            if self.pending(arn, version) is None:
                raise

    def make_current(self, arn: str, version: str, instead_of: str) -> None:
        """Let everybody read this version. (Secrets Manager labels the other one AWSPREVIOUS by itself.)"""
        self._client.update_secret_version_stage(
            SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=version, RemoveFromVersionId=instead_of
        )
