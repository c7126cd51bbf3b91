"""What the mail with a tracking code says, by the account's language; `company`, `who`, `url` and `host` are filled in."""

ENGLISH = """\
Hello,

{who} asks you to put the chat of {company} into your site. It is one line, just before </body> on every page:

<script src="{url}" async></script>

- WordPress: with a plugin for code in the footer, such as WPCode, paste it into the field for the footer or body end.
- Wix: Settings, Custom code; apply it to all pages, at the end of the body.
- Shopify: Online Store, Themes, edit the code, layout/theme.liquid, just before </body>.
- HTML: into each page, or the template that all pages share, just before </body>.
- Google Tag Manager: a tag of the type Custom HTML, with the trigger All Pages.

If the site sends a Content-Security-Policy, add these sources; it needs no style-src:

script-src {host}; connect-src {host}; img-src {host}

The line loads about 2 kB, and nothing else until somebody wants to chat. It sets no cookie.
"""
POLISH = """\
Dzień dobry,

{who} prosi o wstawienie czatu firmy {company} na stronę. To jeden wiersz, tuż przed </body> na każdej podstronie:

<script src="{url}" async></script>

- WordPress: wtyczką do kodu w stopce, na przykład WPCode, w polu stopki lub końca body.
- Wix: Ustawienia, Kod niestandardowy; na wszystkich stronach, na końcu body.
- Shopify: Sklep online, Motywy, edycja kodu, layout/theme.liquid, tuż przed </body>.
- HTML: na każdej stronie albo we wspólnym szablonie, tuż przed </body>.
- Google Tag Manager: tag typu Niestandardowy kod HTML z regułą Wszystkie strony.

Jeśli strona wysyła Content-Security-Policy, dodaj te źródła; style-src nie jest potrzebne:

script-src {host}; connect-src {host}; img-src {host}

Ten wiersz ładuje około 2 kB i nic więcej, dopóki ktoś nie chce rozmawiać. Nie ustawia ciasteczek.
"""
WORDS = {
    "en": ("The chat of {company} for your site", ENGLISH),
    "pl": ("Czat firmy {company} na stronę", POLISH),
}
