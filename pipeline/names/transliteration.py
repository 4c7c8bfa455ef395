"""The ways in which one Arabic, Persian or Turkic name is written in Latin letters, as variants of an alias.

Words that newsrooms spell in several ways are listed together; the article is written al or el, or like the letter
that follows it (ash-Sham, as-Sabah). Variants are made from what a curator wrote and weigh less than an alias that
somebody wrote so: where both stand, the variant yields.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

_CLASSES = """
qaeda qaida qaidah qaedah kaida kaeda qa'ida qa'eda
hezbollah hizbollah hizbullah hizballah hezbullah hisbollah
muhammad mohammed mohamed mohammad muhammed mohamad muhamad
ahmad ahmed achmed
mahmoud mahmud mahmood
hussein hussain husayn husain hossein hoseyn
hassan hasan
yusuf yousef youssef yusef yousuf yussef
usama osama oussama
uthman othman osman
umar omar omer
abdullah abdallah abdulla
abdul abdel abdal
abu abou
bin ibn
sheikh shaykh sheik cheikh shaikh
jabhat jabhet jebhat jabha
jaish jaysh jeish jaesh
shabaab shabab chabab shebab
mujahideen mujahidin mujahedin mujahedeen mojahedin moudjahidine mujaheddin
ansar anssar
islam eslam
sharia shariah shari'a shari'ah charia
sunna sunnah
jihad djihad jehad
dawla dawlah daula
kataib kata'ib kataeb katiba
asaib asa'ib asaeb
liwa liwaa
harakat harakah haraka
tahrir tehrir
hayat hay'at hayaat hei'at
nusra nusrah nosra
sham cham
tawhid tawheed tauhid
iraqi iraki
baghdadi bagdadi
zawahiri zawahri dhawahiri
zarqawi zarkawi
julani jolani golani joulani jawlani
haftar hifter heftar
gaddafi qaddafi gadhafi kadhafi qadhafi gadaffi
saleh salih
suleimani soleimani sulaimani solaimani
khamenei khamenai chamenei
haniyeh haniya haniyya
nasrallah nasralla
sistani sestani
muqtada moqtada
sadr sader
ali aly
ibrahim ebrahim
ismail ismael esmail isma'il
khalid khaled
walid waleed
rashid rasheed
saeed sa'id saeid
nasir nasser naser
qasim qassem kassem qassim
jamal gamal
raqqa raqqah rakka raqa
deir dayr deyr
ezzor zor
hasaka hasakah hassakeh hasakeh hassake
kobani kobane
homs hims
idlib idleb edlib
daraa deraa dar'a
latakia lattakia ladhiqiyah
ghouta ghuta
sanaa sana'a
hudaydah hodeida hodeidah hudaida
taiz ta'izz taizz
marib ma'rib mareb
mosul mosoul
fallujah falluja
karbala kerbala
kirkuk karkuk
sulaymaniyah sulaimaniya suleimaniyah sulaimani
erbil irbil arbil
qamishli kamishli qamishlo
benghazi bengasi
"""
_CLASS_OF = {word: tuple(line.split()) for line in _CLASSES.strip().splitlines() for word in line.split()}
_ARTICLE = re.compile(r"^(?:al|el|ul|ar|as|ash|at|ath|ad|adh|az|an)$", re.IGNORECASE)
_SUN_LETTERS = ("sh", "th", "dh", "s", "t", "d", "z", "n", "r")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w]+|[\d_]+")
_MOST = 24


def vary_latin(text: str) -> tuple[str, ...]:
    """Return other Latin spellings of a name, the name itself not among them, no more than 24.

    >>> vary_latin("al-Shabaab")[:4]
    ('al-Shabab', 'al-Chabab', 'al-Shebab', 'el-Shabaab')
    >>> vary_latin("NATO")
    ()
    """
    tokens = _TOKEN.findall(text)
    if text.isupper() or not any(_vary_token(tokens, index)[1:] for index in range(len(tokens))):
        return ()
    spellings = ("".join(choice) for choice in product(*(_vary_token(tokens, i) for i in range(len(tokens)))))
    return tuple(islice((spelling for spelling in spellings if spelling != text), _MOST))


def _vary_token(tokens: list[str], index: int) -> tuple[str, ...]:
    token = tokens[index]
    if _ARTICLE.match(token) and index + 2 < len(tokens) and tokens[index + 1] in ("-", " "):
        return _vary_article(token, tokens[index + 2])
    others = _CLASS_OF.get(token.lower().replace("’", "'"), ())
    if not token[0].isupper():
        return (token,)
    return (token, *(word.capitalize() for word in others if word != token.lower()))


def _vary_article(article: str, noun: str) -> tuple[str, ...]:
    if not noun[:1].isupper():
        return (article,)
    letter = next((letter for letter in _SUN_LETTERS if noun.lower().startswith(letter)), "")
    forms = ["al", "el", *([f"a{letter}"] if letter else [])]
    return (article, *_keep_case(article, (form for form in forms if form != article.lower())))


def _keep_case(model: str, forms: Iterator[str]) -> Iterator[str]:
    return (form.capitalize() if model[0].isupper() else form for form in forms)
