use std::fs;

use moving_day_engine::clock::SystemClock;
use moving_day_engine::plan::{Kind, Plan, read_people};

use super::*;

const ANA: &str = "ana@x.example,,hunter2,,hunter3\n";

fn list(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

#[test]
fn what_is_typed_wrong_ends_with_two_and_says_so() {
    for arguments in [
        vec![],
        vec!["sing"],
        vec!["copy"],
        vec!["copy", "--plan"],
        vec!["copy", "--plan", "x", "--password", "hunter2"],
        vec!["copy", "--plan", "x", "--connections", "0"],
        vec!["copy", "--plan", "x", "--connections", "many"],
        vec!["backup"],
        vec!["backup", "--plan", "x"],
        vec![
            "backup",
            "--plan",
            "x",
            "--to",
            "y",
            "--destination",
            "imaps://z",
        ],
        vec!["verify"],
        vec!["verify", "--plan", "x", "--connections", "2"],
        vec!["report", "--plan", "x"],
        vec!["report", "--plan", "x", "--to", "report.pdf"],
        vec!["report", "--plan", "x", "--to", "report"],
        vec!["practice", "--pace", "medium"],
    ] {
        let run = run(&arguments, "");
        assert_eq!(run.exit, Some(2), "{arguments:?}");
        assert!(
            run.out.is_empty() && run.err.contains("--help"),
            "{arguments:?}: {run:?}"
        );
    }
    for arguments in [["--help"], ["--version"]] {
        assert_eq!(run(arguments, "").exit, Some(0));
    }
}

#[test]
fn a_list_with_a_fault_makes_no_plan() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    for (list, code, line) in [
        (String::new(), "PeopleEmpty", None),
        (list(""), "PeopleEmpty", None),
        ("name,phone\nAna,12\n".into(), "PeopleListUnreadable", None),
        (
            list(&format!("{ANA}bo at x.example,,a,,b\n")),
            "AddressMalformed",
            Some("3"),
        ),
        (list(&format!("{ANA}{ANA}")), "AddressTwice", Some("3")),
        (
            list("ana@x.example,,hunter2,,hunter3,extra\n"),
            "PeopleListUnreadable",
            Some("2"),
        ),
        (list("ana@x.example,,hunter2,,\n"), "SecretMissing", None),
        (list("ana@x.example,,,,hunter3\n"), "SecretMissing", None),
    ] {
        let run = run(copy(&plan), &list);
        assert_eq!(run.exit, Some(2), "{list}: {run:?}");
        let problem = run.problem();
        assert_eq!(problem["code"], code, "{list}");
        assert_eq!(problem["params"]["line"].as_str(), line, "{list}");
        assert!(
            !run.out.contains("hunter") && !run.err.contains("hunter"),
            "{run:?}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{list}");
    }
}

#[test]
fn a_server_or_person_that_is_missing_makes_no_plan() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    let without = |name: &str| {
        let mut arguments = copy(&plan);
        let at = arguments
            .iter()
            .position(|argument| argument == name)
            .unwrap();
        arguments.drain(at..at + 2);
        arguments
    };
    let with =
        |name: &str, value: &str| [copy(&plan), vec![name.to_owned(), value.to_owned()]].concat();
    for (arguments, exit, code) in [
        (without("--source"), 2, "EndpointMissing"),
        (without("--destination"), 2, "EndpointMissing"),
        (without("--people"), 4, "PlanNotFound"),
        (with("--person", "bo@x.example"), 2, "PeopleEmpty"),
        (with("--person", "bo"), 2, "AddressMalformed"),
        (with("--ca", "missing.pem"), 4, "LocalFileUnreadable"),
        (with("--ca", file!()), 4, "LocalFileUnreadable"),
    ] {
        let run = run(&arguments, &list(ANA));
        assert_eq!(run.problem()["code"], code, "{arguments:?}");
        assert_eq!(run.exit, Some(exit), "{arguments:?}");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "{arguments:?}"
        );
    }
}

#[test]
fn a_comparison_makes_no_plan_and_adds_nobody_to_one() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    let mut arguments = copy(&plan);
    "verify".clone_into(&mut arguments[0]);
    let missing = run(&arguments, &list(ANA));
    assert_eq!(missing.exit, Some(4));
    assert_eq!(missing.problem()["code"], "PlanNotFound");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    drop(Plan::create(&plan, "x.example", Kind::Real, &SystemClock::default()).unwrap());
    let unknown = run(&arguments, &list(ANA));
    assert_eq!(unknown.exit, Some(2));
    assert_eq!(unknown.problem()["params"]["address"], "ana@x.example");
    assert_eq!(Plan::open(&plan).unwrap().people().unwrap(), []);
}

#[test]
fn whoever_does_not_move_needs_no_password_and_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.movingday");
    let list = "address,type\nana@x.example,forward\nbo@x.example,stays\n";
    let none = run(copy(&path), list);
    assert_eq!(none.exit, Some(2));
    assert_eq!(none.problem()["code"], "PeopleEmpty");
    let people = Plan::open(&path).unwrap().people().unwrap();
    assert_eq!(people.len(), 2, "the report names them");
    assert!(people.iter().all(|one| !one.kind.moves()));
}

