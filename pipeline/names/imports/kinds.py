"""Wikidata classes (P31) → kinds of entities. A closed list: the tree of classes is not in the items themselves."""

CLASS_KINDS = {
    "Q5": "person",
    "Q6256": "state",
    "Q3624078": "state",
    "Q515": "place",
    "Q532": "place",
    "Q486972": "place",
    "Q1549591": "place",
    "Q15284": "place",
    "Q10864048": "place",
    "Q35657": "place",
    "Q82794": "place",
    "Q23442": "place",
    "Q17149090": "armed-group",
    "Q1156831": "armed-group",
    "Q17127659": "armed-group",
    "Q4456236": "armed-group",
    "Q192350": "government",
    "Q327333": "government",
    "Q2659904": "government",
    "Q47913": "government",
    "Q732717": "government",
    "Q11204": "government",
    "Q7188": "government",
    "Q192283": "outlet",
    "Q11032": "outlet",
    "Q1002697": "outlet",
    "Q15265344": "outlet",
    "Q2001305": "outlet",
    "Q1616075": "outlet",
    "Q1153191": "outlet",
    "Q43229": "organisation",
    "Q7210356": "organisation",
    "Q7278": "organisation",
    "Q484652": "organisation",
    "Q245065": "organisation",
    "Q163740": "organisation",
    "Q79913": "organisation",
    "Q48204": "organisation",
    "Q15911314": "organisation",
    "Q4830453": "organisation",
    "Q783794": "organisation",
    "Q891723": "organisation",
    "Q6881511": "organisation",
}
"""Classes whose items news name, each with our kind."""

NEVER = frozenset(
    {"Q4167410", "Q4167836", "Q13406463", "Q22808320", "Q101352", "Q202444", "Q12308941", "Q11879590"}
)
"""Disambiguation pages, categories, lists, and names as such."""

PERSON_PROPERTIES = ("P569", "P570", "P21", "P106")
PLACE_PROPERTIES = ("P1082", "P36", "P1376", "P131")
BODY_PROPERTIES = ("P112", "P159", "P488", "P571", "P749", "P1448", "P1813", "P169", "P463")
"""What an item states that only a person, a place, a body has, for items of other classes."""
