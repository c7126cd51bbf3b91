"""What a chat keeps and sends before its visitor agrees, and after they take it back (CHT-13, PRV-02, PRV-03)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.browser.shop import PRIVACY, Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open

AT_ONE_WIDTH = ((390, 844),)


@pytest.mark.req("CHT-13", "PRV-02", "PRV-05")
def test_before_i_agree_nothing_is_kept_and_nothing_is_sent(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account(), consent=PRIVACY)
    with shop(chat, style="") as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        gate = her.panel.get_by_role("group", name="Before you write")
        expect(gate).to_contain_text("We keep what you write, so that we can answer.")
        expect(her.field).to_be_hidden()
        assert not violations(her.page, AT_ONE_WIDTH)
        her.page.keyboard.press("Escape")
        her.open()
        # the script, the panel and its words, which are the same for everybody
        assert (her.visitors, her.kept(), len(her.asked)) == ([], 0, 3)
        gate.get_by_role("button", name="I agree").click()
        expect(her.field).to_be_focused()
        assert her.kept() == 1
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        conversation = chat.conversation(["Hello"])
        (given,) = chat.company.admin.read("/consents")["items"]
        assert (given["state"], given["mode"], given["channel_id"]) == ("given", "explicit", chat.id)
        her.come().open()
        expect(her.line("Hello")).to_be_visible()
        # taken back as easily as it was given: nothing is left, and nothing goes before it is given again
        her.panel.get_by_label("More").click()
        her.panel.get_by_role("button", name="Withdraw my consent").click()
        expect(her.panel.get_by_role("status").filter(has_text="withdrawn")).to_be_visible()
        expect(gate).to_be_visible()
        expect(her.log.locator("li")).to_have_count(0)
        assert her.kept() == 0
        chat.company.admin.position = chat.company.product.position()
        (given,) = chat.company.admin.read("/consents")["items"]
        assert given["state"] == "withdrawn"
        assert chat.conversation(["Hello"]) == conversation


@pytest.mark.req("CHT-13", "PRV-03", "PRV-05")
def test_a_text_that_changed_is_shown_in_a_running_conversation_and_what_was_pressed_stands_for_no_other(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account(), consent=PRIVACY)
    with shop(chat, style="") as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.panel.get_by_role("button", name="I agree").click()
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        admin = chat.company.admin
        shown = her.panel.get_by_role("group", name="Before you write")

        def asks(mode: str, text: str) -> None:
            """No page is loaded anew for it; what is asked is known after some seconds."""
            admin.put(f"/channels/{chat.id}/consent", {"mode": mode, "texts": {"en": text}})

            def told() -> bool:
                her.page.evaluate("Postroom.refresh()")
                return text in "".join(shown.all_inner_texts())

            eventually(told, "the new text is shown")
            expect(shown).to_be_in_viewport()

        asks("implied", "We keep it for a year.")
        her.write("Me again")
        expect(her.line("Me again")).to_contain_text("Delivered")
        expect(shown).to_have_count(0)
        chat.conversation(["Hello", "Me again"])
        (given,) = admin.read("/consents")["items"]
        assert (given["state"], given["mode"], given["text_version"], given["method"]) == (
            "given", "implied", 2, "message",
        )  # fmt: skip
        asks("explicit", "We keep it for ten years.")
        expect(her.field).to_be_hidden()
        shown.get_by_role("button", name="I agree").click()
        expect(shown).to_have_count(0)
        her.write("Still me")
        expect(her.line("Still me")).to_contain_text("Delivered")
        chat.conversation(["Hello", "Me again", "Still me"])


@pytest.mark.req("CHT-13", "PRV-03")
def test_implied_consent_is_shown_and_given_by_writing(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account(), consent=PRIVACY | {"mode": "implied"})
    with shop(chat, language="pl") as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        expect(her.panel.get_by_role("group", name="Zanim napiszesz")).to_have_text("Zachowujemy to.")
        assert her.kept() == 0
        field = her.panel.get_by_role("textbox", name="Napisz wiadomość")
        field.fill("Dzień dobry")
        field.press("Enter")
        expect(her.line("Dzień dobry")).to_contain_text("Dostarczono")
        chat.conversation(["Dzień dobry"])
        (given,) = chat.company.admin.read("/consents")["items"]
        assert (given["mode"], given["language"]) == ("implied", "pl")
