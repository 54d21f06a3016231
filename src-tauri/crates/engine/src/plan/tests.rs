use std::collections::BTreeMap;
use std::fs;

use rusqlite::Connection;
use time::macros::datetime;

use super::*;
use crate::clock::FakeClock;
use crate::error::Side;
use crate::imap::Endpoint;

/// A name with everything that has a meaning of its own in a URI.
const NAME: &str = if cfg!(windows) {
    "ä %#.movingday"
} else {
    "ä %?#.movingday"
};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn plan(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    fn create(&self) -> Result<Plan, Error> {
        Plan::create(
            &self.plan(),
            "x.example",
            Kind::Real,
            &FakeClock::new(datetime!(2025-03-01 10:00 UTC)),
        )
    }

    /// Name and content of every file.
    fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.folder.path())
            .unwrap()
            .map(Result::unwrap);
        let files = entries.filter(|entry| entry.path().is_file());
        files
            .map(|entry| {
                (
                    entry.file_name().into_string().unwrap(),
                    fs::read(entry.path()).unwrap(),
                )
            })
            .collect()
    }

    /// Opening fails with `code`, and not a byte changes nor a file appears.
    fn refuses(&self, code: Code, why: &str) -> Error {
        let before = self.content();
        let error = Plan::open(&self.plan()).unwrap_err();
        assert_eq!(error.code, code, "{why}");
        assert!(
            self.content() == before,
            "{why}: {:?}",
            self.content().keys()
        );
        assert_eq!(
            error.params["path"],
            self.plan().display().to_string(),
            "{why}"
        );
        error
    }

    /// A plan with some people that nobody has open and that was never opened before.
    fn finished(&self) {
        let plan = self.create().unwrap();
        let list: String = (0..500).map(|n| format!("person{n}@x.example\n")).collect();
        plan.add_people(&read_people(&list).people).unwrap();
        drop(plan);
        fs::remove_file(self.folder.path().join(format!("{NAME}.lock"))).unwrap();
        assert_eq!(self.content().len(), 1);
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.plan())
            .unwrap()
            .execute_batch(sql)
            .unwrap();
    }
}

#[test]
fn a_plan_is_made_and_opened_again() {
    let place = Place::new();
    let plan = place.create().unwrap();
    let header = plan.header().clone();
    assert_eq!(
        (header.domain.as_str(), header.kind),
        ("x.example", Kind::Real)
    );
    assert_eq!(header.created, datetime!(2025-03-01 10:00 UTC));
    assert_eq!(plan.path(), place.plan());
    let endpoint = Endpoint::parse("imap://mail.x.example:1143?starttls").unwrap();
    assert_eq!(plan.endpoint(Side::Source).unwrap(), None);
    plan.set_endpoint(
        Side::Source,
        &Endpoint::parse("imaps://old.x.example:993").unwrap(),
    )
    .unwrap();
    plan.set_endpoint(Side::Source, &endpoint).unwrap();
    drop(plan);
    let plan = Plan::open(&place.plan()).unwrap();
    assert_eq!(plan.header(), &header);
    assert_eq!(plan.endpoint(Side::Source).unwrap(), Some(endpoint));
    assert_eq!(plan.endpoint(Side::Destination).unwrap(), None);
    let other = Place::new().create().unwrap();
    assert_ne!(other.header().id, header.id);
}

#[test]
fn the_file_is_set_up_as_promised() {
    let place = Place::new();
    let plan = place.create().unwrap();
    let setting = |name: &str| {
        plan.with(|db| {
            db.query_row(&format!("PRAGMA {name}"), [], |row| {
                row.get::<_, rusqlite::types::Value>(0)
            })
        })
        .unwrap()
    };
    let version = i64::try_from(super::migration::CURRENT.version()).unwrap();
    assert_eq!(setting("journal_mode"), "wal".to_owned().into());
    assert_eq!(setting("synchronous"), 2.into());
    assert_eq!(setting("foreign_keys"), 1.into());
    assert_eq!(setting("application_id"), 0x4D44_4159.into());
    assert_eq!(setting("user_version"), version.into());
    assert_eq!(setting("busy_timeout"), 5000.into());
}

