# ruff: noqa: RUF001, ISC004, FLY002 - words of other languages, some longer than a line, are what this is about
"""How responders name themselves: subjects and sentences of automatic replies in the languages they are written in."""

import re

_REPLY = "|".join(
    (
        r"auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|answer|responder|respond)(?: message)?",
        r"reply automatically generated",
        r"autom(?:atische?|\.)? ?(?:antwort(?:en)?|abwesenheits\w*)|automatische r(?:ü|ue)ckantwort|auto-?antwort",
        r"r[ée]ponse[ -]automatique|message automatique|auto-?r[ée]ponse",
        r"respuesta autom[áa]tica|auto-?respuesta|contestaci[óo]n autom[áa]tica",
        r"risposta automatica|auto-?risposta|messaggio automatico di risposta",
        r"resposta autom[áa]tica|auto-?resposta",
        r"automatisch(?:e)? (?:antwoord|beantwoording|bericht)|auto-?antwoord",
        r"automatick[áa] odpov[ěe][ďd]|automatick[ée] odpove[ďd]|autoodpov[ěe][ďd]",
        r"odpowied[źz] automatyczna|automatyczna odpowied[źz]|auto-?odpowied[źz]|autoresponder",
        r"автоматический ответ|автоответ(?:чик)?|автоматична відповідь",
        r"autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|automatikus v[áa]lasz",
        r"otomatik yan[ıi]t|r[ăa]spuns automat|αυτόματη απάντηση|automatski odgovor",
        r"自動応答|自動返信|自动回复|自動回覆|자동 회신|자동 응답",
    )
)
_AWAY = "|".join(
    (
        r"(?:out[ -]of[ -](?:the[ -])?office|ooo)(?: (?:auto[ -]?)?(?:reply|response|message|notification|notice|autoreply"
        r"|alert|assistant))?",
        r"(?:on|annual) (?:vacation|leave|holiday)(?: (?:reply|message|notice))?|vacation (?:reply|message|notice)"
        r"|away from (?:my (?:mail|e-?mail|desk)|the office)|absence (?:notice|message|notification)",
        r"abwesenheits\w*|abwesend|nicht im (?:b(?:ü|ue)ro|hause)|au(?:ß|ss)er haus|urlaubs(?:notiz|meldung|benachrichtigung)",
        r"absen(?:ce|t(?:e)?) du bureau|(?:message|avis|notification) d['’ ]absence|absent(?:e)? du|en cong[ée]s?",
        r"fuera de (?:la )?(?:oficina|despacho)|ausente de la oficina|de vacaciones|ausencia de la oficina",
        r"fuori (?:ufficio|sede)|assen(?:te|za) dall['’ ]ufficio|avviso di assenza|in ferie",
        r"fora do escrit[óo]rio|aus[êe]ncia tempor[áa]ria|ausente do escrit[óo]rio|em f[ée]rias|aus[êe]nte",
        r"afwezig(?:heid(?:sbericht|smelding|sassistent)?)?|niet op kantoor|buiten kantoor|met vakantie",
        r"mimo kancel[áa][řr]|nejsem v kancel[áa][řr]i|nep[řr][íi]tomnost|dovolen[áa]",
        r"poza biurem|nieobecno[śs][ćc](?: w biurze)?|nieobecn[ya]|(?:jestem )?na urlopie",
        r"нет на месте|вне офиса|отсутству[а-я]+|в отпуске|поза офісом",
        r"fr[åa]nvarande|ikke til stede|frav[æe]r(?:smelding|sbesked)?|poissa toimistosta|poissaolo\w*"
        r"|h[áa]zon k[íi]v[üu]l|不在(?:通知|のお知らせ)?|外出中|休暇",
    )
)
_FROM_LOTUS = re.compile(r"(?:auto: )?.{1,100} is out of the office\b", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"\s*(?:\W{{0,3}}(?:{_REPLY}|auto)\W{{0,3}}\s*(?:[:：\-–—|/]|$|\bre\b|\bfrom\b|\bto\b|\()"
    rf"|\W{{0,3}}(?:{_AWAY})\W{{0,3}}\s*(?:[:：\-–—|/]|$|\bre:|\())",
    re.IGNORECASE,
)
_REPLIED = re.compile(rf"(?<!\w)(?:{_REPLY})(?!\w)", re.IGNORECASE)
_GONE = re.compile(rf"(?<!\w)(?:{_AWAY})(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(
    "|".join(
        (
            rf"(?<!\w)(?:{_AWAY})(?!\w)",
            r"\b(?:i am|i'm|i will be|i'll be|we are|currently|is) (?:currently |now |presently )?(?:away|on (?:annual |sick |parental"
            r" |maternity )?leave|on holidays?|on vacation|travell?ing|absent|not in the office|unavailable)\b",
            r"\b(?:limited|no|intermittent) access to (?:my )?e-?mails?\b|\bwill (?:return|be back) (?:on|in)\b",
            r"\b(?:bin|bis|ab|wieder) .{0,40}(?:nicht (?:erreichbar|im b[üu]ro)|abwesend|im urlaub|zur(?:ü|ue)ck|im b(?:ü|ue)ro)\b",
            r"\bje (?:suis|serai) .{0,30}(?:absente?|en cong|en vacances|de retour)",
            r"\b(?:estoy|estar[ée]|me encuentro|estar[ée]mos) .{0,30}(?:fuera|ausente|de vacaciones)",
            r"\b(?:sono|sar[òo]) .{0,30}(?:assente|fuori|in ferie|in vacanza)",
            r"\b(?:estou|estarei) .{0,30}(?:ausente|fora|de f[ée]rias|em f[ée]rias)",
            r"\b(?:ik ben|ben ik) .{0,40}(?:afwezig|niet aanwezig|met vakantie|op vakantie|niet bereikbaar)",
            r"\b(?:jestem|będę|bede|przebywam) .{0,40}(?:nieobecn|na urlopie|poza biurem|niedost[ęe]pn)",
            r"\b(?:jsem|budu) .{0,40}(?:nep[řr][íi]tom|mimo kancel|na dovolen)",
            r"\bя .{0,40}(?:отсутству|в отпуске|нахожусь)|меня не будет",
        )
    ),
    re.IGNORECASE,
)


