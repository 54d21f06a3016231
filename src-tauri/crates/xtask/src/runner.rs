//! # Running one part of the test
//!
//! A part's commands run here: their output passes through as it comes, their tests are counted, and the part's time
//! limit ends them.

use std::{
    io::{self, BufRead, BufReader, IsTerminal, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    closing::{self, Counts},
    processes,
    run::{self, Failure},
};

/// A program in the background may keep the output open after its parent has ended; nobody waits longer for it.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Runs the commands of one part.
pub(crate) struct Runner {
    minutes: u64,
    deadline: Instant,
    counts: Arc<Mutex<Counts>>,
}

impl Runner {
    /// A part may take this many minutes from now on.
    pub(crate) fn new(minutes: u64) -> Runner {
        let deadline = Instant::now() + Duration::from_secs(60 * minutes);
        Runner {
            minutes,
            deadline,
            counts: Arc::default(),
        }
    }

    /// The tests that were executed so far, by the closing lines of their runners.
    pub(crate) fn counts(&self) -> Counts {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a command without input; fails when it fails, or when the time of the part is over.
    pub(crate) fn run(&mut self, command: &mut Command) -> Result<(), Failure> {
        println!("$ {}", run::line(command));
        if io::stdout().is_terminal() {
            command
                .env("CARGO_TERM_COLOR", "always")
                .env("FORCE_COLOR", "1");
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| run::not_started(command, &error))?;
        let ends = [
            child
                .stdout
                .take()
                .map(|from| self.pass_on(from, io::stdout())),
            child
                .stderr
                .take()
                .map(|from| self.pass_on(from, io::stderr())),
        ];
        let status = self.wait(&mut child);
        for end in ends.into_iter().flatten() {
            // Time-out and a finished thread are both fine: the command itself has ended.
            let _ = end.recv_timeout(LAST_WORDS);
        }
        self.verdict(run::line(command), status)
    }

    fn verdict(&self, line: String, status: io::Result<Option<ExitStatus>>) -> Result<(), Failure> {
        let minutes = self.minutes;
        match status {
            Err(error) => Err(Failure::Other(format!("{line}: {error}"))),
            Ok(None) => Err(Failure::TooSlow { line, minutes }),
            Ok(Some(status)) if status.success() => Ok(()),
            Ok(Some(status)) => Err(Failure::Failed {
                line,
                status: status.to_string(),
            }),
        }
    }

    /// How the child ended, or nothing when it had to be ended.
    fn wait(&self, child: &mut Child) -> io::Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if Instant::now() >= self.deadline {
                processes::end(child);
                return Ok(None);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Copies output line by line and counts; the receiver hears when it has ended.
    fn pass_on(
        &self,
        from: impl Read + Send + 'static,
        mut to: impl Write + Send + 'static,
    ) -> Receiver<()> {
        let (done, end) = mpsc::channel();
        let counts = Arc::clone(&self.counts);
        thread::spawn(move || {
            copy(from, &mut to, &counts);
            // Nobody listens any more when the output ended late.
            let _ = done.send(());
        });
        end
    }
}

fn copy(from: impl Read, to: &mut impl Write, counts: &Mutex<Counts>) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        *counts.lock().unwrap_or_else(PoisonError::into_inner) +=
            closing::counts(&String::from_utf8_lossy(&line));
        // A closed terminal must not end the test.
        drop(to.write_all(&line).and_then(|()| to.flush()));
        line.clear();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn output_passes_through_and_its_tests_are_counted() {
        let counts = Mutex::default();
        let mut shown = Vec::new();
        let lines =
            "test result: ok. 5 passed; 0 failed; 1 ignored\n  Tests  1 failed | 2 passed (3)";
        copy(lines.as_bytes(), &mut shown, &counts);
        assert_eq!(shown, lines.as_bytes());
        assert_eq!(
            counts.into_inner().unwrap(),
            Counts {
                passed: 7,
                failed: 1
            }
        );
    }

    #[test]
    fn a_command_that_fails_is_named() {
        let error = Runner::new(1)
            .run(&mut sh("exit 3"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("exit 3") && error.contains("exit status: 3"),
            "{error}"
        );
    }

    #[test]
    fn the_time_limit_ends_a_command() {
        let begin = Instant::now();
        let outcome = Runner::new(0).run(&mut sh("exec sleep 300"));
        assert!(
            matches!(outcome, Err(Failure::TooSlow { minutes: 0, .. })),
            "{outcome:?}"
        );
        assert!(begin.elapsed() < Duration::from_secs(60));
    }
}
