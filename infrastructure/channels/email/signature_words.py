# ruff: noqa: RUF001 - words of many languages have letters that look like others
"""Words by which signatures, lines of programs and legal notices are known, as plain data (EML-17).

Patterns are to be read without regard to case; those of `SENT_FROM` begin a line.
"""

DEVICE = (
    r"iphon|ipad|ipod|mac\b|apple|android|samsung|galaxy|huawei|xiaomi|redmi|oneplus|motorola|nokia|lumia|sony|xperia|htc"
    r"|pixel|blackberry|smartphone|smart phone|mobil|mobile|handy|phone|telefon|telefoon|teléfono|téléphone|telefone|cell"
    r"|tablet|windows|outlook|yahoo|gmail|aol|proton|tutanota|tuta\b|zoho|gmx|web\.de|k-9|mail\.ru|yandex|яндекс|телефон"
    r"|смартфон|мобильн|почт|пошт|планшет|spark|superhuman|mailspring|mailbird|em client|thunderbird|airmail|bluemail"
    r"|typeapp|aquamail|nine\b|newton|front\b|hey\b|fairphone|wp poczta|poczt|onet|interia|courrier|correo|posta|correio"
    r"|mail\b|e-mail|device|gerät|urządzenia|appareil|dispositivo|toestel|apparaat|zařízení|устройств|enhed|enhet|app\b|icloud"
    r"|puhelin|laite|cihaz|készülék|telefonul|κινητ|手机|手機|スマートフォン|携帯|휴대|ios"
)
SENT_FROM = (
    r"sent (?:from|via|with|by|using|on)|get outlook|wysłan[eoya] (?:z|ze|za pomocą|przy użyciu|przez|od)\b|wysłano (?:z|ze|za)\b"
    r"|pobierz (?:aplikację )?(?:program )?outlook|uzyskaj (?:aplikację )?outlook|gesendet (?:von|mit|über|via|vom|aus)"
    r"|von mein\w+ .{2,40} gesendet|(?:diese|die) (?:nachricht|e-?mail|mail) wurde (?:von|mit|über) .{2,60} (?:gesendet|versendet|geschrieben)"
    r"|versendet (?:von|mit)|holen sie sich outlook|outlook für \w+ (?:beziehen|herunterladen|abrufen)|laden sie outlook"
    r"|envoyé (?:de|depuis|à partir|avec|via|par)|obtenir outlook|téléchargez outlook|télécharger outlook|obtenez outlook"
    r"|enviado (?:desde|do|de|a partir|através|com|con|pelo|via|por)|obtener outlook|descarg\w+ outlook|consigue outlook"
    r"|obter o outlook|obtenha o outlook|baix\w+ o outlook|inviato (?:da|dal|con|tramite|dalla)|ottieni outlook|scarica outlook"
    r"|verstuurd (?:vanaf|vanuit|met|via)|verzonden (?:vanaf|vanuit|met|via|door)|outlook voor \w+|download outlook"
    r"|odesláno (?:z|ze|přes|pomocí|mobilem)|odoslané (?:z|zo|cez|pomocou)|stáhn\w+ outlook|získ\w+ outlook"
    r"|отправлено (?:с|из|от|через)|отправлен[оа] с помощью|надіслано (?:з|із|за)|скача\w+ outlook|получ\w+ outlook"
    r"|skickat (?:från|med|via)|skickades från|hämta outlook|sendt (?:fra|med|via)|hent outlook|få outlook|skaff outlook"
    r"|lähetetty|hanki outlook|lataa outlook|trimis (?:de pe|din|de la|cu|prin)|obține\w* outlook|poslano (?:s|sa|z|iz)\b"
    r"|изпратено от|στάλθηκε από|enviat (?:des|amb)|saadetud|išsiųsta iš|nosūtīts no|dikirim dari|gửi từ|ส่งจาก"
    r"|发自我的|發自我的|从我的|從我的|傳送自|נשלח מ|أُ?رسلت? من|تم الإرسال من|ارسال شده از|küldve|outlook (?:for|para|pour|per|til) (?:ios|android)"
)
SENT_TO = (
    r"(?:から送信|에서 보냄|에서 나의|'?(?:den|dan|ten|tan|imden|umdan|ımdan|ümden) gönderildi|gönderildi\.?|küldve\.?|发送|gesendet\.?"
    r"|lähetetty\.?)$"
)
SIGN_OFF = (
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|cordial|friendly) (?:regards|wishes|thanks)|regards|best|cheers|thanks"
    r"|many thanks|thank you|thanks (?:and|&) (?:best |kind )?regards|thanks (?:a lot|again|so much|in advance)|sincerely"
    r"|yours (?:sincerely|faithfully|truly)|sincerely yours|br|rgds|all the best|respectfully|cordially|take care"
    r"|mit (?:freundlichen|besten|herzlichen|lieben|vielen) (?:grüßen|grüssen|gruessen)|mit freundliche[mn] gru(?:ß|ss)|mfg"
    r"|(?:viele|beste|liebe|herzliche|schöne|freundliche) (?:grüße|grüsse|gruesse)|lg|vg|bg|gru(?:ß|ss)|hochachtungsvoll"
    r"|(?:serdecznie |z góry )?pozdrawiam(?: serdecznie| i życzę miłego dnia)?|pozdrowienia|(?:serdeczne )?pozdrowienia|pozdr\.?"
    r"|z (?:poważaniem|wyrazami szacunku)|łączę (?:pozdrowienia|wyrazy szacunku)|dziękuję(?: i pozdrawiam)?|dzięki"
    r"|(?:bien |très )?cordialement|bien à vous|(?:sincères|meilleures) salutations|salutations(?: distinguées)?|amicalement"
    r"|bonne (?:journée|réception)|merci|(?:un |atentos |cordiales )?saludos?(?: cordiales?)?|atentamente|cordialmente|gracias"
    r"|(?:cordiali|distinti|cari) saluti|saluti|grazie|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|obrigad[oa]"
    r"|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|bedankt"
    r"|s (?:pozdravem|úctou|pozdravom|přátelským pozdravem)|děkuji|díky|с уважением|всего доброго|спасибо|з повагою|дякую"
    r"|med (?:vänlig|venlig|vennlig) (?:hälsning(?:ar)?|hilsen)|(?:vänliga )?hälsningar|venlig hilsen|hilsen|mvh|vh|tack|takk"
    r"|ystävällisin terveisin|terveisin|t:|saygılarımla|iyi çalışmalar|üdvözlettel|köszönettel|cu (?:stimă|respect)|με εκτίμηση"
    r"|s poštovanjem|lep pozdrav|lijep pozdrav|с поздрави|pagarbiai|ar cieņu|lugupidamisega|敬具|よろしくお願いいたします|此致|敬礼|감사합니다)"
)
NOTICE = (
    r"confidential(?:ity)?\b|intended (?:only|solely|exclusively)|intended recipient|privileged|legally protected|disclaimer"
    r"|unauthori[sz]ed|received this (?:e-?mail|message|communication|transmission) in error|not the (?:intended|named) (?:recipient|addressee)"
    r"|consider the environment|before printing|virus-free|checked for viruses|scanned (?:for viruses|by)|avast"
    r"|vertraulich|bestimmungsgemäß|nicht der (?:richtige|vorgesehene|beabsichtigte)|irrtümlich|unbefugt|umwelt"
    r"|poufn|wyłącznie (?:dla|do) |adresat|omyłkowo|nieuprawnion|prawnie chronion|środowisk|administratorem (?:pani|państwa|danych)"
    r"|confidentiel|destinataires?\b|par erreur|à l.environnement|n.imprimez|confidencial|destinatari[oa]s?\b|por error"
    r"|por engano|medio ambiente|meio ambiente|riservat|per errore|esclusivamente|vertrouwelijk|geadresseerde|ten onrechte"
    r"|bestemd voor|důvěrn|výhradně|omylem|конфиденциальн|исключительно|по ошибке|получател|fortrolig|konfidentiel|konfidensiel"
    r"|avsedd(?:a)? (?:endast|enbart)|av misstag|luottamukse|gizli|bizalmas|confidențial"
)
NOTICE_HEAD = (
    r"(?:this|the information in this|the contents of this|the information contained in this) (?:e-?mail|message|communication|transmission)"
    r"|confidentiality|confidential|disclaimer|legal (?:notice|disclaimer)|important(?: notice)?:|notice:|privileged|virus-free"
    r"|please consider the environment|save (?:paper|trees)|think before you print|diese (?:e-?mail|nachricht|mail)|der inhalt dieser|die information"
    r"|bitte (?:denken|prüfen|überlegen)|bevor sie diese|wichtiger hinweis|haftungsausschluss|(?:treść|niniejsza|ta|informacje) .{0,30}(?:wiadomo|e-?mail)"
    r"|wiadomość ta|klauzula|uwaga:|pomyśl|zanim wydrukujesz|ce (?:message|courriel|mail|e-mail)|le contenu de ce|pensez|avis de"
    r"|este (?:mensaje|correo|e-?mail)|la información|aviso (?:legal|de)|antes de imprimir|esta (?:mensagem|comunicación)|(?:as |a )informaç"
    r"|questo (?:messaggio|documento)|questa (?:e-?mail|comunicazione)|le informazioni|il presente|ai sensi|dit (?:bericht|e-?mail)|deze (?:e-?mail|mail)"
    r"|de informatie|tato (?:zpráva|e-?mail)|tento e-?mail|obsah |(?:это|данное|настоящее) (?:сообщение|письмо|электронное)|информация"
    r"|denne (?:e-?mail|mail|melding)|detta (?:e-?post|meddelande|mail)|tämä viesti|bu (?:e-?posta|mesaj)|ez az|acest (?:mesaj|e-?mail)"
    r"|przed wydrukowaniem|la présente|p save|avast|\*{2,}|antes de|prima di stampare"
)
BANNER = r"(?:\[?external\]?(?: e-?mail| sender)?\b|caution\b|warning\b|attention\b|uwaga\b|achtung\b|extern(?:e|al)? (?:e-?mail|mail)|\[extern\])"
BANNER_SAYS = r"originated|outside (?:of )?(?:the|your|our)|external|extern|zewnątrz|außerhalb|do(?:es)? not click|nie klikaj|you don't often get"
