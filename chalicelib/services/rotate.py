"""Rotates a secret as AWS Secrets Manager asks for it: in four steps, each of which may come again.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from chalicelib.domain.wire.rotation import EVERYWHERE, Keys, follows, may_rotate, rotated
from chalicelib.store.secret_versions import SecretVersions


class RotationRefused(Exception):
    """The rotation can't go on; the message says why, and never shows a key. Secrets Manager tries it again later."""


class Rotated(NamedTuple):
    """A secret that may be rotated."""

    read: Callable[[str], Keys]
    """Gives the keys in its text, or raises where the stage could not work with them."""
    new: Callable[[], str]
    """Makes another key."""


class Rotate:
    """Does the steps of a rotation."""

    def __init__(self, versions: SecretVersions, secrets: Mapping[str, Rotated], now: Callable[[], int]) -> None:
        """secrets: those that may be rotated, by ARN. now: the real time, epoch ms."""
        self._versions = versions
        self._secrets = secrets
        self._now = now

    def step(self, event: Mapping[str, Any]) -> None:
        """Do one step. event: `SecretId` (the ARN), `ClientRequestToken` (which is the new version's id) and `Step`.

        Raises RotationRefused for a secret, a version or a step that is not ours, and where the step can't be done.
        """
        arn, version, name = event["SecretId"], event["ClientRequestToken"], event["Step"]
        steps = {
            "createSecret": self._create,
            "setSecret": self._set,
            "testSecret": self._test,
            "finishSecret": self._finish,
        }
        if arn not in self._secrets or name not in steps:
            raise RotationRefused(f"There is no step {name} for {arn} here.")
        stages = self._versions.stages(arn).get(version, ())
        if "AWSCURRENT" in stages:
            return  # all is done: this is a repetition
        if "AWSPENDING" not in stages:
            raise RotationRefused(f"The version {version} of {arn} is not to be rotated to.")
        steps[name](arn, version)

    def _create(self, arn: str, version: str) -> None:
        """Write the new keys, once: whatever comes again finds them."""
        if self._versions.pending(arn, version) is not None:
            return
        current, secret = self._versions.current(arn), self._secrets[arn]
        keys, age = secret.read(current.text), self._now() - current.written
        if not may_rotate(keys, age):
            raise RotationRefused(
                f"The keys of {arn} are {age // 1000} s old, and the next one may sign once every container has read "
                f"it: {EVERYWHERE // 1000} s after it was written."
            )
        self._versions.write(arn, version, rotated(keys, secret.new()))

    def _set(self, arn: str, version: str) -> None:
        """Do nothing: containers read the secret by themselves."""

    def _test(self, arn: str, version: str) -> None:
        """Check that the stage could work with the new keys, and that the old ones have not changed meanwhile."""
        pending, secret = self._versions.pending(arn, version), self._secrets[arn]
        if pending is None:
            raise RotationRefused(f"The version {version} of {arn} has no keys yet.")
        if not follows(secret.read(pending), secret.read(self._versions.current(arn).text)):
            raise RotationRefused(f"The keys of {arn} were changed while it was rotated.")

    def _finish(self, arn: str, version: str) -> None:
        """Make the new keys the current ones."""
        self._test(arn, version)
        self._versions.make_current(arn, version, self._versions.current(arn).version)
