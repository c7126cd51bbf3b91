# ruff: noqa: RUF001, ISC004, FLY002 - words of other languages, some longer than a line, are what this is about
"""How mail systems put it that a mail did not arrive: subjects, sentences, and what they make of the reason."""

import re

SUBJECT = re.compile(
    "|".join(
        (
            r"\s*(?:[\[*(]\W?\w{1,20}[\])*]\s*)?(?:(?:warning|failed|error|notice|permanent|temporary)[:\s-]+)?(?:"
            r"undeliver(?:able|ed)|un-?delivered mail|returned (?:mail|e-?mail|to sender)|mail returned|delivery (?:status"
            r" notification|failure|failed|has failed|problem|error|report|unsuccessful|incomplete|notification)"
            r"|failure (?:notice|delivery)|failed (?:delivery|mail|message)|mail (?:delivery|failure|error|not delivered"
            r"|status|could not)|message (?:delivery|undeliverable|not delivered|could not|you sent|status|delayed|error)"
            r"|non-?delivery|nondeliverable|not delivered|could not (?:be )?(?:deliver|send)|unable to deliver"
            r"|(?:e-?mail|message) delivery|mail system error|delayed mail|mail delayed|delivery delayed|delayed:"
            r"|warning: (?:could not|message|mail|e-?mail)|(?:e-?mail|message|mail)? ?bounced|bounce[d]? (?:mail|message)"
            r"|rejected (?:mail|message)|recipient (?:unknown|not found|rejected)|user unknown|address (?:error|not found)"
            r"|unknown (?:user|recipient)|mail failed|there was an error sending|loop alert|ndn:|dsn:|nicht zustellbar|unzustellbar|(?:mail)?zustell(?:ung|bar)"
            r"|fehler bei der (?:nachrichten)?(?:zustellung|übermittlung)|non remis|échec de (?:la )?(?:remise|livraison)"
            r"|message non (?:remis|distribué)|no se puede entregar|no se ha podido entregar|error de entrega|fallo en la entrega"
            r"|non recapitabile|mancato recapito|impossibile recapitare|recapito (?:fallito|non riuscito)"
            r"|não foi possível entregar|falha na entrega|não é possível entregar|mensagem não entregue"
            r"|onbestelbaar|niet bezorgd|kan niet worden bezorgd|nedoručiteln|nelze doručit|nedoručen"
            r"|niedostarczalne|nie można dostarczyć|niedostarcz|zwrot (?:wiadomości|poczty)|недоставлен|ваше сообщение не доставлено"
            r"|ошибка доставки|не удалось доставить|не может быть доставлено|сообщение не доставлено|kan inte levereras|kunne ikke leveres"
            r"|olevererbar|ikke levert|iletilemedi|teslim edilemedi|配信不能|配信できません|(?:メッセージ|メール)を配信|メールエラー|エラーメール|無法傳遞|无法投递|系统退信|退信"
            r")",
        )
    ),
    re.IGNORECASE,
)
RETURNED = re.compile(
    "|".join(
        (
            r"this is the (?:qmail|mail)[\w. -]{0,30}(?:program|system|delivery)",
            r"(?:this (?:message|report|e-?mail|is an)|this is an?) (?:was |is |has been )?(?:an )?(?:automatically|auto-?matically)"
            r" ?(?:created|generated|-generated)[^.]{0,120}(?:deliver|mail|dsn|notification)",
            r"(?:could not|can ?not|cannot|couldn't|was not|wasn't|can't|unable to|not able to|did not|failed to) be? ?"
            r"(?:successfully )?(?:be )?(?:deliver|reach|sent\b|send\b|relay|accept)",
            r"(?:delivery|message|mail)[^.\n]{0,60}\b(?:failed|has failed|failure|was rejected|has been rejected|undeliverable|is delayed)",
            r"(?:the )?following (?:addresses?|recipients?|e-?mail address|user)[^.\n]{0,60}(?:fail|had|error|problem|reject|not)",
            r"delivery to the following",
            r"did not reach the following",
            r"your (?:message|mail|e-?mail)[^.\n]{0,60}"
            r"(?:not (?:been )?delivered|couldn't be|wasn't|bounced|rejected|undeliver|delayed|has not)",
            r"transcript of (?:the )?session follows|unsent message follows|original message (?:follows|was received)",
            r"(?:user|recipient|mailbox|address|account)[^.\n]{0,40}(?:unknown|not found|does ?n[o']t exist|disabled|full|unavailable)",
            r"permanent (?:fatal )?(?:error|failure)|fatal errors?|delivery (?:errors|problems)|no such (?:user|mailbox|address)",
            r"unrouteable|unroutable|over ?quota|quota exceeded|mailbox (?:is )?full|technical details of",
            r"nicht zugestellt|konnte nicht|unzustellbar|n[’']a pas pu être|non remis|no se pudo entregar|no se ha podido"
            r"|non è stato possibile|impossibile (?:recapitare|consegnare)|não (?:pôde|foi possível)|niet (?:worden )?(?:bezorgd|afgeleverd)"
            r"|nelze doručit|nebylo možné doručit|nie (?:mogła|można|została|udało)|не (?:может быть|удалось|доставлен)",
            r"配信|送信できません|送信に失敗|届けることができ|存在しない|退信|无法",
        )
    ),
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"\b(?:delay(?:ed)?|has not (?:yet )?been delivered|not yet been delivered|will (?:be )?(?:retr(?:y|ied)|continue"
    r"|keep trying)|still (?:be )?(?:trying|being retried)|you do not need to (?:resend|do anything)|warning message only"
    r"|no action is required on your part|delivery attempts will continue|temporary failure|transient failure"
    r"|temporarily deferred|noch nicht zugestellt|verzögert|n['’]a pas encore|retard[ée]?|retras(?:ad)?o|ritard(?:at)?o"
    r"|atrasad[ao]|vertraagd|zpožděn|opóźnion|задержан)\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    r"\b(?:permanent|permanently|given up|giving up|gave up|fatal|final|could not be delivered for|no further|expired"
    r"|too long in queue|been (?:in the )?queued? too long|retry (?:time|timeout) exceeded|retry limit|will not be retried)\b",
    re.IGNORECASE,
)
_REASONS = (
    (
        "x.1.1",
        r"user (?:is )?unknown|unknown (?:local )?(?:user|recipient|address|mailbox)|no such (?:user|recipient|mailbox|person|address|account)"
        r"|(?:user|recipient|mailbox|address|account|name)[^.\n]{0,60}(?:does(?: not|n't) exist|not (?:found|recognized|known|listed|exist)"
        r"|unknown|invalid|no longer)|unknown user|invalid (?:recipient|mailbox|user|address)|no mailbox here|not our customer"
        r"|this user doesn't have|not listed in|couldn't be found|wasn't found|address not found|unrouteable address",
    ),
    (
        "x.2.2",
        r"(?:mailbox|inbox|mailfolder|mail ?box|account)[^.\n]{0,50}(?:full|quota|exceed|limit)|over ?quota|quota exceed"
        r"|exceed\w*[^.\n]{0,30}quota|not enough (?:disk )?space|out of (?:disk )?space|storage (?:allocation|limit)",
    ),
    (
        "x.2.1",
        r"(?:mailbox|account|user)[^.\n]{0,40}(?:disabled|inactive|suspended|deactivated|locked|not active)",
    ),
    ("x.3.4", r"(?:message|mail|size)[^.\n]{0,40}(?:too (?:large|big)|exceeds)|size limit"),
    (
        "x.1.2",
        r"(?:host|domain)[^.\n]{0,60}(?:not found|unknown|does(?: not|n't) exist|non-?existent|invalid|no mail)|unknown host"
        r"|no mx|dns error|name or service not known|couldn't find any host|unrouteable mail domain|domain name not found",
    ),
    (
        "x.4.1",
        r"(?:connection|connect)[^.\n]{0,40}(?:timed? ?out|refused|reset|fail)|timed out|no route to host|not responding"
        r"|could not connect|couldn't (?:establish|connect)|host[^.\n]{0,30}(?:down|unreachable)|network is unreachable",
    ),
    ("x.4.7", r"expired|too long in queue|queued? too long|retry time|time ?out exceeded|delivery time"),
    (
        "x.7.1",
        r"spam|blocked|blacklist|black list|denied|rejected|refused|prohibited|policy|not permitted|relay",
    ),
)
REASONS = tuple((status, re.compile(words, re.IGNORECASE)) for status, words in _REASONS)
PASSING = {"x.2.2", "x.4.1"}
"""Reasons that pass by themselves, where nobody says for how long they hold."""
