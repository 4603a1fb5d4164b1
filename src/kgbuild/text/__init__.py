"""What a sentence says: sentences, tokens, typed mentions, coreference, quantities, dates, hedges, attribution."""
