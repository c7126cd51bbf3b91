import type { FormInFull } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";

const OWN = {
  en: { form: "Form", manage: "Manage form", submissions: "Submissions" },
  pl: { form: "Formularz", manage: "Zarządzaj formularzem", submissions: "Nadesłane" },
};

/** The form whose submissions a channel takes, and the way to what it asks (FRM-09). */
export function FormOf({ id }: { id: string }) {
  const words = spoken(OWN);
  const { found, failed } = useRead<FormInFull>(`/forms/${id}`, /^form\./);
  return (
    <section class="card" aria-labelledby="form-of"><h3 id="form-of">{words.form}{found && `: ${found.name}`}</h3>
      {failed && <p class="refused" role="alert">{failed}</p>}
      <p class="line-of"><a {...linkTo("forms", id)}>{words.manage}</a><a {...linkTo("submissions", id)}>{words.submissions}</a></p></section>
  );
}