#[test]
fn a_name_that_is_taken_stays_as_it_is() {
    let place = Place::new();
    fs::write(place.plan(), "letter").unwrap();
    let before = place.content();
    assert_eq!(place.create().unwrap_err().code, Code::PlanExists);
    assert!(place.content() == before);
    fs::remove_file(place.plan()).unwrap();
    fs::create_dir(place.plan()).unwrap();
    assert_eq!(place.create().unwrap_err().code, Code::PlanExists);
}

#[cfg(unix)]
#[test]
fn a_link_counts_as_what_it_leads_to() {
    use std::os::unix::fs::symlink;

    let place = Place::new();
    symlink("nowhere", place.plan()).unwrap();
    assert_eq!(place.create().unwrap_err().code, Code::PlanExists);
    fs::remove_file(place.plan()).unwrap();
    let plan = place.create().unwrap();
    let other = place.folder.path().join("other name");
    symlink(place.plan(), &other).unwrap();
    assert_eq!(Plan::open(&other).unwrap_err().code, Code::PlanInUse);
    drop(plan);
    Plan::open(&other).unwrap();
}

#[test]
fn a_plan_is_not_made_where_there_is_no_folder() {
    let place = Place::new();
    let clock = FakeClock::new(datetime!(2025-03-01 10:00 UTC));
    for name in ["missing/x.movingday", "file/x.movingday"] {
        fs::write(place.folder.path().join("file"), "").unwrap();
        let path = place.folder.path().join(name);
        let error = Plan::create(&path, "x.example", Kind::Real, &clock).unwrap_err();
        assert_eq!(error.code, Code::LocalFileUnwritable, "{name}");
        assert_eq!(place.content().len(), 1);
    }
}

#[test]
fn what_an_interrupted_creation_left_is_no_plan_and_does_no_harm() {
    let place = Place::new();
    let beside = |ending: &str| place.folder.path().join(format!("{NAME}{ending}"));
    fs::write(beside(".new"), "half").unwrap();
    fs::write(beside("-wal"), "of a plan that was deleted").unwrap();
    place.refuses(Code::PlanNotFound, "half a plan");
    place.create().unwrap().people().unwrap();
    assert_eq!(
        place.content().into_keys().collect::<Vec<_>>(),
        [NAME, &format!("{NAME}.lock")]
    );
}

#[test]
fn a_file_that_is_no_plan_is_named_and_left_alone() {
    let place = Place::new();
    place.refuses(Code::PlanNotFound, "nothing there");
    for (content, why) in [
        ("Dear all,", "a short text"),
        (&*"Dear all, ".repeat(50), "a long text"),
    ] {
        fs::write(place.plan(), content).unwrap();
        place.refuses(Code::PlanForeign, why);
    }
    fs::remove_file(place.plan()).unwrap();
    place.sql("CREATE TABLE header(row); PRAGMA journal_mode = WAL;");
    place.refuses(Code::PlanForeign, "a database of another program");
    place.sql("PRAGMA application_id = 1");
    place.refuses(Code::PlanForeign, "a database with another mark");
    fs::remove_file(place.plan()).unwrap();
    fs::create_dir(place.plan()).unwrap();
    place.refuses(Code::PlanForeign, "a folder");
    let below = Plan::open(&place.plan().join("x.movingday")).unwrap_err();
    assert_eq!(below.code, Code::PlanNotFound);
}

#[test]
fn a_damaged_plan_is_named_and_left_alone() {
    let place = Place::new();
    place.finished();
    let sound = fs::read(place.plan()).unwrap();
    assert!(sound.len() > 16 * 4096);
    for length in [0, 10, 99, 100, 4096, sound.len() - 4096, sound.len() - 1] {
        fs::write(place.plan(), &sound[..length]).unwrap();
        place.refuses(Code::PlanDamaged, &format!("cut off after {length} bytes"));
    }
    for page in 1..sound.len() / 4096 {
        let mut bytes = sound.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xa5);
        fs::write(place.plan(), &bytes).unwrap();
        place.refuses(Code::PlanDamaged, &format!("page {page} overwritten"));
    }
    let mut bytes = sound.clone();
    bytes[100..4096].fill(0);
    fs::write(place.plan(), &bytes).unwrap();
    place.refuses(Code::PlanDamaged, "first page overwritten behind the head");
    fs::write(place.plan(), &sound).unwrap();
    assert_eq!(
        Plan::open(&place.plan()).unwrap().people().unwrap().len(),
        500
    );
}

