"""A generated lexicon as large as the lists of the world: people and bodies of invented names, always the same.

`python -m benchmarks.lexicons 250000 > list.ftm.json` writes it as FollowTheMoney, for an import by hand.
"""

import json
import random
import sys
from collections.abc import Iterator

from schemas.records import Alias, Entity


def _split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order, on which what is generated depends."""
    return tuple(text.split())


_STARTS = _split_words(
    "ba be bo da de dra fa fe ga gha gra ha he ja ju ka ke kha kra la le ma me mi mo na ne o pa pe ra re "
    "ro sa se sha so ta te tra tu va ve vla wa ya yu za zhe zi"
)
_MIDDLES = _split_words(
    "ba bi da de di fa ga gi ha ja ka ki la le li lo ma mi mo na ne ni no ra re ri ro sa si sha ta te ti "
    "to va vi ya za zi"
)
_ENDS = _split_words(
    "bad bek chuk dar deh dov far gan hari jan kov lan lev lu man mir nak nev nia rad ran rin rov sen "
    "shan skov tan tin va van vich yan yev zai zar zin"
)
_GIVEN = _split_words(
    "Ahmed Aisha Alexei Amina Andrei Anton Bilal Boris Carlos Daniel Dmitri Elena Fatima Farid Hamza "
    "Hassan Ibrahim Igor Ivan Jamal Jorge Karim Khalid Leila Luis Mahmoud Maria Miguel Mikhail Mustafa "
    "Nadia Nikolai Oleg Omar Pavel Rafael Rashid Salim Samir Sergei Tariq Viktor Yusuf Zahra"
)
_ADJECTIVES = _split_words(
    "Northern Southern Eastern Western Popular Islamic Democratic National Revolutionary United Free "
    "Patriotic Armed Central"
)
_BODIES = _split_words(
    "Front Army Brigade Movement Council Union Party Bank Shipping Trading Battalion Committee Foundation "
    "League Agency Ministry"
)


def generate_aliases(count: int, seed: int = 7) -> tuple[Entity, ...]:
    """Return entities that have so many aliases together, four or so each; two of three are people.

    Spellings are those of real lists: given names and surnames with variants, bodies with an adjective and a
    place, acronyms (ambiguous) and bare surnames (weak).
    """
    # The standard generator, so that a seed means the same on every machine.
    dice = random.Random(seed)
    entities: list[Entity] = []
    left = count
    while left > 0:
        number = len(entities)
        make = _make_person if number % 3 else _make_body
        entity = make(dice, f"generated-{number:06d}")
        entity = entity.model_copy(update={"aliases": entity.aliases[:left]})
        entities.append(entity)
        left -= len(entity.aliases)
    return tuple(entities)


def write_followthemoney(entities: tuple[Entity, ...]) -> Iterator[str]:
    """Write entities as the lines of `entities.ftm.json`."""
    for entity in entities:
        names = [alias.text for alias in entity.aliases]
        yield json.dumps(
            {
                "id": entity.entity_id,
                "caption": entity.name,
                "schema": "Person" if entity.kind == "person" else "Organization",
                "properties": {"name": names[:1], "alias": names[1:]},
                "datasets": ["generated"],
            }
        )


def _make_word(dice: random.Random) -> str:
    middle = "".join(dice.choices(_MIDDLES, k=dice.randint(0, 2)))
    return (dice.choice(_STARTS) + middle + dice.choice(_ENDS)).capitalize()


def _make_person(dice: random.Random, entity_id: str) -> Entity:
    given, second, surname = dice.choice(_GIVEN), _make_word(dice), _make_word(dice)
    texts = dict.fromkeys(
        (
            f"{given} {surname}",
            f"{given} {second} {surname}",
            f"{given[0]}. {surname}",
            f"{given} al-{surname}" if dice.random() < 0.4 else f"{second} {surname}",
        )
    )
    aliases = [Alias(text=text, source="generated") for text in texts]
    if dice.random() < 0.3:
        aliases.append(Alias(text=surname, strength="weak", source="generated"))
    return Entity(entity_id=entity_id, name=aliases[0].text, kind="person", aliases=tuple(aliases))


def _make_body(dice: random.Random, entity_id: str) -> Entity:
    adjective, body, place = dice.choice(_ADJECTIVES), dice.choice(_BODIES), _make_word(dice)
    second = _make_word(dice)
    texts = dict.fromkeys(
        (
            f"{place} {adjective} {body}",
            f"{adjective} {body} of {place}",
            f"{body} for the {adjective} {place}",
            f"{second} {body}" if dice.random() < 0.5 else f"{second} {place} {body}",
        )
    )
    aliases = [Alias(text=text, source="generated") for text in texts]
    if dice.random() < 0.3:
        acronym = "".join(word[0] for word in aliases[0].text.split()) + place[-1].upper()
        aliases.append(Alias(text=acronym, strength="ambiguous", source="generated"))
    return Entity(entity_id=entity_id, name=aliases[0].text, kind="organisation", aliases=tuple(aliases))


if __name__ == "__main__":
    for line in write_followthemoney(generate_aliases(int(sys.argv[1]))):
        print(line)
