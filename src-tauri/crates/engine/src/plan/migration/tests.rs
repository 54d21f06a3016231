use super::*;
use crate::clock::SystemClock;
use crate::plan::{Kind, Plan, open::open_as};

/// The first format, from before every step.
const OLDEST: Format<'static> = Format { steps: &[] };

/// The steps of a made-up later format, two more than the present one.
fn later() -> Vec<&'static str> {
    let more = [
        "ALTER TABLE person ADD COLUMN nickname TEXT",
        "CREATE TABLE wish(person INTEGER NOT NULL REFERENCES person(id), text TEXT NOT NULL); \
         INSERT INTO wish SELECT id, 'none' FROM person",
    ];
    [CURRENT.steps, &more].concat()
}

fn plan_with_ana(folder: &Path) -> PathBuf {
    let path = folder.join("x.example.movingday");
    let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    plan.add_people(&crate::plan::read_people("ana@x.example").people)
        .unwrap();
    path
}

fn version(plan: &Plan) -> usize {
    let version: u32 = plan
        .with(|db| db.query_row("PRAGMA user_version", [], |row| row.get(0)))
        .unwrap();
    version.try_into().unwrap()
}

#[test]
fn a_new_file_has_the_tables_of_its_version() {
    let later = later();
    let later = Format { steps: &later };
    for format in [&CURRENT, &later] {
        let db = Connection::open_in_memory().unwrap();
        format.build(&db).unwrap();
        assert_eq!(format.recognise(&db).unwrap(), format.version());
        format.compare(&db, format.version()).unwrap();
    }
    let old = Connection::open_in_memory().unwrap();
    OLDEST.build(&old).unwrap();
    let damaged = later.compare(&old, later.version()).unwrap_err();
    assert_eq!(damaged.code, Code::PlanDamaged);
}

#[test]
fn an_older_plan_is_brought_forward_and_a_copy_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = plan_with_ana(folder.path());
    let steps = later();
    let later = Format { steps: &steps };
    let (from, to) = (CURRENT.version(), later.version());
    {
        let plan = open_as(&path, &later).unwrap();
        assert_eq!(version(&plan), to);
        let wishes: i64 = plan
            .with(|db| db.query_row("SELECT COUNT(*) FROM wish", [], |row| row.get(0)))
            .unwrap();
        assert_eq!(wishes, 1);
    }
    assert_eq!(Plan::open(&path).unwrap_err().code, Code::PlanNewer);
    let copy = format!("x.example.version-{from}.movingday");
    let copy = Plan::open(&folder.path().join(copy)).unwrap();
    assert_eq!(version(&copy), from);
    assert_eq!(copy.people().unwrap()[0].address.as_str(), "ana@x.example");
    drop(copy);

    open_as(&path, &later).unwrap();
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().contains(&format!("version-{to}"))),
        "{names:?}"
    );
}

#[test]
fn a_step_that_fails_leaves_the_plan_as_it_was() {
    for step in [
        "ALTER TABLE person ADD COLUMN nickname TEXT; SELECT * FROM nowhere",
        "INSERT INTO secret_note(person, side) VALUES (77, 'source')",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = plan_with_ana(folder.path());
        let steps = [CURRENT.steps, &[step]].concat();
        assert_eq!(
            open_as(&path, &Format { steps: &steps }).unwrap_err().code,
            Code::Unexpected,
            "{step}"
        );
        let plan = Plan::open(&path).unwrap();
        assert_eq!(version(&plan), CURRENT.version());
        let nickname = "SELECT COUNT(*) FROM pragma_table_info('person') WHERE name = 'nickname'";
        assert_eq!(
            plan.with(|db| db.query_row(nickname, [], |row| row.get::<_, i64>(0)))
                .unwrap(),
            0
        );
        assert_eq!(plan.people().unwrap().len(), 1);
    }
}

#[test]
fn the_first_journal_is_carried_over() {
    let db = Connection::open_in_memory().unwrap();
    OLDEST.build(&db).unwrap();
    db.execute_batch(
        "INSERT INTO person(position, address, address_key, destination_address) VALUES (1, 'a@x', 'a@x', 'a@x');
         INSERT INTO folder VALUES (7, 1, '[\"INBOX\"]', '[\"INBOX\"]', 3, 4);
         INSERT INTO message(folder, source_uid, state, size, internal_date, hash, floor_uid) VALUES (7, 1, 0, 10, 0, x'00', 5);
         INSERT INTO message(folder, source_uid, state, size, internal_date, destination_uid) VALUES (7, 2, 1, 20, 0, 6);
         INSERT INTO message(folder, source_uid, state, size, internal_date, code) VALUES (7, 3, 2, 30, 0, 'DestinationFull');",
    )
    .unwrap();
    db.execute_batch(COPY_JOURNAL).unwrap();
    let mut rows = db
        .prepare("SELECT source_uid, state, flags FROM message")
        .unwrap();
    let rows: Vec<(u32, u32, Option<String>)> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    // What was on its way is found again at the destination, which is therefore looked at from its beginning.
    assert_eq!(rows, [(2, 1, None), (3, 2, None)]);
    let reach = "SELECT looked_to, noted_to, modseq IS NULL FROM folder";
    let reach: (u32, u32, bool) = db
        .query_row(reach, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    assert_eq!(reach, (1, 1, true));
}
