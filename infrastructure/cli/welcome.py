"""What `serve` says once everything runs."""

import re

from infrastructure.settings import Settings, address_of, reachable

MAIL = (
    "import smtplib;"
    "smtplib.SMTP('{host}',{port}).sendmail('jo@example.org',['{to}'],"
    "'From: Jo <jo@example.org>\\r\\nTo: {to}\\r\\nSubject: Hello\\r\\nMessage-ID: <first@example.org>\\r\\n\\r\\nDoes this arrive?')"
)


def welcome(settings: Settings, seconds: float, *, relay: bool) -> str:
    """Return the lines for the terminal: addresses, logins of the demo, how to send a first mail."""
    demo = settings.state / "demo.txt"
    logins = demo.read_text(encoding="utf-8").strip() if demo.exists() else ""
    lines = [
        f"Postroom is ready after {seconds:.1f} s",
        f"  web and API  {address_of(settings.host, settings.port)}",
        f"  mail in      {settings.smtp_host}:{settings.smtp_port} (SMTP)",
    ]
    if relay:
        lines.append(
            f"  mail out     {address_of(settings.host, settings.demo_relay_web_port)} (the demo relay keeps it)"
        )
    if settings.metrics_port:
        lines.append(
            f"  metrics      {address_of(settings.metrics_host, settings.metrics_port)}/metrics and on"
        )
    lines.append(f"  state, logs  {settings.state}")
    if logins:
        lines += ["", logins]
    if to := hosted_address(logins, settings.mail_domain):
        host = reachable(settings.smtp_host).strip("[]")
        lines += [
            "",
            "Send a first mail:",
            f'  python3 -c "{MAIL.format(host=host, port=settings.smtp_port, to=to)}"',
        ]
        lines.append(
            f"  swaks --server {host}:{settings.smtp_port} --from jo@example.org --to {to} --body 'Does this arrive?'"
        )
    return "\n".join([*lines, "", "Ctrl-C stops everything; the data stays."])


def hosted_address(text: str, domain: str) -> str | None:
    """Return the first address of `domain` in the demo's notes."""
    found = re.search(rf"[\w.+-]+@{re.escape(domain)}", text)
    return found.group() if found else None
