"""Closed sets of English words that the grammar of names leans on; what an entity needs is in the lexicon."""


def split_words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


NAME_GOVERNORS = split_words(
    "against by from of joined join joins joining fight fights fighting fought bomb bombs bombing bombed "
    "defeat defeats defeated defeating destroy destroying destroyed strikes hits attacks targets targeted "
    "targeting flee flees fled fleeing left anti pro ex non former suspected alleged called between with "
    "versus vs battle battles battling quit quits support supports supporting back backs fund funds funding "
    "arm arms tackle tackles beat beats "
)
"""Words that a group's name stands after; stranded prepositions (`the war we are in is`) are left out."""

PREPOSITIONS = split_words(
    "for with in on to of by from against between about over under at into onto through during before after since "
    "until around across like than via per toward towards within without despite among"
)

QUESTION_WORDS = split_words("what who where why how when whose which whom")

US_GOVERNORS = split_words("let join tell told give gives gave help of all to with for")
"""Words before a shouted `US` after which it is the pronoun."""

GROUP_NOUNS = split_words(
    "fighter fighters militant militants leader leaders commander commanders jihadist jihadists jihadi "
    "jihadis terrorist terrorists extremist extremists insurgent insurgents gunman gunmen recruit recruits "
    "recruiter recruiters suspect suspects bride brides affiliate affiliates chief stronghold strongholds "
    "territory hostage hostages video videos propaganda cell cells bomber bombers captive captives convoy "
    "convoys position positions target targets killer executioner supporter supporters sympathiser "
    "sympathisers sympathizer sympathizers member members emir caliph spokesman group faction branch wing "
    "militia rebels rebel operative operatives prisoners detainees families forces troops frontlines "
    "frontline ideology oil camp camps presence advance offensive attack attacks "
)
"""Nouns that a group's name stands before."""

GROUP_VERBS = split_words(
    "claims says kills seizes loses threatens executes beheads releases captures takes launches urges vows "
    "destroys blows holds uses moves retakes advances enters withdraws retreats attacked claimed said killed "
    "seized lost threatened executed beheaded released captured took launched urged vowed destroyed has had "
    "was were will would could may might must did does controls controlled carried recruits admits denies "
    "warns calls posts publishes "
)
"""Finite verbs that cannot follow the verb `is`, so that `IS` before them is a name."""

AUXILIARIES = split_words(
    "is are was were be been has have had do does did will would can could may might must should shall says said say "
    "isn't wasn't aren't weren't won't can't didn't doesn't don't hasn't haven't hadn't couldn't wouldn't shouldn't"
)
"""Verbs that are finite wherever they stand."""

PLAIN_PASTS = split_words(
    "took came went ran gave began fell rose grew drew drove broke wrote spoke knew saw threw flew became chose rode "
    "wore shook swore withdrew overran retook arose ate forgave forgot froze hid overthrew sang sank shrank sprang "
    "stole strode strove swam tore woke undertook withstood lay blew bit forbade foresaw fled"
)
"""Past tenses that are no participle: after `is` they cannot stand."""

DETERMINERS = split_words(
    "the a an this that these those its his her their our my your no every each some any all both"
)

PRONOUNS = split_words(
    "i you he she it we they there who what which how where why when everyone everything nothing something someone "
    "nobody everybody anyone anything none one here"
)

CONJUNCTIONS = split_words("and or but nor so yet if because although though while whether as once unless")

SMALL_WORDS = AUXILIARIES | PREPOSITIONS | DETERMINERS | PRONOUNS | CONJUNCTIONS | {"let", "not", "up", "out"}
"""Words that are no acronym when they stand in capitals."""

LOCATIVES = split_words(
    "in from near across inside outside into throughout around within at to over "
    "в во из на с со к ко от до под над около возле через у біля з із зі від над "
    "في من الي الى إلى داخل خارج قرب"
)
"""Prepositions that stand before places."""

AMERICAN_STATES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
    "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
    "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
    "New Hampshire", "New Jersey", "New Mexico", "North Carolina", "North Dakota", "Ohio", "Oklahoma",
    "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah",
    "Vermont", "Virginia", "West Virginia", "Wisconsin", "Wyoming", "Ontario", "Saskatchewan",
    "Manitoba",
)  # fmt: skip
"""States of America (and provinces of Canada) that are written after a town's name, without those that are also a
country or a city: `Armenia, Georgia`, `London, New York`."""

CALENDAR = split_words(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed "
    "thu thurs fri sat sun ramadan christmas easter eid"
)
"""Days, months and feasts, and their short forms."""

NAME_FOLLOWERS = CALENDAR | split_words(
    "foreign defence defense interior finance oil justice health education ambassador envoy officials official army "
    "navy air police military government opposition state national supreme then crown islamist shia shiite sunni "
    "islamic muslim christian jewish kurdish arab says said calls vows warns crisis conflict and or but is was has "
    "province region city district governorate oblast county border desk bureau office correspondent editor"
)
"""Words in capitals that may follow a place's name without being joined to it: `Iraq Tuesday`."""

NAME_PRECEDERS = CALENDAR | split_words(
    "north south east west northern southern eastern western central upper lower greater inner outer mainland "
    "northwest northeast southwest southeast northeastern northwestern southeastern southwestern modern ancient "
    "post-war wartime communist soviet nazi ottoman muslim islamic christian sunni shia shiite kurdish arab "
    "minister prime president mr mrs federal republic kingdom province region city district governorate county river "
    "mount lake port fort camp occupied democratic people's rebel-held mid old downtown rural"
)
"""Words in capitals that may precede a place's name without making it another: `Northern Syria`."""