#[test]
fn a_plan_with_something_missing_is_damaged() {
    for sql in [
        "DROP TABLE secret_note",
        "ALTER TABLE message DROP COLUMN sender",
        "DELETE FROM header",
        "UPDATE header SET kind = 'other'",
        "UPDATE header SET id = 'short'",
        "UPDATE header SET domain = ''",
        "UPDATE header SET created = 9223372036854775807",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
    ] {
        let place = Place::new();
        place.finished();
        place.sql(sql);
        place.refuses(Code::PlanDamaged, sql);
    }
}

#[test]
fn a_plan_of_a_newer_program_is_named_with_its_version() {
    let place = Place::new();
    place.finished();
    place.sql("ALTER TABLE person ADD COLUMN mood TEXT; PRAGMA user_version = 99");
    let error = place.refuses(Code::PlanNewer, "version 99");
    assert_eq!(error.params["version"], "99");
}

#[test]
fn a_plan_is_open_once() {
    let place = Place::new();
    let plan = place.create().unwrap();
    assert_eq!(Plan::open(&place.plan()).unwrap_err().code, Code::PlanInUse);
    assert_eq!(place.create().unwrap_err().code, Code::PlanExists);
    plan.add_people(&read_people("ana@x.example").people)
        .unwrap();
    drop(plan);
    assert_eq!(
        Plan::open(&place.plan()).unwrap().people().unwrap().len(),
        1
    );
}

/// The files of a plan as they lie on the disk while it is open: what is left when the process is killed.
fn killed() -> Place {
    let place = Place::new();
    let plan = place.create().unwrap();
    plan.add_people(&read_people("ana@x.example").people)
        .unwrap();
    let killed = Place::new();
    for ending in ["", "-wal", ".lock"] {
        let name = format!("{NAME}{ending}");
        fs::copy(
            place.folder.path().join(&name),
            killed.folder.path().join(&name),
        )
        .unwrap();
    }
    assert!(
        fs::metadata(open::beside(&killed.plan(), "-wal"))
            .unwrap()
            .len()
            > 0
    );
    killed
}

#[test]
fn what_was_written_before_a_kill_is_there() {
    assert_eq!(
        Plan::open(&killed().plan())
            .unwrap()
            .people()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_damaged_plan_of_a_killed_program_is_left_alone() {
    let place = killed();
    let mut bytes = fs::read(place.plan()).unwrap();
    bytes[3 * 4096..].fill(0xa5);
    fs::write(place.plan(), bytes).unwrap();
    place.refuses(
        Code::PlanDamaged,
        "damaged below what is still to be written",
    );
}

#[test]
fn a_full_disk_is_named_and_what_was_there_stays() {
    let place = Place::new();
    let plan = place.create().unwrap();
    let pages = |count: i64| {
        plan.with(|db| db.query_row(&format!("PRAGMA max_page_count = {count}"), [], |_| Ok(())))
            .unwrap();
    };
    plan.add_people(&read_people("ana@x.example").people)
        .unwrap();
    pages(1);
    let many: String = (0..2000)
        .map(|n| format!("person{n}@x.example\n"))
        .collect();
    let error = plan.add_people(&read_people(&many).people).unwrap_err();
    assert_eq!(error.code, Code::LocalDiskFull);
    assert_eq!(plan.people().unwrap().len(), 1);
    pages(100_000);
    plan.add_people(&read_people(&many).people).unwrap();
}

#[test]
fn no_row_of_the_file_and_no_debug_text_holds_a_password() {
    let place = Place::new();
    let plan = place.create().unwrap();
    let list = read_people("Ana,ana@x.example,hunter2,hunter3");
    plan.add_people(&list.people).unwrap();
    assert!(!format!("{plan:?}").contains("hunter"));
    drop(plan);
    let bytes = fs::read(place.plan()).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"hunter"));
    assert!(bytes.windows(13).any(|window| window == b"ana@x.example"));
}
