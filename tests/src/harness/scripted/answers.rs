//! # Answers
//!
//! What a sound server says to each command: its data, and the words that end its answer.

use std::io;

use super::command::{Command, Word};
use super::folders::Folder;
use super::session::Session;

/// Flags that can be set.
const FLAGS: &str = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

impl Session<'_> {
    /// Does what a command asks for, gives its data and returns the end of the answer.
    pub(super) fn answer(&mut self, command: &Command) -> io::Result<String> {
        match command.name.as_str() {
            "LOGIN" => Ok("OK signed in".to_owned()),
            "AUTHENTICATE" => {
                if command.words().len() < 2 {
                    self.ask_for_line()?;
                }
                Ok("OK signed in".to_owned())
            }
            "NOOP" | "CHECK" | "ENABLE" => Ok("OK done".to_owned()),
            "CAPABILITY" => self.tell(&format!("CAPABILITY {}", self.shared.capabilities)),
            "ID" => self.tell("ID NIL"),
            "NAMESPACE" => self.tell("NAMESPACE ((\"\" \"/\")) NIL NIL"),
            "LOGOUT" => self.tell("BYE goodbye"),
            "LIST" | "LSUB" | "XLIST" => self.list(command),
            "STATUS" => self.status(command),
            "CREATE" | "SUBSCRIBE" => Ok(self.make(command)),
            "SELECT" | "EXAMINE" => self.open(command),
            "UNSELECT" | "CLOSE" => {
                self.opened = None;
                Ok("OK closed".to_owned())
            }
            "APPEND" => Ok(self.append(command)),
            "UID FETCH" => self.fetch(command),
            "UID SEARCH" => self.search(command),
            "UID STORE" => self.store(command),
            _ => Ok("BAD unknown command".to_owned()),
        }
    }

    /// Does something with a folder; `None` when there is none of that name.
    pub(super) fn in_folder<T>(&self, name: &str, act: impl FnOnce(&mut Folder) -> T) -> Option<T> {
        let mut folders = self.shared.folders.lock().unwrap();
        let folder = folders
            .iter_mut()
            .find(|one| same(&one.name, name, self.shared.folds_case));
        folder.map(act)
    }

    /// The same in the folder that is open.
    pub(super) fn in_opened<T>(&self, act: impl FnOnce(&mut Folder) -> T) -> Option<T> {
        self.in_folder(self.opened.as_deref()?, act)
    }

    fn tell(&mut self, data: &str) -> io::Result<String> {
        self.data(format!("* {data}\r\n").into_bytes())?;
        Ok("OK done".to_owned())
    }

    fn list(&mut self, command: &Command) -> io::Result<String> {
        if command.string(1).is_empty() {
            return self.tell(&format!("{} (\\Noselect) \"/\" \"\"", command.name));
        }
        let folders = self.shared.folders.lock().unwrap().clone();
        for folder in folders {
            if command.name == "LSUB" && !folder.subscribed {
                continue;
            }
            let (name, attributes) = (quoted(&folder.name), folder.attributes);
            let line = format!("* {} ({attributes}) \"/\" {name}\r\n", command.name);
            self.data(line.into_bytes())?;
        }
        Ok("OK done".to_owned())
    }

    fn status(&mut self, command: &Command) -> io::Result<String> {
        let name = command.string(0);
        let Some((count, validity, size)) = self.in_folder(&name, |folder| {
            (folder.count(), folder.validity, folder.bytes())
        }) else {
            return Ok("NO [NONEXISTENT] no such folder".to_owned());
        };
        let Some(Word::List(items)) = command.words().into_iter().nth(1) else {
            return Ok("BAD items are missing".to_owned());
        };
        let said = items.iter().map(|item| match item.to_uppercase().as_str() {
            "MESSAGES" => format!("MESSAGES {count}"),
            "UIDNEXT" => format!("UIDNEXT {}", count + 1),
            "UIDVALIDITY" => format!("UIDVALIDITY {validity}"),
            "SIZE" => format!("SIZE {size}"),
            other => format!("{other} 0"),
        });
        let said: Vec<_> = said.collect();
        self.tell(&format!("STATUS {} ({})", quoted(&name), said.join(" ")))
    }

    /// Makes a folder, or subscribes to it.
    fn make(&mut self, command: &Command) -> String {
        let name = command.string(0);
        let there = self.in_folder(&name, |folder| {
            folder.subscribed |= command.name == "SUBSCRIBE";
        });
        match (there, command.name.as_str()) {
            (Some(()), "CREATE") => "NO [ALREADYEXISTS] it is there".to_owned(),
            (None, "SUBSCRIBE") => "NO [NONEXISTENT] no such folder".to_owned(),
            (Some(()), _) => "OK done".to_owned(),
            (None, _) => {
                let mut folder = Folder::of(&name, &[]);
                folder.subscribed = false;
                self.shared.folders.lock().unwrap().push(folder);
                "OK made".to_owned()
            }
        }
    }

    fn open(&mut self, command: &Command) -> io::Result<String> {
        let name = command.string(0);
        let about = self.in_folder(&name, |folder| (folder.count(), folder.validity));
        let Some((count, validity)) = about else {
            self.opened = None;
            return Ok("NO [NONEXISTENT] no such folder".to_owned());
        };
        let next = count + 1;
        let lines = [
            format!("FLAGS ({FLAGS})"),
            format!("OK [PERMANENTFLAGS ({FLAGS} \\*)] these stay"),
            format!("{count} EXISTS"),
            "0 RECENT".to_owned(),
            format!("OK [UIDVALIDITY {validity}] numbers"),
            format!("OK [UIDNEXT {next}] the next"),
        ];
        for line in lines {
            self.data(format!("* {line}\r\n").into_bytes())?;
        }
        self.opened = Some(name);
        let reads = command.name == "EXAMINE";
        let access = if reads { "READ-ONLY" } else { "READ-WRITE" };
        Ok(format!("OK [{access}] open"))
    }

    /// `UID STORE 1:3 +FLAGS.SILENT (\Seen)`.
    fn store(&mut self, command: &Command) -> io::Result<String> {
        let (set, how) = (command.string(0), command.string(1).to_uppercase());
        let flags = command.string(2);
        let flags: Vec<_> = flags.split_whitespace().map(str::to_owned).collect();
        let changed = self.in_opened(|folder| {
            for uid in uids(&set, folder.count()) {
                folder.set_flags(uid, |there| {
                    match how.chars().next() {
                        Some('+') => {}
                        Some('-') => return there.retain(|flag| !flags.contains(flag)),
                        _ => there.clear(),
                    }
                    there.extend(flags.iter().cloned());
                    there.sort();
                    there.dedup();
                });
            }
        });
        Ok(match changed {
            Some(()) => "OK changed".to_owned(),
            None => "BAD no folder is open".to_owned(),
        })
    }

    /// `UID SEARCH` by numbers and by headers; other keys let everything pass.
    fn search(&mut self, command: &Command) -> io::Result<String> {
        let text = command.text.to_uppercase();
        let words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        let set = words.iter().find(|word| {
            word.chars()
                .all(|letter| letter.is_ascii_digit() || ":,*".contains(letter))
        });
        let set = set.map_or("1:*", String::as_str);
        let found = self.in_opened(|folder| uids(set, folder.count()).collect::<Vec<_>>());
        let Some(found) = found else {
            return Ok("BAD no folder is open".to_owned());
        };
        let found: Vec<_> = found.iter().map(u32::to_string).collect();
        self.tell(format!("SEARCH {}", found.join(" ")).trim_end())
    }
}

/// Whether two names mean one folder.
fn same(one: &str, other: &str, folds_case: bool) -> bool {
    let is_inbox = one.eq_ignore_ascii_case("INBOX");
    one == other || ((is_inbox || folds_case) && one.eq_ignore_ascii_case(other))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The numbers of a set that exist, in rising order within each range.
pub(super) fn uids(set: &str, count: u32) -> impl Iterator<Item = u32> {
    let number = move |text: &str| match text {
        "*" => count,
        digits => digits.parse().unwrap_or(0),
    };
    let ranges: Vec<_> = set
        .split(',')
        .map(|range| {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let (first, last) = (number(first), number(last));
            first.min(last).max(1)..=first.max(last).min(count)
        })
        .collect();
    ranges.into_iter().flatten()
}