FIRM_NOUNS = split_words("Ltd LTD Inc Corp GmbH PLC LLC Pharmaceuticals Holdings Airways Airlines")
"""Nouns, in capitals, after which even a name in capitals is a firm's: `ISIS Pharmaceuticals`."""

MONUMENT_NOUNS = frozenset(
    {"International", "Airport", "Stadium", "University", "Foundation", "Hospital", "Mosque"}
)
"""Nouns in capitals after which a person's name is that of what was called after them."""

OFFICES = split_words(
    "government governments republic republics state states kingdom emirate sultanate principality duchy union "
    "parliament assembly senate house council army armies navy air force forces police guard embassy consulate "
    "ministry ministries department office bureau agency authority authorities administration presidency "
    "archbishop bishop patriarch grand chief head heads ambassadors ministers presidents leaders people peoples "
    "nation nations defence defense affairs interior finance health justice energy information "
    "city cities town towns village villages province provinces region regions district districts governorate "
    "oblast county area areas territory territories coast coasts gulf strait straits sea bay port ports border "
    "borders capital islands island plain plains valley mountains hills desert suburb suburbs outskirts rest "
    "centre center part parts parliamentarians church supreme court courts high command commander commanders "
    "ex-president ex-minister out because instead most many some one two three four five all none"
)
"""Words in capitals before `of` that leave the place's name a name of its own: `Government of Libya`."""

CAUSE_OPENERS = split_words(
    "transport centre center council fund campaign friends institute society movement committee alliance foundation"
)
"""Nouns that, in capitals before `for` and a name, make it part of another name: `Transport for London`."""

CAPITAL_WORDS = split_words(
    "is us who it aid mend all am an as at be do he if in no of on or so to up we car isis pa "
)
"""English words that an acronym in capitals may be."""

STOP_FOLLOWERS = split_words(
    "in of and or that which who under based governed ruled where to by with for on as is was were are be has "
    "had from at when while but if then than because will would could should may might can must across "
    "throughout within without "
)
"""Words after `an Islamic State` that show it to be the common noun, or after a plural."""

COMMON_HEADS = split_words(
    "state states emirate emirates army front party movement group brigade brigades council force forces "
    "caliphate republic union league jihad court courts network "
)
"""Last words of names that are common nouns: after `a`, or in the plural, they may name nothing."""

PLURAL_DETERMINERS = split_words(
    "all many other two three several most some these those both various arab gulf few four five six seven "
    "different "
)

TITLES = split_words(
    "president prime minister mr mr. mrs mrs. ms ms. dr dr. gen gen. general commander sheikh shaykh sheik "
    "mullah emir amir caliph king prince princess queen sultan ayatollah imam col col. colonel maj maj. major "
    "lt lt. capt capt. captain leader secretary chancellor senator sen sen. rep rep. sir lord comrade premier "
    "marshal admiral brigadier governor mayor chairman chairwoman director judge justice maulana maulvi "
    "mawlawi hajji haji pope patriarch chief warlord strongman dictator tsar director-general vice deputy "
    "speaker ambassador candidate founder spokesman then-president us president-elect ex-president qari mufti "
    "field "
)
"""Words in capitals that stand before a surname and are not a given name."""

HIGH_TITLES = split_words(
    "president minister premier chancellor king emir sultan ayatollah caliph secretary general marshal pope "
    "президент президента президентом президенту премьер президентові الرئيس"
)
"""Titles that few of one surname bear at a time, so that title and surname name a leader whom a text presents so."""

SENTENCE_OPENERS = split_words(
    "a an the and but or nor so yet for in on at by to of from with without within after before since until "
    "while when where why how who what which that this these those if unless although though because as than "
    "then thus hence however meanwhile moreover also even both either neither only just not no now today "
    "yesterday earlier later last next once still perhaps maybe like unlike under over against between among "
    "during despite through toward towards about above below can could may might must shall should will would "
    "do does did has have had is are was were be been being let it he she they we you i his her their our my "
    "its first second finally former late instead whether ask asked here there again according per via "
)

DEMONYM_ENDINGS = (
    "ian",
    "ean",
    "ese",
    "ish",
    "aqi",
    "eni",
    "tani",
    "mali",
    "rican",
    "exican",
    "ench",
    "rab",
    "eli",
    "aiti",
    "itan",
)
"""Endings of the adjectives of nations, which stand before a surname without being a given name."""

DEMONYM_LOOK_ALIKES = split_words(
    "brian ian christian adrian julian sebastian damian fabian vivian lillian sean dean jean gaetan eli gabrieli"
)
"""Given names with such an ending."""

INSTITUTION_NOUNS = split_words(
    "university airport hospital school society college center centre institute foundation street avenue square "
    "mosque stadium bridge prize library museum inc inc. corp ltd co. company bank times post tribune herald "
    "gazette chronicle palace hotel cathedral church fc f.c. club academy festival symphony orchestra airways "
    "airlines pharmaceuticals codex observer today telegraph agreement accords accord agreements protocol "
    "convention declaration summit treaty "
)
"""Nouns that, in capitals after a name, make it part of another name: `Damascus University`."""

INSTITUTION_OPENERS = split_words(
    "university bank museum institute college academy church cathedral society journal history encyclopedia "
    "festival treaty hotel chamber "
)
"""Nouns that, in capitals before `of` and a name, do the same: `Bank of Syria`."""

UNSURE_INSTITUTION_NOUNS = split_words(
    "today post times bank company street square summit treaty agreement agreements accord accords convention "
    "declaration protocol festival bridge center centre palace club school college foundation library prize"
)
"""Those that in a headline in title case may as well be the headline's own words: `Syria Today`."""
