"""How a campaign's report looks: the same sheets in a terminal and on a page."""
