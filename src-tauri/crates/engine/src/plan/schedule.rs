//! # Schedule
//!
//! Every date of a move follows from one moving day. Where there is less time than the usual three weeks, the days before
//! it are squeezed into what is left; none of them is dropped.

use time::{Date, Duration, OffsetDateTime, Time, Weekday};

use crate::task::Task;
use crate::zone::Zone;

/// Days between the start of a plan and its moving day, as the guide has them.
pub const USUAL_DAYS: i64 = 21;

/// Before every plan begins.
const AT_ONCE: i64 = -10_000;

/// Fewer days than this leave nobody time to hear of it.
const FEWEST_DAYS: i64 = 2;

/// When the mail is switched: a day and a time of day in the zone of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovingDay {
    /// The day.
    pub date: Date,
    /// The time of the switch.
    pub time: Time,
    /// Where the clock hangs that shows it.
    pub zone: Zone,
}

impl MovingDay {
    /// The moment of the switch.
    pub fn moment(&self) -> OffsetDateTime {
        self.zone.moment(self.date, self.time)
    }
}

/// The days of one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From this day on it can be the next thing to do.
    pub opens: Date,
    /// By the end of this day it should be done.
    pub due: Date,
}

/// A day that the plan is told in a few lines by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Milestone {
    /// The waiting time is shortened, people are told.
    Begin,
    /// No new accounts and passwords from here on.
    Freeze,
    /// Copying can start.
    Copy,
    /// The switch.
    Switch,
    /// Until then the last messages are caught up with.
    CatchUp,
    /// The end.
    Finish,
}

/// All dates of one move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    day: MovingDay,
    begun: Date,
}

impl Schedule {
    /// The dates that follow from `day`, for a plan that was begun at that moment.
    pub fn new(day: MovingDay, begun: OffsetDateTime) -> Self {
        let begun = day.zone.day(begun).min(day.date);
        Self { day, begun }
    }

    /// The moving day.
    pub fn day(&self) -> &MovingDay {
        &self.day
    }

    /// Whether there are fewer than the usual days, so that the dates stand closer together.
    pub fn squeezed(&self) -> bool {
        self.span() < USUAL_DAYS
    }

    /// The days of a task.
    pub fn window(&self, task: Task) -> Window {
        match offsets(task) {
            None => Window {
                opens: self.begun,
                due: self.begun,
            },
            Some((opens, due)) => Window {
                opens: self.at(opens).max(self.begun),
                due: self.at(due),
            },
        }
    }

    /// The six days by which the plan is told.
    pub fn milestones(&self) -> [(Milestone, Date); 6] {
        [
            (Milestone::Begin, -21),
            (Milestone::Freeze, -7),
            (Milestone::Copy, -5),
            (Milestone::Switch, 0),
            (Milestone::CatchUp, 3),
            (Milestone::Finish, 14),
        ]
        .map(|(milestone, offset)| (milestone, self.at(offset)))
    }

    fn span(&self) -> i64 {
        (self.day.date - self.begun).whole_days()
    }

    /// The day so many days from the moving day; those before it come closer where time is short.
    fn at(&self, offset: i64) -> Date {
        let days = if offset >= 0 || !self.squeezed() {
            offset
        } else {
            // Rounded away from the moving day: rather early than late.
            -((-offset * self.span() + USUAL_DAYS - 1) / USUAL_DAYS)
        };
        self.day.date.saturating_add(Duration::days(days))
    }
}

/// What is to be said of a day before it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// There is time for everything.
    Fine,
    /// It works with less notice than usual.
    Short {
        /// Days from today.
        days: i64,
    },
    /// It cannot be done by then.
    TooSoon {
        /// The first day on which it can.
        earliest: Date,
    },
    /// It is today or over.
    Past,
}

/// Judges a day. `wait` is how long others may remember the mail settings that are in force now, as far as it is known.
pub fn judge(day: &MovingDay, now: OffsetDateTime, wait: Option<Duration>) -> Judgement {
    let today = day.zone.day(now);
    let days = (day.date - today).whole_days();
    let wait = wait.unwrap_or(Duration::ZERO).whole_seconds();
    let fewest = FEWEST_DAYS.max(1 + (wait + 86_399) / 86_400);
    if days < 1 {
        Judgement::Past
    } else if days < fewest {
        Judgement::TooSoon {
            earliest: today.saturating_add(Duration::days(fewest)),
        }
    } else if days < USUAL_DAYS {
        Judgement::Short { days }
    } else {
        Judgement::Fine
    }
}

/// Two quiet days to choose from: the first Saturday that leaves the usual time, and the Friday before it.
pub fn suggestions(zone: Zone, now: OffsetDateTime) -> [Date; 2] {
    let first = zone.day(now).saturating_add(Duration::days(USUAL_DAYS + 1));
    let saturday = (0..7)
        .map(|days| first.saturating_add(Duration::days(days)))
        .find(|day| day.weekday() == Weekday::Saturday)
        .unwrap_or(first);
    [saturday, saturday.saturating_add(Duration::days(-1))]
}

