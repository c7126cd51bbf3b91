import { effect, signal } from "@preact/signals";

export const THEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
export type Theme = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];

export const theme = signal<Theme>(kept("theme", THEMES));
export const density = signal<Density>(kept("density", DENSITIES));
/** Rows have a fixed height, so that the list can be scrolled without measuring them. */
export const ROW_HEIGHT: Record<Density, number> = { comfortable: 78, compact: 48 };

const telephone = matchMedia("(max-width: 720px)");
/** Whether the window has room for one thing at a time. */
export const narrow = signal(telephone.matches);
telephone.addEventListener("change", () => { narrow.value = telephone.matches; });

/** Keep what was chosen in this browser and show it. */
export function startLooks(): void {
  effect(() => keep("theme", theme.value));
  effect(() => keep("density", density.value));
}

function kept<T extends string>(name: string, values: readonly T[]): T {
  const found = localStorage.getItem(`postroom.${name}`);
  return values.find((value) => value === found) ?? (values[0] as T);
}

function keep(name: string, value: string): void {
  localStorage.setItem(`postroom.${name}`, value);
  document.documentElement.dataset[name] = value;
}
