"""`tessera token`: a manager's token for a deployed stage, signed with the stage's own key."""

import os
import time

import click

from chalicelib import settings
from chalicelib.api.auth import issue_managers_token
from chalicelib.credentials import TOKEN_KEYS, SettingsError
from chalicelib.settings import LOCAL, Settings
from cli.ending import Failed, Refused, Unreachable

LONGEST = 7 * 24 * 60


@click.command()
@click.argument("name")
@click.option("--stage", required=True, help="The stage: tokens of one are good for no other.")
@click.option("--stage-secret", help="The ARN of its token keys; else the secret tessera-STAGE/token-keys.")
@click.option("--minutes", type=click.IntRange(1, LONGEST), default=480, help="How long it is good for; 480.")
def token(name: str, stage: str, stage_secret: str | None, minutes: int) -> None:
    """For operators: let a manager work on a deployed stage. Prints the token and nothing else.

    NAME is what the audit trail will say. The stage's keys are read with your own AWS credentials and region
    (AWS_PROFILE and the like), which need the right to secretsmanager:GetSecretValue.
    A stage with another issuer or audience: set TESSERA_TOKEN_ISSUER or TESSERA_TOKEN_AUDIENCE as there.

    \b
    Example:
      ./tessera token ana --stage prod --minutes 60
    """
    if not name.strip():
        raise click.UsageError("the audit trail needs a NAME")
    if stage == LOCAL:
        raise click.UsageError("the local stage needs no token: say who you are by --as")
    own = _settings(stage, stage_secret or f"tessera-{stage}/token-keys", minutes)
    click.echo(issue_managers_token(own, name.strip(), time.time_ns() // 1_000_000)[0])
    click.echo(f"A manager's token of {name.strip()} for {stage}, good for {minutes} minutes.", err=True)


def _settings(stage: str, secret: str, minutes: int) -> Settings:
    """The stage's settings, as far as tokens go."""
    alike = {
        name: os.environ[name] for name in ("TESSERA_TOKEN_ISSUER", "TESSERA_TOKEN_AUDIENCE") if name in os.environ
    }
    stages = {"TESSERA_STAGE": stage, "TESSERA_TOKEN_MINUTES": str(minutes), f"{TOKEN_KEYS}_SECRET": secret}
    try:
        return settings.read({**alike, **stages}).with_secrets({TOKEN_KEYS: _text(secret)})
    except SettingsError as error:
        raise Failed(f"{secret} does not hold token keys: {error}") from None


def _text(secret: str) -> str:
    import boto3  # slow to load, and of use here alone
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return str(boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
    except ClientError as error:
        told = error.response["Error"]
        raise Refused(f"AWS does not give you {secret}: {told['Message']} ({told['Code']})") from None
    except BotoCoreError as error:
        raise Unreachable(f"AWS could not be asked for {secret}: {error}") from None
