"""kgbuild: articles in, linked data out, every triple traced to the words that say it."""

__version__ = "0.1.0"
