"""Two weeks of a real grocer's orders, reported as a shop reports them, and counted apart."""
