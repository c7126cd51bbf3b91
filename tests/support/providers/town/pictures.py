"""The picture that people of the town send: a small one of the sea."""

from tests.support.pictures import png

WIDTH, HEIGHT, HORIZON = 320, 200, 90
NAME, TYPE = "quay.png", "image/png"


def _row(y: int) -> bytes:
    sky, sea, quay = (170 + y // 3, 205, 235), (20, 90 + y // 3, 140), (120, 80, 50)
    colour = sky if y < HORIZON else sea
    ashore = 60 if y >= HORIZON + 40 else 0
    return b"\0" + bytes(quay) * ashore + bytes(colour) * (WIDTH - ashore)


PICTURE = png(WIDTH, HEIGHT, lines=b"".join(_row(y) for y in range(HEIGHT)))
