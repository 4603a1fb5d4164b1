"""Linking to Wikidata without network: an index, candidates, features that say why, and an answer that may be none.

    sources ─ source ─▶ Record ─ index.build ─▶ INDEX
    article, spans ─ mentions.context ─▶ Context ─ candidates, features, facts ─▶ Alternatives ─ scoring ─▶ Link

``linker.link(context, index, model)`` is the way through; ``rows`` reads and writes it as lines of JSON. What else
things are called, which classes of Wikidata are which of ours, and the weights of the features are data in
``ontology/linking``.
"""
