import type { Standing } from "../api/types.ts";
import { Working } from "../hours/Working.tsx";
import { useRead } from "../settings/reading.ts";

/** When I work: outside of it I am away. */
export function Hours({ user }: { user: string }) {
  const { found } = useRead<Standing>(`/users/${user}/availability`, /^user\./);
  return found && <Working key={found.version} user={user} hours={found.working_hours} />;
}
