"""``python -m kgbuild`` is the command line."""

from kgbuild.cli import main

main()
