"""Ordinary English words that an alias may be by accident; the linter refuses them as strong aliases.

The list (`english.txt`) is levels 10 and 20 of SCOWL, the words that nearly every dictionary and frequency list
has, with American and British spellings, and the nouns of which names of groups are made. SCOWL is copyright
2000-2016 by Kevin Atkinson, who grants permission to use, copy, modify, distribute and sell the word lists for
any purpose without fee provided that this notice appears; it comes without warranty of any kind. Proper names are
not among the words.
"""

from pipeline.names.shipped import read_english_words

ENGLISH_WORDS = read_english_words()
