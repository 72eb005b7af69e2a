"""The table in use: the stack's own, or one that was restored from a backup and is named by a parameter.

A restored table has another name. Each reference to the table is rewritten here, so that the pieces and the policies
may speak of `TesseraTable`, and one deployment moves everything over.
"""

from typing import Any

_NAME = {"Ref": "TesseraTable"}
_ARN = {"Fn::GetAtt": ["TesseraTable", "Arn"]}
_STREAM = {"Fn::GetAtt": ["TesseraTable", "StreamArn"]}
_TABLES = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/"
_RESTORED = (
    (_NAME, {"Ref": "RestoredTable"}),
    (_ARN, {"Fn::Sub": _TABLES + "${RestoredTable}"}),
    (_STREAM, {"Fn::Sub": _TABLES + "${RestoredTable}/stream/${RestoredStream}"}),
)


def in_use(tree: Any) -> Any:
    """Rewrite the references to the table in a part of the template to the table in use."""
    for reference, restored in _RESTORED:
        if tree == reference:
            return {"Fn::If": ["Restored", restored, reference]}
    if isinstance(tree, list):
        return [in_use(branch) for branch in tree]
    if not isinstance(tree, dict):
        return tree
    text = tree.get("Fn::Sub")
    if isinstance(text, str) and "${TesseraTable}" in text:
        return {"Fn::Sub": [text.replace("${TesseraTable}", "${Table}"), {"Table": in_use(_NAME)}]}
    return {key: in_use(branch) for key, branch in tree.items()}
