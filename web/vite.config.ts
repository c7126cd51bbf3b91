import { defineConfig } from "vite";
import { preload } from "./preload.ts";
import { sprite } from "./sprite.ts";

// Everything is served from /app/ with names that change with their content, so it may be kept for ever.
export default defineConfig({
  base: "/app/",
  plugins: [sprite(), preload(/latin-wght-normal.*\.woff2$/)],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../build/web", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2023",
    // one request for all that the first page needs, also where a later part needs it too
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "entry", tags: ["$initial"] }, { name: "talking", test: /src.(answering|calling\/NoText|chatting|messenger|whatsapp\/(Free|words|whatsapp))\b/ }] } } },
  },
});
