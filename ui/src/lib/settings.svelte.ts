/** What a person has set for this computer. It is remembered here, not in a plan, and applies at once. */

export const themes = ["system", "light", "dark"] as const;
export const densities = ["automatic", "roomy", "compact"] as const;
/** How often screen readers are told how far a job is: each ten or 25 percent, or only when it begins and ends. */
export const announcements = ["ten", "quarter", "ends"] as const;

export type Theme = (typeof themes)[number];
export type Announced = (typeof announcements)[number];

interface Settings {
  theme: Theme;
  density: (typeof densities)[number];
  announced: Announced;
}

const usual: Settings = { theme: "system", density: "automatic", announced: "ten" };
const choices: { [Name in keyof Settings]: readonly Settings[Name][] } = { theme: themes, density: densities, announced: announcements };

let current = $state<Settings>({ ...usual });

/** What is set now. */
export const settings: Readonly<Settings> = {
  get theme() {
    return current.theme;
  },
  get density() {
    return current.density;
  },
  get announced() {
    return current.announced;
  },
};

/** Takes up what was set before; what was never one of the choices is as usual. */
export function recallSettings(): void {
  current = { theme: recalled("theme"), density: recalled("density"), announced: recalled("announced") };
}

/** Sets one thing, for now and for later. A word that is none of its choices changes nothing. */
export function choose(name: keyof Settings, value: string): void {
  if (!(choices[name] as readonly string[]).includes(value)) return;
  localStorage.setItem(name, value);
  recallSettings();
}

/** What the window is to look like; null follows the system. */
export const themeOf = (): "light" | "dark" | null => (current.theme === "system" ? null : current.theme);

function recalled<Name extends keyof Settings>(name: Name): Settings[Name] {
  const remembered = localStorage.getItem(name);
  return choices[name].find((choice) => choice === remembered) ?? usual[name];
}
