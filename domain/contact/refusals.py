"""Why a change of a contact is refused."""

from domain.kernel.refusal import Refusal


class ContactErasedAlready(Refusal):
    """The person was, or is being, forgotten (PRV-08)."""

    code = "contact_erased"
    status = 410


class ErasureNotReady(Refusal):
    """The certificate comes after the request, and masks found later come after the certificate."""

    code = "erasure_not_ready"


class TooManyIdentities(Refusal):
    """The limit of linked identities is reached (CON-03)."""

    code = "too_many_identities"


class ContactIsMerged(Refusal):
    """What is known of the person is changed at the contact they were merged into (CON-03)."""

    code = "contact_merged"


class SameContact(Refusal):
    """A contact is merged with another one (CON-03)."""

    code = "same_contact"


class NotMerged(Refusal):
    """Only what was merged can be unmerged (CON-03)."""

    code = "not_merged"
