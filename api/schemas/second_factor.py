"""Second factors."""

from marshmallow import Schema

from api.schemas import common as c

PASSWORD = "The password you sign in with; leave it out if you have none."  # noqa: S105 - a description


class SecondFactor(Schema):
    """Whether a code is asked for after the password."""

    enabled = c.flag("Whether you have one.")
    required = c.flag("Whether your account asks for one.")
    recovery_codes_left = c.number("Recovery codes that still open.", 10)


class Begin(Schema):
    """Setting an app up."""

    current_password = c.text(
        PASSWORD, "correct horse battery", null=True, required=False, longest=1000, load_default=None
    )


class Begun(Schema):
    """What the app is to be given, shown this once."""

    secret = c.line("The secret in base32, to type in.", "JBSWY3DPEHPK3PXP")
    uri = c.line("The same for apps that open links.", "otpauth://totp/Postroom:ann@example.com?secret=...")
    qr = c.text("The same as an SVG image, to be scanned.", "<svg>...</svg>")


class Confirm(Schema):
    """The first code of the app."""

    code = c.line("What the app shows now.", "123456", longest=40)


class RecoveryCodes(Schema):
    """Codes for when the app is lost, shown this once."""

    recovery_codes = c.lines("Each opens once in place of a code.", "ABCD-EFGH-IJKL-MNOP")


class Confirmed(RecoveryCodes):
    """The second factor is set; the session goes on under a new token."""

    csrf = c.text("What unsafe requests carry in X-CSRF-Token from here on.", "3f0c...")


class WithCode(Schema):
    """Password and code."""

    current_password = c.text(
        PASSWORD, "correct horse battery", null=True, required=False, longest=1000, load_default=None
    )
    code = c.line("The code your app shows now, or a recovery code.", "123456", longest=40)
