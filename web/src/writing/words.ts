import { t } from "../i18n/words.ts";

/** The words of writing, in the chosen language. */
export const words = () => t().writing;
