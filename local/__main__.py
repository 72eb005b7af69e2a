"""`python -m local`: the backend on http://127.0.0.1:8000, until Ctrl-C."""

import argparse
import errno
import json
import logging
import os
import signal
import sys
from pathlib import Path

from chalicelib import wiring
from chalicelib.credentials import SettingsError
from local.backend import CAMPAIGNS, Backend, backend
from local.engines import Unfit
from local.publishing import Unpublishable
from local.samples import samples
from local.server import HOST

HINTS = """\
Tessera is at {url}
  {url}/play           the app as members see it, with a clock and a till beside it: begin here, in a browser
  {url}/openapi.json   the API's document
{campaigns}

Or, in another terminal:

  # pretend a Wednesday in June, when most campaigns are open (before anybody signs in: members never go back in time)
  curl {url}/local/clock -d '{{"now": "2026-06-03T10:00:00+08:00"}}'

  # sign in as anyone, and look at the home screen with the token that comes back
  curl {url}/v1/session -H 'Content-Type: application/json' -d '{{"provider": "dev", "code": "ana"}}'

  # play the shop's server: what an event of Ana's earns (put her member id in; /local/events shows them all)
  curl {url}/local/events \\
    -d '{event}'

Ctrl-C ends it{keeps}.
"""
OPEN_TO_ALL = "It listens at {host}: whoever reaches this machine may be a manager here, and move the clock.\n"


def main() -> int:
    """Run until Ctrl-C; 1 where the campaigns have errors or the port is taken."""
    arguments = _arguments()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for ends in (signal.SIGINT, signal.SIGTERM):  # Ctrl-C, which a shell ignores for us in the background; a supervisor
        signal.signal(ends, signal.default_int_handler)
    try:
        log_to = sys.stderr if arguments.log else None
        with backend(arguments.port, arguments.campaigns, arguments.aws, arguments.host, log_to) as running:
            print(_hints(running, arguments.aws), flush=True)
            if arguments.host != HOST:
                print(OPEN_TO_ALL.format(host=arguments.host), flush=True)
            running.server.wait()
    except KeyboardInterrupt:
        print("\nBye.")
    except Unpublishable as errors:
        if not (arguments.campaigns / "events.yaml").exists():
            print(_another_folder(arguments.campaigns), file=sys.stderr)
            return 1
        print(f"The campaigns can't be published:\n\n{errors}", file=sys.stderr)
        return 1
    except Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 1
    except SettingsError as error:
        print(f"The environment is not right: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"Port {arguments.port} is taken: stop what listens there, or name another: PORT=8001", file=sys.stderr)
        return 1
    return 0


def _another_folder(named: Path) -> str:
    """Tell which folder to name where one was named that has no events."""
    if (named / "campaign.yaml").exists() and (named.parent / "events.yaml").exists():
        return f"{named} is one campaign: name the folder above it, {named.parent}."
    inside = sorted(path.parent for path in named.glob("*/events.yaml"))
    if inside:
        return f"{named} has several folders of campaigns: name one of them, such as {inside[0]}."
    return f"No campaigns: ./tessera init {named} makes a folder for them."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000, help="8000, or PORT")
    parser.add_argument(
        "--aws",
        default=os.environ.get("AWS") or None,
        metavar="URL",
        help="another AWS than the embedded one, or another DynamoDB; or AWS",
    )
    parser.add_argument(
        "--campaigns",
        type=Path,
        default=os.environ.get("CAMPAIGNS") or CAMPAIGNS,
        metavar="FOLDER",
        help="the folder of campaigns that is published; or CAMPAIGNS",
    )
    parser.add_argument(
        "--host",
        default=os.environ.get("LISTEN") or HOST,
        help="127.0.0.1; 0.0.0.0 lets other machines in",
    )
    parser.add_argument("--log", action="store_true", help="a line for each request, on standard error")
    return parser.parse_args()


def _hints(running: Backend, aws: str | None) -> str:
    published = f"Published: {', '.join(running.new)}" if running.new else "The campaigns were published before."
    keeps = f"; {aws} keeps what was played" if aws else ""
    return HINTS.format(url=running.url, campaigns=published, keeps=keeps, event=_event(running))


def _event(running: Backend) -> str:
    """An event that the campaigns count, to be sent for a member: an order, where there are any."""
    now = running.clock()
    found = next(iter(samples(wiring.parts().catalogue.definitions(now), now)), None)
    said = {"type": "member.updated", "subject": "MEMBER", "data": {"born": "1990-05-17"}}
    return json.dumps(said if found is None else said | {"type": found.type, "data": found.data}, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
