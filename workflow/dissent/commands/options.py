"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Directory = Annotated[
    Path, typer.Option("--directory", "-d", help="The project's folder.", show_default="here")
]
