//! # The page in the window
//!
//! One start of the app, seen the way a person sees it: things are found by their role and their visible name, and
//! every wait has a limit. Test ids are read to measure, never to find.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, WebDriver, WebElement};

use super::stage::{Stage, pictures};
use crate::harness::process::signal;

/// How long a screen may take to show what it should.
const LOOK_LIMIT: Duration = Duration::from_secs(15);
/// How long the driver may take for one step.
const REQUEST_LIMIT: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// One start of the app.
#[derive(Debug)]
pub struct App {
    driver: WebDriver,
    process: u32,
}

impl Drop for App {
    /// The stage ends app and driver. Asking a driver to end the session of an app that is gone would take minutes.
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
    }
}

/// How bad a finding of axe is; the two worst fail a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Hardly noticed.
    Minor,
    /// Gets in the way.
    Moderate,
    /// Keeps some people out.
    Serious,
    /// Keeps many people out.
    Critical,
}

/// Something that axe has found.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The name of the rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where, as CSS selectors, and why.
    pub places: Vec<String>,
}

impl App {
    /// Starts the program at `path` on the stage and waits for its window.
    pub async fn open(stage: &mut Stage, path: &Path) -> Self {
        stage.start_driver();
        let mut wanted = Capabilities::new();
        wanted.set("browserName", "wry").expect("a name");
        wanted
            .set(
                "webkitgtk:browserOptions",
                json!({ "binary": path, "args": [] }),
            )
            .expect("options");
        let session = WebDriver::builder(stage.driver_url(), wanted).request_timeout(REQUEST_LIMIT);
        let driver = session.connect().await.expect("a session with the app");
        driver
            .set_script_timeout(LOOK_LIMIT)
            .await
            .expect("a limit for scripts");
        let process = stage.app_process().expect("the app's process");
        Self { driver, process }
    }

    /// Ends the app as a power cut would.
    pub fn kill(self, stage: &mut Stage) {
        signal(self.process, "KILL");
        stage.end_driver();
    }

    /// Waits until the app has ended by itself.
    pub fn wait_for_end(self, stage: &mut Stage) {
        let end = Instant::now() + LOOK_LIMIT;
        while stage.app_process() == Some(self.process) {
            assert!(Instant::now() < end, "the app did not end");
            std::thread::sleep(LOOK_AGAIN);
        }
        stage.end_driver();
    }

