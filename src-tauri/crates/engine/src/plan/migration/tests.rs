use super::*;
use crate::clock::SystemClock;
use crate::plan::{Kind, Plan, open::open_as};

/// A made-up later format, in two steps.
const LATER: Format<'static> = Format {
    steps: &[
        "ALTER TABLE person ADD COLUMN nickname TEXT",
        "CREATE TABLE wish(person INTEGER NOT NULL REFERENCES person(id), text TEXT NOT NULL); \
         INSERT INTO wish SELECT id, 'none' FROM person",
    ],
};

fn plan_with_ana(folder: &Path) -> PathBuf {
    let path = folder.join("x.example.movingday");
    let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    plan.add_people(&crate::plan::read_people("ana@x.example").people)
        .unwrap();
    path
}

fn version(plan: &Plan) -> i64 {
    plan.with(|db| db.query_row("PRAGMA user_version", [], |row| row.get(0)))
        .unwrap()
}

#[test]
fn a_new_file_has_the_tables_of_its_version() {
    for format in [&CURRENT, &LATER] {
        let db = Connection::open_in_memory().unwrap();
        format.build(&db).unwrap();
        assert_eq!(format.recognise(&db).unwrap(), format.version());
        format.compare(&db, format.version()).unwrap();
    }
    let old = Connection::open_in_memory().unwrap();
    Format { steps: &[] }.build(&old).unwrap();
    assert_eq!(LATER.compare(&old, 3).unwrap_err().code, Code::PlanDamaged);
}

#[test]
fn an_older_plan_is_brought_forward_and_a_copy_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = plan_with_ana(folder.path());
    {
        let plan = open_as(&path, &LATER).unwrap();
        assert_eq!(version(&plan), 3);
        let wishes: i64 = plan
            .with(|db| db.query_row("SELECT COUNT(*) FROM wish", [], |row| row.get(0)))
            .unwrap();
        assert_eq!(wishes, 1);
    }
    assert_eq!(Plan::open(&path).unwrap_err().code, Code::PlanNewer);
    let copy = Plan::open(&folder.path().join("x.example.version-1.movingday")).unwrap();
    assert_eq!(version(&copy), 1);
    assert_eq!(copy.people().unwrap()[0].address.as_str(), "ana@x.example");
    drop(copy);

    open_as(&path, &LATER).unwrap();
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().contains("version-3")),
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
        let steps = [step];
        assert_eq!(
            open_as(&path, &Format { steps: &steps }).unwrap_err().code,
            Code::Unexpected,
            "{step}"
        );
        let plan = Plan::open(&path).unwrap();
        assert_eq!(version(&plan), 1);
        let nickname = "SELECT COUNT(*) FROM pragma_table_info('person') WHERE name = 'nickname'";
        assert_eq!(
            plan.with(|db| db.query_row(nickname, [], |row| row.get::<_, i64>(0)))
                .unwrap(),
            0
        );
        assert_eq!(plan.people().unwrap().len(), 1);
    }
}
