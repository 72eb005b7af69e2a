"""The table, made from the very template that is deployed."""

import json
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent.parent / "infra" / "table.json"

# Of the template's properties what the code relies on. Backups, a KMS key and protection against deletion are of no use
# on a laptop, and not every DynamoDB there knows them.
_CREATED_WITH = ("AttributeDefinitions", "KeySchema", "BillingMode")
_INDEXED_WITH = ("IndexName", "KeySchema", "Projection")


def create_tables(client: Any, name: str) -> None:
    """Create the table under this name with a boto3 DynamoDB client, and wait; one that exists is left as it is."""
    properties = json.loads(TEMPLATE.read_text(encoding="utf-8"))["Resources"]["TesseraTable"]["Properties"]
    try:
        client.create_table(
            TableName=name,
            StreamSpecification={"StreamEnabled": True, **properties["StreamSpecification"]},
            GlobalSecondaryIndexes=[
                {key: index[key] for key in _INDEXED_WITH} for index in properties["GlobalSecondaryIndexes"]
            ],
            **{key: properties[key] for key in _CREATED_WITH},
        )
    except client.exceptions.ResourceInUseException:
        return
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"])