    /// Finds a thing by its role and visible name; waits for it.
    ///
    /// # Panics
    /// When it does not come, with what the page shows instead.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        self.find_in("", role, name).await
    }

    /// Finds a thing in the group of fields with that title; waits for it.
    async fn find_in(&self, group: &str, role: &str, name: &str) -> WebElement {
        let end = Instant::now() + LOOK_LIMIT;
        loop {
            if let Some(found) = self.look_for(group, role, name).await {
                return found;
            }
            if Instant::now() > end {
                panic!(
                    "no {role} {name:?} in {group:?} on this page:\n{}",
                    self.text().await
                );
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Finds a thing if it is there now.
    pub async fn find_now(&self, role: &str, name: &str) -> Option<WebElement> {
        self.look_for("", role, name).await
    }

    async fn look_for(&self, group: &str, role: &str, name: &str) -> Option<WebElement> {
        let wanted = vec![json!(role), json!(name), json!(group)];
        let found = self
            .driver
            .execute(include_str!("find.js"), wanted)
            .await
            .ok()?;
        found.element().ok()
    }

    /// Clicks a thing.
    pub async fn click(&self, role: &str, name: &str) {
        let end = Instant::now() + LOOK_LIMIT;
        loop {
            let clicked = self.find(role, name).await.click().await;
            let Err(error) = clicked else { return };
            assert!(
                Instant::now() < end,
                "cannot click {role} {name:?}: {error}"
            );
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Replaces what stands in a field by `text`, typed.
    pub async fn fill(&self, name: &str, text: &str) {
        self.fill_in("", name, text).await;
    }

    /// Replaces what stands in a field of a group by `text`, typed.
    pub async fn fill_in(&self, group: &str, name: &str, text: &str) {
        let field = self.find_in(group, "textbox", name).await;
        field.clear().await.expect("a field that can be emptied");
        // WebDriver's own letter for the Enter key; a line end is not typed.
        let typed = text.replace('\n', "\u{E007}");
        field
            .send_keys(typed)
            .await
            .expect("a field that can be typed into");
    }

    /// Chooses from a list of a group. The page may be drawn anew meanwhile, because what was typed before is being saved.
    ///
    /// # Panics
    /// When the list does not have the choice.
    pub async fn choose_in(&self, group: &str, name: &str, choice: &str) {
        let end = Instant::now() + LOOK_LIMIT;
        while !self.try_to_choose(group, name, choice).await {
            assert!(Instant::now() < end, "{name:?} has no choice {choice:?}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn try_to_choose(&self, group: &str, name: &str, choice: &str) -> bool {
        let list = self.find_in(group, "combobox", name).await;
        for option in list.find_all(By::Tag("option")).await.unwrap_or_default() {
            if option.text().await.is_ok_and(|text| text == choice) {
                return option.click().await.is_ok();
            }
        }
        false
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the page shows `text`.
    pub async fn wait_for_text(&self, text: &str) {
        self.wait_for(text, LOOK_LIMIT, async || {
            self.text().await.contains(text).then_some(())
        })
        .await;
    }

    /// Waits until `look` gives something.
    ///
    /// # Panics
    /// When it does not within `limit`, with what the page shows instead.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        limit: Duration,
        mut look: impl AsyncFnMut() -> Option<T>,
    ) -> T {
        let end = Instant::now() + limit;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if Instant::now() > end {
                panic!(
                    "{what:?} did not come within {limit:?}; the page shows:\n{}",
                    self.text().await
                );
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// The text of the thing with this test id, for measuring.
    pub async fn measure(&self, test_id: &str) -> Option<String> {
        let script = format!(
            "return document.querySelector('[data-testid=\"{test_id}\"]')?.innerText ?? null"
        );
        self.script(&script).await.as_str().map(str::to_owned)
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str) -> Value {
        let result = self.driver.execute(script, Vec::new()).await;
        result.map_or(Value::Null, |result| result.json().clone())
    }

    /// Makes the window that large.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver
            .set_window_rect(0, 0, width, height)
            .await
            .expect("a window of that size");
        let look = async || {
            let size = self.script("return [innerWidth, innerHeight]").await;
            (size == json!([width, height])).then_some(())
        };
        self.wait_for(
            &format!("a window of {width}×{height}"),
            Duration::from_secs(5),
            look,
        )
        .await;
        // A click that comes before everything has its new place would miss it.
        self.settle().await;
    }

    /// Waits until what moves now has arrived and is painted; what turns for ever is not waited for.
    pub async fn settle(&self) {
        let settled = self
            .driver
            .execute_async(include_str!("settle.js"), Vec::new())
            .await;
        settled.expect("a page that comes to rest");
    }

    /// Keeps a picture of the page under `target/screenshots`.
    pub async fn picture(&self, name: &str) {
        self.settle().await;
        let path = pictures().join(format!("{name}.png"));
        self.driver
            .screenshot(&path)
            .await
            .expect("a picture of the page");
    }

    /// Lets axe look at the page; gives what is serious or worse.
    pub async fn violations(&self, axe: &str) -> Vec<Violation> {
        self.driver
            .execute(axe, Vec::new())
            .await
            .expect("axe in the page");
        let run = "const done = arguments[arguments.length - 1]; axe.run(document).then((found) => done(found.violations.map(
            ({ id, impact, nodes }) => ({ id, impact, places: nodes.map((node) => `${node.target}: ${node.failureSummary}`) }))))";
        let found = self
            .driver
            .execute_async(run, Vec::new())
            .await
            .expect("axe to run");
        let found = found
            .json()
            .as_array()
            .cloned()
            .expect("a list of findings");
        found
            .iter()
            .map(Violation::read)
            .filter(|one| one.severity >= Severity::Serious)
            .collect()
    }
}

impl Violation {
    fn read(found: &Value) -> Self {
        let severity = match found["impact"].as_str() {
            Some("minor") => Severity::Minor,
            Some("moderate") => Severity::Moderate,
            Some("serious") => Severity::Serious,
            _ => Severity::Critical,
        };
        let places = found["places"].as_array().into_iter().flatten();
        Self {
            rule: found["id"].as_str().unwrap_or_default().to_owned(),
            severity,
            places: places
                .filter_map(|place| place.as_str().map(str::to_owned))
                .collect(),
        }
    }
}
