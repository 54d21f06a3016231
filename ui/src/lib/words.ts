/** Every word the interface says, from words/en.ftl. Keys and their values are checked by the compiler. */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import english from "../../words/en.ftl?raw";
import type { Value, Words } from "./word-keys";

export type { Value, Words } from "./word-keys";
export type WordKey = keyof Words;

/** The keys of messages without values, for tables of words. */
export type PlainKey = { [Key in WordKey]: keyof Words[Key] extends never ? Key : never }[WordKey];

type ValuedKey = Exclude<WordKey, PlainKey>;

type Given<Key extends WordKey> = keyof Words[Key] extends never ? [] : [values: Words[Key]];

/** A message chosen in one place and said in another, with its values. */
export type Phrase = readonly [key: PlainKey, values?: never] | { [Key in ValuedKey]: readonly [key: Key, values: Words[Key]] }[ValuedKey];

/** The system's own variant of the language of the words, for numbers and dates. */
export const locale = preferred(typeof navigator === "undefined" ? [] : navigator.languages);

const bundle = new FluentBundle(locale, { useIsolating: false });
for (const error of bundle.addResource(new FluentResource(english))) throw error;

/** The text of a message with its values filled in. */
export function say<Key extends WordKey>(key: Key, ...[values]: Given<Key>): string {
  return sayWith(key, values ?? {});
}

/** The text of a phrase. */
export function phrase([key, values]: Phrase): string {
  return sayWith(key, values ?? {});
}

/** The text of a message whose values are only known while the program runs; a value too many does no harm. */
export function sayWith(key: WordKey, values: Record<string, Value>): string {
  const pattern = bundle.getMessage(key)?.value;
  return pattern ? bundle.formatPattern(pattern, values, []) : key;
}

/** A container's language may be "C", which `Intl` refuses. */
export function preferred(languages: readonly string[]): string {
  return languages.find((language) => /^en(-[A-Z]{2})?$/.test(language)) ?? "en";
}
