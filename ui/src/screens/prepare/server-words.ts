import type { ServerProblem } from "../../lib/servers";
import { say } from "../../lib/words";

/** What is wrong with a field of a mail server, in words. */
export function problemWords({ side, kind }: ServerProblem): string {
  switch (kind) {
    case "empty":
      return say(`servers-host-empty-${side}`);
    case "malformed":
      return say("servers-host-malformed");
    case "port":
      return say("servers-port-wrong");
    case "same":
      return say("servers-same");
  }
}
