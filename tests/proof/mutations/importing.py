"""Mistakes in the import of orders from a file: an order that is lost, read wrongly, or listed twice."""

from tests.proof.mutations.mutation import Mutation

OF_READING = "tests/cli/test_import_orders.py"
OF_IMPORTS = "tests/cli/test_command_import_orders.py"

MUTATIONS = (
    Mutation(
        "undecided-is-done",
        "cli/importing/sending.py",
        "if not _undecided(one)}",
        "if one}",
        "orders would be lost whenever the backend is busy",
        OF_IMPORTS,
    ),
    Mutation(
        "a-line-is-skipped",
        "cli/importing/run.py",
        "if one.line > done)",
        "if one.line > done + 1)",
        "each interruption would lose an order",
        OF_IMPORTS,
    ),
    Mutation(
        "listed-twice",
        "cli/importing/progress.py",
        "os.truncate(self.list, listed)",
        "pass",
        "after a crash the list would have lines twice, and somebody would be given twice what is owed",
        OF_IMPORTS,
    ),
    Mutation(
        "another-file-goes-on",
        "cli/importing/progress.py",
        'for name in ("file", "url", "columns")',
        'for name in ("url", "columns")',
        "the first orders of a new file would never be sent",
        OF_IMPORTS,
    ),
    Mutation(
        "busy-is-refused",
        "cli/remote.py",
        "refusal.code >= 500 or refusal.code == 429",
        "refusal.code >= 500",
        "an import would stop whenever it is a little too fast",
        OF_IMPORTS,
    ),
    Mutation(
        "known-by-its-time",
        "cli/importing/columns.py",
        'data["order"], data.get("refund"))',
        'data["order"], line[columns.time])',
        "two refunds of one moment would be one, and a time that is mended another order",
        OF_READING,
    ),
    Mutation(
        "thousands-are-decimals",
        "cli/importing/cells.py",
        "(?:[{',' if comma else '.'}]",
        "(?:[.,]",
        "an order of 1,234 would count as 1.23",
        OF_READING,
    ),
    Mutation(
        "clocks-of-nowhere",
        "cli/importing/cells.py",
        "ms = instant(wall, zone) if wall.tzinfo is None",
        "ms = (wall.replace(tzinfo=UTC) - _EPOCH) // _MS if wall.tzinfo is None",
        "orders would count on the wrong day",
        OF_READING,
    ),
    Mutation(
        "a-quote-swallows-orders",
        "cli/importing/table.py",
        "lines.give_back(taken[1:])",
        "lines.give_back([])",
        "all orders behind a quotation mark that is not closed would be lost, and nobody told",
        OF_READING,
    ),
)
