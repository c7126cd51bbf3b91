import type { Plugin } from "vite";

/** Asks for the font with the page itself, so that the first text is already set in it. */
export function preload(name: RegExp): Plugin {
  return {
    name: "preload",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => Object.keys(bundle ?? {}).filter((file) => name.test(file)).map((file) => ({
        tag: "link", injectTo: "head" as const,
        attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/app/${file}` },
      })),
    },
  };
}
