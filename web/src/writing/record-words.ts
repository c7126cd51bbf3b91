/** The words of mail that is written from the page of a contact or a ticket, and of signatures below. */
export const WORDS = {
  en: { write: "Write a mail", below: "Signature below it", signed: "Your own signature below it", unsigned: "You have no signature of your own, so none stands below. You write one under My profile." },
  pl: { write: "Napisz list", below: "Podpis pod listem", signed: "Pod listem Twój własny podpis", unsigned: "Nie masz własnego podpisu, więc pod listem nie będzie żadnego. Napiszesz go w zakładce Mój profil." },
};
