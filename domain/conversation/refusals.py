"""What a conversation refuses."""

from domain.kernel.refusal import Refusal


class ConversationErased(Refusal):
    """Its contact was forgotten; nothing can be read or added (PRV-08)."""

    code = "conversation_erased"
    status = 410

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("The contact of this conversation was erased. Start a new conversation instead.")


class AssignedByPerson(Refusal):
    """A rule never overwrites what a person decided (RTG-09)."""

    code = "assigned_by_person"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("A person decided who has this conversation. Assign it by hand to change that.")


class AlreadyAssigned(Refusal):
    """Replying assigns only what nobody has (RTG-11)."""

    code = "already_assigned"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("Somebody has this conversation already. Assign it by hand to take it over.")


class NoteOfAnother(Refusal):
    """Only its author takes a note back."""

    code = "note_of_another"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("Only its author takes a note back. Write another one instead.")


class MergedAway(Refusal):
    """It is a part of another conversation (CNV-07)."""

    code = "merged_away"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This conversation is a part of another one. Do it there, or take the two apart first."
        )


class AlreadyTogether(Refusal):
    """A conversation is no part of itself, nor of its own part."""

    code = "already_together"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("These are one conversation already. Choose another one.")


class NotMerged(Refusal):
    """It is a part of nothing."""

    code = "not_merged"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("This conversation is a part of no other, so there is nothing to take apart.")


class AlreadyAttributed(Refusal):
    """The message belongs to this contact already (EML-14)."""

    code = "already_attributed"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("The message belongs to this contact already. Choose another one.")


class DifferentContacts(Refusal):
    """What two people wrote comes together only where a person says so."""

    code = "different_contacts"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "These are of different contacts. Confirm that their messages belong together; each stays its own contact's."
        )
