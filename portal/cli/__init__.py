"""The commands of `python app.py`: thin, each with one clear sentence when it cannot do its work.

Exit codes: 0 done, 1 it could not be done, 2 a wrong setting or a wrong command line, 130 interrupted.
"""

from portal.cli import bringing, care, copies, people, running
from portal.cli.frame import main

for _room in (running, bringing, people, care, copies):
    for _command in _room.COMMANDS:
        main.add_command(_command)

__all__ = ["main"]