_OF_EXCHANGE = re.compile(
    r"\s*(?:automatic reply|automatische antwort|r[ée]ponse automatique|respuesta autom[áa]tica|risposta automatica"
    r"|resposta autom[áa]tica|automatisch antwoord|automatick[áa] odpov[ěe][ďd]|automatyczna odpowied[źz]"
    r"|odpowied[źz] automatyczna|автоматический ответ)\s*[:：]",
    re.IGNORECASE,
)
"""What Exchange writes before the subject of what it answers while somebody is away; some help desks write it, too."""
_RECEIVED = re.compile(
    r"thank(?:s| you) for (?:contacting|your|writing|reaching|getting in)|(?:we|i)(?:'ve| have)? received your"
    r"|(?:message|request|e-?mail|ticket|enquiry|inquiry|case) (?:has been|was) (?:received|created|opened|registered)"
    r"|(?:vielen )?dank f(?:ü|ue)r ihre|eingegangen|merci (?:de|pour) (?:votre|nous)|gracias por|grazie per|obrigad[oa] por"
    r"|bedankt voor|d[eě]kujeme za|dzi[eę]kujemy za|спасибо за|do not reply|ticket (?:number|id|no)",
    re.IGNORECASE,
)


def names_reply(subject: str) -> bool:
    """Say whether a subject is one that a responder writes by itself; it must begin so: answers to one do not."""
    return bool(_SUBJECT.match(subject[:300]))


def tells_away(subject: str, text: str) -> bool:
    """Say whether a mail known to be automatic tells of somebody's absence, in its subject or first sentences."""
    line = subject[:300]
    if _GONE.search(line) or _FROM_LOTUS.match(line):
        return True
    words = " ".join(text[:1_200].split())
    if _SENTENCE.search(words):
        return True
    return bool(_OF_EXCHANGE.match(line)) and not _RECEIVED.search(words)


def from_lotus(subject: str) -> bool:
    """Say whether a subject is the one Notes gives to absences: `Ann Field is out of the office`."""
    return bool(_FROM_LOTUS.match(subject[:300]))


def speaks_of_reply(text: str) -> bool:
    """Say whether words call something an automatic reply, wherever they stand."""
    return bool(_REPLIED.search(text[:1_200]))
