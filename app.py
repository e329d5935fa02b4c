"""The portal's way in: `app:make_app()` for a WSGI server, `python app.py` for everything else."""

from portal import create_app as make_app
from portal.cli import main

__all__ = ["main", "make_app"]

if __name__ == "__main__":
    main()
