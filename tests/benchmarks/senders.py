"""Mail servers that send all they have as fast as it is taken: run as `python -m tests.benchmarks.senders`."""

import smtplib
import sys
import time
from threading import Thread

from tests.benchmarks.mails import Mail, mails

PER_CONNECTION = 20
THREADS = 4


def send(port: int, to: str, batch: list[Mail]) -> None:
    """Send a batch, several mails to a connection."""
    for start in range(0, len(batch), PER_CONNECTION):
        with smtplib.SMTP("127.0.0.1", port, local_hostname="sender.example") as server:
            for mail in batch[start : start + PER_CONNECTION]:
                server.sendmail(mail.sender, [to], mail.raw)


def main(port: int, to: str, seed: str, count: int) -> None:
    """Make the mails, say so, wait for a line, send them from several threads, print when the first was begun."""
    parts = [list(mails(f"{seed}{index}", to, count // THREADS)) for index in range(THREADS)]
    print("made", flush=True)  # noqa: T201
    sys.stdin.readline()
    threads = [Thread(target=send, args=(port, to, part)) for part in parts]
    began = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(began, time.time(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
