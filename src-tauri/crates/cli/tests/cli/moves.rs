use moving_day_practice::{Company, Trouble};

use super::*;

/// The people of the practice company as a list for `--people`.
pub(super) fn everybody() -> String {
    let row = |member: &moving_day_practice::Member| {
        format!(
            "{},,{},,{}\n",
            member.address, member.source_password, member.destination_password
        )
    };
    HEADER.to_owned() + &Company::people().iter().map(row).collect::<String>()
}

pub(super) fn arguments(company: &Company, plan: &Path) -> Vec<String> {
    let mut arguments = copy(plan);
    let servers = arguments.len() - 3;
    arguments[servers] = company.source().to_string();
    arguments[servers + 2] = company.destination().to_string();
    arguments
}

pub(super) async fn company(folder: &Path, troubles: &[Trouble]) -> Company {
    Company::open(folder, troubles).await.unwrap()
}

fn person<'a>(result: &'a Value, address: &str) -> &'a Value {
    let people = result["people"].as_array().unwrap();
    people
        .iter()
        .find(|person| person["address"] == address)
        .unwrap()
}

pub(super) fn number(person: &Value, field: &str) -> u64 {
    person[field].as_u64().unwrap()
}

#[test]
fn a_practice_move_ends_with_nought_and_the_true_numbers() {
    let run = run(["practice", "--pace", "fast", "--json"], "");
    assert_eq!(run.exit, Some(0), "{run:?}");
    let progress = run.events("progress");
    let (first, last) = (&progress[0], &progress[progress.len() - 1]);
    assert_eq!(
        (first["phase"].as_str(), last["phase"].as_str()),
        (Some("counting"), Some("finished"))
    );
    assert_eq!(first["tally"]["messages_total"], Value::Null);
    let expected = Company::expected();
    assert_eq!(last["tally"]["messages"], expected.messages());
    assert_eq!(last["tally"]["bytes_total"], expected.bytes());
    let results = run.events("result");
    assert_eq!(results[0]["command"], "copy");
    assert_eq!(
        results[0]["people"].as_array().unwrap().len(),
        expected.people.len()
    );
    for mailbox in &expected.people {
        let person = person(&results[0], &mailbox.address);
        assert_eq!(
            (person["outcome"].as_str(), person["verdict"].as_str()),
            (Some("done"), Some("complete"))
        );
        assert_eq!(number(person, "source_messages"), mailbox.messages());
        assert_eq!(number(person, "copied"), mailbox.messages());
        assert_eq!(number(person, "already_there"), 0);
        assert_eq!(number(person, "flags_changed"), 0);
        assert_eq!(person["problems"], Value::Array(Vec::new()));
    }
    assert_eq!(
        (results[1]["command"].as_str(), results[1]["same"].as_bool()),
        (Some("practice"), Some(true))
    );
    assert!(run.err.is_empty(), "{run:?}");
}

#[test]
fn a_second_practice_move_in_the_same_folder_copies_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let arguments = ["practice", "--pace", "fast", "--folder", path];
    let first = run(arguments, "");
    assert_eq!(first.exit, Some(0), "{first:?}");
    let total = Company::expected().messages();
    let closing = |there: u64| {
        format!(
            "6 of 6 people are complete. {total} messages are in the new mailboxes; {there} of them were there before."
        )
    };
    assert!(first.out.contains(&closing(0)), "{}", first.out);
    assert!(first.out.contains("100 %"), "{}", first.out);
    let second = run(arguments, "");
    assert_eq!(second.exit, Some(0), "{second:?}");
    assert!(second.out.contains(&closing(total)), "{}", second.out);
    for member in Company::people() {
        assert!(second.out.contains(member.address), "{}", second.out);
        assert!(
            !second.out.contains(member.source_password),
            "{}",
            second.out
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_of_some_ends_with_one_and_the_others_are_complete() {
    let folder = tempfile::tempdir().unwrap();
    let [wrong, refuse] = [0, 1].map(|place| Company::people()[place].address);
    let company = company(
        folder.path(),
        &[Trouble::WrongPassword(wrong), Trouble::Refuse(refuse)],
    )
    .await;
    let arguments = arguments(&company, &folder.path().join("x.movingday"));
    let run = run(&arguments, &everybody());
    assert_eq!(run.exit, Some(1), "{run:?}");
    let results = run.events("result");
    let failed = person(&results[0], wrong);
    assert_eq!(failed["outcome"], "failed");
    assert_eq!(failed["problems"][0]["code"], "SourceSignInRefused");
    let lacking = person(&results[0], refuse);
    assert_eq!(
        (lacking["outcome"].as_str(), lacking["verdict"].as_str()),
        (Some("done"), Some("incomplete"))
    );
    let problem = &lacking["problems"][0];
    assert_eq!(problem["code"], "DestinationRefusedMessage");
    assert!(
        problem["uid"].is_u64()
            && problem["folder"].is_array()
            && problem["server_text"].is_string()
    );
    assert_eq!(run.problem()["address"], wrong);

    for trouble in [Trouble::WrongPassword(wrong), Trouble::Refuse(refuse)] {
        company.trouble(trouble, false);
    }
    let again = super::run(&arguments, &everybody());
    assert_eq!(again.exit, Some(0), "{again:?}");
    for run in [&run, &again] {
        for member in Company::people() {
            assert!(
                !run.out.contains(member.source_password)
                    && !run.err.contains(member.source_password)
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_can_be_copied_alone() {
    let folder = tempfile::tempdir().unwrap();
    let company = company(folder.path(), &[]).await;
    let mut arguments = arguments(&company, &folder.path().join("x.movingday"));
    let address = Company::people()[2].address;
    arguments.extend(["--person".to_owned(), address.to_uppercase()]);
    let run = run(arguments, &everybody());
    assert_eq!(run.exit, Some(0), "{run:?}");
    let result = run.events("result").remove(0);
    assert_eq!(result["people"].as_array().unwrap().len(), 1);
    assert_eq!(person(&result, address)["verdict"], "complete");
}
