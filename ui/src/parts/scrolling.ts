/**
 * A region that scrolls can be scrolled with the keyboard too. Some engines see to that by themselves; WebKit does not,
 * so a region that overflows and holds nothing the tab key stops at takes the focus itself.
 */
import type { Attachment } from "svelte/attachments";

const STOPS = ["a[href]", "button", "input", "select", "textarea", "summary", "[tabindex]"].map((stop) => `${stop}:not([tabindex="-1"])`).join();

export const scrolling: Attachment<HTMLElement> = (region) => {
  const look = () => {
    const needed = region.scrollHeight > region.clientHeight && region.querySelector(STOPS) === null;
    if (needed) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  };
  const sized = new ResizeObserver(look);
  // What is inside may grow without the region getting larger.
  const filled = new MutationObserver(look);
  sized.observe(region);
  filled.observe(region, { childList: true, subtree: true, characterData: true });
  look();
  return () => {
    sized.disconnect();
    filled.disconnect();
  };
};
