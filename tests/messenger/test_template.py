"""The messenger's stack allows what the function does and no more, and it takes the settings of the guide."""

import ast
import json
import re
from typing import Any

import pytest

from messenger.handler import carriers
from messenger.message import TOUCH_SENT
from messenger.wechat import LATER as WECHAT_LATER
from messenger.wechat import THEIRS as WECHAT_THEIRS
from messenger.wecom import LATER as WECOM_LATER
from messenger.wecom import THEIRS as WECOM_THEIRS
from tests.docs.pages import ROOT, blocks, page

TEMPLATE: Any = json.loads((ROOT / "messenger" / "template.json").read_text("utf-8"))
MADE = TEMPLATE["Resources"]
FUNCTION = MADE["Messenger"]["Properties"]
GUIDE = page("docs/messenger.md")


def test_the_rule_hears_the_notice_and_nothing_else() -> None:
    assert MADE["TouchSent"]["Properties"]["EventPattern"] == {"source": ["tessera"], "detail-type": [TOUCH_SENT]}


def test_the_function_is_told_what_it_reads_of_its_environment() -> None:
    source = (ROOT / "messenger" / "handler.py").read_text("utf-8")
    read = set(re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"', source))
    assert read == set(FUNCTION["Environment"]["Variables"])
    module, name = FUNCTION["Handler"].rsplit(".", 1)
    file = ROOT / f"{module.replace('.', '/')}.py"
    assert name in {one.name for one in ast.parse(file.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}


def test_the_function_may_do_what_it_does_and_no_more() -> None:
    actions: set[str] = set()
    for statement in FUNCTION["Policies"][0]["Statement"]:
        said = statement["Action"]
        actions |= {said} if isinstance(said, str) else set(said)
        assert statement["Resource"] != "*"
    assert actions == {
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:DeleteItem",
        "secretsmanager:GetSecretValue",
        "sqs:ChangeMessageVisibility",
    }


def test_a_batch_is_over_before_the_queue_gives_it_to_another() -> None:
    assert MADE["Messages"]["Properties"]["VisibilityTimeout"] >= 6 * FUNCTION["Timeout"]
    assert FUNCTION["Events"]["Queue"]["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_the_settings_of_the_guide_make_carriers() -> None:
    [settings] = blocks(GUIDE, "json")
    assert {name: one.provider for name, one in carriers(json.loads(settings)).items()} == {
        "mini": "wechat",
        "work": "wecom",
    }


@pytest.mark.parametrize("code", sorted({*WECHAT_LATER, *WECHAT_THEIRS, *WECOM_LATER, *WECOM_THEIRS}))
def test_the_guide_tells_of_each_code(code: int) -> None:
    assert str(code) in GUIDE


@pytest.mark.parametrize(
    ("platform", "codes"), [("WeChat", WECHAT_LATER), ("WeCom", WECOM_LATER)], ids=["WeChat", "WeCom"]
)
def test_the_guide_tells_when_it_is_tried_again(platform: str, codes: dict[int, int]) -> None:
    spoken = {5: "in 5 s", 30: "in 30 s", 3600: "in an hour"}
    for code, seconds in codes.items():
        [row] = [line for line in GUIDE.splitlines() if re.match(rf"\| ({platform} )?{code}:", line)]
        assert spoken[seconds] in row, row
