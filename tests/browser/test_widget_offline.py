"""Nothing a visitor writes is lost or said twice: connections that break, answers that get lost, several tabs (CHT-11)."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.running import Open

MINUTE = 60_000
CUT = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 50"


@pytest.mark.req("CHT-11", "RL-03")
def test_after_a_minute_without_a_network_everything_is_there_once_and_in_order(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    ann = chat.company.agent("Ann")
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin)
        her.desk.expects(CUT)
        her.page.clock.install()
        her.come().open()
        her.write("First")
        expect(her.line("First")).to_contain_text("Delivered")
        conversation = chat.conversation(["First"])
        her.desk.context.set_offline(True)
        for text in ("Second", "Third", "Fourth"):
            her.write(text)
        expect(her.line("Second")).to_contain_text("Waiting for the connection.")
        expect(her.panel).to_contain_text("No connection.")
        ann.position = chat.company.product.position()
        ann.post(f"/conversations/{conversation}/messages", {"text": "Answer"})
        her.page.clock.run_for(MINUTE)
        # neither given up nor asked about
        expect(her.line("Fourth")).to_contain_text(re.compile("Sending|Waiting"))
        her.desk.context.set_offline(False)
        for text in ("Second", "Third", "Fourth", "Answer"):
            expect(her.line(text)).to_have_count(1)
        expect(her.line("Fourth")).to_contain_text("Delivered")
        expect(her.panel.get_by_text("No connection.")).to_have_count(0)
        chat.conversation(["First", "Second", "Third", "Fourth"])
        said = ["First", "Answer", "Second", "Third", "Fourth"]
        for at, text in enumerate(said):
            expect(her.log.locator("li").nth(at)).to_contain_text(text)
        expect(her.log.locator("li")).to_have_count(len(said))


@pytest.mark.req("CHT-11", "RL-03")
def test_what_was_not_sent_is_sent_on_the_next_page_and_lost_answers_repeat_nothing(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    lost: list[str] = []

    def loses_the_answer(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.desk.expects(CUT)
        her.desk.context.route("**/messages", loses_the_answer)
        her.write("Once only")
        expect(her.line("Once only")).to_contain_text("Delivered")
        assert len(lost) == 2
        chat.conversation(["Once only"])
        her.desk.context.route("**/messages", lambda route: route.abort())
        her.write("Later")
        expect(her.line("Later")).to_contain_text("Waiting for the connection.")
        her.desk.context.unroute("**/messages")
        her.come().open()
        expect(her.line("Later")).to_contain_text("Delivered")
        chat.conversation(["Once only", "Later"])


@pytest.mark.req("CHT-11")
def test_what_is_refused_says_so_and_is_tried_again_when_asked(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.desk.expects("status of 422")
        her.desk.context.route(
            "**/messages",
            lambda route: route.fulfill(
                status=422, json={"code": "invalid"}, headers={"Access-Control-Allow-Origin": "*"}
            ),
        )
        her.write("Refused")
        expect(her.line("Refused")).to_contain_text("Not sent.")
        her.desk.context.unroute("**/messages")
        her.line("Refused").get_by_role("button", name="Try again").click()
        expect(her.line("Refused")).to_contain_text("Delivered")
        chat.conversation(["Refused"])


@pytest.mark.req("CHT-11")
def test_two_tabs_keep_step(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin)
        second: Page = her.desk.context.new_page()
        second.goto(origin)
        second.locator(".launch").click()
        log = second.get_by_role("log").locator("li")
        her.come().open()
        her.write("From the first")
        # the second learns of the conversation that began beside it
        expect(log).to_have_count(1)
        second.get_by_role("textbox", name="Write a message").fill("From the second")
        second.keyboard.press("Enter")
        expect(her.line("From the second")).to_contain_text("Delivered")
        chat.conversation(["From the first", "From the second"])
        expect(log).to_have_count(2)
        expect(her.log.locator("li")).to_have_count(2)


@pytest.mark.req("CHT-11", "SE-05")
def test_files_are_added_bounded_sent_and_fetched(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        picker = her.panel.locator("input[type=file]")
        picker.set_input_files(
            {"name": "large.bin", "mimeType": "application/octet-stream", "buffer": b"0" * 11_000_000}
        )
        expect(her.panel.get_by_role("alert")).to_contain_text("At most 5 / 10.5 MB at once.")
        picker.set_input_files({"name": "lamp.txt", "mimeType": "text/plain", "buffer": b"It is broken."})
        expect(her.panel).to_contain_text("lamp.txt")
        her.page.evaluate(
            """() => { const moved = new DataTransfer(); moved.items.add(new File(["2"], "second.txt", { type: "text/plain" }));
            const panel = document.documentElement.lastElementChild.shadowRoot.querySelector(".panel");
            panel.dispatchEvent(new DragEvent("drop", { dataTransfer: moved, bubbles: true, cancelable: true })); }"""
        )
        expect(her.panel).to_contain_text("second.txt")
        her.panel.get_by_role("button", name="Remove second.txt").click()
        her.write("See")
        fetched = her.line("See").get_by_role("button", name="Download lamp.txt, 1 kB")
        with her.page.expect_download() as download:
            fetched.click()
        assert download.value.path().read_bytes() == b"It is broken."
        assert download.value.suggested_filename == "lamp.txt"