#[test]
fn a_plan_that_does_not_open_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    fs::write(&plan, "Dear Ana,").unwrap();
    let foreign = run(copy(&plan), &list(ANA));
    assert_eq!(
        (foreign.exit, foreign.problem()["code"].as_str()),
        (Some(4), Some("PlanForeign"))
    );
    assert_eq!(fs::read(&plan).unwrap(), b"Dear Ana,");
    fs::write(&plan, "").unwrap();
    assert_eq!(
        run(copy(&plan), &list(ANA)).problem()["code"],
        "PlanDamaged"
    );
    fs::remove_file(&plan).unwrap();

    let held = Plan::create(&plan, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    let busy = run(copy(&plan), &list(ANA));
    assert_eq!(
        (busy.exit, busy.problem()["code"].as_str()),
        (Some(4), Some("PlanInUse"))
    );
    assert_eq!(held.people().unwrap(), []);
}

#[test]
fn a_refused_list_changes_no_plan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.movingday");
    let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    plan.add_people(&read_people("cy@x.example").people)
        .unwrap();
    drop(plan);
    let before = fs::read(&path).unwrap();
    for rows in [
        "ana@x.example,,hunter2,,\n",
        "ana@x.example,,a,,b\nana@x.example,,a,,b\n",
    ] {
        assert_eq!(run(copy(&path), &list(rows)).exit, Some(2), "{rows}");
        assert!(fs::read(&path).unwrap() == before, "{rows}");
    }
    let mut alone = copy(&path);
    alone.drain(2..4);
    let run = run(alone, "");
    assert_eq!(
        (run.exit, run.problem()["code"].as_str()),
        (Some(2), Some("SecretMissing"))
    );
    assert_eq!(run.problem()["params"]["address"], "cy@x.example");
}

#[test]
fn people_read_what_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    let mut arguments = copy(&plan);
    arguments.remove(1);
    let run = run(arguments, &list("ana at x.example,,hunter2,,hunter3\n"));
    assert_eq!(run.exit, Some(2));
    assert!(run.out.is_empty(), "{run:?}");
    assert_eq!(
        run.err,
        "This is no e-mail address (line 2, text ana at x.example).\nCorrect it, for example ana@example.com.\n"
    );
}

/// Needs a second user where the tests run as the administrator, who may read everything.
#[cfg(unix)]
#[test]
fn a_plan_that_may_not_be_read_or_written_is_named() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let folder = tempfile::tempdir().unwrap();
    let allow = |path: &Path, mode| set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let program = folder.path().join("moving-day-cli");
    fs::copy(env!("CARGO_BIN_EXE_moving-day-cli"), &program).unwrap();
    let path = folder.path().join("x.movingday");
    Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    let before = fs::read(&path).unwrap();
    let administrator = fs::metadata(&path).unwrap().uid() == 0;
    let code = || {
        let mut command = Command::new(&program);
        command
            .args(copy(&path))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if administrator {
            command.uid(65534);
        }
        let run = finish(start(command, &list(ANA)));
        assert_eq!(run.exit, Some(4), "{run:?}");
        run.problem()["code"].as_str().unwrap().to_owned()
    };
    let lock = folder.path().join("x.movingday.lock");
    allow(&program, 0o555);
    allow(&path, 0o000);
    allow(&lock, 0o666);
    allow(folder.path(), 0o555);
    let unreadable = code();
    allow(&path, 0o444);
    let read_only = code();
    fs::remove_file(&lock).unwrap_or_else(|_| {
        allow(folder.path(), 0o755);
        fs::remove_file(&lock).unwrap();
        allow(folder.path(), 0o555);
    });
    let folder_read_only = code();
    allow(folder.path(), 0o755);
    assert_eq!(
        [unreadable, read_only, folder_read_only],
        [
            "LocalFileUnreadable",
            "LocalFileUnwritable",
            "LocalFileUnwritable"
        ]
    );
    allow(&path, 0o644);
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_report_needs_a_plan_and_a_place_and_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("x.movingday");
    let report = |to: &str| {
        let to = folder.path().join(to);
        let (plan, to) = (plan.to_str().unwrap(), to.to_str().unwrap());
        run(["report", "--json", "--plan", plan, "--to", to], "")
    };
    let missing = report("r.html");
    assert_eq!(missing.exit, Some(4), "{missing:?}");
    assert_eq!(missing.problem()["code"], "PlanNotFound");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let made = Plan::create(&plan, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    let people = read_people("ana@x.example").people;
    made.add_people(&people).unwrap();
    drop(made);
    let nowhere = report("no/such/r.html");
    assert_eq!(
        nowhere.problem()["code"],
        "LocalFileUnwritable",
        "{nowhere:?}"
    );
    for to in ["r.html", "r.csv", "r.json"] {
        let run = report(to);
        assert_eq!(run.exit, Some(0), "{run:?}");
        assert_eq!(run.events("result")[0]["verdict"], "nothing_copied");
        assert!(
            fs::read_to_string(folder.path().join(to))
                .unwrap()
                .contains("ana@x.example")
        );
    }
}
