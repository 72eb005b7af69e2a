"""The domain can be drawn from memory: few packages, and few arrows between them. (That none runs up, import-linter
holds.)
"""

import ast
from pathlib import Path

DOMAIN = Path(__file__).parents[1] / "chalicelib" / "domain"
PACKAGE = "chalicelib.domain."


def arrows() -> set[tuple[str, str]]:
    """Which package of the domain imports which other one."""
    found = set()
    for path in DOMAIN.rglob("*.py"):
        own = path.relative_to(DOMAIN).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(PACKAGE):
                named = [f"{node.module}.{alias.name}" for alias in node.names]
                found |= {(own, name.removeprefix(PACKAGE).partition(".")[0]) for name in named}
    return {(own, other) for own, other in found if own != other}


def test_the_domain_has_few_packages_and_few_arrows_between_them() -> None:
    packages = {path.parent.name for path in DOMAIN.glob("*/__init__.py")}
    assert {path.name for path in DOMAIN.glob("*.py")} == {"__init__.py"}, "what lies beside them is a package too"
    assert len(packages) <= 16
    assert {name for arrow in arrows() for name in arrow} <= packages
    assert len(arrows()) <= 80
