//! # The table
//!
//! One line for each pass of each tool, in Markdown, with the ratio to the floor of the same pass.

use std::fmt::Write as _;

use super::measure::Cost;
use super::profile::Profile;
use super::tool::Tool;
use crate::harness::compare::Difference;

const HEAD: &str = "\
| tool | profile | round trip, ms | pass | seconds | × floor | CPU, s | peak, MiB | lost | doubled | altered | marked | remarks |
| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |
";

/// How many messages are not as they should be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub(super) lost: usize,
    pub(super) doubled: usize,
    /// Arrived with other bytes.
    pub(super) altered: usize,
    /// Arrived with other flags or another date.
    pub(super) marked: usize,
    /// Whatever is another at the source than it was.
    pub(super) at_source: usize,
}

impl Faults {
    /// Counts what was found at a destination.
    pub(super) fn add(&mut self, differences: &[Difference]) {
        let count = |of: fn(&Difference) -> bool| differences.iter().filter(|one| of(one)).count();
        let lost = count(|one| matches!(one, Difference::Lost(..)));
        let foreign = count(|one| matches!(one, Difference::Foreign(..)));
        // A message with other bytes is one that is missing and one that nobody knows.
        let altered = lost.min(foreign);
        self.lost += lost - altered;
        self.altered += altered;
        self.doubled += foreign - altered + count(|one| matches!(one, Difference::Doubled(..)));
        self.marked += count(|one| matches!(one, Difference::Changed(..)));
    }
}

/// One pass of one tool.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) tool: Tool,
    pub(super) profile: Profile,
    pub(super) round_trip: u64,
    pub(super) pass: u32,
    pub(super) cost: Cost,
    pub(super) faults: Faults,
}

/// Writes the table.
pub(super) fn markdown(rows: &[Row]) -> String {
    rows.iter().fold(HEAD.to_owned(), |mut text, row| {
        let Row { cost, faults, .. } = row;
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {:.2} | {} | {:.2} | {:.1} | {} | {} | {} | {} | {} |",
            row.tool.name(),
            row.profile.name(),
            row.round_trip,
            row.pass,
            cost.seconds,
            ratio(row, rows),
            cost.cpu,
            cost.memory as f64 / 1024.0,
            faults.lost,
            faults.doubled,
            faults.altered,
            faults.marked,
            remarks(row),
        );
        text
    })
}

fn ratio(row: &Row, rows: &[Row]) -> String {
    let same = |other: &&Row| {
        other.tool == Tool::Floor
            && (other.profile, other.round_trip, other.pass)
                == (row.profile, row.round_trip, row.pass)
    };
    rows.iter().find(same).map_or_else(String::new, |floor| {
        format!("{:.2}", row.cost.seconds / floor.cost.seconds)
    })
}

fn remarks(row: &Row) -> String {
    let mut remarks = Vec::new();
    if !row.cost.well {
        remarks.push("did not end well".to_owned());
    }
    if row.faults.at_source > 0 {
        remarks.push(format!("{} changes at the source", row.faults.at_source));
    }
    remarks.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_to_the_floor_of_the_same_pass() {
        let row = |tool, pass, seconds| Row {
            tool,
            profile: Profile::Small,
            round_trip: 40,
            pass,
            cost: Cost {
                seconds,
                cpu: 0.5,
                memory: 2048,
                well: true,
            },
            faults: Faults::default(),
        };
        let rows = [
            row(Tool::Floor, 1, 2.0),
            row(Tool::Floor, 2, 0.5),
            row(Tool::MovingDay, 2, 1.0),
        ];
        let table = markdown(&rows);
        let last = table.lines().last().unwrap();
        assert_eq!(
            last,
            "| Moving Day | small | 40 | 2 | 1.00 | 2.00 | 0.50 | 2.0 | 0 | 0 | 0 | 0 |  |"
        );
        assert_eq!(table.lines().count(), 5);
    }
}
