"""The table of contents: what wakes Tessera up, and who answers.

The routes are rows of `chalicelib.api.routes`. Event handlers stand here and not in blueprints, where Chalice would
deploy them past this file.
"""

from typing import Any

from chalice.app import Chalice, Rate

from chalicelib import wiring
from chalicelib.api.routes import ROUTES
from chalicelib.api.serve import blueprint

app = Chalice(app_name="tessera")
app.register_blueprint(blueprint(ROUTES))


@app.schedule(Rate(1, unit=Rate.HOURS))
def close_campaigns(event: Any) -> list[str]:
    """Close for good what ended, and reveal its seeds."""
    return wiring.parts().close.due(wiring.parts().clock())
