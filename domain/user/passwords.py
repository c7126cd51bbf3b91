"""Which passwords are refused: short ones, those that everybody tries, and the user's own name (NIST SP 800-63B)."""

from domain.kernel.refusal import InvalidInput

SHORTEST, LONGEST = 10, 1000
FEWEST_DIFFERENT = 5
OWN_PART = 4
"""From this length on a part of one's own address counts as one's own."""

COMMON = frozenset(
    """
    1234567890 12345678910 123456789a 123456789q 1234567891 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y
    1qaz2wsx3edc 1qazxsw23edc qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl1 asdfghjkl123
    zxcvbnm123 zaq12wsxcde3 zaq1zaq1zaq1 zaq1@wsxcde3 abcdefghij abcdefghijk abcd123456 abc1234567 abcd1234abcd
    password12 password123 password1234 password12345 password123456 password1! passw0rd123 p@ssw0rd123 p@ssword123
    mypassword password01 passwordpassword letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025
    welcome2026 iloveyou12 iloveyou123 iloveyou1234 sunshine123 football123 baseball123 princess123 superman123
    batman12345 monkey12345 dragon12345 shadow12345 master12345 michael123 jennifer123 charlie123 trustno1234
    changeme123 changeme1234 administrator administrator1 admin12345 admin123456 adminadmin adminadmin1 rootroot123
    default123 testtest123 test123456 test1234567 testpassword guest12345 secret1234 secret12345 supersecret
    computer123 internet123 samsung123 whatever123 starwars123 pokemon123 liverpool1 liverpool123 barcelona1
    manchester manchester1 chelsea123 arsenal123 november2026 december2026 january2027 summer2025 summer2026
    winter2025 winter2026 autumn2026 spring2026 september1 q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4e5 a1b2c3d4e5f6
    aa12345678 a123456789 a1234567890 aaaaaaaaaa1 asdf123456 asdfasdf123 qazwsxedc1 qazwsxedc123 qazwsxedcrfv
    haslo12345 haslo123456 haslo1234567 mojehaslo1 mojehaslo123 kochamcie1 kochamcie123 polska1234 polska12345
    polska123456 misiek12345 bartek12345 mateusz123 dominika123 karolina123 katarzyna1 katarzyna123 agnieszka1
    agnieszka123 malgorzata1 zaq12wsx123 qwerty1234567 postroom123 postroom1234 correcthorse correcthorsebatterystaple
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def must_be_good(password: str, email: str = "", name: str = "") -> str:
    """Return the password, or raise `InvalidInput` with what to do: 10 to 1,000 characters, not common, not one's own.

    There is no rule about kinds of characters: length is what helps.
    """
    plain = password.casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(
            f"A password has {SHORTEST} to {LONGEST} characters. A few words are better than one odd one."
        )
    if plain in COMMON or len(set(plain)) < FEWEST_DIFFERENT:
        raise _weak("Everybody who guesses tries this password first. Choose a few words of your own.")
    if _is_own(plain, email.casefold(), name.casefold()):
        raise _weak("This password is your own address or name. Choose what nobody can read off you.")
    return password


def _is_own(plain: str, email: str, name: str) -> bool:
    """Whether next to nothing is left of the password without the address and the name."""
    parts = sorted({email, *email.partition("@")[::2], *name.split()}, key=len, reverse=True)
    left = plain
    for part in parts:
        if len(part) >= OWN_PART:
            left = left.replace(part, "")
    return left != plain and len(left.strip("0123456789!.-_ ")) < OWN_PART


def _weak(message: str) -> InvalidInput:
    return InvalidInput(message, field="password")
