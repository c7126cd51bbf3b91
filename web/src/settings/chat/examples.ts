/** How a site's server signs who a visitor is, in languages people use for that. */
export const EXAMPLES: readonly (readonly [string, string])[] = [
  ["Node.js", `import jwt from "jsonwebtoken";

const token = jwt.sign(
  { sub: String(user.id), email: user.email, name: user.name },
  process.env.CHAT_SECRET,
  { algorithm: "HS256", expiresIn: "1h" },
);`],
  ["Python", `import os, time
import jwt  # PyJWT

now = int(time.time())
token = jwt.encode(
    {"sub": str(user.id), "email": user.email, "name": user.name, "iat": now, "exp": now + 3600},
    os.environ["CHAT_SECRET"],
    algorithm="HS256",
)`],
  ["PHP", `use Firebase\\JWT\\JWT;

$now = time();
$token = JWT::encode([
  'sub' => (string) $user->id, 'email' => $user->email, 'name' => $user->name,
  'iat' => $now, 'exp' => $now + 3600,
], getenv('CHAT_SECRET'), 'HS256');`],
  ["JavaScript", `// in the page, with the token that the server made
window.Postroom = window.Postroom || [];
Postroom.push(["identify", token]);`],
];