/// From which day on a task can be the next one and when it is due, in days from the moving day; none for the first task,
/// which is due at once.
const fn offsets(task: Task) -> Option<(i64, i64)> {
    Some(match task {
        Task::ChooseMovingDay => return None,
        Task::ShortenWait | Task::SetUpBrand | Task::SetDefaults | Task::TellPeople => (-21, -21),
        Task::ShowWebmail => (-16, -14),
        // Trouble with people and sign-ins is best found as early as can be.
        Task::ListPeople => (AT_ONCE, -10),
        Task::GetAccess => (AT_ONCE, -9),
        Task::CreateMailboxes => (-14, -8),
        Task::FreezeAccounts | Task::FreezePasswords | Task::FreezeContacts => (-7, -7),
        Task::SaveContacts => (-7, -6),
        Task::SendFiles => (-6, -5),
        Task::KeepBackup | Task::TryOnePerson => (-9, -6),
        Task::CopyMail => (-5, 0),
        Task::SwitchDelivery => (0, 0),
        Task::CatchUp => (0, 3),
        Task::CheckArrived => (1, 3),
        Task::AllowAccounts | Task::CreateNewAccounts => (1, 1),
        Task::RemindPeople => (1, 4),
        Task::WelcomePeople => (1, 2),
        Task::RestoreWait => (7, 7),
        Task::Finish => (14, 14),
    })
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime, time};

    use super::*;

    fn toronto(date: Date) -> MovingDay {
        MovingDay {
            date,
            time: time!(18:00),
            zone: Zone::named("America/Toronto").unwrap(),
        }
    }

    const BEGUN: OffsetDateTime = datetime!(2025-05-22 14:00 UTC);

    #[test]
    fn the_usual_plan_has_the_dates_of_the_guide() {
        let schedule = Schedule::new(toronto(date!(2025 - 06 - 14)), BEGUN);
        assert!(!schedule.squeezed());
        let dates: Vec<Date> = schedule.milestones().map(|(_, day)| day).into();
        let expected = [
            date!(2025 - 05 - 24),
            date!(2025 - 06 - 07),
            date!(2025 - 06 - 09),
            date!(2025 - 06 - 14),
            date!(2025 - 06 - 17),
            date!(2025 - 06 - 28),
        ];
        assert_eq!(dates, expected);
        let due = |task| schedule.window(task).due;
        assert_eq!(due(Task::ChooseMovingDay), date!(2025 - 05 - 22));
        assert_eq!(due(Task::ListPeople), date!(2025 - 06 - 04));
        assert_eq!(due(Task::RestoreWait), date!(2025 - 06 - 21));
    }

    #[test]
    fn no_task_is_due_before_it_opens_and_the_order_holds_for_every_span() {
        for span in 0..40 {
            let day = toronto(date!(2025 - 05 - 22).saturating_add(Duration::days(span)));
            let schedule = Schedule::new(day, BEGUN);
            for task in Task::ALL {
                let window = schedule.window(*task);
                assert!(window.opens <= window.due, "{task:?} with {span} days");
                assert!(
                    window.opens >= date!(2025 - 05 - 22),
                    "{task:?} with {span} days"
                );
            }
            let dates = schedule.milestones().map(|(_, day)| day);
            assert!(dates.is_sorted(), "{span} days");
        }
    }

    #[test]
    fn people_and_sign_ins_can_come_first_however_far_the_day_is() {
        let schedule = Schedule::new(toronto(date!(2025 - 08 - 30)), BEGUN);
        let opens = |task| schedule.window(task).opens;
        assert_eq!(opens(Task::ListPeople), date!(2025 - 05 - 22));
        assert_eq!(opens(Task::GetAccess), date!(2025 - 05 - 22));
        assert_eq!(opens(Task::ShortenWait), date!(2025 - 08 - 09));
    }

    #[test]
    fn a_short_plan_is_squeezed_and_drops_nothing() {
        let schedule = Schedule::new(toronto(date!(2025 - 05 - 31)), BEGUN);
        assert!(schedule.squeezed());
        assert_eq!(
            schedule.window(Task::ShortenWait).due,
            date!(2025 - 05 - 22)
        );
        assert_eq!(
            schedule.window(Task::FreezeAccounts).due,
            date!(2025 - 05 - 28)
        );
        assert_eq!(schedule.window(Task::CatchUp).due, date!(2025 - 06 - 03));
    }

    #[test]
    fn a_day_is_judged_by_the_days_that_are_left() {
        let judge = |date, wait| judge(&toronto(date), BEGUN, wait);
        assert_eq!(judge(date!(2025 - 05 - 22), None), Judgement::Past);
        assert_eq!(judge(date!(2025 - 05 - 01), None), Judgement::Past);
        let earliest = date!(2025 - 05 - 24);
        assert_eq!(
            judge(date!(2025 - 05 - 23), None),
            Judgement::TooSoon { earliest }
        );
        assert_eq!(judge(earliest, None), Judgement::Short { days: 2 });
        let earliest = date!(2025 - 05 - 27);
        let long = Some(Duration::days(4));
        assert_eq!(
            judge(date!(2025 - 05 - 25), long),
            Judgement::TooSoon { earliest }
        );
        assert_eq!(judge(earliest, long), Judgement::Short { days: 5 });
        assert_eq!(judge(date!(2025 - 06 - 12), None), Judgement::Fine);
    }

    #[test]
    fn the_day_before_midnight_in_toronto_is_still_that_day() {
        // 23:00 on the 22nd there, the 23rd in universal time.
        let now = datetime!(2025-05-23 03:00 UTC);
        assert_eq!(
            judge(&toronto(date!(2025 - 05 - 23)), now, None),
            Judgement::TooSoon {
                earliest: date!(2025 - 05 - 24)
            }
        );
    }

    #[test]
    fn a_company_east_or_west_of_universal_time_has_its_own_midnight() {
        // One moment, three dates: the 23rd in Kiritimati, the 22nd in London, the 21st in Pago Pago.
        let now = datetime!(2025-05-22 10:30 UTC);
        for (zone, tomorrow) in [
            ("Pacific/Kiritimati", date!(2025 - 05 - 24)),
            ("Europe/London", date!(2025 - 05 - 23)),
            ("Pacific/Pago_Pago", date!(2025 - 05 - 22)),
        ] {
            let day = |days| MovingDay {
                date: tomorrow.saturating_add(Duration::days(days)),
                time: time!(00:00),
                zone: Zone::named(zone).unwrap(),
            };
            assert_eq!(judge(&day(-1), now, None), Judgement::Past, "{zone}");
            let earliest = day(1).date;
            let soon = Judgement::TooSoon { earliest };
            assert_eq!(judge(&day(0), now, None), soon, "{zone}");
            assert_eq!(judge(&day(1), now, None), Judgement::Short { days: 2 });
            assert_eq!(judge(&day(20), now, None), Judgement::Fine, "{zone}");
            let begun = Schedule::new(day(20), now).window(Task::ChooseMovingDay);
            assert_eq!(begun.due, day(-1).date, "{zone}");
        }
    }

    #[test]
    fn days_count_as_days_when_clocks_change_between_now_and_then() {
        // The night of the 8th to the 9th of March 2025 has an hour less in Toronto, that to the 2nd of November one more.
        for (now, date) in [
            (datetime!(2025-02-22 04:30 UTC), date!(2025 - 03 - 14)),
            (datetime!(2025-10-18 03:30 UTC), date!(2025 - 11 - 07)),
        ] {
            // Half an hour before midnight on the day before the last one with three weeks.
            assert_eq!(judge(&toronto(date), now, None), Judgement::Fine);
            let schedule = Schedule::new(toronto(date), now);
            assert!(!schedule.squeezed());
            let due = schedule.window(Task::ShortenWait).due;
            assert_eq!((date - due).whole_days(), USUAL_DAYS);
            let later = now + Duration::HOUR;
            assert_eq!(
                judge(&toronto(date), later, None),
                Judgement::Short { days: 20 }
            );
        }
    }

    #[test]
    fn a_plan_begun_after_its_day_or_on_it_still_has_its_dates_in_order() {
        for date in [date!(2025 - 05 - 22), date!(2025 - 05 - 01)] {
            let schedule = Schedule::new(toronto(date), BEGUN);
            assert_eq!(schedule.window(Task::ListPeople).due, date);
            assert_eq!(schedule.window(Task::SwitchDelivery).due, date);
            assert!(schedule.window(Task::Finish).due > date);
        }
    }

    #[test]
    fn quiet_days_are_suggested() {
        let zone = Zone::named("America/Toronto").unwrap();
        for days in 0..14 {
            let now = BEGUN + Duration::days(days);
            let [saturday, friday] = suggestions(zone, now);
            assert_eq!(saturday.weekday(), Weekday::Saturday);
            assert_eq!(friday.weekday(), Weekday::Friday);
            let left = (friday - zone.day(now)).whole_days();
            assert!((USUAL_DAYS..USUAL_DAYS + 7).contains(&left), "{left}");
        }
    }

    #[test]
    fn the_switch_is_at_the_same_hour_on_both_sides_of_a_change_of_clocks() {
        let mut day = toronto(date!(2025 - 11 - 01));
        assert_eq!(day.moment(), datetime!(2025-11-01 22:00 UTC));
        day.date = date!(2025 - 11 - 02);
        assert_eq!(day.moment(), datetime!(2025-11-02 23:00 UTC));
    }
}
