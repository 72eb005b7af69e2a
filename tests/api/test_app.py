"""The app itself: what importing it does not do, and what wakes it up beside requests."""

import subprocess
import sys
from pathlib import Path

from chalice.test import Client

import app
from tests.api.caller import Api

ROOT = Path(app.__file__).parent


def test_importing_it_needs_no_environment_and_no_boto3() -> None:
    """It is imported where there is no AWS, to be packaged; and boto3 would slow down each cold start."""
    program = "import sys, app; sys.exit('boto3' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={}, capture_output=True, check=False)  # noqa: S603

    assert (done.returncode, done.stderr) == (0, b"")


def test_campaigns_are_closed_by_the_hour(api: Api) -> None:
    event = Client(app.app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])

    assert app.close_campaigns(event, None) == []
    api.now += 14 * 86_400_000
    assert sorted(app.close_campaigns(event, None)) == ["club", "spa"]
    assert app.close_campaigns(event, None) == []
