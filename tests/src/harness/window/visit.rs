//! # A visit
//!
//! A person in front of the app who looks closely at every screen: a picture of it and what axe has to say, in both
//! sizes that must work. Complaints are collected, so that one run shows all of them.

use std::path::{Path, PathBuf};

use super::stage::pictures;
use super::{App, Look, Stage};
use crate::harness::cli::built;

/// The two sizes in which every screen must work; the first is the usual one.
const SIZES: [(u32, u32); 2] = [(1120, 760), (900, 600)];

/// Somebody who uses the app.
#[derive(Debug)]
pub struct Visit {
    /// Where it happens.
    pub stage: Stage,
    name: String,
    axe: String,
    screens: usize,
    complaints: Vec<String>,
}

impl Visit {
    /// Begins on an empty stage. `name` is the beginning of the pictures' names.
    ///
    /// # Panics
    /// When axe is not there, with the command that brings it.
    pub fn begin(name: &str, stage: Stage) -> Self {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path);
        let axe = axe.unwrap_or_else(|_| {
            panic!("axe-core is not there. Install it with: npm --prefix ui ci")
        });
        forget_pictures(name, stage.look());
        Self {
            stage,
            name: name.to_owned(),
            axe,
            screens: 0,
            complaints: Vec::new(),
        }
    }

    /// Starts the app and waits for its first screen.
    pub async fn open(&mut self) -> App {
        let app = App::open(&mut self.stage, &built("moving-day")).await;
        app.resize(SIZES[0].0, SIZES[0].1).await;
        app.find("heading", "Move your company’s email").await;
        app
    }

    /// Looks at a screen closely, in both sizes.
    pub async fn look_at(&mut self, app: &App, screen: &str) {
        self.screens += 1;
        for (width, height) in SIZES {
            app.resize(width, height).await;
            let Self { name, screens, .. } = self;
            app.picture(&format!(
                "{name}-{screens:02}-{screen}-{}-{width}x{height}",
                self.stage.look().as_str()
            ))
            .await;
            let mut complain = |what: String| {
                self.complaints
                    .push(format!("{screen} at {width}×{height}: {what}"));
            };
            for found in app.violations(&self.axe).await {
                complain(format!("{} {:?}", found.rule, found.places));
            }
            let excess = app
                .script("return document.documentElement.scrollWidth - innerWidth")
                .await;
            if excess.as_i64() > Some(0) {
                complain(format!("{excess} pixels too wide"));
            }
        }
        app.resize(SIZES[0].0, SIZES[0].1).await;
    }

    /// Fails with every complaint, a line each.
    ///
    /// # Panics
    /// When there was anything to complain of, or nothing was looked at.
    pub fn assert_no_complaints(&self) {
        assert!(self.screens > 0, "no screen was looked at");
        let Self { complaints, .. } = self;
        assert!(
            complaints.is_empty(),
            "{} complaints:\n{}",
            complaints.len(),
            complaints.join("\n")
        );
    }

    /// The folder of the practice run, below whatever the app calls its own.
    pub fn practice(&self) -> PathBuf {
        let data = std::fs::read_dir(self.stage.home().join("data")).expect("the data folder");
        let mut places =
            data.map(|entry| entry.expect("an entry of a folder").path().join("practice"));
        places
            .find(|place| place.is_dir())
            .expect("the folder of the practice run")
    }
}

/// Removes what an earlier run has left, so that no picture is older than the test.
fn forget_pictures(name: &str, look: Look) {
    let old = std::fs::read_dir(pictures())
        .expect("the folder of pictures")
        .flatten();
    for picture in old {
        let file = picture.file_name().to_string_lossy().into_owned();
        if file.starts_with(&format!("{name}-")) && file.contains(&format!("-{}-", look.as_str())) {
            let _ = std::fs::remove_file(picture.path());
        }
    }
}
