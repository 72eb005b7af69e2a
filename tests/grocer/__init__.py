"""A real grocer's orders through `./tessera import-orders`, with refunds, and a recount of every wallet."""
