"""The independent audit of everything that members did on the deployed stage, from its API and its table."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from audit import Evidence, Statement, audit, read_statement, stock_of
from audit.account import Key
from cli.campaign_file import load_tree
from tests.deploy.opening import NAME
from tests.deploy.report import Broken
from tests.deploy.stage import Member, Stage


def add_up(stage: Stage, work: Path) -> str:
    """Every rule that holds without the seeds, which come out when the campaign is closed. Raises Broken."""
    tree: Any = load_tree(work / "campaigns" / NAME / "campaign.yaml").tree
    programme: Any = load_tree(work / "campaigns" / "programme.yaml").tree
    statements = tuple(_statement(stage, member) for member in stage.members.values())
    versions, unique = {NAME: [(0, 1, tree)]}, {"order.paid": "order"}
    evidence = Evidence(statements, _stocks(stage), versions, unique, programme=[(0, 1, programme)])
    results = audit(evidence, {}, {})
    if broken := [f"{one.rule}: {', '.join(one.breaches)}" for one in results if not one.holds]:
        raise Broken("; ".join(broken))
    receipts = sum(len(one.receipts) for one in statements)
    return f"{len(results)} rules hold of {receipts} receipts of {len(statements)} members"


def _statement(stage: Stage, member: Member) -> Statement:
    return read_statement(lambda path: json.dumps(stage.get(path, member.token)).encode())


def _stocks(stage: Stage) -> Counter[Key]:
    """What was taken from the shards, as the table has it."""
    pages = stage.aws.client("dynamodb").get_paginator("scan").paginate(TableName=stage.stack.names["TesseraTable"])
    taken: Counter[Key] = Counter()
    for item in (item for page in pages for item in page["Items"]):
        if item["pk"]["S"].startswith("S#"):
            taken[stock_of(item["pk"]["S"])] += int(item["taken"]["N"])
    return taken
