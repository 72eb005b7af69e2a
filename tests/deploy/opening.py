"""The campaign of the proof, brought to its members by two managers with the `tessera` command, as any campaign is."""

import os
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.deploy.aws import until
from tests.deploy.command import run
from tests.deploy.report import Broken
from tests.deploy.stage import Stage
from tests.deploy.wheelhouse import ROOT

NAME = "opening"
BOX = f"/v1/campaigns/{NAME}/boxes/lucky"
REDEEM = f"/v1/campaigns/{NAME}/redemptions/counter"

CAMPAIGN = """\
campaign: opening
title: The opening
timezone: Asia/Shanghai
opens: {opens} 00:00
closes: end of {closes}
challenges:
  orders:
    tasks:
      buy: {{when: order.paid, each: 100.00 CNY of amount, limit: 50 a campaign, gives: {{points: 10, draws: lucky}}}}
blind_boxes:
  lucky:
    costs: {{draws: lucky}}
    odds: {{cup: 25%, pin: rest}}
    limit: 20 a day
redemptions:
  counter:
    opens: {opens} 00:00
    closes: end of {closes}
    offers:
      tea:  {{costs: {{points: 10}}, gives: {{prizes: tea}}, stock: 100}}
      vase: {{costs: {{points: 5}}, gives: {{prizes: vase}}, stock: 1}}
prizes:
  cup:  {{gift: cup-1, value: 9.00 CNY, stock: 500, when_out: pin}}
  pin:  {{badge: pin-1}}
  tea:  {{coupon: free tea-1, valid: 3 days}}
  vase: {{gift: vase-1, value: 9.00 CNY}}
"""

COMMAND_SECONDS = 120.0
TAKES_EFFECT_SECONDS = 60 + 40
"""A version takes effect in a minute; a container may look at a list that is 40 s old."""


def hand_in(stage: Stage, work: Path) -> str:
    """Hand in, approve and publish the programme and the campaign. Raises Broken."""
    folder = _written(work / "campaigns")
    lin, mo = stage.manager("lin"), stage.manager("mo")
    numbers = []
    for name, handed_in in (("programme", [folder, "--programme"]), (NAME, [folder / NAME])):
        said = _tessera(stage, work, lin, "submit", *handed_in)
        number = re.search(r"Version (\d+) of", said)
        if number is None:
            raise Broken(f"`tessera submit` says: {said}")
        _tessera(stage, work, mo, "approve", name, number[1])
        _tessera(stage, work, lin, "publish", name, number[1])
        numbers.append(f"{name} {number[1]}")
    return f"{' and '.join(numbers)}: handed in by lin, approved by mo, published"


def opened(stage: Stage) -> str:
    """Wait until the campaign is in force. Raises Broken where that takes too long."""

    def look() -> bool:
        return any(one["id"] == NAME for one in stage.get("/v1/campaigns", stage.sign_in("watcher").token)["campaigns"])

    until("The published campaign takes effect", TAKES_EFFECT_SECONDS, look)
    return "in force, a minute after it was published"


def _written(folder: Path) -> Path:
    today = datetime.now(UTC).date()
    (folder / NAME).mkdir(parents=True)
    text = CAMPAIGN.format(opens=today - timedelta(days=2), closes=today + timedelta(days=20))
    (folder / NAME / "campaign.yaml").write_text(text, encoding="utf-8")
    for name in ("events.yaml", "programme.yaml"):
        shutil.copy(ROOT / "campaigns" / name, folder)
    return folder


def _tessera(stage: Stage, work: Path, token: str, *words: str | Path) -> str:
    """Run the command and give its output. The token goes by the environment, as it should."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(work),
        "LANG": "C.UTF-8",
        "VIRTUAL_ENV": sys.prefix,
        "TESSERA_URL": stage.url,
        "TESSERA_TOKEN": token,
    }
    return run([ROOT / "tessera", *words], environment, COMMAND_SECONDS, cwd=work)
