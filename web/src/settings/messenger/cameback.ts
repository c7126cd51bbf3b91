/** How the login ended that led to the page that is shown now; null where none did. `popup` says that it is the login's own window. */
export function cameBack(): { outcome: string; popup: boolean } | null {
  const asked = new URLSearchParams(location.search);
  const outcome = asked.get("login");
  return outcome === null ? null : { outcome, popup: asked.has("popup") };
}
