"""The commonest short words of languages, as data: what tells one from another where the script does not."""

_WORDS = {
    "en": (
        "the of and to in is that was for it with as his on be at by had are but from have they which not "
        "this been were their would there what has said who will more when its about than them after into"
    ),
    "fr": (
        "le la les de des du et à en un une est que qui dans pour pas sur au par il elle ce cette ne se avec "
        "sont plus son sa ses ont été aux leur mais comme nous vous on ou été était être fait"
    ),
    "de": (
        "der die das und in zu den mit von ist des sich auf für nicht ein eine dem im auch als es an werden "
        "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
        "oder aber vor zur bis"
    ),
    "es": (
        "el la los las de del que y en un una es se no con por para su al lo como más pero sus le ha este "
        "esta son entre cuando sin sobre también hasta desde fue está ser han años"
    ),
    "it": (
        "il lo la i gli le di del della dei delle che e è un una in per non con si da al sono come anche più "
        "ha nel alla ma dal nella questo questa degli alle suo essere stato dalla fra"
    ),
    "pt": (
        "o a os as de do da dos das que e em um uma é para com não por no na se mais ao foi como mas são à "
        "seu sua pelo pela ou quando muito também já está nos às até isso ser"
    ),
    "nl": (
        "de het een en van in is dat op te met voor zijn niet aan er om ook als bij maar door uit naar heeft "
        "over nog wordt werd dan deze dit hij was worden hebben of tot meer geen die"
    ),
    "sv": (
        "och att det i en är som på för av med den till inte om ett har de var jag från men så kan vi han "
        "eller sig ska vid efter även också hade skulle där nu"
    ),
    "da": (
        "og at det i en er som på for af med den til ikke om et har de var jeg fra men så kan vi han eller "
        "sig skal ved efter også blev være hun nu der"
    ),
    "no": (
        "og at det i en er som på for av med den til ikke om et har de var jeg fra men så kan vi han eller "
        "seg skal ved etter også ble være hun nå der"
    ),
    "fi": (
        "ja on ei että se oli hän mutta ovat kun myös niin joka kuin tai sen hänen vain jos nyt jo voi mukaan "
        "ollut sitä ole olisi sekä ennen noin jälkeen"
    ),
    "pl": (
        "w i na z się nie do to że jest o jak po ale za od co przez dla przy są tym ich tego już oraz był być "
        "jego który która które tak może także jej ma"
    ),
    "cs": (
        "a v se na je že to s z o do i ve za by k ale jsou si jak po pro které který jako jeho také být už "
        "byl bylo tak která podle při od jen"
    ),
    "sk": (
        "a v sa na je že to s z o do i vo za by k ale sú si ako po pre ktoré ktorý jeho tiež byť už bol bolo "
        "tak ktorá podľa pri od len"
    ),
    "hu": (
        "a az és hogy nem is egy ez volt meg de csak már el ha még mint van amely aki azt lehet után sem "
        "minden vagy kell között szerint való ami"
    ),
    "ro": (
        "și de în a la cu pe care nu din o un se mai este au fost pentru ce că sunt al ale prin după până lui "
        "fi dar sau această acest ei său"
    ),
    "tr": (
        "ve bir bu için ile da de olarak çok daha olan gibi en ise kadar sonra ne o ama var olduğunu her ya "
        "mi göre tarafından büyük yeni yıl ancak"
    ),
    "id": (
        "yang dan di ini itu dengan untuk dari dalam tidak pada akan adalah ke juga oleh telah sebagai atau "
        "mereka ada saya bisa karena lebih dia kata tersebut"
    ),
    "ms": (
        "yang dan di ini itu dengan untuk dari dalam tidak pada akan adalah ke juga oleh telah sebagai atau "
        "mereka ada saya boleh kerana lebih beliau kata tersebut"
    ),
    "vi": (
        "và của là có được cho không một với các trong người này những đã từ khi đến về như để tại ra cũng "
        "vào theo sẽ nhiều trên sau đó năm"
    ),
    "hr": (
        "je i u na se da za su od s kako koji a o će što to nije iz ali do po koja ne bi bio samo nakon ili "
        "prema još te više sve kada već"
    ),
    "sl": (
        "je in v na se da za so z ki ne pa po bi tudi od s kot o to ali bil ter še ni pri iz do le več lahko svoje"
    ),
    "sq": ("të e në dhe i për me një që nga se është ka si u nuk më do kanë janë kjo ky por pas edhe ishte"),
    "lt": ("ir kad į yra iš su tai bet kaip ne nuo apie dėl buvo per po taip prie jo jų ar tik savo už dar turi"),
    "lv": ("un ir ka uz no ar par tas kas bet arī lai kā pēc ne tā šo bija viņš to var jau tikai tiek gan līdz"),
    "et": (
        "ja on ei et see kui oma ka mis aga oli ta seda siis ning või nende pärast kas juba veel välja ole saab üle"
    ),
    "ca": (
        "el la els les de del i que en un una és per amb no es al va com més però ha ser són aquest aquesta "
        "també seva dels entre fins on sense pel"
    ),
    "sw": (
        "na ya wa kwa ni katika za la kuwa hiyo huo kama hii yake si alisema pia baada hilo watu lakini hata "
        "wake cha vya hayo"
    ),
    "tl": (
        "ang ng sa na mga at ay si ni para kay ito hindi niya siya may kanyang nila din rin pa lang isang mula kung"
    ),
    "az": (
        "və bir bu üçün ilə də da olan kimi daha isə sonra o amma var hər ki görə tərəfindən böyük yeni il "
        "edib olub"
    ),
    "uz": ("va bir bu uchun bilan ham bo‘lgan deb esa keyin u lekin bor har mumkin yil edi haqida kerak o‘z"),
    "ru": (
        "и в не на что с по как это из к но для за от его то же все у был так о при уже только еще или бы они "
        "она года также которые который после до"
    ),
    "uk": (
        "і в на не що з та до як за це від у про його для але й є є був також які під час після вже року бути "
        "який із або"
    ),
    "be": ("і ў не на што з да як за гэта ад у пра яго для але быў таксама якія пад пасля ўжо года які яны"),
    "bg": (
        "на и в за се да от с е не са по че като ще си до при но това след има или той които още само към "
        "през което"
    ),
    "sr": (
        "је и у на се да за су од са како који а о ће што то није из али до по која не би био само након или "
        "према још"
    ),
    "mk": (
        "на и во за се да од со е не се по дека како ќе до при но ова по има или тој кои уште само кон што беше"
    ),
    "kk": ("және бұл бір үшін мен да де деп бар болып еді осы ол сол туралы кейін дейін қазақстан жыл болды оның"),
    "ar": (
        "في من على إلى أن التي عن مع هذا هذه الذي كان ما لا بين بعد قد كما كانت أو ذلك قال لم وقد خلال قبل وقال وفي"
    ),
    "fa": ("و در به از که این را با است برای آن یک خود تا کرد بر هم شد می شده بود نیز ها کند اما دو باید گفت های"),
    "ur": ("کے میں کی ہے اور سے کا کو اس نے کہ پر یہ ہیں بھی ان وہ کر تھا ایک نہیں کہا ہو گیا لیے تو"),
    "ps": ("د په او چې دې کې له ته یې هم دا سره کړي پر وي شوي دي کړې نه خو"),
    "ku": ("li û ku ji bi di de jî ew ev ne wan bû dike hat min yên ye ya yê"),
    "ckb": ("لە و بە کە بۆ ئەو ئەم لەسەر هەر یان دەکات بوو کرد هەیە نییە لەگەڵ"),
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}

FAMILIES = (
    frozenset(("da", "no", "nb", "nn", "sv")),
    frozenset(("cs", "sk")), frozenset(("hr", "sr", "bs", "sl", "sh", "me")),
    frozenset(("id", "ms")), frozenset(("es", "gl", "ca", "pt")), frozenset(("az", "tr")), frozenset(("bg", "mk")),
    frozenset(("ru", "uk", "be")),
    frozenset(("fa", "prs", "tg")), frozenset(("nl", "af")), frozenset(("de", "lb", "gsw")),
    frozenset(("ro", "mo")), frozenset(("no", "nb", "nn")), frozenset(("tl", "fil")), frozenset(("ku", "kmr")),
)  # fmt: skip
"""Languages that share so many words that these do not overrule a declared tag of one by another."""
