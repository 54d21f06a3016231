/** The address of a panel, as a person types it. Pure. */

/** A whole address; null when the field is empty, undefined for what is no encrypted page. */
export function panelAddress(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const whole = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  const fits = url.protocol === "https:" && url.username === "" && url.password === "" && /\.[a-z\d-]{2,}$/i.test(url.hostname);
  return fits ? url.href : undefined;
}
