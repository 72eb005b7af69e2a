"""Tests of a brand's own campaigns, outside of Tessera."""

pytest_plugins = ["local.testing"]
