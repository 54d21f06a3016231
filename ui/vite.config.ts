import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromium, flags } from "./build/chromium.js";
import { words } from "./build/words.js";

// WebKitGTK 2.40 (Debian 12) and Safari 16 are the oldest engines the program runs in.
const oldestEngines = ["safari16", "chrome110"];

export default defineConfig({
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), words()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: { target: oldestEngines, cssTarget: oldestEngines, modulePreload: { polyfill: false } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["src/**/*.test.ts"], exclude: ["src/**/*.browser.test.ts"] },
      },
      {
        extends: true,
        // Named beforehand, so that a first run does not find them one by one and start anew each time.
        optimizeDeps: { include: ["@fluent/bundle", "axe-core"] },
        test: {
          name: "browser",
          include: ["src/**/*.browser.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            api: { strictPort: false },
            provider: playwright({
              launchOptions: {
                executablePath: chromium(),
                args: flags,
              },
            }),
            instances: [{ browser: "chromium", viewport: { width: 1120, height: 760 } }],
          },
        },
      },
    ],
  },
});
