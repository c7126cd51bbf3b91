import type { Phone as Shape } from "../api/types.ts";
import { PhoneForm } from "../calling/PhoneForm.tsx";
import { words } from "../calling/words.ts";
import { useRead } from "../settings/reading.ts";

/** The phone that is rung for me, where the account has a telephone line. */
export default function Phone() {
  const { found, again } = useRead<Shape>("/me/phone", /^user\./);
  return found && <section><h2>{words().phone}</h2><PhoneForm key={found.phone} phone={found.phone} kept={() => void again()} /></section>;
}
