/** Who moves a line of a list by its buttons (`data-move="<key> up"`, `"<key> down"`) stays on its button, or on the other one at the end of the list. */
export function refocus(key: string, up: boolean): void {
  const button = (way: string) => document.querySelector<HTMLButtonElement>(`[data-move="${CSS.escape(`${key} ${way}`)}"]:enabled`);
  // the line is in its new place only after this
  requestAnimationFrame(() => requestAnimationFrame(() => (button(up ? "up" : "down") ?? button(up ? "down" : "up"))?.focus()));
}
